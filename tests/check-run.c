/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Whole runs: what comes of them, how they are ended, and what is refused.  Run from
 * the repository's root, where the network is. */

#include "core/nst.h"
#include "tests/small-look.h"
#include "tests/wave-picture.h"
#include "tests/with-network.h"

#include <math.h>
#include <string.h>


/* The look without the layers of 512 channels, whose eigenproblems take long. */
static NstSettings
make_light (void)
{
  NstSettings light = test_small_look;

  g_strlcpy (light.content_layers, "conv3_2", sizeof (light.content_layers));
  g_strlcpy (light.style_layers, "conv1_1,conv2_1,conv3_1", sizeof (light.style_layers));
  g_strlcpy (light.style_weights, "16,4,1", sizeof (light.style_weights));

  return light;
}

typedef struct
{
  double        fraction;
  int           calls;
  int           act_at; /* the call at which to trigger */
  GCancellable *trigger;
  gint64        triggered;
  int           last_width;
} Watch;

static void
watch_progress (const NstProgress *progress,
                const NstImage    *frame,
                gpointer           user_data)
{
  Watch *watch = user_data;

  g_assert_cmpfloat (progress->fraction, >=, watch->fraction);
  g_assert_cmpfloat (progress->fraction, <=, 1.0);
  g_assert_cmpint (progress->step, <=, progress->n_steps);
  g_assert_cmpint (MAX (frame->width, frame->height), ==, progress->size);
  watch->fraction   = progress->fraction;
  watch->last_width = frame->width;

  if (++watch->calls == watch->act_at && watch->trigger != NULL)
    {
      watch->triggered = g_get_monotonic_time ();
      g_cancellable_cancel (watch->trigger);
    }
}

static NstImage *
run (const NstSettings *settings,
     Watch             *watch,
     GCancellable      *cancel,
     GCancellable      *stop,
     GError           **error)
{
  g_autoptr (NstImage) content = test_wave_picture (64, 50, 1);
  g_autoptr (NstImage) style   = test_wave_picture (70, 60, 2);

  return nst_stylise (&(NstSubject){ network, content,
                                     (const NstImage *const *) &style, 1, NULL, settings },
                      &(NstObserver){ watch != NULL ? watch_progress : NULL, watch, cancel, stop },
                      error);
}

static void
test_run (void)
{
  g_autoptr (GError)   error    = NULL;
  Watch                watch    = { 0 };
  g_autoptr (NstImage) painting = run (&test_small_look, &watch, NULL, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpint (painting->width, ==, 64);
  g_assert_cmpint (painting->height, ==, 50);
  g_assert_cmpint (watch.calls, >=, 9); /* 1 + 4, 1 + 3 */
  g_assert_cmpfloat (watch.fraction, ==, 1.0);
  for (int k = 0; k < 64 * 50 * 3; k++)
    g_assert_true (painting->data[k] >= 0.0f && painting->data[k] <= 1.0f);
}

static void
test_runs_agree (gconstpointer data)
{
  g_autoptr (NstImage) first    = NULL;
  g_autoptr (NstImage) second   = NULL;
  NstSettings          settings = make_light ();

  settings.init      = (NstInit) GPOINTER_TO_INT (data);
  settings.noise     = 0.5;
  settings.seed      = 7;
  settings.optimiser = settings.init == NST_INIT_NOISE ? NST_OPTIMISER_ADAM : NST_OPTIMISER_LBFGS;
  first              = run (&settings, NULL, NULL, NULL, NULL);
  second             = run (&settings, NULL, NULL, NULL, NULL);
  g_assert_cmpmem (first->data, 64 * 50 * 3 * sizeof (float),
                   second->data, 64 * 50 * 3 * sizeof (float));

  if (settings.init == NST_INIT_CONTENT)
    return;
  nst_image_free (second);
  settings.seed = 8;
  second        = run (&settings, NULL, NULL, NULL, NULL);
  g_assert_true (memcmp (first->data, second->data, 64 * 50 * 3 * sizeof (float)) != 0);
}

static void
test_lower_loss (gconstpointer data)
{
  g_autoptr (NstImage) content  = test_wave_picture (64, 50, 1);
  g_autoptr (NstImage) style    = test_wave_picture (64, 50, 2);
  g_autoptr (NstImage) painting = NULL;
  NstSettings          settings = make_light ();
  NstTerms             before;
  NstTerms             after;

  settings.optimiser = (NstOptimiser) GPOINTER_TO_INT (data);
  g_strlcpy (settings.schedule, "32:20,64:20", sizeof (settings.schedule));
  painting = nst_stylise (&(NstSubject){ network, content,
                                         (const NstImage *const *) &style, 1, NULL, &settings },
                          &(NstObserver){ NULL, NULL, NULL, NULL }, NULL);
  nst_evaluate (&(NstSubject){ network, content,
                               (const NstImage *const *) &style, 1, NULL, &settings },
                content, &before, NULL, NULL, NULL);
  nst_evaluate (&(NstSubject){ network, content,
                               (const NstImage *const *) &style, 1, NULL, &settings },
                painting, &after, NULL, NULL, NULL);
  g_test_message ("loss %g, then %g", before.loss, after.loss);
  g_assert_cmpfloat (after.loss, <, 0.6 * before.loss);
}

/* So many evaluations would take an hour: cancelling must answer soon. */
static void
test_cancel (void)
{
  g_autoptr (GError)       error    = NULL;
  g_autoptr (GCancellable) cancel   = g_cancellable_new ();
  NstSettings              settings = test_small_look;
  Watch                    watch    = { .act_at = 3, .trigger = cancel };

  g_strlcpy (settings.schedule, "64:100000", sizeof (settings.schedule));
  g_assert_null (run (&settings, &watch, cancel, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpint (watch.calls, ==, 3);
}

static void
test_cancelled_before (void)
{
  g_autoptr (GError)       error  = NULL;
  g_autoptr (GCancellable) cancel = g_cancellable_new ();

  g_cancellable_cancel (cancel);
  g_assert_null (run (&test_small_look, NULL, cancel, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* Stopped at the coarse size, the painting still has the full one. */
static void
test_stop (gconstpointer data)
{
  g_autoptr (GError)       error    = NULL;
  g_autoptr (GCancellable) stop     = g_cancellable_new ();
  NstSettings              settings = test_small_look;
  Watch                    watch    = { .act_at = GPOINTER_TO_INT (data), .trigger = stop };
  g_autoptr (NstImage)     painting = NULL;

  g_strlcpy (settings.schedule, "32:6,64:100000", sizeof (settings.schedule));
  if (watch.act_at == 0)
    g_cancellable_cancel (stop);
  painting = run (&settings, &watch, NULL, stop, &error);
  g_assert_no_error (error);
  g_assert_cmpint (painting->width, ==, 64);
  g_assert_cmpint (painting->height, ==, 50);
}

static void
test_size_and_schedule (void)
{
  g_autoptr (NstImage) painting = NULL;
  NstSettings          settings = test_small_look;

  settings.size = 40;
  g_strlcpy (settings.schedule, "24:2,64:100000", sizeof (settings.schedule));
  painting = run (&settings, NULL, NULL, NULL, NULL);
  g_assert_cmpint (painting->width, ==, 40);
  g_assert_cmpint (painting->height, ==, 31);
}

static void
test_too_small (void)
{
  g_autoptr (GError)   error   = NULL;
  g_autoptr (NstImage) content = test_wave_picture (1, 1, 1);
  g_autoptr (NstImage) style   = test_wave_picture (70, 60, 2);

  g_assert_null (nst_stylise (&(NstSubject){ network, content,
                                             (const NstImage *const *) &style, 1, NULL, &test_small_look },
                              &(NstObserver){ NULL, NULL, NULL, NULL }, &error));
  g_assert_error (error, NST_ERROR, NST_ERROR_PICTURE);
  g_assert_nonnull (strstr (error->message, "1 x 1"));
}

/* Plain colours have no covariance at all. */
static void
test_plain_colours (gconstpointer data)
{
  const gboolean       plain_content = GPOINTER_TO_INT (data);
  g_autoptr (GError)   error         = NULL;
  g_autoptr (NstImage) content       = test_wave_picture (64, 50, 1);
  g_autoptr (NstImage) style         = test_wave_picture (64, 64, 2);
  NstImage            *plain         = plain_content ? content : style;
  g_autoptr (NstImage) painting      = NULL;

  for (int k = 0; k < plain->width * plain->height * 3; k++)
    plain->data[k] = 0.3f * (float) (k % 3);
  painting = nst_stylise (&(NstSubject){ network, content,
                                         (const NstImage *const *) &style, 1, NULL, &test_small_look },
                          &(NstObserver){ NULL, NULL, NULL, NULL }, &error);
  g_assert_no_error (error);
  for (int k = 0; k < 64 * 50 * 3; k++)
    g_assert_true (isfinite (painting->data[k]));
}

/* A style of one pixel is enlarged until the layers can see it. */
static void
test_tiny_style (void)
{
  g_autoptr (GError)   error   = NULL;
  g_autoptr (NstImage) content = test_wave_picture (64, 50, 1);
  g_autoptr (NstImage) style   = test_wave_picture (1, 1, 2);
  g_autoptr (NstImage) painting =
    nst_stylise (&(NstSubject){ network, content,
                                (const NstImage *const *) &style, 1, NULL, &test_small_look },
                 &(NstObserver){ NULL, NULL, NULL, NULL }, &error);

  g_assert_no_error (error);
  g_assert_nonnull (painting);
}

static void
test_over_budget (void)
{
  g_autoptr (GError) error    = NULL;
  NstSettings        settings = test_small_look;
  NstEstimate        plan;

  settings.memory_bytes = 1 << 20;
  g_assert_null (run (&settings, NULL, NULL, NULL, &error));
  g_assert_error (error, NST_ERROR, NST_ERROR_MEMORY);
  g_clear_error (&error);

  settings.memory_bytes = 1u << 30;
  settings.schedule[0]  = '\0';
  g_assert_false (nst_estimate (network, &(NstPictureSizes){ { 9000, 6000 } }, &settings, NULL, &plan, &error));
  g_assert_error (error, NST_ERROR, NST_ERROR_MEMORY);
  g_assert_nonnull (strstr (error->message, "9000 x 6000"));
  g_assert_nonnull (strstr (error->message, "set the size"));
  g_assert_cmpuint (plan.bytes, >, plan.budget_bytes);
  g_clear_error (&error);

  /* The picture alone is more than that. */
  g_assert_false (nst_estimate (network, &(NstPictureSizes){ { 12000, 8000 } }, &settings, NULL, &plan, &error));
  g_assert_error (error, NST_ERROR, NST_ERROR_MEMORY);
  g_assert_nonnull (strstr (error->message, "any size"));
}

static void
test_plan (void)
{
  g_autoptr (GError) error = NULL;
  NstEstimate        plan;

  g_assert_true (nst_estimate (network, &(NstPictureSizes){ { 64, 50 }, &(NstSize){ 60, 60 }, 1 }, &test_small_look, NULL, &plan, &error));
  g_assert_no_error (error);
  g_assert_cmpint (plan.width, ==, 64);
  g_assert_cmpint (plan.n_sizes, ==, 2);
  g_assert_cmpint (plan.evaluations, ==, 7);
  g_assert_cmpfloat (plan.seconds, >, 0.0);
}

static const char *const bad_schedules[] = { "0", "0:", "0:0", "0:5,64:5", "64:5,0:5,0:5",
                                             "64", "64:", "64:0", "64:5,32:5", "64:5,", "a:b", "64:5;128:5", "-64:5" };

static void
test_bad_schedules (void)
{
  for (size_t i = 0; i < G_N_ELEMENTS (bad_schedules); i++)
    {
      g_autoptr (GError) error    = NULL;
      NstSettings        settings = test_small_look;

      g_strlcpy (settings.schedule, bad_schedules[i], sizeof (settings.schedule));
      g_assert_null (run (&settings, NULL, NULL, NULL, &error));
      g_assert_error (error, NST_ERROR, NST_ERROR_SETTINGS);
    }
}

static void
test_divergence_is_said (void)
{
  g_autoptr (GError) error    = NULL;
  NstSettings        settings = test_small_look;

  settings.optimiser     = NST_OPTIMISER_GD;
  settings.learning_rate = 1e30;
  g_strlcpy (settings.schedule, "64:50", sizeof (settings.schedule));
  g_assert_null (run (&settings, NULL, NULL, NULL, &error));
  g_assert_error (error, NST_ERROR, NST_ERROR_DIVERGED);
}

/* NaN in a picture counts as black. */
static void
test_nan_pixels (void)
{
  g_autoptr (GError)   error    = NULL;
  g_autoptr (NstImage) content  = test_wave_picture (64, 50, 1);
  g_autoptr (NstImage) style    = test_wave_picture (70, 60, 2);
  g_autoptr (NstImage) painting = NULL;
  NstSettings          settings = test_small_look;

  g_strlcpy (settings.schedule, "64:3", sizeof (settings.schedule));
  content->data[300] = NAN;
  content->data[301] = INFINITY;
  style->data[10]    = -INFINITY;
  painting           = nst_stylise (&(NstSubject){ network, content,
                                                   (const NstImage *const *) &style, 1, NULL, &settings },
                                    &(NstObserver){ NULL, NULL, NULL, NULL }, &error);
  g_assert_no_error (error);
  for (int k = 0; k < 64 * 50 * 3; k++)
    g_assert_true (isfinite (painting->data[k]));
}

/* Pictures of nothing but NaN, and what is made of a painting afterwards. */
static void
test_all_nan (gconstpointer data)
{
  const int            which    = GPOINTER_TO_INT (data);
  g_autoptr (GError)   error    = NULL;
  g_autoptr (NstImage) content  = test_wave_picture (64, 50, 1);
  g_autoptr (NstImage) style    = test_wave_picture (70, 60, 2);
  g_autoptr (NstImage) start    = test_wave_picture (60, 60, 3);
  NstImage            *spoilt   = which == 0 ? content : which == 1 ? style
                                                                    : start;
  NstImage            *painting = NULL;
  NstSettings          settings = make_light ();
  const NstSubject     subject  = { network, content, (const NstImage *const *) &style, 1, start,
                                    &settings };

  if (which == 2)
    settings.init = NST_INIT_FILE;
  settings.size = 40;
  g_strlcpy (settings.schedule, "32:2", sizeof (settings.schedule));
  for (int k = 0; k < spoilt->width * spoilt->height * 3; k++)
    spoilt->data[k] = NAN;

  painting = nst_stylise (&subject, NULL, &error);
  g_assert_no_error (error);
  for (int k = 0; k < 40 * 31 * 3; k++)
    g_assert_true (painting->data[k] >= 0.0f && painting->data[k] <= 1.0f);

  painting = nst_fit_painting (&subject, painting, NULL, &error);
  g_assert_no_error (error);
  for (int k = 0; k < 64 * 50 * 3; k++)
    g_assert_true (isfinite (painting->data[k]));
  nst_image_free (painting);
}

static gpointer
keep_busy (gpointer over)
{
  volatile double sum = 0.0;

  while (!g_atomic_int_get ((int *) over))
    for (int i = 1; i < 100000; i++)
      sum = sum + 1.0 / i;

  return NULL;
}

/* The same bytes each time and as one thread has them, with so many threads and other work on
 * the machine. */
static void
test_same_when_busy (gconstpointer data)
{
  NstSettings          settings = make_light ();
  g_autoptr (NstImage) first    = NULL;
  int                  over     = FALSE;
  GThread             *busy[2];

  settings.threads = 1;
  g_strlcpy (settings.schedule, "32:2,64:1", sizeof (settings.schedule));
  first            = run (&settings, NULL, NULL, NULL, NULL);
  settings.threads = GPOINTER_TO_INT (data);

  for (size_t i = 0; i < G_N_ELEMENTS (busy); i++)
    busy[i] = g_thread_new ("busy", keep_busy, &over);

  for (int i = 0; i < 4; i++)
    {
      g_autoptr (NstImage) again = run (&settings, NULL, NULL, NULL, NULL);

      g_assert_cmpmem (first->data, 64 * 50 * 3 * sizeof (float),
                       again->data, 64 * 50 * 3 * sizeof (float));
    }

  g_atomic_int_set (&over, TRUE);
  for (size_t i = 0; i < G_N_ELEMENTS (busy); i++)
    g_thread_join (busy[i]);
}

#define ADD_WITH(path, func, value) \
  g_test_add_data_func (path, GINT_TO_POINTER (value), func)

int
main (int    argc,
      char **argv)
{
  int result;

  g_test_init (&argc, &argv, NULL);
  test_open_network ();

  g_test_add_func ("/run/progress-and-colours", test_run);
  ADD_WITH ("/run/same-bytes/content", test_runs_agree, NST_INIT_CONTENT);
  ADD_WITH ("/run/same-bytes/noise", test_runs_agree, NST_INIT_NOISE);
  ADD_WITH ("/run/same-bytes/mix", test_runs_agree, NST_INIT_MIX);
  ADD_WITH ("/run/lower-loss/lbfgs", test_lower_loss, NST_OPTIMISER_LBFGS);
  ADD_WITH ("/run/lower-loss/adam", test_lower_loss, NST_OPTIMISER_ADAM);
  ADD_WITH ("/run/lower-loss/gd", test_lower_loss, NST_OPTIMISER_GD);
  g_test_add_func ("/run/cancel", test_cancel);
  g_test_add_func ("/run/cancelled-before", test_cancelled_before);
  ADD_WITH ("/run/stop/at-once", test_stop, 0);
  ADD_WITH ("/run/stop/coarse", test_stop, 3);
  ADD_WITH ("/run/stop/fine", test_stop, 10);
  g_test_add_func ("/run/size-and-schedule", test_size_and_schedule);
  g_test_add_func ("/run/too-small", test_too_small);
  g_test_add_func ("/run/tiny-style", test_tiny_style);
  ADD_WITH ("/run/plain-style", test_plain_colours, FALSE);
  ADD_WITH ("/run/plain-content", test_plain_colours, TRUE);
  g_test_add_func ("/run/over-budget", test_over_budget);
  g_test_add_func ("/run/plan", test_plan);
  g_test_add_func ("/run/bad-schedules", test_bad_schedules);
  g_test_add_func ("/run/divergence-is-said", test_divergence_is_said);
  g_test_add_func ("/run/nan-pixels", test_nan_pixels);
  ADD_WITH ("/run/all-nan/content", test_all_nan, 0);
  ADD_WITH ("/run/all-nan/style", test_all_nan, 1);
  ADD_WITH ("/run/all-nan/start", test_all_nan, 2);
  ADD_WITH ("/run/same-when-busy/one-thread", test_same_when_busy, 1);
  ADD_WITH ("/run/same-when-busy/two-threads", test_same_when_busy, 2);
  ADD_WITH ("/run/same-when-busy/three-threads", test_same_when_busy, 3);
  ADD_WITH ("/run/same-when-busy/eight-threads", test_same_when_busy, 8);

  result = g_test_run ();
  test_close_network ();

  return result;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How soon a run ends that is cancelled.  The engine looks at its cancellable all the
 * time; here it looks at ours, which counts the looks, can say yes at any of them, and
 * takes the time from one to the next: by the processor's clock, so that a busy machine
 * changes nothing. */

#include "core/nst.h"
#include "tests/wave-picture.h"
#include "tests/with-network.h"

#include <time.h>

/* Seconds that may pass before a cancelled run has ended; sanitizers take their time. */
#ifdef __SANITIZE_ADDRESS__
#define SOON 0.4
#else
#define SOON 0.1
#endif

static GCancellable *cancel; /* that all runs here have */

static struct
{
  gint64 n;         /* looks so far */
  gint64 cancel_at; /* the look that is told of the cancelling; 0: none */
  double last_s;    /* when the last look was */
  double longest_s; /* from one to the next */
  double cancelled_s;
} looks;

static double
get_seconds (void)
{
  struct timespec now;

  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &now);

  return (double) now.tv_sec + (double) now.tv_nsec * 1e-9;
}

static void
begin_looks (gint64 cancel_at)
{
  looks.n           = 0;
  looks.cancel_at   = cancel_at;
  looks.longest_s   = 0.0;
  looks.cancelled_s = 0.0;
  looks.last_s      = get_seconds ();
}

static void
take_time (void)
{
  const double now = get_seconds ();

  looks.longest_s = MAX (looks.longest_s, now - looks.last_s);
  looks.last_s    = now;
}

/* In GLib's place: all runs here have one thread. */
gboolean
g_cancellable_is_cancelled (GCancellable *cancellable)
{
  if (cancellable != cancel || cancel == NULL)
    return FALSE;

  looks.n++;
  take_time ();
  if (looks.n == looks.cancel_at)
    looks.cancelled_s = looks.last_s;

  return looks.cancel_at > 0 && looks.n >= looks.cancel_at;
}


/* ---- a run ----------------------------------------------------------- */

typedef struct
{
  const char  *name;
  const char  *schedule;
  NstInit      init;
  NstOptimiser optimiser;
  double       tv;
  int          width;
} Case;

/* clang-format off */
static const Case cases[] =
{
  { "content", "56:1", NST_INIT_CONTENT, NST_OPTIMISER_LBFGS, 0.0, 4500 },
  { "noise", "56:1,0:1", NST_INIT_NOISE, NST_OPTIMISER_LBFGS, 1.0, 1200 },
  { "mix", "0:1", NST_INIT_MIX, NST_OPTIMISER_GD, 0.0, 1200 },
  { "file", "56:1,0:1", NST_INIT_FILE, NST_OPTIMISER_ADAM, 0.0, 1200 }
};
/* clang-format on */

static void
ignore_progress (const NstProgress *progress,
                 const NstImage    *frame,
                 gpointer           user_data)
{
}

/* A painting of so many pixels with one layer, which costs next to nothing: nearly all
 * of its time goes into what is not an evaluation. */
static NstImage *
paint (const Case     *c,
       const NstImage *content,
       GError        **error)
{
  const NstObserver    observer = { ignore_progress, NULL, cancel, NULL };
  g_autoptr (NstImage) style    = test_wave_picture (90, 70, 2);
  g_autoptr (NstImage) start    = test_wave_picture (50, 60, 3);
  NstSettings          settings = {
             .style_scale  = 1.0,
             .style_layers = "conv1_1",
             .beta         = 1.0,
             .tv           = c->tv,
             .init         = c->init,
             .noise        = 0.5,
             .optimiser    = c->optimiser,
             .history      = 3,
             .threads      = 1,
             .statistic    = NST_STATISTIC_GRAM
  };
  const NstSubject subject = { network, content, (const NstImage *const *) &style, 1, start,
                               &settings };

  g_strlcpy (settings.schedule, c->schedule, sizeof (settings.schedule));

  return nst_stylise (&subject, &observer, error);
}

/* A grey picture; one with waves takes longer to make than to paint. */
static NstImage *
make_grey (int width,
           int height)
{
  NstImage *grey = nst_image_new (width, height, 3, NULL);

  for (size_t i = 0; i < (size_t) width * height * 3; i++)
    grey->data[i] = 0.5f;

  return grey;
}

/* Between two looks there is never much to do, however large the picture. */
static void
test_often (gconstpointer data)
{
  const Case          *c        = data;
  g_autoptr (NstImage) content  = make_grey (c->width, c->width * 2 / 3);
  g_autoptr (GError)   error    = NULL;
  g_autoptr (NstImage) painting = NULL;

  begin_looks (0);
  painting = paint (c, content, &error);
  take_time ();
  g_assert_no_error (error);
  g_assert_nonnull (painting);

  g_test_message ("%" G_GINT64_FORMAT " looks, %.3f s at most between two", looks.n,
                  looks.longest_s);
  g_assert_cmpfloat (looks.longest_s, <, SOON);
}

/* Cancelled at the first look, at the last, or at one between: the run ends soon, with
 * nothing. */
static void
test_any_moment (gconstpointer data)
{
  g_autoptr (NstImage) content  = test_wave_picture (160, 120, 1);
  g_autoptr (NstImage) painting = NULL;
  gint64               n;

  begin_looks (0);
  painting = paint (data, content, NULL);
  n        = looks.n;
  g_assert_nonnull (painting);

  for (int i = 0; i <= 6; i++)
    {
      g_autoptr (GError) error = NULL;

      begin_looks (1 + (n - 1) * i / 6);
      g_assert_null (paint (data, content, &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
      g_assert_cmpfloat (get_seconds () - looks.cancelled_s, <, SOON);
    }
}


/* ---- afterwards, and before ------------------------------------------ */

static NstImage *
fit (const NstImage *content,
     GError        **error)
{
  const NstSettings settings = { .content_layers = "conv1_1", .threads = 1 };
  const NstSubject  subject  = { network, content, NULL, 0, NULL, &settings };

  return nst_fit_painting (&subject, test_wave_picture (60, 40, 2), cancel, error);
}

static void
test_fit_painting (void)
{
  g_autoptr (NstImage) content = make_grey (4500, 3000);
  g_autoptr (NstImage) fitted  = NULL;
  gint64               n;

  begin_looks (0);
  fitted = fit (content, NULL);
  n      = looks.n;
  take_time ();
  g_assert_cmpint (fitted->width, ==, 4500);
  g_assert_cmpfloat (looks.longest_s, <, SOON);

  for (int i = 0; i <= 5; i++)
    {
      g_autoptr (GError) error = NULL;

      begin_looks (1 + (n - 1) * i / 5);
      g_assert_null (fit (content, &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
      g_assert_cmpfloat (get_seconds () - looks.cancelled_s, <, SOON);
    }
}

int
main (int    argc,
      char **argv)
{
  int result;

  g_test_init (&argc, &argv, NULL);
  test_open_network ();
  cancel = g_cancellable_new ();

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *often  = g_strdup_printf ("/cancel/often/%s", cases[i].name);
      g_autofree char *moment = g_strdup_printf ("/cancel/any-moment/%s", cases[i].name);

      g_test_add_data_func (often, &cases[i], test_often);
      g_test_add_data_func (moment, &cases[i], test_any_moment);
    }
  g_test_add_func ("/cancel/fit-painting", test_fit_painting);

  result = g_test_run ();
  g_object_unref (cancel);
  test_close_network ();

  return result;
}

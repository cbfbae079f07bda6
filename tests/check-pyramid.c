/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Several sizes at once: the gradient of all sizes together, and the memory that they take.
 * Run from the repository's root, where the network is. */

#include "core/nst.h"
#include "core/image/resample.h"
#include "core/run/memory-plan.h"
#include "core/run/pyramid.h"
#include "tests/wave-picture.h"
#include "tests/with-network.h"
#include "tests/threads.h"

#include <math.h>
#include <string.h>


static NstThreads threads;


/* ---- objectives ------------------------------------------------------ */

#define WIDTH  93
#define HEIGHT 68
#define COUNT  (WIDTH * HEIGHT * 3)

/* Without the layers of 512 channels, whose eigenproblems take long. */
static const NstSettings settings = {
  .style_scale    = 1.0,
  .scales         = 3,
  .precision      = NST_PRECISION_SINGLE,
  .content_layers = "conv3_2",
  .style_layers   = "conv1_1,conv2_1,conv3_1",
  .style_weights  = "16,4,1",
  .alpha          = 0.015,
  .beta           = 1.0,
  .tv             = 2.0,
  .normalise      = TRUE,
  .history        = 20,
  .threads        = 2,
};

typedef struct
{
  NstImage   *content;
  NstImage   *style;
  NstLayerSet layers;
  NstSubject  subject;
  float       canvas[COUNT];
} Fixture;

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  g_autoptr (NstImage) canvas = test_wave_picture (WIDTH, HEIGHT, 3);

  fixture->content = test_wave_picture (WIDTH, HEIGHT, 1);
  fixture->style   = test_wave_picture (110, 80, 2);
  g_assert_true (nst_layer_set_init (&fixture->layers, &settings, NULL));
  nst_network_pixels_to_canvas (network, WIDTH * HEIGHT, canvas->data, fixture->canvas);
}

static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  nst_image_free (fixture->content);
  nst_image_free (fixture->style);
}

/* A stage of this fixture's size, or of that of one of its scales. */
static NstStage
make_stage (int scale,
            int n_scales)
{
  NstStage stage = { WIDTH, HEIGHT };

  nst_stage_get_level_size (&stage, scale, &stage.width, &stage.height);
  stage.partition = nst_partition_whole (stage.width, stage.height);
  stage.n_levels  = n_scales;

  return stage;
}

static NstSettings
with_statistic (NstStatistic statistic)
{
  NstSettings other = settings;

  other.statistic = statistic;
  return other;
}

static void
begin_stage (const Fixture  *fixture,
             NstPyramid     *pyramid,
             const NstStage *stage)
{
  g_autoptr (NstImage) photo = nst_image_resize (fixture->content, stage->width, stage->height,
                                                 NULL, NULL);

  g_assert_true (nst_pyramid_begin (pyramid, photo, stage, &threads, NULL));
}

static NstPyramid *
make_pyramid (Fixture           *fixture,
              const NstStage    *stage,
              const NstSettings *with)
{
  NstPyramid *pyramid;

  fixture->subject = (NstSubject){ network, fixture->content,
                                   (const NstImage *const *) &fixture->style, 1,
                                   NULL, with };
  pyramid          = nst_pyramid_new (&fixture->subject, &fixture->layers);
  begin_stage (fixture, pyramid, stage);

  return pyramid;
}

static double
evaluate (Fixture        *fixture,
          const NstStage *stage,
          const float    *canvas,
          float          *gradient)
{
  NstPyramid *pyramid = make_pyramid (fixture, stage, &settings);
  double      loss;

  g_assert_true (nst_pyramid_evaluate (pyramid, canvas, gradient, &loss, &threads));
  nst_pyramid_free (pyramid);

  return loss;
}

/* One size: the objective as it is, to the byte. */
static void
test_one_is_plain (Fixture      *fixture,
                   gconstpointer data)
{
  const NstStage    stage    = make_stage (0, 1);
  g_autofree float *gradient = g_new (float, COUNT);
  g_autofree float *expected = g_new (float, COUNT);
  const double      loss     = evaluate (fixture, &stage, fixture->canvas, gradient);
  NstArena          arena    = { 0 };
  NstStyle          style    = { fixture->style };
  NstObjective     *objective;
  double            plain;

  nst_schedule_fit_style (&fixture->layers, &settings, WIDTH, WIDTH, style.picture->width,
                          style.picture->height, &style.width, &style.height);
  objective = nst_objective_new (network, &(NstSources){ fixture->content, &style, 1 },
                                 &settings, &fixture->layers, &stage.partition, &arena,
                                 &threads, NULL);
  g_assert_true (nst_objective_evaluate (objective, fixture->canvas, expected, &plain, NULL,
                                         &threads));

  g_assert_cmpfloat (loss, ==, plain);
  g_assert_true (memcmp (gradient, expected, COUNT * sizeof (float)) == 0);

  nst_objective_free (objective);
  nst_arena_clear (&arena);
}

/* Several sizes: the mean of stages of each size, their gradients taken back. */
static void
test_several_are_the_mean (Fixture      *fixture,
                           gconstpointer data)
{
  const NstStage    stage    = make_stage (0, 3);
  g_autofree float *gradient = g_new (float, COUNT);
  g_autofree float *expected = g_new0 (float, COUNT);
  const double      loss     = evaluate (fixture, &stage, fixture->canvas, gradient);
  double            sum      = 0.0;
  double            error    = 0.0;
  double            norm     = 0.0;

  for (int k = 0; k < 3; k++)
    {
      const NstStage    single    = make_stage (k, 1);
      NstResampler     *resampler = nst_resampler_new (WIDTH, HEIGHT, single.width, single.height, 3,
                                                       NST_RESAMPLING_BOTH_WAYS, NST_WRAP_NO, NULL);
      g_autofree float *canvas    = g_new (float, (single.width * single.height * 3));
      g_autofree float *slope     = g_new (float, (single.width * single.height * 3));

      nst_resampler_forward (resampler, fixture->canvas, canvas, &threads);
      sum += evaluate (fixture, &single, canvas, slope);
      nst_resampler_backward (resampler, slope, expected, &threads);
      nst_resampler_free (resampler);
    }

  for (int i = 0; i < COUNT; i++)
    {
      error += pow ((double) gradient[i] - (double) expected[i] / 3.0, 2);
      norm += pow ((double) expected[i] / 3.0, 2);
    }
  g_assert_cmpfloat_with_epsilon (loss, sum / 3.0, 1e-9 * loss);
  g_assert_cmpfloat (sqrt (error / norm), <, 1e-5);
}

/* The slope along the gradient against two losses, as in check-core.c. */
static void
test_gradient (Fixture      *fixture,
               gconstpointer data)
{
  const NstStage    stage    = make_stage (0, 3);
  NstPyramid       *pyramid  = make_pyramid (fixture, &stage, &settings);
  g_autofree float *gradient = g_new (float, COUNT);
  g_autofree float *moved    = g_new (float, COUNT);
  g_autofree float *unused   = g_new (float, COUNT);
  double            largest  = 0.0;
  double            square   = 0.0;
  double            slope    = 0.0;
  double            loss;

  g_assert_true (nst_pyramid_evaluate (pyramid, fixture->canvas, gradient, &loss, &threads));
  for (int i = 0; i < COUNT; i++)
    {
      largest = MAX (largest, fabs ((double) gradient[i]));
      square += (double) gradient[i] * (double) gradient[i];
    }

  for (int sign = -1; sign <= 1; sign += 2)
    {
      const double step = sign * 0.02 / largest;

      for (int i = 0; i < COUNT; i++)
        moved[i] = fixture->canvas[i] + (float) (step * (double) gradient[i]);
      g_assert_true (nst_pyramid_evaluate (pyramid, moved, unused, &loss, &threads));
      slope += loss / (2.0 * step);
    }

  g_test_message ("slope %g, gradient's square %g", slope, square);
  g_assert_cmpfloat (fabs (slope - square), <=, 0.02 * square);
  nst_pyramid_free (pyramid);
}

/* What one stage and a reduction of the next have in common is made once: to the byte as if
 * it were made anew, and not made of another style that comes in between. */
static void
test_kept (Fixture      *fixture,
           gconstpointer data)
{
  const NstStage       first    = make_stage (1, 2);
  const NstStage       second   = make_stage (0, 3);
  const NstSettings    gram     = with_statistic (NST_STATISTIC_GRAM);
  g_autoptr (NstImage) other    = test_wave_picture (90, 90, 5);
  NstImage            *style    = fixture->style;
  NstPyramid          *pyramid  = make_pyramid (fixture, &second, &gram);
  g_autofree float    *expected = g_new (float, COUNT);
  g_autofree float    *gradient = g_new (float, COUNT);
  double               loss[3];

  g_assert_true (nst_pyramid_evaluate (pyramid, fixture->canvas, expected, &loss[0], &threads));
  nst_pyramid_free (pyramid);

  pyramid = make_pyramid (fixture, &first, &gram);
  nst_pyramid_end (pyramid, &second);
  begin_stage (fixture, pyramid, &second);
  g_assert_true (nst_pyramid_evaluate (pyramid, fixture->canvas, gradient, &loss[1], &threads));
  nst_pyramid_end (pyramid, NULL);
  g_assert_cmpfloat (loss[0], ==, loss[1]);
  g_assert_true (memcmp (gradient, expected, COUNT * sizeof (float)) == 0);

  begin_stage (fixture, pyramid, &first);
  nst_pyramid_end (pyramid, &second);
  fixture->style = other;
  begin_stage (fixture, pyramid, &second);
  g_assert_true (nst_pyramid_evaluate (pyramid, fixture->canvas, gradient, &loss[1], &threads));
  nst_pyramid_free (pyramid);

  pyramid = make_pyramid (fixture, &second, &gram);
  g_assert_true (nst_pyramid_evaluate (pyramid, fixture->canvas, gradient, &loss[2], &threads));
  nst_pyramid_free (pyramid);
  fixture->style = style;

  /* Of three levels one has the new style. */
  g_test_message ("old style %g, new style at one size %g, at all %g", loss[0], loss[1], loss[2]);
  g_assert_cmpfloat (fabs (loss[1] - loss[0]), >, 0.0);
  g_assert_cmpfloat (fabs (loss[1] - loss[2]), >, 0.0);
}

/* Whatever was evaluated before in the same memory; of the Gram statistic, as the others keep
 * directions from one evaluation to the next. */
static void
test_same_bytes (Fixture      *fixture,
                 gconstpointer data)
{
  const NstStage    stage    = make_stage (0, 3);
  const NstSettings gram     = with_statistic (NST_STATISTIC_GRAM);
  NstPyramid       *pyramid  = make_pyramid (fixture, &stage, &gram);
  g_autofree float *gradient = g_new (float, COUNT);
  g_autofree float *again    = g_new (float, COUNT);
  double            loss[2];

  g_assert_true (nst_pyramid_evaluate (pyramid, fixture->canvas, gradient, &loss[0], &threads));
  g_assert_true (nst_pyramid_evaluate (pyramid, gradient, again, &loss[1], &threads));
  g_assert_true (nst_pyramid_evaluate (pyramid, fixture->canvas, again, &loss[1], &threads));
  nst_pyramid_free (pyramid);

  g_assert_cmpfloat (loss[0], ==, loss[1]);
  g_assert_true (memcmp (gradient, again, COUNT * sizeof (float)) == 0);
}


/* ---- plans ----------------------------------------------------------- */

/* The finest stage of a picture of 512 x 384 within a budget (0: any), and whether
 * it fits. */
static gboolean
plan (int       n_scales,
      guint64   budget,
      NstStage *finest,
      double   *cost)
{
  const NstSize         style    = { 512, 384 };
  const NstPictureSizes pictures = { { 512, 384 }, &style, 1 };
  NstSettings           planned  = settings;
  NstLayerSet           layers;
  NstSchedule           schedule;
  NstMemoryPlan         memory;
  gboolean              fits;

  planned.scales       = n_scales;
  planned.memory_bytes = budget > 0 ? budget : (guint64) 1 << 40;
  g_assert_true (nst_layer_set_init (&layers, &planned, NULL));
  g_assert_true (nst_schedule_init (&schedule, &layers, &planned, 512, 384, NULL));
  fits = nst_memory_plan (&memory, &schedule, network, &layers, &planned, &pictures,
                          &(NstThreads){ 2 }, NULL);

  *finest = schedule.stages[schedule.n_stages - 1];
  *cost   = schedule.cost;
  g_assert_cmpint (schedule.stages[0].n_levels, ==, 1);
  g_assert_true (!fits || memory.bytes <= memory.budget_bytes);

  return fits;
}

static void
test_plan_counts_scales (void)
{
  NstStage one;
  NstStage three;
  NstStage four;
  double   cost[3];

  g_assert_true (plan (1, 0, &one, &cost[0]));
  g_assert_true (plan (3, 0, &three, &cost[1]));
  g_assert_true (plan (4, 0, &four, &cost[2]));
  g_assert_cmpint (one.n_levels, ==, 1);
  g_assert_cmpint (three.n_levels, ==, 3);
  g_assert_cmpint (four.n_levels, ==, 3); /* the fourth would have 64 pixels */

  /* A quarter and a sixteenth of the pixels, without planes of their own. */
  g_assert_cmpuint (three.bytes, >, one.bytes);
  g_assert_cmpuint (three.bytes, <, one.bytes + one.bytes / 10);
  g_assert_cmpfloat (three.cost, >, one.cost * 1.3);
  g_assert_cmpfloat (cost[1], >, cost[0]);
  g_assert_cmpfloat (cost[2], ==, cost[1]);
}

/* Less and less memory: first fewer pairs, then fewer levels, then parts. */
static void
test_short_memory (void)
{
  NstStage last;
  NstStage now;
  double   cost;
  gboolean dropped_alone = FALSE;

  g_assert_true (plan (3, 0, &last, &cost));
  /* Some of the budget is left alone. */
  for (guint64 budget = last.bytes + last.bytes / 10; plan (3, budget, &now, &cost);
       budget -= 1 << 20)
    {
      const gboolean whole = now.partition.strip >= 512 && now.partition.band >= 384;

      g_assert_cmpint (now.n_levels, <=, last.n_levels);
      g_assert_true (whole || now.n_levels == 1);
      if (now.n_levels < last.n_levels)
        {
          g_assert_cmpint (last.minimise.history, ==, 3);
          dropped_alone |= whole;
        }
      last = now;
    }

  g_assert_true (dropped_alone);
  g_assert_cmpint (last.partition.n_parts, >, 1);
}

#define ADD_WITH_FIXTURE(path, func) \
  g_test_add (path, Fixture, NULL, set_up, func, tear_down)

int
main (int    argc,
      char **argv)
{
  int result;

  g_test_init (&argc, &argv, NULL);
  test_open_network ();
  threads = test_threads_begin (settings.threads);

  ADD_WITH_FIXTURE ("/scales/one-is-plain", test_one_is_plain);
  ADD_WITH_FIXTURE ("/scales/several-are-the-mean", test_several_are_the_mean);
  ADD_WITH_FIXTURE ("/scales/gradient", test_gradient);
  ADD_WITH_FIXTURE ("/scales/kept", test_kept);
  ADD_WITH_FIXTURE ("/scales/same-bytes", test_same_bytes);
  g_test_add_func ("/plan/counts-scales", test_plan_counts_scales);
  g_test_add_func ("/plan/short-memory", test_short_memory);

  result = g_test_run ();
  nst_threads_end (&threads);
  test_close_network ();

  return result;
}

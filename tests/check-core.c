/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The engine: resampling, optimisers, statistics and objective.  Run from the
 * repository's root, where the network is. */

#include "core/nst.h"
#include "core/base/memory.h"
#include "core/network/network-private.h"
#include "core/objective/objective.h"
#include "core/objective/partition.h"
#include "core/optimiser/optimiser.h"
#include "core/run/schedule.h"
#include "tests/small-look.h"
#include "tests/wave-picture.h"
#include "tests/with-network.h"
#include "tests/threads.h"

#include <math.h>
#include <string.h>


/* ---- images ---------------------------------------------------------- */

static void
test_resize_keeps_constants (void)
{
  static const int sizes[][4] = { { 7, 5, 3, 2 }, { 3, 2, 40, 31 }, { 1, 1, 9, 4 }, { 64, 48, 64, 12 }, { 5, 5, 1, 1 } };

  for (size_t i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_autoptr (NstImage) in  = nst_image_new (sizes[i][0], sizes[i][1], 3, NULL);
      g_autoptr (NstImage) out = NULL;

      for (int k = 0; k < in->width * in->height * 3; k++)
        in->data[k] = 0.25f * (float) (k % 3 + 1);
      out = nst_image_resize (in, sizes[i][2], sizes[i][3], NULL, NULL);
      for (int k = 0; k < out->width * out->height * 3; k++)
        g_assert_cmpfloat_with_epsilon (out->data[k], 0.25f * (float) (k % 3 + 1), 1e-6f);
    }
}

/* Values worked out by hand from sinc (x) sinc (x / 3): a step of two pixels
 * made one. */
static void
test_resize_8bit_rounds (void)
{
  g_autoptr (NstImage) in  = nst_image_new (2, 1, 3, NULL);
  g_autoptr (NstImage) out = NULL;

  for (int k = 0; k < 6; k++)
    in->data[k] = k < 3 ? 10.0f / 255.0f : 11.0f / 255.0f;
  out = nst_image_resize_8bit (in, 1, 1, NULL, NULL);
  g_assert_cmpfloat_with_epsilon (out->data[0] * 255.0f, 11.0f, 1e-4f);
}

static void
test_fit_size (void)
{
  int width;
  int height;

  nst_fit_size (800, 600, 512, &width, &height);
  g_assert_cmpint (width, ==, 512);
  g_assert_cmpint (height, ==, 384);
  nst_fit_size (800, 600, 333, &width, &height);
  g_assert_cmpint (height, ==, 250); /* 249.75 */
  nst_fit_size (800, 1, 100, &width, &height);
  g_assert_cmpint (height, ==, 1);
  nst_fit_size (31, 17, 0, &width, &height);
  g_assert_cmpint (width, ==, 31);
  g_assert_cmpint (height, ==, 17);
}

static void
test_enlarge_keeps_the_photo (void)
{
  g_autoptr (NstImage) photo  = test_wave_picture (61, 47, 1);
  g_autoptr (NstImage) coarse = nst_image_resize (photo, 20, 15, NULL, NULL);
  g_autoptr (NstImage) large  = nst_image_enlarge_with_detail (coarse, photo, NULL, NULL);

  for (int k = 0; k < 61 * 47 * 3; k++)
    g_assert_cmpfloat_with_epsilon (large->data[k], photo->data[k], 1e-5f);
}

static void
test_empty_image (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (nst_image_new (0, 5, 3, &error));
  g_assert_error (error, NST_ERROR, NST_ERROR_PICTURE);
}

static void
test_huge_image (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (nst_image_new (G_MAXINT, G_MAXINT, 512, &error));
  g_assert_error (error, NST_ERROR, NST_ERROR_MEMORY);
}


/* ---- optimisers ------------------------------------------------------ */

typedef struct
{
  int    evaluations;
  int    stop_after; /* 0: never */
  double best;
} Trial;

/* sum i (x_i - i)^2 / 2 */
static gboolean
quadratic (gpointer     data,
           const float *x,
           float       *gradient,
           double      *value)
{
  Trial *trial = data;

  if (trial->stop_after > 0 && trial->evaluations == trial->stop_after)
    return FALSE;

  trial->evaluations++;
  *value = 0.0;
  for (int i = 0; i < 50; i++)
    {
      const double d = (double) x[i] - i;

      *value += 0.5 * (i + 1) * d * d;
      gradient[i] = (float) ((i + 1) * d);
    }
  trial->best = MIN (trial->best, *value);

  return TRUE;
}

/* Rosenbrock's valley; the lowest point is (1, 1). */
static gboolean
rosenbrock (gpointer     data,
            const float *x,
            float       *gradient,
            double      *value)
{
  const double a = 1.0 - (double) x[0];
  const double b = (double) x[1] - (double) x[0] * (double) x[0];

  ((Trial *) data)->evaluations++;
  *value      = a * a + 100.0 * b * b;
  gradient[0] = (float) (-2.0 * a - 400.0 * (double) x[0] * b);
  gradient[1] = (float) (200.0 * b);

  return TRUE;
}

static void
test_quadratic (gconstpointer data)
{
  const NstOptimiser method   = (NstOptimiser) GPOINTER_TO_INT (data);
  const NstSettings  settings = { .threads = 2 };
  NstMinimiseOptions options  = { method, 400, 10, 0.0 };
  NstThreads         threads  = test_threads_begin (settings.threads);
  Trial              trial    = { 0, 0, INFINITY };
  float              x[50]    = { 0.0f };

  if (method == NST_OPTIMISER_ADAM)
    options = (NstMinimiseOptions){ method, 2000, 10, 1.0 };
  if (method == NST_OPTIMISER_GD)
    options = (NstMinimiseOptions){ method, 1000, 10, 1.0 / 50.0 };

  nst_minimise (&options, 50, x, quadratic, NULL, &trial, &threads);
  for (int i = 0; i < 50; i++)
    g_assert_cmpfloat_with_epsilon (x[i], (float) i, 2e-3f);
  g_assert_cmpint (trial.evaluations, <=, options.evaluations);

  nst_threads_end (&threads);
}

static void
test_rosenbrock (void)
{
  const NstSettings        settings = { .threads = 1 };
  const NstMinimiseOptions options  = { NST_OPTIMISER_LBFGS, 120, 10, 0.0 };
  NstThreads               threads  = test_threads_begin (settings.threads);
  Trial                    trial    = { 0 };
  float                    x[2]     = { -1.2f, 1.0f };

  nst_minimise (&options, 2, x, rosenbrock, NULL, &trial, &threads);
  g_assert_cmpfloat_with_epsilon (x[0], 1.0f, 1e-2f);
  g_assert_cmpfloat_with_epsilon (x[1], 1.0f, 1e-2f);

  nst_threads_end (&threads);
}

/* Gradient descent that runs away leaves the best point that it saw. */
static void
test_divergence_keeps_the_best (void)
{
  const NstSettings        settings = { .threads = 1 };
  const NstMinimiseOptions options  = { NST_OPTIMISER_GD, 2000, 10, 10.0 };
  NstThreads               threads  = test_threads_begin (settings.threads);
  Trial                    trial    = { 0, 0, INFINITY };
  float                    x[50]    = { 0.0f };
  float                    gradient[50];
  double                   value;

  g_assert_cmpint (nst_minimise (&options, 50, x, quadratic, NULL, &trial, &threads), ==,
                   NST_OUTCOME_DIVERGED);
  quadratic (&trial, x, gradient, &value);
  g_assert_cmpfloat (value, ==, trial.best);

  nst_threads_end (&threads);
}

static void
test_interruption_keeps_the_best (gconstpointer data)
{
  const NstSettings        settings = { .threads = 1 };
  const NstMinimiseOptions options  = { (NstOptimiser) GPOINTER_TO_INT (data), 100, 10, 0.01 };
  NstThreads               threads  = test_threads_begin (settings.threads);
  Trial                    trial    = { 0, 7, INFINITY };
  float                    x[50]    = { 0.0f };
  float                    gradient[50];
  double                   value;

  g_assert_cmpint (nst_minimise (&options, 50, x, quadratic, NULL, &trial, &threads), ==,
                   NST_OUTCOME_INTERRUPTED);
  trial.stop_after = 0;
  quadratic (&trial, x, gradient, &value);
  g_assert_cmpfloat (value, ==, trial.best);

  nst_threads_end (&threads);
}


/* ---- objective ------------------------------------------------------- */

typedef struct
{
  const char *name;
  int         width;
  int         height;
  NstSettings settings;
} Case;

/* clang-format off */
static const Case cases[] =
{
  { "look", 40, 33, { .content_layers = "conv4_2",
      .style_layers = "conv1_1,conv2_1,conv3_1,conv4_1", .style_weights = "64,16,4,1",
      .alpha = 0.015, .beta = 1.0, .tv = 2.0, .normalise = TRUE } },
  { "gram", 33, 40, { .content_layers = "conv2_2", .style_layers = "conv1_1,pool1,conv3_1",
      .alpha = 5.0, .beta = 100.0, .statistic = NST_STATISTIC_GRAM, .edge = NST_EDGE_ZERO } },
  { "average-pool", 36, 36, { .content_layers = "pool2", .style_layers = "conv1_2,pool3",
      .alpha = 1.0, .beta = 10.0, .statistic = NST_STATISTIC_GRAM,
      .pool = NST_POOL_AVERAGE, .edge = NST_EDGE_ZERO } },
  { "gatys", 33, 40, { .content_layers = "conv2_2", .style_layers = "conv1_1,conv3_1",
      .alpha = 100.0, .beta = 10.0, .statistic = NST_STATISTIC_GRAM,
      .weighting = NST_WEIGHTING_GATYS, .pool = NST_POOL_AVERAGE, .edge = NST_EDGE_ZERO } },
  { "wide-pool", 37, 34, { .content_layers = "pool3", .style_layers = "conv1_2,pool1,conv4_1",
      .alpha = 1.0, .beta = 10.0, .statistic = NST_STATISTIC_GRAM,
      .pool = NST_POOL_AVERAGE_3, .edge = NST_EDGE_ZERO } },
  { "wide-maximum", 29, 45, { .content_layers = "conv3_1", .style_layers = "conv2_1,pool2",
      .alpha = 1.0, .beta = 1.0, .normalise = TRUE, .pool = NST_POOL_MAX_3 } },
  { "variation", 5, 9, { .content_layers = "conv1_1", .alpha = 0.0, .tv = 1000.0 } },
  { "variation-by-power", 5, 9, { .content_layers = "conv1_1", .alpha = 0.0, .tv = 1000.0,
      .tv_power = 1.25 } },
  { "variation-to-the-edge", 5, 9, { .content_layers = "conv1_1", .alpha = 0.0, .tv = 1000.0,
      .tv_power = 1.0, .tv_edge = NST_TV_EDGE_ZERO } }
};
/* clang-format on */

static double
evaluate_at (const Case            *c,
             const NstImage        *canvas,
             const NstImage        *content,
             const NstImage *const *style,
             NstImage             **gradient)
{
  g_autoptr (GError) error = NULL;
  NstTerms           terms;

  nst_evaluate (&(NstSubject){ network, content, style, 1, NULL, &c->settings },
                canvas, &terms, gradient, NULL, &error);
  g_assert_no_error (error);

  return terms.loss;
}

/* The slope along the gradient against two losses: the step changes a pixel by
 * at most 0.02 of 255, where kinks are rare and rounding is small. */
static void
test_gradient (gconstpointer data)
{
  const Case          *c        = data;
  g_autoptr (NstImage) content  = test_wave_picture (c->width, c->height, 1);
  g_autoptr (NstImage) style    = test_wave_picture (48, 40, 2);
  g_autoptr (NstImage) canvas   = test_wave_picture (c->width, c->height, 3);
  g_autoptr (NstImage) gradient = NULL;
  const int            n        = c->width * c->height * 3;
  double               largest  = 0.0;
  double               square   = 0.0;
  double               slope    = 0.0;

  evaluate_at (c, canvas, content, (const NstImage *const *) &style, &gradient);
  for (int k = 0; k < n; k++)
    {
      largest = MAX (largest, fabs ((double) gradient->data[k]));
      square += (double) gradient->data[k] * (double) gradient->data[k];
    }
  g_assert_cmpfloat (largest, >, 0.0);

  for (int sign = -1; sign <= 1; sign += 2)
    {
      const double         step  = 0.02 / largest;
      g_autoptr (NstImage) moved = nst_image_copy (canvas, NULL);

      for (int k = 0; k < n; k++)
        {
          const int bgr = k / 3 * 3 + 2 - k % 3;

          moved->data[k] += (float) (sign * step * (double) gradient->data[bgr] / 255.0);
        }
      slope += sign * evaluate_at (c, moved, content, (const NstImage *const *) &style, NULL) /
               (2.0 * step);
    }

  g_test_message ("%s: slope %g, gradient's square %g", c->name, slope, square);
  g_assert_cmpfloat (fabs (slope - square), <=, 0.02 * square);
}

/* Nothing to change where canvas, content and style are one picture. */
static void
test_no_distance_to_itself (void)
{
  g_autoptr (NstImage) picture  = test_wave_picture (48, 48, 1);
  g_autoptr (GError)   error    = NULL;
  NstSettings          settings = test_small_look;
  NstTerms             terms;

  settings.tv = 0.0;
  nst_evaluate (&(NstSubject){ network, picture,
                               (const NstImage *const *) &picture, 1, NULL, &settings },
                picture, &terms, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (terms.n_content, ==, 1);
  g_assert_cmpint (terms.n_style, ==, 5);
  g_assert_cmpstr (terms.style[4].layer, ==, "conv5_1");
  /* Not quite 0: eigenvalues below 1e-12 of the largest are raised to that. */
  g_assert_cmpfloat (fabs (terms.loss), <, 2e-5);
}

/* A wide pool leaves something of any picture. */
static void
test_one_pixel_and_wide_pools (void)
{
  g_autoptr (NstImage) pixel    = test_wave_picture (1, 1, 1);
  g_autoptr (NstImage) style    = test_wave_picture (2, 1, 2);
  g_autoptr (GError)   error    = NULL;
  NstSettings          settings = test_small_look;
  NstTerms             terms;

  settings.pool = NST_POOL_MAX_3;
  nst_evaluate (&(NstSubject){ network, pixel,
                               (const NstImage *const *) &style, 1, NULL, &settings },
                pixel, &terms, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpfloat (terms.content[0].value, ==, 0.0);
  g_assert_true (isfinite (terms.loss));
}

/* Two styles weigh alike, whatever their sizes. */
static void
test_two_styles_weigh_alike (void)
{
  g_autoptr (NstImage) content = test_wave_picture (40, 40, 1);
  g_autoptr (NstImage) a       = test_wave_picture (48, 32, 2);
  g_autoptr (NstImage) b       = test_wave_picture (32, 64, 3);
  const NstImage      *ab[]    = { a, b };
  const NstImage      *ba[]    = { b, a };
  NstTerms             first;
  NstTerms             second;

  g_assert_true (nst_evaluate (&(NstSubject){ network, content, ab, 2, NULL, &test_small_look },
                               content, &first, NULL, NULL, NULL));
  g_assert_true (nst_evaluate (&(NstSubject){ network, content, ba, 2, NULL, &test_small_look },
                               content, &second, NULL, NULL, NULL));
  g_assert_cmpfloat_with_epsilon (first.loss, second.loss, 1e-9 * first.loss);
}

typedef struct
{
  const char *what;
  const char *content_layers;
  const char *style_layers;
  const char *style_weights;
  const char *sentence; /* a part of it */
} Refusal;

static const Refusal refusals[] = {
  { "unknown-layer", "conv9_9", "", "", "conv9_9" },
  { "layer-twice", "conv1_1,conv1_1", "", "", "twice" },
  { "no-layer", "", "", "", "at least one layer" },
  { "too-few-weights", "", "conv1_1,conv2_1", "1", "it has 1 for 2" },
  { "bad-weight", "", "conv1_1", "one", "\"one\"" },
  { "endless-weight", "", "conv1_1", "inf", "\"inf\"" },
  { "zero-weights", "", "conv1_1,conv2_1", "0,0", "above 0" }
};

static void
test_refusal (gconstpointer data)
{
  const Refusal     *r        = data;
  g_autoptr (GError) error    = NULL;
  NstSettings        settings = test_small_look;
  NstLayerSet        plan;

  g_strlcpy (settings.content_layers, r->content_layers, sizeof (settings.content_layers));
  g_strlcpy (settings.style_layers, r->style_layers, sizeof (settings.style_layers));
  g_strlcpy (settings.style_weights, r->style_weights, sizeof (settings.style_weights));

  g_assert_false (nst_layer_set_init (&plan, &settings, &error));
  g_assert_error (error, NST_ERROR, NST_ERROR_SETTINGS);
  g_assert_nonnull (strstr (error->message, r->sentence));
}

static void
test_unknown_processor (void)
{
  g_autoptr (GError) error = NULL;
  NstLayerSet        layers;

  g_setenv ("NEURAL_ART_CPU", "abacus", TRUE);
  g_assert_false (nst_layer_set_init (&layers, &test_small_look, &error));
  g_assert_error (error, NST_ERROR, NST_ERROR_SETTINGS);
  g_assert_nonnull (strstr (error->message, "generic"));
  g_assert_nonnull (strstr (error->message, "\"abacus\""));

  g_setenv ("NEURAL_ART_CPU", "", TRUE);
  g_assert_true (nst_layer_set_init (&layers, &test_small_look, NULL));
  g_unsetenv ("NEURAL_ART_CPU");
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

  g_test_add_func ("/image/resize-keeps-constants", test_resize_keeps_constants);
  g_test_add_func ("/image/resize-8bit-rounds", test_resize_8bit_rounds);
  g_test_add_func ("/image/fit-size", test_fit_size);
  g_test_add_func ("/image/enlarge-keeps-the-photo", test_enlarge_keeps_the_photo);
  g_test_add_func ("/image/empty-is-refused", test_empty_image);
  g_test_add_func ("/image/huge-is-refused", test_huge_image);
  ADD_WITH ("/optimiser/lbfgs/quadratic", test_quadratic, NST_OPTIMISER_LBFGS);
  ADD_WITH ("/optimiser/adam/quadratic", test_quadratic, NST_OPTIMISER_ADAM);
  ADD_WITH ("/optimiser/gd/quadratic", test_quadratic, NST_OPTIMISER_GD);
  g_test_add_func ("/optimiser/lbfgs/rosenbrock", test_rosenbrock);
  g_test_add_func ("/optimiser/divergence-keeps-the-best", test_divergence_keeps_the_best);
  ADD_WITH ("/optimiser/lbfgs/interruption", test_interruption_keeps_the_best, NST_OPTIMISER_LBFGS);
  ADD_WITH ("/optimiser/adam/interruption", test_interruption_keeps_the_best, NST_OPTIMISER_ADAM);
  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/objective/gradient/%s", cases[i].name);

      g_test_add_data_func (path, &cases[i], test_gradient);
    }
  g_test_add_func ("/objective/no-distance-to-itself", test_no_distance_to_itself);
  g_test_add_func ("/objective/one-pixel-and-wide-pools", test_one_pixel_and_wide_pools);
  g_test_add_func ("/objective/two-styles-weigh-alike", test_two_styles_weigh_alike);
  for (size_t i = 0; i < G_N_ELEMENTS (refusals); i++)
    {
      g_autofree char *path = g_strdup_printf ("/objective/refuses/%s", refusals[i].what);

      g_test_add_data_func (path, &refusals[i], test_refusal);
    }
  g_test_add_func ("/refused/unknown-processor", test_unknown_processor);

  result = g_test_run ();
  test_close_network ();

  return result;
}

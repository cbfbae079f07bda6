/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What settings for other programs' objectives add to the engine, against plain
 * sums: variation by a power, weights of layers, kinds of noise, and
 * schedules at the picture's own size.  Run from the repository's root, where the
 * network is. */

#include "core/nst.h"
#include "core/objective/variation.h"
#include "core/network/network-private.h"
#include "core/objective/objective.h"
#include "core/objective/partition.h"
#include "core/run/schedule.h"
#include "tests/wave-picture.h"
#include "tests/look-at.h"
#include "tests/with-network.h"
#include "tests/threads.h"

#include <math.h>
#include <string.h>


/* ---- variation ------------------------------------------------------- */

#define MOST_VALUES (9 * 70 * 3)

/* A value, or 0 beyond the edge. */
static double
look_up (const double *x,
         int           width,
         int           height,
         int           i,
         int           j,
         int           c)
{
  return i < 0 || i >= height || j < 0 || j >= width ? 0.0 : x[(i * width + j) * 3 + c] / 255.0;
}

/* The formula as it stands, of pixels in 0..255. */
static double
sum_by_power (const double       *x,
              int                 width,
              int                 height,
              const NstVariation *variation)
{
  const int beyond = variation->edge == NST_TV_EDGE_ZERO;
  double    sum    = 0.0;

  for (int i = -beyond; i < height - 1 + beyond; i++)
    for (int j = -beyond; j < width - 1 + beyond; j++)
      for (int c = 0; c < 3; c++)
        {
          const double here = look_up (x, width, height, i, j, c);
          const double dx   = look_up (x, width, height, i, j + 1, c) - here;
          const double dy   = look_up (x, width, height, i + 1, j, c) - here;

          sum += pow (dx * dx + dy * dy, variation->power);
        }

  return sum / (3.0 * (width - 1 + 2 * beyond) * (height - 1 + 2 * beyond));
}

/* The engine's gradient, and the slopes between two values of the formula: a step
 * of 0.001 in differences of some 50 leaves nothing of the third order. */
static void
test_variation (gconstpointer data)
{
  const NstVariation *variation = data;
  const int           width     = 9;
  const int           height    = 70; /* more rows than the bands of a sum */
  const NstSettings   settings  = { .threads = 2 };
  NstThreads          threads   = test_threads_begin (settings.threads);
  GRand              *rand      = g_rand_new_with_seed (1);
  float               canvas[MOST_VALUES];
  float               gradient[MOST_VALUES] = { 0.0f };
  double              x[MOST_VALUES];
  double              value;

  for (int k = 0; k < MOST_VALUES; k++)
    x[k] = (double) (canvas[k] = (float) g_rand_double_range (rand, -120.0, 150.0));
  g_rand_free (rand);

  value = nst_variation (canvas, width, height, variation, 1000.0, gradient, &threads);
  g_assert_cmpfloat_with_epsilon (value, sum_by_power (x, width, height, variation), 1e-12);

  for (int k = 0; k < MOST_VALUES; k += 7)
    {
      const double middle = x[k];
      double       slope;

      x[k]  = middle + 0.001;
      slope = sum_by_power (x, width, height, variation);
      x[k]  = middle - 0.001;
      slope -= sum_by_power (x, width, height, variation);
      x[k] = middle;
      g_assert_cmpfloat_with_epsilon ((double) gradient[k], 1000.0 * slope / 0.002, 1e-6);
    }

  nst_threads_end (&threads);
}

/* No slope where nothing differs, and nothing to sum up in a single row. */
static void
test_flat_variation (void)
{
  const NstSettings settings     = { .threads = 1 };
  NstThreads        threads      = test_threads_begin (settings.threads);
  const float       flat[27]     = { 0.0f };
  const float       row[9]       = { 1.0f, 2.0f, 3.0f, 50.0f, 60.0f, 70.0f };
  float             gradient[27] = { 0.0f };

  g_assert_cmpfloat (nst_variation (flat, 3, 3, &(NstVariation){ 0.25, NST_TV_EDGE_ZERO }, 1.0, gradient, &threads),
                     ==, 0.0);
  g_assert_cmpfloat (nst_variation (row, 3, 1, &(NstVariation){ 1.25, NST_TV_EDGE_NONE }, 1.0, gradient, &threads),
                     ==, 0.0);
  for (int k = 0; k < 27; k++)
    g_assert_cmpfloat (gradient[k], ==, 0.0f);

  nst_threads_end (&threads);
}

/* By the power 1 and with zeros beyond the edge, the gradient is the canvas
 * convolved with 0 1 0, 1 -4 1, 0 1 0, padded with zeros, but for a factor. */
static void
test_laplacian (void)
{
  enum
  {
    WIDTH  = 4,
    HEIGHT = 3
  };
  const NstSettings settings = { .threads = 1 };
  NstThreads        threads  = test_threads_begin (settings.threads);
  const double      by       = 2.0 / (255.0 * 255.0 * 3.0 * (WIDTH + 1) * (HEIGHT + 1));
  float             canvas[HEIGHT * WIDTH * 3];
  float             gradient[HEIGHT * WIDTH * 3] = { 0.0f };
  double            x[HEIGHT * WIDTH * 3];

  for (int k = 0; k < HEIGHT * WIDTH * 3; k++)
    x[k] = (double) (canvas[k] = (float) (k * k % 101) - 40.0f);
  nst_variation (canvas, WIDTH, HEIGHT, &(NstVariation){ 1.0, NST_TV_EDGE_ZERO }, 1e6, gradient, &threads);

  for (int k = 0; k < HEIGHT * WIDTH * 3; k++)
    {
      const int i   = k / 3 / WIDTH;
      const int j   = k / 3 % WIDTH;
      double    sum = -4.0 * look_up (x, WIDTH, HEIGHT, i, j, k % 3);

      for (int d = -1; d <= 1; d += 2)
        sum += look_up (x, WIDTH, HEIGHT, i + d, j, k % 3) +
               look_up (x, WIDTH, HEIGHT, i, j + d, k % 3);
      g_assert_cmpfloat_with_epsilon ((double) gradient[k], -1e6 * by * 255.0 * sum, 1e-5);
    }

  nst_threads_end (&threads);
}


/* ---- weights --------------------------------------------------------- */

/* N^2 / 4 times each layer's mean, for layers of 64, 128 and 256 responses. */
static void
test_gatys_weights (void)
{
  g_autoptr (NstImage) canvas   = test_wave_picture (40, 33, 1);
  g_autoptr (NstImage) style    = test_wave_picture (48, 40, 2);
  NstSettings          settings = {
             .style_scale  = 1.0,
             .style_layers = "conv1_1,conv2_1,conv3_1",
             .beta         = 3.0,
             .statistic    = NST_STATISTIC_GRAM,
             .weighting    = NST_WEIGHTING_GATYS,
             .threads      = 2,
  };
  NstTerms terms;
  double   sum;

  g_assert_true (nst_evaluate (&(NstSubject){ network, canvas,
                                              (const NstImage *const *) &style, 1, NULL, &settings },
                               canvas, &terms, NULL, NULL, NULL));
  sum = 3.0 / 4.0 * (64.0 * 64.0 * terms.style[0].value + 128.0 * 128.0 * terms.style[1].value + 256.0 * 256.0 * terms.style[2].value);
  g_assert_cmpfloat (sum, >, 0.0);
  g_assert_cmpfloat_with_epsilon (terms.loss, sum, 1e-9 * sum);

  settings.weighting = NST_WEIGHTING_MEAN;
  nst_evaluate (&(NstSubject){ network, canvas,
                               (const NstImage *const *) &style, 1, NULL, &settings },
                canvas, &terms, NULL, NULL, NULL);
  sum = 3.0 * (terms.style[0].value + terms.style[1].value + terms.style[2].value);
  g_assert_cmpfloat_with_epsilon (terms.loss, sum, 1e-9 * sum);
}

/* Content layers by their weights, which are scaled to a sum of 1; the gradient too
 * is the sum of each layer's alone. */
static void
test_content_weights (void)
{
  g_autoptr (NstImage) canvas    = test_wave_picture (40, 33, 1);
  g_autoptr (NstImage) content   = test_wave_picture (40, 33, 2);
  const char          *lists[3]  = { "conv1_1", "conv3_2", "conv1_1,conv3_2" };
  const double         shares[2] = { 0.75, 0.25 };
  NstImage            *gradients[3];
  NstTerms             terms[3];

  for (int i = 0; i < 3; i++)
    {
      NstSettings settings = { .style_scale = 1.0, .alpha = 2.0, .threads = 2 };

      g_strlcpy (settings.content_layers, lists[i], sizeof (settings.content_layers));
      g_strlcpy (settings.content_weights, i < 2 ? "" : "3,1", sizeof (settings.content_weights));
      g_assert_true (nst_evaluate (&(NstSubject){ network, content, NULL, 0, NULL, &settings },
                                   canvas, &terms[i], &gradients[i], NULL, NULL));
    }

  g_assert_cmpfloat (terms[0].loss, >, 0.0);
  g_assert_cmpfloat_with_epsilon (terms[2].loss, 0.75 * terms[0].loss + 0.25 * terms[1].loss,
                                  1e-6 * terms[2].loss);
  for (int i = 0; i < 2; i++)
    g_assert_cmpfloat_with_epsilon (terms[2].content[i].value, terms[i].content[0].value,
                                    1e-6 * terms[i].content[0].value);
  for (int k = 0; k < 40 * 33 * 3; k++)
    g_assert_cmpfloat_with_epsilon (gradients[2]->data[k],
                                    (float) (shares[0] * (double) gradients[0]->data[k] +
                                             shares[1] * (double) gradients[1]->data[k]),
                                    (float) (1e-6 * terms[2].loss));

  for (int i = 0; i < 3; i++)
    nst_image_free (gradients[i]);
}

/* Where the style's things are held back a content layer of fewer positions than channels
 * weighs more, as many times as there are too few; no other does, and no style layer. */
static void
test_objects_held (void)
{
  static const struct
  {
    const char *layer;
    double      factor;
  } cases[]                     = { { "conv1_1", 1.0 }, { "conv2_1", 1.0 }, { "conv3_1", 256.0 / (10 * 8) }, { "conv4_2", 512.0 / (5 * 4) } };
  g_autoptr (NstImage)  canvas  = test_wave_picture (40, 33, 1);
  g_autoptr (NstImage)  content = test_wave_picture (40, 33, 2);
  g_autoptr (NstImage)  painted = test_wave_picture (40, 33, 3);
  const NstImage *const style   = painted;

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      NstSettings settings = { .style_scale = 1.0, .style_layers = "conv1_1,conv3_1", .alpha = 2.0, .beta = 3.0, .threads = 2 };
      NstSubject  subject  = { network, content, &style, 1, NULL, &settings };
      NstTerms    allowed;
      NstTerms    held;

      g_strlcpy (settings.content_layers, cases[i].layer, sizeof (settings.content_layers));
      g_assert_true (nst_evaluate (&subject, canvas, &allowed, NULL, NULL, NULL));
      settings.objects = NST_OBJECTS_HELD;
      g_assert_true (nst_evaluate (&subject, canvas, &held, NULL, NULL, NULL));

      g_assert_cmpfloat (allowed.content[0].value, >, 0.0);
      g_assert_cmpfloat (held.content[0].value, ==, allowed.content[0].value);
      g_assert_cmpfloat_with_epsilon (held.loss - allowed.loss,
                                      (cases[i].factor - 1.0) * 2.0 * allowed.content[0].value,
                                      1e-9 * held.loss);
    }
}

/* As many weights as layers, or it is said. */
static void
test_wrong_content_weights (void)
{
  g_autoptr (NstImage) canvas   = test_wave_picture (40, 33, 1);
  g_autoptr (GError)   error    = NULL;
  const NstSettings    settings = {
       .style_scale     = 1.0,
       .content_layers  = "conv1_1",
       .content_weights = "1,2",
       .alpha           = 1.0,
  };
  NstTerms terms;

  g_assert_false (nst_evaluate (&(NstSubject){ network, canvas, NULL, 0, NULL, &settings },
                                canvas, &terms, NULL, NULL, &error));
  g_assert_error (error, NST_ERROR, NST_ERROR_SETTINGS);
  g_assert_nonnull (strstr (error->message, "\"content-weights\""));
}

/* E = sum ((F - P)^2) / 2 over the L1 norm of its gradient, F - P. */
static double
get_content_over_norm (const float *f,
                       const float *p,
                       int          n)
{
  double squares = 0.0;
  double norm    = 0.0;

  for (int k = 0; k < n; k++)
    {
      squares += pow ((double) f[k] - (double) p[k], 2.0);
      norm += fabs ((double) f[k] - (double) p[k]);
    }

  return 0.5 * squares / norm;
}

/* E = sum (D^2) / 4 over the L1 norm of its gradient, D F, where D = F F' - A is the
 * difference of unnormalised Gram matrices, A the style's for as many positions. */
static double
get_gram_over_norm (const float *f,
                    int          n,
                    const float *s,
                    int          n_style,
                    int          channels)
{
  g_autofree double *d       = g_new0 (double, (channels * channels));
  double             squares = 0.0;
  double             norm    = 0.0;

  for (int i = 0; i < channels; i++)
    for (int j = 0; j < channels; j++)
      {
        double *entry = &d[i * channels + j];

        for (int k = 0; k < n; k++)
          *entry += (double) f[k * channels + i] * (double) f[k * channels + j];
        for (int k = 0; k < n_style; k++)
          *entry -= (double) s[k * channels + i] * (double) s[k * channels + j] * n / n_style;
        squares += *entry * *entry;
      }

  for (int k = 0; k < n; k++)
    for (int i = 0; i < channels; i++)
      {
        double slope = 0.0;

        for (int j = 0; j < channels; j++)
          slope += d[i * channels + j] * (double) f[k * channels + j];
        norm += fabs (slope);
      }

  return 0.25 * squares / norm;
}

/* Terms over their gradients' norms, against the formulas. */
static void
test_gradient_terms (void)
{
  g_autoptr (NstImage) canvas   = test_wave_picture (37, 31, 1);
  g_autoptr (NstImage) content  = test_wave_picture (37, 31, 2);
  g_autoptr (NstImage) style    = test_wave_picture (28, 44, 3);
  const NstSettings    settings = {
       .style_scale    = 1.0,
       .alpha          = 0.02,
       .beta           = 0.5,
       .content_layers = "conv2_1",
       .style_layers   = "conv1_1,pool1",
       .statistic      = NST_STATISTIC_GRAM,
       .weighting      = NST_WEIGHTING_GRADIENT,
       .pool           = NST_POOL_AVERAGE_3,
       .edge           = NST_EDGE_ZERO,
       .threads        = 2,
  };
  NstThreads threads = test_threads_begin (settings.threads);
  NstTerms   terms;
  double     sum;

  g_assert_true (nst_evaluate (&(NstSubject){ network, content,
                                              (const NstImage *const *) &style, 1, NULL, &settings },
                               canvas, &terms, NULL, NULL, NULL));

  for (int i = 0; i < 3; i++)
    {
      const NstTerm    *term     = i < 2 ? &terms.style[i] : &terms.content[0];
      const int         layer    = nst_layer_find (term->layer, strlen (term->layer));
      const int         channels = nst_network_get_channels (network, layer);
      int               n;
      int               n_other;
      g_autofree float *f      = test_look_at (canvas, layer, &settings, &threads, &n);
      g_autofree float *other  = test_look_at (i < 2 ? style : content, layer, &settings, &threads,
                                              &n_other);
      const double      wanted = i < 2 ? get_gram_over_norm (f, n, other, n_other, channels)
                                       : get_content_over_norm (f, other, n * channels);

      g_assert_cmpfloat_with_epsilon (term->value, wanted, 1e-4 * wanted);
    }

  sum = 0.02 * terms.content[0].value + 0.5 * (terms.style[0].value + terms.style[1].value);
  g_assert_cmpfloat_with_epsilon (terms.loss, sum, 1e-9 * sum);
  nst_threads_end (&threads);
}

/* The gradient of a term over its norm is that of the term, over the same. */
static void
test_gradient_weights (gconstpointer data)
{
  g_autoptr (NstImage) canvas   = test_wave_picture (40, 33, 1);
  g_autoptr (NstImage) content  = test_wave_picture (40, 33, 2);
  g_autoptr (NstImage) style    = test_wave_picture (30, 44, 3);
  NstSettings          settings = *(const NstSettings *) data;
  NstImage            *gradients[2];
  NstTerms             terms[2];
  double               ratio;
  double               norm = 0.0;

  for (int i = 0; i < 2; i++)
    {
      settings.weighting = i == 0 ? NST_WEIGHTING_MEAN : NST_WEIGHTING_GRADIENT;
      g_assert_true (nst_evaluate (&(NstSubject){ network, content,
                                                  (const NstImage *const *) &style, 1, NULL, &settings },
                                   canvas, &terms[i], &gradients[i], NULL, NULL));
    }

  ratio = terms[1].loss / terms[0].loss;
  g_assert_cmpfloat (ratio, >, 0.0);
  for (int k = 0; k < 40 * 33 * 3; k++)
    norm = MAX (norm, fabs ((double) gradients[1]->data[k]));
  for (int k = 0; k < 40 * 33 * 3; k++)
    g_assert_cmpfloat_with_epsilon ((double) gradients[1]->data[k],
                                    ratio * (double) gradients[0]->data[k], 1e-5 * norm);

  nst_image_free (gradients[0]);
  nst_image_free (gradients[1]);
}

/* Where nothing differs there is no gradient, and no NaN in its place. */
static void
test_no_gradient_to_weigh_by (void)
{
  g_autoptr (NstImage) picture  = test_wave_picture (40, 33, 1);
  g_autoptr (NstImage) gradient = NULL;
  const NstSettings    settings = {
       .style_scale    = 1.0,
       .alpha          = 1.0,
       .content_layers = "conv1_1,conv4_2",
       .threads        = 2,
       .weighting      = NST_WEIGHTING_GRADIENT,
  };
  NstTerms terms;

  g_assert_true (nst_evaluate (&(NstSubject){ network, picture, NULL, 0, NULL, &settings },
                               picture, &terms, &gradient, NULL, NULL));
  g_assert_cmpfloat (terms.loss, ==, 0.0);
  for (int k = 0; k < 40 * 33 * 3; k++)
    g_assert_cmpfloat (gradient->data[k], ==, 0.0f);
}


/* ---- noise ----------------------------------------------------------- */

typedef struct
{
  GCancellable *cancel;
  NstImage     *first;
} Start;

static void
keep_first (const NstProgress *progress,
            const NstImage    *frame,
            gpointer           user_data)
{
  Start *start = user_data;

  if (start->first == NULL)
    start->first = nst_image_copy (frame, NULL);
  g_cancellable_cancel (start->cancel);
}

/* What a run with these settings begins with. */
static NstImage *
get_start (const NstSettings *settings,
           const NstImage    *photo)
{
  g_autoptr (GCancellable) cancel = g_cancellable_new ();
  Start                    start  = { cancel, NULL };

  g_assert_null (nst_stylise (&(NstSubject){ network, photo, &photo, 1, NULL, settings },
                              &(NstObserver){ keep_first, &start, cancel, NULL }, NULL));
  g_assert_nonnull (start.first);

  return start.first;
}

typedef struct
{
  const char *name;
  NstNoise    kind;
  double      range; /* as it is set */
  double      share;
  double      deviation; /* that this must give, in 255ths */
  double      most;      /* from the mean; 0: anything */
} NoiseCase;

static const NoiseCase noise_cases[] = {
  { "gaussian", NST_NOISE_GAUSSIAN, 0.0, 1.0, 30.0, 0.0 },
  { "gaussian-of-10", NST_NOISE_GAUSSIAN, 10.0, 1.0, 10.0, 0.0 },
  { "uniform", NST_NOISE_UNIFORM, 0.0, 1.0, 20.0 / 1.7320508, 20.0 },
  { "uniform-of-64", NST_NOISE_UNIFORM, 64.0, 1.0, 64.0 / 1.7320508, 64.0 },
  { "uniform-mix", NST_NOISE_UNIFORM, 0.0, 0.7, 14.0 / 1.7320508, 14.0 }
};

static void
test_noise (gconstpointer data)
{
  const NoiseCase     *c        = data;
  g_autoptr (NstImage) photo    = test_wave_picture (64, 50, 1);
  NstSettings          settings = {
             .style_scale  = 1.0,
             .style_layers = "conv1_1",
             .beta         = 1.0,
             .schedule     = "0:3",
             .statistic    = NST_STATISTIC_GRAM,
             .init         = c->share < 1.0 ? NST_INIT_MIX : NST_INIT_NOISE,
             .noise        = c->share,
             .noise_kind   = c->kind,
             .noise_range  = c->range,
             .history      = 5,
             .threads      = 2,
  };
  g_autoptr (NstImage) start  = get_start (&settings, photo);
  double               square = 0.0;
  double               most   = 0.0;
  const int            n      = 64 * 50 * 3;
  float                mean[3];

  nst_network_get_mean_colour (network, mean);
  for (int k = 0; k < n; k++)
    {
      const double rest = (1.0 - c->share) * (double) photo->data[k] +
                          c->share * (double) mean[k % 3];
      const double noise = ((double) start->data[k] - rest) * 255.0;

      square += noise * noise / n;
      most = MAX (most, fabs (noise));
    }

  /* Six deviations of the estimate, and what the ends of the range cut off. */
  g_assert_cmpfloat_with_epsilon (sqrt (square), c->deviation, 0.045 * c->deviation);
  if (c->most > 0.0)
    {
      g_assert_cmpfloat (most, <=, c->most + 1e-3);
      g_assert_cmpfloat (most, >, 0.99 * c->most);
    }
  else
    g_assert_cmpfloat (most, >, 2.5 * c->deviation);
}


/* ---- schedules ------------------------------------------------------- */

typedef struct
{
  const char *schedule;
  int         size; /* that is set */
  int         n_sizes;
  int         evaluations;
  int         width;
} ScheduleCase;

static const ScheduleCase schedule_cases[] = {
  { "0:7", 0, 1, 7, 320 },
  { "0:7", 100, 1, 7, 100 },
  { "64:5,0:7", 0, 2, 12, 320 },
  { "64:5,500:9,0:7", 0, 2, 12, 320 }
};

static void
test_own_size (gconstpointer data)
{
  const ScheduleCase *c        = data;
  g_autoptr (GError)  error    = NULL;
  NstSettings         settings = {
            .size         = c->size,
            .style_scale  = 1.0,
            .style_layers = "conv1_1",
            .beta         = 1.0,
            .statistic    = NST_STATISTIC_GRAM,
            .history      = 5,
            .scales       = 1,
            .threads      = 1,
  };
  NstLayerSet layers;
  NstSchedule schedule;
  int         evaluations = 0;

  g_strlcpy (settings.schedule, c->schedule, sizeof (settings.schedule));
  g_assert_true (nst_layer_set_init (&layers, &settings, &error));
  g_assert_true (nst_schedule_init (&schedule, &layers, &settings, 320, 240, &error));
  for (int i = 0; i < schedule.n_stages; i++)
    evaluations += schedule.stages[i].evaluations;
  g_assert_cmpint (schedule.n_stages, ==, c->n_sizes);
  g_assert_cmpint (evaluations, ==, c->evaluations);
  g_assert_cmpint (schedule.stages[schedule.n_stages - 1].width, ==, c->width);
}

int
main (int    argc,
      char **argv)
{
  static const NstVariation variations[] = {
    { 0.5 }, { 1.0 }, { 1.25 }, { 2.0 }, { 1.0, NST_TV_EDGE_ZERO }, { 1.25, NST_TV_EDGE_ZERO }
  };
  static const NstSettings single_terms[] = {
    { .style_scale = 1.0, .content_layers = "conv3_1", .alpha = 3.0, .threads = 2 },
    { .style_scale = 1.0, .style_layers = "conv2_2", .beta = 3.0, .normalise = TRUE, .statistic = NST_STATISTIC_GRAM, .threads = 2 },
    { .style_scale = 1.0, .style_layers = "pool2", .beta = 3.0, .normalise = TRUE, .threads = 2 }
  };
  int result;

  g_test_init (&argc, &argv, NULL);
  test_open_network ();

  for (size_t i = 0; i < G_N_ELEMENTS (variations); i++)
    {
      g_autofree char *path = g_strdup_printf ("/variation/power/%g%s", variations[i].power,
                                               variations[i].edge == NST_TV_EDGE_ZERO ? "-edge"
                                                                                      : "");

      g_test_add_data_func (path, &variations[i], test_variation);
    }
  g_test_add_func ("/variation/power/flat", test_flat_variation);
  g_test_add_func ("/variation/laplacian", test_laplacian);
  g_test_add_func ("/weights/gatys", test_gatys_weights);
  g_test_add_func ("/weights/content", test_content_weights);
  g_test_add_func ("/weights/content/objects", test_objects_held);
  g_test_add_func ("/weights/content/wrong", test_wrong_content_weights);
  g_test_add_func ("/weights/gradient/terms", test_gradient_terms);
  g_test_add_func ("/weights/gradient/none", test_no_gradient_to_weigh_by);
  for (size_t i = 0; i < G_N_ELEMENTS (single_terms); i++)
    {
      g_autofree char *path = g_strdup_printf ("/weights/gradient/%d", (int) i + 1);

      g_test_add_data_func (path, &single_terms[i], test_gradient_weights);
    }
  for (size_t i = 0; i < G_N_ELEMENTS (noise_cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/noise/%s", noise_cases[i].name);

      g_test_add_data_func (path, &noise_cases[i], test_noise);
    }
  for (size_t i = 0; i < G_N_ELEMENTS (schedule_cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/schedule/own-size/%d", (int) i + 1);

      g_test_add_data_func (path, &schedule_cases[i], test_own_size);
    }

  result = g_test_run ();
  test_close_network ();

  return result;
}

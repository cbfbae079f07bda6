/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Positions that weigh more than others: weights of layers by the definition, weighted
 * terms by plain formulas, their gradient by finite differences, pictures in parts, what is
 * kept and what is hidden, styles that apply to parts of the picture.  Run from the repository's root, where the network is. */

#include "core/nst.h"
#include "core/network/network-private.h"
#include "core/network/position-weights.h"
#include "core/objective/objective.h"
#include "core/objective/partition.h"
#include "tests/look-at.h"
#include "tests/threads.h"
#include "tests/wave-picture.h"
#include "tests/with-network.h"

#include <math.h>
#include <string.h>

#define WIDTH  61
#define HEIGHT 53
#define COUNT  (WIDTH * HEIGHT * 3)

static NstThreads threads;

/* A soft disc about a place given by shares of the sides. */
static NstImage *
make_mask (int    width,
           int    height,
           double x,
           double y)
{
  NstImage *mask = nst_image_new (width, height, 1, NULL);

  for (int i = 0; i < width * height; i++)
    {
      const int    column   = i % width;
      const int    row      = i / width;
      const double distance = hypot (column - x * width, row - y * height);

      mask->data[i] = (float) CLAMP (1.5 - 4.0 * distance / width, 0.0, 1.0);
    }

  return mask;
}

static NstSettings
make_settings (NstStatistic statistic)
{
  return (NstSettings){ .style_scale    = 1.0,
                        .content_layers = "conv2_2",
                        .style_layers   = "conv1_1,pool1,conv3_1",
                        .style_weights  = "4,2,1",
                        .alpha          = 0.02,
                        .beta           = 1.0,
                        .tv             = 0.0,
                        .statistic      = statistic,
                        .normalise      = TRUE,
                        .pool           = NST_POOL_AVERAGE,
                        .edge           = NST_EDGE_REPLICATE,
                        .precision      = NST_PRECISION_SINGLE,
                        .history        = 5,
                        .threads        = 2 };
}

typedef struct
{
  NstImage   *content;
  NstImage   *style;
  NstImage   *canvas;
  NstImage   *visible;
  NstImage   *keep;
  NstImage   *style_mask;
  NstSettings settings;
  NstSubject  subject;

  /* Of styles by places: two that overlap, the first with two styles, the second with one,
   * and one style for the rest. */
  NstImage       *others[3];
  NstImage       *left;
  NstImage       *right;
  const NstImage *styles[4];
  const NstImage *places[4];
} Fixture;

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  fixture->content    = test_wave_picture (WIDTH, HEIGHT, 1);
  fixture->style      = test_wave_picture (70, 58, 2);
  fixture->canvas     = test_wave_picture (WIDTH, HEIGHT, 3);
  fixture->visible    = make_mask (WIDTH, HEIGHT, 0.4, 0.5);
  fixture->keep       = make_mask (WIDTH, HEIGHT, 0.8, 0.2);
  fixture->style_mask = make_mask (70, 58, 0.6, 0.4);
  fixture->settings   = make_settings (GPOINTER_TO_INT (data));
  fixture->subject    = (NstSubject){ .network     = network,
                                      .content     = fixture->content,
                                      .styles      = (const NstImage *const *) &fixture->style,
                                      .n_styles    = 1,
                                      .settings    = &fixture->settings,
                                      .visible     = fixture->visible,
                                      .style_masks = (const NstImage *const *) &fixture->style_mask };

  fixture->left  = make_mask (WIDTH, HEIGHT, 0.2, 0.5);
  fixture->right = make_mask (WIDTH, HEIGHT, 0.6, 0.6);
  for (int i = 0; i < 3; i++)
    fixture->others[i] = test_wave_picture (60 - 9 * i, 50 + 5 * i, 4 + i);
  for (int i = 0; i < 4; i++)
    fixture->styles[i] = i == 0 ? fixture->style : fixture->others[i - 1];
  fixture->places[0] = fixture->places[2] = fixture->left;
  fixture->places[1]                      = fixture->right;
}

/* The subject's styles become those that apply to places. */
static void
set_places (Fixture *fixture)
{
  fixture->subject.styles      = fixture->styles;
  fixture->subject.n_styles    = 4;
  fixture->subject.places      = fixture->places;
  fixture->subject.style_masks = NULL;
  g_strlcpy (fixture->settings.shares, "3,2,1,2", sizeof (fixture->settings.shares));
}

static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  (void) data;

  nst_image_free (fixture->content);
  nst_image_free (fixture->style);
  nst_image_free (fixture->canvas);
  nst_image_free (fixture->visible);
  nst_image_free (fixture->keep);
  nst_image_free (fixture->style_mask);
  nst_image_free (fixture->left);
  nst_image_free (fixture->right);
  for (int i = 0; i < 3; i++)
    nst_image_free (fixture->others[i]);
}


static NstFeatureMap
get_plane (const NstImage *mask)
{
  return (NstFeatureMap){ 1, 0, mask->width, mask->height, mask->data };
}


/* ---- weights of positions -------------------------------------------- */

/* A layer's weight as it is defined: the mean of the layer before over the window. */
static double
define_weight (const NstImage *mask,
               NstPool         pool,
               int             layer,
               int             y,
               int             x)
{
  const gboolean is_pool = layer >= 0 && nst_layer_is_pool (layer);
  const gboolean wide    = pool == NST_POOL_MAX_3 || pool == NST_POOL_AVERAGE_3;
  const int      stride  = is_pool ? 2 : 1;
  const int      first   = is_pool && !wide ? 0 : -1;
  const int      side    = is_pool && !wide ? 2 : 3;
  double         sum     = 0.0;
  int            n       = 0;
  int            width   = mask->width;
  int            height  = mask->height;

  if (layer < 0)
    return (double) mask->data[y * mask->width + x];

  if (layer > 0)
    nst_layer_get_size (layer - 1, pool, mask->width, mask->height, &width, &height);
  for (int i = 0; i < side; i++)
    for (int j = 0; j < side; j++)
      {
        const int row    = stride * y + first + i;
        const int column = stride * x + first + j;

        if (row < 0 || row >= height || column < 0 || column >= width)
          continue;
        sum += define_weight (mask, pool, layer - 1, row, column);
        n++;
      }

  return sum / n;
}

static void
test_weights (gconstpointer data)
{
  const NstPool        pool                 = GPOINTER_TO_INT (data);
  g_autoptr (NstImage) mask                 = make_mask (WIDTH, HEIGHT, 0.4, 0.5);
  gboolean             wanted[NST_N_LAYERS] = { FALSE };
  const int            deep                 = nst_layer_find ("conv2_2", 7);
  const int            places[4][2]         = { { 0, 0 }, { 7, 9 }, { 25, 29 }, { 13, 4 } };
  const NstFeatureMap  plane                = get_plane (mask);
  NstPositionWeights   weights;

  wanted[0] = wanted[2] = wanted[deep] = TRUE;
  g_assert_true (nst_position_weights_init (&weights, &plane, pool, wanted, &threads, NULL));
  g_assert_null (nst_position_weights_get (&weights, 1));

  for (int layer = 0; layer <= deep; layer++)
    for (int i = 0; i < 4 && wanted[layer]; i++)
      {
        const NstFeatureMap *map = nst_position_weights_get (&weights, layer);
        const int            y   = places[i][0];
        const int            x   = places[i][1];

        g_assert_cmpfloat_with_epsilon ((double) map->data[y * map->columns + x],
                                        define_weight (mask, pool, layer, y, x), 1e-6);
      }
  nst_position_weights_clear (&weights);

  for (int i = 0; i < WIDTH * HEIGHT; i++)
    mask->data[i] = 1.0f;
  g_assert_true (nst_position_weights_init (&weights, &plane, pool, wanted, &threads, NULL));
  for (int i = 0; i < weights.maps[deep].rows * weights.maps[deep].columns; i++)
    g_assert_cmpfloat (weights.maps[deep].data[i], ==, 1.0f);
  nst_position_weights_clear (&weights);
}


/* ---- terms ----------------------------------------------------------- */

/* One picture at a layer, weighted. */
typedef struct
{
  int     n;
  int     channels;
  double  sum;  /* of weights */
  double *mean; /* sum w f / sum w, f over the layer's mean response */
  double *second;
} Weighted;

static Weighted
weigh (const NstImage    *picture,
       const NstImage    *mask,
       int                layer,
       const NstSettings *settings)
{
  const double        scale                = nst_network_get_mean_response (network, layer);
  gboolean            wanted[NST_N_LAYERS] = { FALSE };
  const NstFeatureMap plane                = get_plane (mask);
  Weighted            w                    = { .channels = nst_network_get_channels (network, layer) };
  g_autofree float   *f                    = test_look_at (picture, layer, settings, &threads, &w.n);
  NstPositionWeights  weights;
  const float        *at;

  wanted[layer] = TRUE;
  g_assert_true (nst_position_weights_init (&weights, &plane, settings->pool, wanted, &threads,
                                            NULL));
  at = weights.maps[layer].data;
  g_assert_cmpint (w.n, ==, weights.maps[layer].columns * weights.maps[layer].rows);
  w.mean   = g_new0 (double, w.channels);
  w.second = g_new0 (double, (w.channels * w.channels));

  for (int p = 0; p < w.n; p++)
    {
      w.sum += (double) at[p];
      for (int i = 0; i < w.channels; i++)
        {
          const double fi = (double) f[p * w.channels + i] / scale;

          w.mean[i] += (double) at[p] * fi;
          for (int j = 0; j < w.channels; j++)
            w.second[i * w.channels + j] += (double) at[p] * fi *
                                            (double) f[p * w.channels + j] / scale;
        }
    }
  for (int i = 0; i < w.channels; i++)
    w.mean[i] /= w.sum;
  for (int i = 0; i < w.channels * w.channels; i++)
    w.second[i] /= w.sum;
  nst_position_weights_clear (&weights);

  return w;
}

/* mean ((G - A)^2) of weighted Gram matrices. */
static double
get_gram_term (Fixture *fixture,
               int      layer,
               double  *coverage)
{
  const Weighted a   = weigh (fixture->canvas, fixture->visible, layer, &fixture->settings);
  const Weighted b   = weigh (fixture->style, fixture->style_mask, layer, &fixture->settings);
  double         sum = 0.0;

  for (int i = 0; i < a.channels * a.channels; i++)
    sum += pow ((a.second[i] - b.second[i]) / a.channels, 2.0);
  sum /= (double) a.channels * a.channels;
  *coverage = a.sum / a.n;

  g_free (a.mean);
  g_free (a.second);
  g_free (b.mean);
  g_free (b.second);

  return sum;
}

/* mean (w (F - P)^2). */
static double
get_content_term (Fixture *fixture,
                  int      layer)
{
  int                 n_positions;
  g_autofree float   *f                    = test_look_at (fixture->canvas, layer, &fixture->settings,
                                                           &threads, &n_positions);
  g_autofree float   *p                    = test_look_at (fixture->content, layer, &fixture->settings,
                                                           &threads, &n_positions);
  const int           channels             = nst_network_get_channels (network, layer);
  const double        scale                = nst_network_get_mean_response (network, layer);
  gboolean            wanted[NST_N_LAYERS] = { FALSE };
  const NstFeatureMap plane                = get_plane (fixture->visible);
  double              sum                  = 0.0;
  NstPositionWeights  weights;
  int                 n;

  wanted[layer] = TRUE;
  g_assert_true (nst_position_weights_init (&weights, &plane, fixture->settings.pool,
                                            wanted, &threads, NULL));
  n = n_positions * channels;
  for (int i = 0; i < n; i++)
    sum += (double) weights.maps[layer].data[i / channels] *
           pow (((double) f[i] - (double) p[i]) / scale, 2.0);
  nst_position_weights_clear (&weights);

  return sum / n;
}

static void
test_terms (Fixture      *fixture,
            gconstpointer data)
{
  const double weights[] = { 4.0 / 7.0, 2.0 / 7.0, 1.0 / 7.0 };
  double       loss      = 0.0;
  NstTerms     terms     = { 0 };

  (void) data;

  g_assert_true (nst_evaluate (&fixture->subject, fixture->canvas, &terms, NULL, NULL, NULL));

  g_assert_cmpint (terms.n_style, ==, G_N_ELEMENTS (weights));
  for (size_t i = 0; i < G_N_ELEMENTS (weights); i++)
    {
      const int    layer = nst_layer_find (terms.style[i].layer, strlen (terms.style[i].layer));
      double       coverage;
      const double wanted = get_gram_term (fixture, layer, &coverage);

      g_assert_cmpfloat_with_epsilon (terms.style[i].value, wanted, 1e-5 * wanted);
      loss += weights[i] * coverage * wanted;
    }
  for (int i = 0; i < terms.n_content; i++)
    {
      const int    layer  = nst_layer_find (terms.content[i].layer, strlen (terms.content[i].layer));
      const double wanted = get_content_term (fixture, layer);

      g_assert_cmpfloat_with_epsilon (terms.content[i].value, wanted, 1e-5 * wanted);
      loss += 0.02 * wanted;
    }
  g_assert_cmpfloat_with_epsilon (terms.loss, loss, 1e-5 * loss);
}

/* The slope along the gradient against two losses. */
static void
test_gradient (Fixture      *fixture,
               gconstpointer data)
{
  NstImage            *gradient = NULL;
  g_autoptr (NstImage) moved    = nst_image_copy (fixture->canvas, NULL);
  double               square   = 0.0;
  double               largest  = 0.0;
  double               slope    = 0.0;
  NstTerms             terms;

  (void) data;

  g_assert_true (nst_evaluate (&fixture->subject, fixture->canvas, &terms, &gradient, NULL, NULL));
  for (int i = 0; i < COUNT; i++)
    {
      largest = MAX (largest, fabs ((double) gradient->data[i]));
      square += (double) gradient->data[i] * (double) gradient->data[i];
    }
  for (int sign = -1; sign <= 1; sign += 2)
    {
      const double step = sign * 0.05 / largest;

      /* The gradient is by the network's units, B, G, R of 0..255. */
      for (int i = 0; i < COUNT; i++)
        moved->data[i] = fixture->canvas->data[i] +
                         (float) (step * (double) gradient->data[i / 3 * 3 + 2 - i % 3] / 255.0);
      g_assert_true (nst_evaluate (&fixture->subject, moved, &terms, NULL, NULL, NULL));
      slope += terms.loss / (2.0 * step);
    }
  g_test_message ("slope %g, gradient's square %g", slope, square);
  g_assert_cmpfloat (fabs (slope - square), <=, 0.02 * square);
  nst_image_free (gradient);
}

/* What is hidden, and out of sight of all that is not, has no gradient, and no matter what
 * is there the loss is the same. */
static void
test_hidden (Fixture      *fixture,
             gconstpointer data)
{
  NstImage *gradient = NULL;
  float     largest  = 0.0f;
  NstTerms  terms[2];

  (void) data;

  for (int i = 0; i < WIDTH * HEIGHT; i++)
    fixture->visible->data[i] = i % WIDTH < 20 ? 1.0f : 0.0f;
  for (int i = 0; i < 2; i++)
    {
      nst_image_free (gradient);
      g_assert_true (nst_evaluate (&fixture->subject, fixture->canvas, &terms[i], &gradient, NULL,
                                   NULL));
      for (int k = 0; k < COUNT; k++)
        largest = MAX (largest, fabsf (gradient->data[k]));
      for (int y = 0; y < HEIGHT; y++)
        for (int k = 3 * (y * WIDTH + 52); k < 3 * (y + 1) * WIDTH; k++)
          {
            /* A tile's transform rounds what cancels out. */
            g_assert_cmpfloat (fabsf (gradient->data[k]), <=, 1e-6f * largest);
            fixture->canvas->data[k] = 0.5f;
          }
    }
  nst_image_free (gradient);

  g_assert_cmpfloat_with_epsilon (terms[0].loss, terms[1].loss, 1e-9 * terms[0].loss);
}

/* In parts as in whole. */
static void
compare_parts (Fixture          *fixture,
               const NstSources *sources)
{
  g_autofree float *canvas = g_new (float, COUNT);
  float            *gradients[2];
  double            loss[2];
  double            error = 0.0;
  double            norm  = 0.0;
  NstLayerSet       layers;

  g_assert_true (nst_layer_set_init (&layers, &fixture->settings, NULL));
  nst_network_pixels_to_canvas (network, WIDTH * HEIGHT, fixture->canvas->data, canvas);
  for (int i = 0; i < 2; i++)
    {
      NstPartition  partition = nst_partition_whole (WIDTH, HEIGHT);
      NstArena      arena     = { 0 };
      NstObjective *objective;

      if (i == 1)
        partition = (NstPartition){ .strip = 32, .band = 32, .n_parts = 4, .style_strip = 32, .style_band = 32 };
      gradients[i] = g_new (float, COUNT);
      objective    = nst_objective_new (network, sources, &fixture->settings, &layers, &partition,
                                        &arena, &threads, NULL);
      g_assert_nonnull (objective);
      g_assert_true (nst_objective_evaluate (objective, canvas, gradients[i], &loss[i], NULL,
                                             &threads));
      nst_objective_free (objective);
      nst_arena_clear (&arena);
    }

  for (int i = 0; i < COUNT; i++)
    {
      error += pow ((double) gradients[0][i] - (double) gradients[1][i], 2);
      norm += pow ((double) gradients[0][i], 2);
    }
  g_test_message ("loss %g %g, gradients %.2g", loss[0], loss[1], sqrt (error / norm));
  g_assert_cmpfloat_with_epsilon (loss[0], loss[1], 1e-5 * loss[0]);
  g_assert_cmpfloat (sqrt (error / norm), <, 1e-4);
  g_free (gradients[0]);
  g_free (gradients[1]);
}

static void
test_parts (Fixture      *fixture,
            gconstpointer data)
{
  const NstStyle style = { fixture->style, 70, 58, fixture->style_mask };

  (void) data;

  compare_parts (fixture, &(NstSources){ fixture->content, &style, 1, fixture->visible,
                                         .n_zones    = 1,
                                         .zone_masks = (const NstImage *const *) &fixture->visible });
}


/* ---- runs ------------------------------------------------------------ */

static NstImage *
paint (Fixture *fixture)
{
  NstImage *painting;

  g_strlcpy (fixture->settings.schedule, "32:4,0:6", sizeof (fixture->settings.schedule));
  painting = nst_stylise (&fixture->subject, NULL, NULL);
  g_assert_nonnull (painting);

  return painting;
}

/* Masks of 1, and of 0 for what is kept, are none. */
static void
test_full_masks (Fixture      *fixture,
                 gconstpointer data)
{
  NstImage            *all[3]  = { fixture->visible, fixture->style_mask, fixture->keep };
  g_autoptr (NstImage) with    = NULL;
  g_autoptr (NstImage) without = NULL;

  (void) data;

  for (int m = 0; m < 3; m++)
    for (int i = 0; i < all[m]->width * all[m]->height; i++)
      all[m]->data[i] = m < 2 ? 1.0f : 0.0f;

  fixture->subject.keep        = fixture->keep;
  with                         = paint (fixture);
  fixture->subject.keep        = NULL;
  fixture->subject.visible     = NULL;
  fixture->subject.style_masks = NULL;
  without                      = paint (fixture);
  g_assert_true (memcmp (with->data, without->data, COUNT * sizeof (float)) == 0);
}

/* What is kept is the photo, and the rest is painted. */
static void
test_kept (Fixture      *fixture,
           gconstpointer data)
{
  g_autoptr (NstImage) painting = NULL;
  double               painted  = 0.0;
  int                  n_kept   = 0;
  int                  n        = 0;

  (void) data;

  fixture->subject.keep    = fixture->keep;
  fixture->subject.visible = NULL;
  painting                 = paint (fixture);
  for (int i = 0; i < COUNT; i++)
    {
      const double difference = fabs ((double) painting->data[i] -
                                      (double) fixture->content->data[i]);
      const float  keep       = fixture->keep->data[i / 3];

      if (keep == 1.0f)
        {
          n_kept++;
          g_assert_cmpfloat (difference, <, 1e-5);
        }
      else if (keep == 0.0f)
        {
          n++;
          painted += difference;
        }
    }
  g_test_message ("%d values kept, %d painted, which differ by %.3f", n_kept, n, painted / n);
  g_assert_cmpint (n_kept, >, 100);
  g_assert_cmpfloat (painted / n, >, 0.02);
}


/* ---- styles by places ------------------------------------------------ */

#define N_ZONES 3

/* How much of each place there is, where they overlap, and of the rest; times what is visible. */
static void
define_zones (const Fixture *fixture,
              NstImage      *masks[N_ZONES])
{
  for (int zone = 0; zone < N_ZONES; zone++)
    masks[zone] = nst_image_new (WIDTH, HEIGHT, 1, NULL);

  for (int i = 0; i < WIDTH * HEIGHT; i++)
    {
      const float left    = fixture->left->data[i];
      const float right   = fixture->right->data[i];
      const float visible = fixture->visible->data[i];
      const float both    = left + right;

      masks[0]->data[i] = visible * (both > 1.0f ? left / both : left);
      masks[1]->data[i] = visible * (both > 1.0f ? right / both : right);
      masks[2]->data[i] = visible * (both > 1.0f ? 0.0f : 1.0f - both);
    }
}

static void
clear_zones (NstImage *masks[N_ZONES])
{
  for (int zone = 0; zone < N_ZONES; zone++)
    nst_image_free (masks[zone]);
}

/* mean ((G - A)^2) in a zone, A the mean of its styles' by their shares. */
static double
get_zone_term (Fixture        *fixture,
               const NstImage *mask,
               const double   *shares,
               int             layer,
               double         *coverage)
{
  const Weighted     canvas = weigh (fixture->canvas, mask, layer, &fixture->settings);
  const int          n      = canvas.channels * canvas.channels;
  g_autofree double *target = g_new0 (double, n);
  double             sum    = 0.0;

  for (int s = 0; s < 4; s++)
    if (shares[s] > 0.0)
      {
        const NstImage      *style = fixture->styles[s];
        g_autoptr (NstImage) whole = nst_image_new (style->width, style->height, 1, NULL);
        Weighted             seen;

        for (int i = 0; i < style->width * style->height; i++)
          whole->data[i] = 1.0f;
        seen = weigh (style, whole, layer, &fixture->settings);
        for (int i = 0; i < n; i++)
          target[i] += shares[s] * seen.second[i];
        g_free (seen.mean);
        g_free (seen.second);
      }

  for (int i = 0; i < n; i++)
    sum += pow ((canvas.second[i] - target[i]) / canvas.channels, 2.0);
  *coverage = canvas.sum / canvas.n;
  g_free (canvas.mean);
  g_free (canvas.second);

  return sum / n;
}

static void
test_zone_terms (Fixture      *fixture,
                 gconstpointer data)
{
  static const double shares[N_ZONES][4] = { { 0.75, 0.0, 0.25, 0.0 }, { 0.0, 1.0 }, { 0.0, 0.0, 0.0, 1.0 } };
  const double        weights[]          = { 4.0 / 7.0, 2.0 / 7.0, 1.0 / 7.0 };
  double              loss               = 0.0;
  NstTerms            terms              = { 0 };
  NstImage           *masks[N_ZONES];

  (void) data;

  set_places (fixture);
  fixture->settings.alpha = 0.0;
  define_zones (fixture, masks);
  g_assert_true (nst_evaluate (&fixture->subject, fixture->canvas, &terms, NULL, NULL, NULL));

  for (size_t i = 0; i < G_N_ELEMENTS (weights); i++)
    {
      const int layer = nst_layer_find (terms.style[i].layer, strlen (terms.style[i].layer));
      double    sum   = 0.0;
      double    all   = 0.0;

      for (int zone = 0; zone < N_ZONES; zone++)
        {
          double       coverage;
          const double term = get_zone_term (fixture, masks[zone], shares[zone], layer, &coverage);

          sum += coverage * term;
          all += coverage;
        }
      g_assert_cmpfloat_with_epsilon (terms.style[i].value, sum / all, 1e-5 * sum / all);
      loss += weights[i] * sum;
    }
  g_assert_cmpfloat_with_epsilon (terms.loss, loss, 1e-5 * loss);
  clear_zones (masks);
}

static void
test_zone_gradient (Fixture      *fixture,
                    gconstpointer data)
{
  set_places (fixture);
  test_gradient (fixture, data);
}

static void
compare_zone_parts (Fixture *fixture)
{
  const double shares[] = { 0.75, 1.0, 0.25, 1.0 };
  NstStyle     styles[4];
  NstImage    *masks[N_ZONES];

  for (int i = 0; i < 4; i++)
    styles[i] = (NstStyle){ fixture->styles[i], fixture->styles[i]->width,
                            fixture->styles[i]->height, NULL, i == 3 ? 2 : i % 2 };
  define_zones (fixture, masks);
  compare_parts (fixture, &(NstSources){ fixture->content, styles, 4, fixture->visible, shares,
                                         N_ZONES, (const NstImage *const *) masks });
  clear_zones (masks);
}

static void
test_zone_parts (Fixture      *fixture,
                 gconstpointer data)
{
  (void) data;

  compare_zone_parts (fixture);
}

static void
test_zone_norms (Fixture      *fixture,
                 gconstpointer data)
{
  (void) data;

  fixture->settings.weighting = NST_WEIGHTING_GRADIENT;
  compare_zone_parts (fixture);
}

/* A place that is everywhere is none, a style for the rest is then nowhere, and a place that
 * is nowhere leaves the rest to the others. */
static void
test_everywhere (Fixture      *fixture,
                 gconstpointer data)
{
  const size_t         bytes   = COUNT * sizeof (float);
  g_autoptr (NstImage) none    = nst_image_new (WIDTH, HEIGHT, 1, NULL);
  g_autoptr (NstImage) alone   = NULL;
  g_autoptr (NstImage) mixed   = NULL;
  g_autoptr (NstImage) placed  = NULL;
  g_autoptr (NstImage) rest    = NULL;
  g_autoptr (NstImage) nowhere = NULL;
  g_autoptr (NstImage) alike   = NULL;

  (void) data;

  for (int i = 0; i < WIDTH * HEIGHT; i++)
    {
      fixture->left->data[i] = 1.0f;
      none->data[i]          = 0.0f;
    }
  fixture->subject.visible     = NULL;
  fixture->subject.style_masks = NULL;
  fixture->subject.styles      = fixture->styles;
  alone                        = paint (fixture);
  fixture->subject.places      = fixture->places;
  placed                       = paint (fixture);
  fixture->subject.n_styles    = 2;
  fixture->places[1]           = NULL;
  rest                         = paint (fixture);
  fixture->places[0]           = none;
  fixture->places[1]           = fixture->left;
  fixture->styles[0]           = fixture->others[0];
  fixture->styles[1]           = fixture->style;
  nowhere                      = paint (fixture);
  fixture->places[0]           = fixture->left;
  alike                        = paint (fixture);
  fixture->subject.places      = NULL;
  mixed                        = paint (fixture);

  g_assert_cmpmem (placed->data, bytes, alone->data, bytes);
  g_assert_cmpmem (rest->data, bytes, alone->data, bytes);
  g_assert_cmpmem (nowhere->data, bytes, alone->data, bytes);
  g_assert_cmpmem (alike->data, bytes, mixed->data, bytes);
  g_assert_true (memcmp (mixed->data, alone->data, bytes) != 0);
}

/* The columns [left, right) of a painting. */
static NstImage *
cut_columns (const NstImage *picture,
             int             left,
             int             right)
{
  NstImage *cut = nst_image_new (right - left, picture->height, 3, NULL);

  for (int y = 0; y < cut->height; y++)
    memcpy (cut->data + (size_t) 3 * y * cut->width,
            picture->data + (size_t) 3 * (y * picture->width + left),
            sizeof (float) * 3 * cut->width);

  return cut;
}

/* The style terms' sum of a picture for a style. */
static double
find_distance (Fixture        *fixture,
               const NstImage *picture,
               const NstImage *style)
{
  NstSettings settings = fixture->settings;
  NstTerms    terms;

  settings.alpha = 0.0;
  settings.tv    = 0.0;
  g_assert_true (nst_evaluate (&(NstSubject){ network, picture, &style, 1, NULL, &settings }, picture, &terms, NULL, NULL, NULL));

  return terms.loss;
}

/* How much neighbours in a column and in the next one differ, on average. */
static double
find_step (const NstImage *picture,
           int             x)
{
  double sum = 0.0;

  for (int y = 0; y < picture->height; y++)
    for (int c = 0; c < 3; c++)
      sum += fabs ((double) picture->data[3 * (y * picture->width + x) + c] -
                   (double) picture->data[3 * (y * picture->width + x + 1) + c]);

  return sum / (3.0 * picture->height);
}

#define RAMP 8 /* columns, to either side of the border */

/* Two halves in two styles, which pass into each other: each has its own one's statistics, and
 * where they meet there is no more of an edge than elsewhere. */
static void
test_halves (Fixture      *fixture,
             gconstpointer data)
{
  const int            middle   = WIDTH / 2;
  double               step     = 0.0;
  double               border   = 0.0;
  g_autoptr (NstImage) painting = NULL;

  (void) data;

  /* Waves, and waves in red, of nothing but grey. */
  for (int i = 0; i < WIDTH * HEIGHT; i++)
    fixture->left->data[i] = CLAMP (0.5f + (float) (middle - i % WIDTH) / (2 * RAMP), 0.0f, 1.0f);
  for (int i = 0; i < COUNT; i++)
    fixture->content->data[i] = 0.5f;
  for (int i = 0; i < 3 * 60 * 50; i++)
    fixture->others[0]->data[i] = 0.5f * fixture->others[0]->data[i] + (i % 3 == 0 ? 0.5f : 0.0f);
  fixture->places[1]           = NULL;
  fixture->subject.visible     = NULL;
  fixture->subject.style_masks = NULL;
  fixture->subject.styles      = fixture->styles;
  fixture->subject.n_styles    = 2;
  fixture->subject.places      = fixture->places;
  fixture->settings.init       = NST_INIT_MIX;
  fixture->settings.noise      = 0.3;
  fixture->settings.alpha      = 1e-4;
  g_strlcpy (fixture->settings.schedule, "0:40", sizeof (fixture->settings.schedule));
  painting = nst_stylise (&fixture->subject, NULL, NULL);
  g_assert_nonnull (painting);

  for (int half = 0; half < 2; half++)
    {
      g_autoptr (NstImage) cut   = cut_columns (painting, half == 0 ? 0 : middle + RAMP / 2,
                                              half == 0 ? middle - RAMP / 2 : WIDTH);
      const double         own   = find_distance (fixture, cut, fixture->styles[half]);
      const double         other = find_distance (fixture, cut, fixture->styles[1 - half]);

      g_test_message ("half %d: %g from its own style, %g from the other", half, own, other);
      g_assert_cmpfloat (own, <, 0.2 * other);
    }

  for (int x = 4; x < WIDTH - 5; x++)
    step += find_step (painting, x) / (WIDTH - 9);
  for (int x = middle - RAMP; x < middle + RAMP; x++)
    border = MAX (border, find_step (painting, x));
  g_test_message ("steps of %.3f, at the border of %.3f", step, border);
  g_assert_cmpfloat (border, <, 1.5 * step);
}

/* Eight strips, each in its own style. */
static void
test_eight (Fixture      *fixture,
            gconstpointer data)
{
  NstImage            *styles[8];
  NstImage            *places[8];
  NstSize              sizes[8];
  g_autoptr (NstImage) painting = NULL;
  g_autoptr (NstImage) alone    = NULL;

  (void) data;

  for (int s = 0; s < 8; s++)
    {
      styles[s] = test_wave_picture (40 + s, 50 - s, 20 + s);
      places[s] = nst_image_new (WIDTH, HEIGHT, 1, NULL);
      for (int i = 0; i < WIDTH * HEIGHT; i++)
        places[s]->data[i] = i % WIDTH * 8 / WIDTH == s ? 1.0f : 0.0f;
    }
  fixture->subject.style_masks = NULL;
  fixture->subject.styles      = (const NstImage *const *) styles;
  fixture->subject.n_styles    = 8;
  alone                        = paint (fixture);
  fixture->subject.places      = (const NstImage *const *) places;
  g_assert_cmpint (nst_subject_get_sizes (&fixture->subject, sizes).n_zones, ==, 8);
  painting = paint (fixture);
  g_assert_true (memcmp (painting->data, alone->data, COUNT * sizeof (float)) != 0);
  for (int i = 0; i < COUNT; i++)
    g_assert_true (isfinite (painting->data[i]));

  for (int s = 0; s < 8; s++)
    {
      nst_image_free (styles[s]);
      nst_image_free (places[s]);
    }
}

#define ADD(path, statistic, func) \
  g_test_add (path, Fixture, GINT_TO_POINTER (statistic), set_up, func, tear_down)

int
main (int    argc,
      char **argv)
{
  const NstSettings settings = { .threads = 2 };
  int               result;

  g_test_init (&argc, &argv, NULL);
  test_open_network ();
  threads = test_threads_begin (settings.threads);

  g_test_add_data_func ("/weights/max", GINT_TO_POINTER (NST_POOL_MAX), test_weights);
  g_test_add_data_func ("/weights/max-3", GINT_TO_POINTER (NST_POOL_MAX_3), test_weights);
  ADD ("/masks/terms", NST_STATISTIC_GRAM, test_terms);
  ADD ("/masks/gradient/gram", NST_STATISTIC_GRAM, test_gradient);
  ADD ("/masks/gradient/moments", NST_STATISTIC_MOMENTS, test_gradient);
  ADD ("/masks/hidden", NST_STATISTIC_MOMENTS, test_hidden);
  ADD ("/masks/parts/gram", NST_STATISTIC_GRAM, test_parts);
  ADD ("/masks/parts/moments", NST_STATISTIC_MOMENTS, test_parts);
  ADD ("/masks/full", NST_STATISTIC_MOMENTS, test_full_masks);
  ADD ("/masks/kept", NST_STATISTIC_MOMENTS, test_kept);
  ADD ("/zones/terms", NST_STATISTIC_GRAM, test_zone_terms);
  ADD ("/zones/gradient/gram", NST_STATISTIC_GRAM, test_zone_gradient);
  ADD ("/zones/gradient/moments", NST_STATISTIC_MOMENTS, test_zone_gradient);
  ADD ("/zones/parts/gram", NST_STATISTIC_GRAM, test_zone_parts);
  ADD ("/zones/parts/moments", NST_STATISTIC_MOMENTS, test_zone_parts);
  ADD ("/zones/parts/norms", NST_STATISTIC_GRAM, test_zone_norms);
  ADD ("/zones/everywhere", NST_STATISTIC_MOMENTS, test_everywhere);
  ADD ("/zones/halves", NST_STATISTIC_MOMENTS, test_halves);
  ADD ("/zones/eight", NST_STATISTIC_MOMENTS, test_eight);

  result = g_test_run ();
  nst_threads_end (&threads);
  test_close_network ();

  return result;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Positions that weigh more than others: weights of layers by the definition, weighted
 * terms by plain formulas, their gradient by finite differences, pictures in parts, what is
 * kept and what is hidden.  Run from the repository's root, where the network is. */

#include "core/network/network-private.h"
#include "tests/look-at.h"
#include "tests/masked.h"
#include "tests/threads.h"
#include "tests/with-network.h"

#include <math.h>
#include <string.h>

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
  g_autoptr (NstImage) mask                 = test_soft_disc (TEST_WIDTH, TEST_HEIGHT, 0.4, 0.5);
  gboolean             wanted[NST_N_LAYERS] = { FALSE };
  const int            deep                 = nst_layer_find ("conv2_2", 7);
  const int            places[4][2]         = { { 0, 0 }, { 7, 9 }, { 25, 29 }, { 13, 4 } };
  const NstFeatureMap  plane                = test_plane (mask);
  NstThreads           threads              = test_threads_begin (2);
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

  for (int i = 0; i < TEST_WIDTH * TEST_HEIGHT; i++)
    mask->data[i] = 1.0f;
  g_assert_true (nst_position_weights_init (&weights, &plane, pool, wanted, &threads, NULL));
  for (int i = 0; i < weights.maps[deep].rows * weights.maps[deep].columns; i++)
    g_assert_cmpfloat (weights.maps[deep].data[i], ==, 1.0f);
  nst_position_weights_clear (&weights);
  nst_threads_end (&threads);
}


/* ---- terms ----------------------------------------------------------- */

/* mean ((G - A)^2) of weighted Gram matrices. */
static double
get_gram_term (TestMasked *fixture,
               int         layer,
               double     *coverage)
{
  const TestWeighted a   = test_weigh (fixture->canvas, fixture->visible, layer, &fixture->settings, &fixture->threads);
  const TestWeighted b   = test_weigh (fixture->style, fixture->style_mask, layer, &fixture->settings, &fixture->threads);
  double             sum = 0.0;

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
get_content_term (TestMasked *fixture,
                  int         layer)
{
  int                 n_positions;
  g_autofree float   *f                    = test_look_at (fixture->canvas, layer, &fixture->settings,
                                                           &fixture->threads, &n_positions);
  g_autofree float   *p                    = test_look_at (fixture->content, layer, &fixture->settings,
                                                           &fixture->threads, &n_positions);
  const int           channels             = nst_network_get_channels (network, layer);
  const double        scale                = nst_network_get_mean_response (network, layer);
  gboolean            wanted[NST_N_LAYERS] = { FALSE };
  const NstFeatureMap plane                = test_plane (fixture->visible);
  double              sum                  = 0.0;
  NstPositionWeights  weights;
  int                 n;

  wanted[layer] = TRUE;
  g_assert_true (nst_position_weights_init (&weights, &plane, fixture->settings.pool,
                                            wanted, &fixture->threads, NULL));
  n = n_positions * channels;
  for (int i = 0; i < n; i++)
    sum += (double) weights.maps[layer].data[i / channels] *
           pow (((double) f[i] - (double) p[i]) / scale, 2.0);
  nst_position_weights_clear (&weights);

  return sum / n;
}

static void
test_terms (TestMasked   *fixture,
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

/* What is hidden, and out of sight of all that is not, has no gradient, and no matter what
 * is there the loss is the same. */
static void
test_hidden (TestMasked   *fixture,
             gconstpointer data)
{
  NstImage *gradient = NULL;
  float     largest  = 0.0f;
  NstTerms  terms[2];

  (void) data;

  for (int i = 0; i < TEST_WIDTH * TEST_HEIGHT; i++)
    fixture->visible->data[i] = i % TEST_WIDTH < 20 ? 1.0f : 0.0f;
  for (int i = 0; i < 2; i++)
    {
      nst_image_free (gradient);
      g_assert_true (nst_evaluate (&fixture->subject, fixture->canvas, &terms[i], &gradient, NULL,
                                   NULL));
      for (int k = 0; k < TEST_COUNT; k++)
        largest = MAX (largest, fabsf (gradient->data[k]));
      for (int y = 0; y < TEST_HEIGHT; y++)
        for (int k = 3 * (y * TEST_WIDTH + 52); k < 3 * (y + 1) * TEST_WIDTH; k++)
          {
            /* A tile's transform rounds what cancels out. */
            g_assert_cmpfloat (fabsf (gradient->data[k]), <=, 1e-6f * largest);
            fixture->canvas->data[k] = 0.5f;
          }
    }
  nst_image_free (gradient);

  g_assert_cmpfloat_with_epsilon (terms[0].loss, terms[1].loss, 1e-9 * terms[0].loss);
}

static void
test_parts (TestMasked   *fixture,
            gconstpointer data)
{
  const NstStyle style = { fixture->style, 70, 58, fixture->style_mask };

  (void) data;

  test_masked_parts (fixture, &(NstSources){ fixture->content, &style, 1, fixture->visible,
                                             .n_zones    = 1,
                                             .zone_masks = (const NstImage *const *) &fixture->visible });
}


/* ---- runs ------------------------------------------------------------ */

/* Masks of 1, and of 0 for what is kept, are none. */
static void
test_full_masks (TestMasked   *fixture,
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
  with                         = test_masked_paint (fixture);
  fixture->subject.keep        = NULL;
  fixture->subject.visible     = NULL;
  fixture->subject.style_masks = NULL;
  without                      = test_masked_paint (fixture);
  g_assert_true (memcmp (with->data, without->data, TEST_COUNT * sizeof (float)) == 0);
}

/* What is kept is the photo, and the rest is painted. */
static void
test_kept (TestMasked   *fixture,
           gconstpointer data)
{
  g_autoptr (NstImage) painting = NULL;
  double               painted  = 0.0;
  int                  n_kept   = 0;
  int                  n        = 0;

  (void) data;

  fixture->subject.keep    = fixture->keep;
  fixture->subject.visible = NULL;
  painting                 = test_masked_paint (fixture);
  for (int i = 0; i < TEST_COUNT; i++)
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


int
main (int    argc,
      char **argv)
{
  int result;

  g_test_init (&argc, &argv, NULL);
  test_open_network ();

  g_test_add_data_func ("/weights/max", GINT_TO_POINTER (NST_POOL_MAX), test_weights);
  g_test_add_data_func ("/weights/max-3", GINT_TO_POINTER (NST_POOL_MAX_3), test_weights);
  TEST_MASKED_ADD ("/masks/terms", NST_STATISTIC_GRAM, test_terms);
  TEST_MASKED_ADD ("/masks/gradient/gram", NST_STATISTIC_GRAM, test_masked_gradient);
  TEST_MASKED_ADD ("/masks/gradient/moments", NST_STATISTIC_MOMENTS, test_masked_gradient);
  TEST_MASKED_ADD ("/masks/hidden", NST_STATISTIC_MOMENTS, test_hidden);
  TEST_MASKED_ADD ("/masks/parts/gram", NST_STATISTIC_GRAM, test_parts);
  TEST_MASKED_ADD ("/masks/parts/moments", NST_STATISTIC_MOMENTS, test_parts);
  TEST_MASKED_ADD ("/masks/full", NST_STATISTIC_MOMENTS, test_full_masks);
  TEST_MASKED_ADD ("/masks/kept", NST_STATISTIC_MOMENTS, test_kept);

  result = g_test_run ();
  test_close_network ();

  return result;
}

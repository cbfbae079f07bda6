/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "tests/masked.h"

#include "core/network/network-private.h"
#include "core/objective/partition.h"
#include "tests/look-at.h"
#include "tests/threads.h"
#include "tests/wave-picture.h"
#include "tests/with-network.h"

#include <math.h>

NstImage *
test_soft_disc (int    width,
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

void
test_masked_set_up (TestMasked   *fixture,
                    gconstpointer data)
{
  fixture->threads    = test_threads_begin (2);
  fixture->content    = test_wave_picture (TEST_WIDTH, TEST_HEIGHT, 1);
  fixture->style      = test_wave_picture (70, 58, 2);
  fixture->canvas     = test_wave_picture (TEST_WIDTH, TEST_HEIGHT, 3);
  fixture->visible    = test_soft_disc (TEST_WIDTH, TEST_HEIGHT, 0.4, 0.5);
  fixture->keep       = test_soft_disc (TEST_WIDTH, TEST_HEIGHT, 0.8, 0.2);
  fixture->style_mask = test_soft_disc (70, 58, 0.6, 0.4);
  fixture->settings   = make_settings (GPOINTER_TO_INT (data));
  fixture->subject    = (NstSubject){ .network     = network,
                                      .content     = fixture->content,
                                      .styles      = (const NstImage *const *) &fixture->style,
                                      .n_styles    = 1,
                                      .settings    = &fixture->settings,
                                      .visible     = fixture->visible,
                                      .style_masks = (const NstImage *const *) &fixture->style_mask };

  fixture->left  = test_soft_disc (TEST_WIDTH, TEST_HEIGHT, 0.2, 0.5);
  fixture->right = test_soft_disc (TEST_WIDTH, TEST_HEIGHT, 0.6, 0.6);
  for (int i = 0; i < 3; i++)
    fixture->others[i] = test_wave_picture (60 - 9 * i, 50 + 5 * i, 4 + i);
  for (int i = 0; i < 4; i++)
    fixture->styles[i] = i == 0 ? fixture->style : fixture->others[i - 1];
  fixture->places[0] = fixture->places[2] = fixture->left;
  fixture->places[1]                      = fixture->right;
}

void
test_masked_tear_down (TestMasked   *fixture,
                       gconstpointer data)
{
  (void) data;

  nst_threads_end (&fixture->threads);
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

NstFeatureMap
test_plane (const NstImage *mask)
{
  return (NstFeatureMap){ 1, 0, mask->width, mask->height, mask->data };
}

TestWeighted
test_weigh (const NstImage    *picture,
            const NstImage    *mask,
            int                layer,
            const NstSettings *settings,
            const NstThreads  *threads)
{
  const double        scale                = nst_network_get_mean_response (network, layer);
  gboolean            wanted[NST_N_LAYERS] = { FALSE };
  const NstFeatureMap plane                = test_plane (mask);
  TestWeighted        w                    = { .channels = nst_network_get_channels (network, layer) };
  g_autofree float   *f                    = test_look_at (picture, layer, settings, threads, &w.n);
  NstPositionWeights  weights;
  const float        *at;

  wanted[layer] = TRUE;
  g_assert_true (nst_position_weights_init (&weights, &plane, settings->pool, wanted, threads,
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

void
test_masked_gradient (TestMasked   *fixture,
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
  for (int i = 0; i < TEST_COUNT; i++)
    {
      largest = MAX (largest, fabs ((double) gradient->data[i]));
      square += (double) gradient->data[i] * (double) gradient->data[i];
    }
  for (int sign = -1; sign <= 1; sign += 2)
    {
      const double step = sign * 0.05 / largest;

      /* The gradient is by the network's units, B, G, R of 0..255. */
      for (int i = 0; i < TEST_COUNT; i++)
        moved->data[i] = fixture->canvas->data[i] +
                         (float) (step * (double) gradient->data[i / 3 * 3 + 2 - i % 3] / 255.0);
      g_assert_true (nst_evaluate (&fixture->subject, moved, &terms, NULL, NULL, NULL));
      slope += terms.loss / (2.0 * step);
    }
  g_test_message ("slope %g, gradient's square %g", slope, square);
  g_assert_cmpfloat (fabs (slope - square), <=, 0.02 * square);
  nst_image_free (gradient);
}

void
test_masked_parts (TestMasked       *fixture,
                   const NstSources *sources)
{
  g_autofree float *canvas = g_new (float, TEST_COUNT);
  float            *gradients[2];
  double            loss[2];
  double            error = 0.0;
  double            norm  = 0.0;
  NstLayerSet       layers;

  g_assert_true (nst_layer_set_init (&layers, &fixture->settings, NULL));
  nst_network_pixels_to_canvas (network, TEST_WIDTH * TEST_HEIGHT, fixture->canvas->data, canvas);
  for (int i = 0; i < 2; i++)
    {
      NstPartition  partition = nst_partition_whole (TEST_WIDTH, TEST_HEIGHT);
      NstArena      arena     = { 0 };
      NstObjective *objective;

      if (i == 1)
        partition = (NstPartition){ .strip = 32, .band = 32, .n_parts = 4, .style_strip = 32, .style_band = 32 };
      gradients[i] = g_new (float, TEST_COUNT);
      objective    = nst_objective_new (network, sources, &fixture->settings, &layers, &partition,
                                        &arena, &fixture->threads, NULL);
      g_assert_nonnull (objective);
      g_assert_true (nst_objective_evaluate (objective, canvas, gradients[i], &loss[i], NULL,
                                             &fixture->threads));
      nst_objective_free (objective);
      nst_arena_clear (&arena);
    }

  for (int i = 0; i < TEST_COUNT; i++)
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

NstImage *
test_masked_paint (TestMasked *fixture)
{
  NstImage *painting;

  g_strlcpy (fixture->settings.schedule, "32:4,0:6", sizeof (fixture->settings.schedule));
  painting = nst_stylise (&fixture->subject, NULL, NULL);
  g_assert_nonnull (painting);

  return painting;
}

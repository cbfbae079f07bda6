/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Products of bfloat16s: how far the gradient is from that of single precision,
 * and that nothing that promises single precision has them.  Run from the
 * repository's root, where the network is. */

#include "core/nst.h"
#include "core/network/network-private.h"
#include "core/objective/objective.h"
#include "core/objective/partition.h"
#include "tests/wave-picture.h"
#include "tests/with-network.h"
#include "tests/threads.h"

#include <math.h>

#define WIDTH  120
#define HEIGHT 90
#define N      (WIDTH * HEIGHT * 3)

static const NstSettings look = {
  .style_scale    = 1.0,
  .alpha          = 0.015,
  .beta           = 1.0,
  .tv             = 2.0,
  .normalise      = TRUE,
  .content_layers = "conv4_2",
  .style_layers   = "conv1_1,conv2_1,conv3_1,conv4_1,conv5_1",
  .style_weights  = "256,64,16,4,1",
  .threads        = 2,
};


/* The loss of a picture of waves; gradient[N]. */
static double
evaluate (NstPrecision precision,
          float       *gradient)
{
  NstSettings          settings  = look;
  const NstPartition   partition = nst_partition_whole (WIDTH, HEIGHT);
  g_autoptr (NstImage) content   = test_wave_picture (WIDTH, HEIGHT, 1);
  g_autoptr (NstImage) style     = test_wave_picture (HEIGHT, WIDTH, 2);
  g_autoptr (NstImage) canvas    = test_wave_picture (WIDTH, HEIGHT, 3);
  const NstStyle       looked    = { style, style->width, style->height };
  g_autofree float    *pixels    = g_new (float, N);
  NstThreads           threads   = test_threads_begin (look.threads);
  NstArena             arena     = { 0 };
  NstLayerSet          layers;
  NstObjective        *objective;
  double               loss;

  settings.precision = precision;
  g_assert_true (nst_layer_set_init (&layers, &settings, NULL));
  objective = nst_objective_new (network, &(NstSources){ content, &looked, 1 },
                                 &settings, &layers, &partition, &arena, &threads, NULL);
  g_assert_nonnull (objective);
  nst_network_pixels_to_canvas (network, N / 3, canvas->data, pixels);
  g_assert_true (nst_objective_evaluate (objective, pixels, gradient, &loss, NULL, &threads));
  nst_objective_free (objective);
  nst_arena_clear (&arena);
  nst_threads_end (&threads);

  return loss;
}

static double
dot (const float *a,
     const float *b)
{
  double sum = 0.0;

  for (int i = 0; i < N; i++)
    sum += (double) a[i] * (double) b[i];

  return sum;
}

/* A step down the fast gradient is a step down the exact one. */
static void
test_near (void)
{
  g_autofree float *exact = g_new0 (float, N);
  g_autofree float *fast  = g_new0 (float, N);
  double            losses[2];
  double            cosine;

  g_setenv ("NEURAL_ART_CPU", "bf16", TRUE);
  losses[0] = evaluate (NST_PRECISION_SINGLE, exact);
  losses[1] = evaluate (NST_PRECISION_FAST, fast);
  g_unsetenv ("NEURAL_ART_CPU");

  cosine = dot (exact, fast) / sqrt (dot (exact, exact) * dot (fast, fast));
  g_test_message ("loss %.6g and %.6g, cosine of the gradients %.5f", losses[0], losses[1], cosine);
  g_assert_cmpfloat (losses[0], !=, losses[1]);
  g_assert_cmpfloat (fabs (losses[1] - losses[0]), <=, 0.01 * losses[0]);
  g_assert_cmpfloat (cosine, >=, 0.98);
}

/* nst_evaluate is what PyTorch is compared with: always in single precision. */
static void
test_evaluate_is_single (void)
{
  g_autoptr (NstImage)  content  = test_wave_picture (WIDTH, HEIGHT, 1);
  g_autoptr (NstImage)  style    = test_wave_picture (HEIGHT, WIDTH, 2);
  g_autoptr (NstImage)  canvas   = test_wave_picture (WIDTH, HEIGHT, 3);
  const NstImage *const styles[] = { style };
  g_autofree float     *gradient = g_new0 (float, N);
  NstTerms              terms;

  g_setenv ("NEURAL_ART_CPU", "bf16", TRUE);
  g_assert_true (nst_evaluate (&(NstSubject){ network, content, styles, 1, NULL, &look },
                               canvas, &terms, NULL, NULL, NULL));
  g_assert_cmpfloat (terms.loss, ==, evaluate (NST_PRECISION_SINGLE, gradient));
  g_unsetenv ("NEURAL_ART_CPU");
}

/* Where the processor has no such products, fast is nearly single: larger tiles, and moments
 * from single products. */
static void
test_fast_without (void)
{
  g_autofree float *single = g_new0 (float, N);
  g_autofree float *fast   = g_new0 (float, N);
  double            losses[2];
  double            cosine;

  /* A network has one kind of kernels for each precision. */
  test_close_network ();
  test_open_network ();

  g_setenv ("NEURAL_ART_CPU", "generic", TRUE);
  losses[0] = evaluate (NST_PRECISION_SINGLE, single);
  losses[1] = evaluate (NST_PRECISION_FAST, fast);
  g_unsetenv ("NEURAL_ART_CPU");

  cosine = dot (single, fast) / sqrt (dot (single, single) * dot (fast, fast));
  g_test_message ("loss %.9g and %.9g, cosine of the gradients %.9f", losses[0], losses[1],
                  cosine);
  g_assert_cmpfloat (fabs (losses[1] - losses[0]), <=, 1e-5 * losses[0]);
  g_assert_cmpfloat (cosine, >=, 0.9999);
}

int
main (int    argc,
      char **argv)
{
  int result;

  g_test_init (&argc, &argv, NULL);
  test_open_network ();

  g_test_add_func ("/precision/fast-is-near", test_near);
  g_test_add_func ("/precision/evaluate-is-single", test_evaluate_is_single);
  g_test_add_func ("/precision/fast-without-such-products", test_fast_without);

  result = g_test_run ();
  test_close_network ();

  return result;
}

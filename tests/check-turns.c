/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Styles that are looked at mirrored and turned: what turning is, and that the statistics are
 * those of all turns together.  Run from the repository's root, where the network is. */

#include "core/nst.h"
#include "core/network/network-private.h"
#include "core/objective/objective.h"
#include "core/objective/partition.h"
#include "tests/threads.h"
#include "tests/wave-picture.h"
#include "tests/with-network.h"

#include <math.h>
#include <string.h>

/* ---- turning --------------------------------------------------------- */

/* 1 2 3 over 4 5 6, in all turns: of two channels, the second the first's negative. */
static void
test_turns (void)
{
  static const struct
  {
    int   width;
    float pixels[6];
  } turns[NST_N_TURNS] = {
    { 3, { 1, 2, 3, 4, 5, 6 } },
    { 3, { 3, 2, 1, 6, 5, 4 } },
    { 2, { 4, 1, 5, 2, 6, 3 } },
    { 2, { 6, 3, 5, 2, 4, 1 } },
    { 3, { 6, 5, 4, 3, 2, 1 } },
    { 3, { 4, 5, 6, 1, 2, 3 } },
    { 2, { 3, 6, 2, 5, 1, 4 } },
    { 2, { 1, 4, 2, 5, 3, 6 } },
  };
  g_autoptr (NstImage) image = nst_image_new (3, 2, 2, NULL);

  for (int i = 0; i < 6; i++)
    image->data[2 * i + 1] = -(image->data[2 * i] = (float) (i + 1));

  for (int turn = 0; turn < NST_N_TURNS; turn++)
    {
      g_autoptr (NstImage) turned = nst_image_turn (image, turn, NULL);

      g_assert_cmpint (turned->width, ==, turns[turn].width);
      g_assert_cmpint (turned->height, ==, 6 / turns[turn].width);
      g_assert_cmpint (turned->channels, ==, 2);
      for (int i = 0; i < 6; i++)
        {
          g_assert_cmpfloat (turned->data[2 * i], ==, turns[turn].pixels[i]);
          g_assert_cmpfloat (turned->data[2 * i + 1], ==, -turns[turn].pixels[i]);
        }
    }
}


/* ---- statistics ------------------------------------------------------ */

#define WIDTH  72
#define HEIGHT 56

typedef struct
{
  NstStatistic statistic;
  NstTurned    turned;
  int          n_turns;
} Case;

static const Case cases[] = {
  { NST_STATISTIC_MOMENTS, NST_TURNED_ALL, 8 },
  { NST_STATISTIC_GRAM, NST_TURNED_ALL, 8 },
  { NST_STATISTIC_GRAM, NST_TURNED_MIRRORED, 2 },
};

static double
evaluate (const Case     *c,
          NstTurned       turned,
          const NstStyle *styles,
          int             n_styles,
          float          *gradient)
{
  const NstSettings    settings = { .style_layers = "conv1_1,conv2_1,conv3_1", .beta = 1.0, .style_scale = 1.0, .statistic = c->statistic, .normalise = TRUE, .turned = turned, .precision = NST_PRECISION_SINGLE, .threads = 2 };
  NstThreads           threads  = test_threads_begin (2);
  g_autoptr (NstImage) canvas   = test_wave_picture (WIDTH, HEIGHT, 3);
  g_autofree float    *pixels   = g_new (float, 3 * WIDTH * HEIGHT);
  /* Cut up otherwise than the canvas is, and not so that each turn is one part. */
  NstPartition  partition = nst_partition_whole (WIDTH, HEIGHT);
  NstArena      arena     = { 0 };
  NstLayerSet   layers;
  NstObjective *objective;
  double        loss;

  partition.style_strip = partition.style_band = 64;
  g_assert_true (nst_layer_set_init (&layers, &settings, NULL));
  objective = nst_objective_new (network, &(NstSources){ canvas, styles, n_styles }, &settings,
                                 &layers, &partition, &arena, &threads, NULL);
  g_assert_nonnull (objective);

  nst_network_pixels_to_canvas (network, WIDTH * HEIGHT, canvas->data, pixels);
  g_assert_true (nst_objective_evaluate (objective, pixels, gradient, &loss, NULL, &threads));

  nst_objective_free (objective);
  nst_arena_clear (&arena);
  nst_threads_end (&threads);

  return loss;
}

/* One style that is turned against all turns of it as so many styles. */
static void
test_mean_of_turns (gconstpointer data)
{
  const Case          *c       = data;
  const size_t         n       = (size_t) 3 * WIDTH * HEIGHT;
  g_autoptr (NstImage) style   = test_wave_picture (151, 67, 2);
  g_autofree float    *turned  = g_new0 (float, n);
  g_autofree float    *several = g_new0 (float, n);
  g_autofree float    *plain   = g_new0 (float, n);
  const NstStyle       one     = { style, style->width, style->height };
  NstImage            *pictures[NST_N_TURNS];
  NstStyle             styles[NST_N_TURNS];
  double               losses[3];
  double               error = 0.0;
  double               moved = 0.0;
  double               norm  = 0.0;

  for (int turn = 0; turn < c->n_turns; turn++)
    {
      pictures[turn] = nst_image_turn (style, turn, NULL);
      styles[turn]   = (NstStyle){ pictures[turn], pictures[turn]->width, pictures[turn]->height };
    }

  losses[0] = evaluate (c, c->turned, &one, 1, turned);
  losses[1] = evaluate (c, NST_TURNED_NO, styles, c->n_turns, several);
  losses[2] = evaluate (c, NST_TURNED_NO, &one, 1, plain);

  for (size_t i = 0; i < n; i++)
    {
      error += pow ((double) turned[i] - (double) several[i], 2);
      moved += pow ((double) plain[i] - (double) several[i], 2);
      norm += pow ((double) several[i], 2);
    }

  g_test_message ("loss %.9g, of so many styles %.9g, as it is %.9g; gradient %.1e and %.1e off",
                  losses[0], losses[1], losses[2], sqrt (error / norm), sqrt (moved / norm));
  g_assert_cmpfloat (fabs (losses[0] - losses[1]), <=, 1e-6 * losses[1]);
  g_assert_cmpfloat (fabs (losses[2] - losses[1]), >, 1e-3 * losses[1]);
  g_assert_cmpfloat (sqrt (error / norm), <=, 1e-5);
  g_assert_cmpfloat (sqrt (moved / norm), >, 1e-2);

  for (int turn = 0; turn < c->n_turns; turn++)
    nst_image_free (pictures[turn]);
}

int
main (int    argc,
      char **argv)
{
  int result;

  g_test_init (&argc, &argv, NULL);
  test_open_network ();

  g_test_add_func ("/turns/pixels", test_turns);
  g_test_add_data_func ("/turns/moments", &cases[0], test_mean_of_turns);
  g_test_add_data_func ("/turns/gram", &cases[1], test_mean_of_turns);
  g_test_add_data_func ("/turns/mirrored", &cases[2], test_mean_of_turns);

  result = g_test_run ();
  test_close_network ();

  return result;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The distances between moments, without a network: the shorter ways to them, and the
 * directions that are kept from one evaluation to the next. */

#include "core/base/memory.h"
#include "core/objective/distances.h"
#include "tests/threads.h"

#include <math.h>
#include <string.h>

/* Responses of n positions, some of them always 0, as a ReLU leaves them. */
static float *
make_responses (size_t n,
                int    channels,
                int    seed)
{
  float *f    = g_new (float, (n * channels));
  GRand *rand = g_rand_new_with_seed ((guint32) seed);

  for (size_t i = 0; i < n * channels; i++)
    f[i] = (float) (i % 5 == 0 ? 0.0 : MAX (0.0, g_rand_double_range (rand, -50.0, 100.0)));

  g_rand_free (rand);
  return f;
}

#define WIDE 256 /* channels for which directions are kept */

/* A canvas's moments against a style's, as often as one likes. */
typedef struct
{
  NstTarget  target;
  NstMoments style;
  NstMoments canvas;
  float     *responses; /* [600][WIDE] */
  float     *slope;
  float     *offset;
  double    *space;
  size_t     n_space;
  NstThreads threads;
} Compared;

/* The moments of f[rows][columns][channels], in double precision. */
static void
add_moments (NstMoments       *moments,
             float            *f,
             int               rows,
             int               columns,
             double            mean_response,
             const NstThreads *with)
{
  const NstFeatureMap map    = { moments->channels, 0, columns, rows, f };
  const NstSummed     summed = { &map, NULL, (double) rows * columns, mean_response };

  g_assert_true (nst_moments_add (moments, &summed, (NstRegion){ 0, rows, 0, columns }, 1.0, TRUE,
                                  with));
}

static void
compared_init (Compared *compared)
{
  g_autofree float *style = make_responses (700, WIDE, 3);

  *compared           = (Compared){ .threads = test_threads_begin (2) };
  compared->responses = make_responses (600, WIDE, 4);
  compared->slope     = g_new (float, WIDE *WIDE);
  compared->offset    = g_new (float, WIDE);
  compared->n_space   = nst_target_count_space (WIDE, NST_STATISTIC_MOMENTS);
  compared->space     = g_new (double, 2 * compared->n_space);
  g_assert_true (nst_moments_init (&compared->style, WIDE, NULL));
  g_assert_true (nst_moments_init (&compared->canvas, WIDE, NULL));
  add_moments (&compared->style, style, 1, 700, 40.0, &compared->threads);
  g_assert_true (nst_target_init (&compared->target, NST_STATISTIC_MOMENTS, &compared->style,
                                  NULL));
}

static void
compared_clear (Compared *compared)
{
  g_free (compared->responses);
  g_free (compared->slope);
  g_free (compared->offset);
  g_free (compared->space);
  nst_moments_clear (&compared->style);
  nst_moments_clear (&compared->canvas);
  nst_target_clear (&compared->target);
  nst_threads_end (&compared->threads);
}

/* The distance of so many channels scaled by so much. */
static double
compare (Compared      *compared,
         int            n_scaled,
         float          by,
         NstDirections *directions)
{
  g_autofree float *f        = g_memdup2 (compared->responses, sizeof (float) * 600 * WIDE);
  NstDistance       distance = { .target     = &compared->target,
                                 .canvas     = &compared->canvas,
                                 .seen       = { NULL, 600, 40.0 },
                                 .directions = directions,
                                 .by_slope   = 1.0,
                                 .by_offset  = 1.0,
                                 .slope      = compared->slope,
                                 .offset     = compared->offset };

  for (int p = 0; p < 600; p++)
    for (int c = 0; c < n_scaled; c++)
      f[p * WIDE + c] *= by;

  nst_moments_reset (&compared->canvas);
  add_moments (&compared->canvas, f, 1, 600, 40.0, &compared->threads);

  g_assert_true (nst_distances_run (&distance, 1, compared->space, compared->n_space,
                                    &compared->threads));

  return distance.distance;
}

/* The directions' distance is the other where they were found, below it elsewhere, and
 * found anew it is the other again. */
static void
test_directions (void)
{
  Compared      compared;
  NstDirections directions;
  double        exact;
  double        bound = 0.0;

  compared_init (&compared);
  g_assert_true (nst_directions_init (&directions, WIDE, NULL));
  g_assert_false (nst_directions_are_known (&directions));

  exact = compare (&compared, 0, 1.0f, NULL);
  g_assert_cmpfloat (compare (&compared, 0, 1.0f, &directions), ==, exact);
  g_assert_true (nst_directions_are_known (&directions));
  g_assert_cmpfloat_with_epsilon (compare (&compared, 0, 1.0f, &directions), exact, 1e-7 * exact);

  exact = compare (&compared, 100, 1.3f, NULL);
  for (int age = 2; age < 8; age++)
    {
      bound = compare (&compared, 100, 1.3f, &directions);
      g_assert_cmpfloat (bound, <, exact * (1 - 1e-6));
      g_assert_cmpfloat (bound, >, exact * 0.5);
      g_assert_cmpfloat (directions.shift, ==, 0.0);
    }

  g_assert_cmpfloat_with_epsilon (compare (&compared, 100, 1.3f, &directions), exact,
                                  1e-12 * exact);
  g_assert_cmpfloat_with_epsilon (directions.shift, exact - bound, 1e-9 * exact);

  nst_directions_clear (&directions);
  compared_clear (&compared);
}

/* slope and offset are the derivative of what is told, be it a bound: along the scaling of
 * 100 channels. */
static void
test_directions_slope (void)
{
  Compared      compared;
  NstDirections directions;
  double        told;
  double        slope = 0.0;

  compared_init (&compared);
  g_assert_true (nst_directions_init (&directions, WIDE, NULL));

  compare (&compared, 0, 1.0f, &directions);
  compare (&compared, 100, 1.2f, &directions);

  for (int p = 0; p < 600; p++)
    for (int i = 0; i < 100; i++)
      {
        const float *f     = compared.responses + p * WIDE;
        double       slant = (double) compared.offset[i];

        for (int j = 0; j < WIDE; j++)
          slant += (double) compared.slope[i * WIDE + j] *
                   (double) (j < 100 ? 1.2f * f[j] : f[j]) / 40.0;
        slope += slant * (double) f[i] / 40.0;
      }

  told = (compare (&compared, 100, 1.201f, &directions) -
          compare (&compared, 100, 1.199f, &directions)) /
         0.002;
  g_assert_cmpfloat_with_epsilon (told, slope, 1e-4 * fabs (slope));

  nst_directions_clear (&directions);
  compared_clear (&compared);
}

/* With fewer positions than channels the bound is taken of the responses themselves. */
static void
test_directions_by_responses (void)
{
  const int     n = 200; /* positions */
  Compared      compared;
  NstDirections directions;
  NstDistance   distances[2];
  float        *slopes[2];
  double        squares = 0.0;
  double        error   = 0.0;

  compared_init (&compared);
  g_assert_true (nst_directions_init (&directions, WIDE, NULL));
  compare (&compared, 0, 1.0f, &directions);

  nst_moments_reset (&compared.canvas);
  add_moments (&compared.canvas, compared.responses, 1, n, 40.0, &compared.threads);
  for (int way = 0; way < 2; way++)
    {
      slopes[way]    = g_new (float, WIDE *WIDE);
      distances[way] = (NstDistance){ .target     = &compared.target,
                                      .canvas     = &compared.canvas,
                                      .seen       = { way ? compared.responses : NULL, n, 40.0 },
                                      .directions = &directions,
                                      .by_slope   = 1.0,
                                      .by_offset  = 1.0,
                                      .slope      = slopes[way],
                                      .offset     = compared.offset };
      g_assert_true (nst_distances_run (&distances[way], 1, compared.space, compared.n_space,
                                        &compared.threads));
      g_assert_true (distances[way].is_bound);
    }

  for (int i = 0; i < WIDE * WIDE; i++)
    {
      squares += pow ((double) slopes[0][i], 2);
      error += pow ((double) slopes[1][i] - (double) slopes[0][i], 2);
    }
  g_assert_cmpfloat_with_epsilon (distances[1].distance, distances[0].distance,
                                  1e-6 * distances[0].distance);
  g_assert_cmpfloat (sqrt (error / squares), <, 1e-4);

  g_free (slopes[0]);
  g_free (slopes[1]);
  nst_directions_clear (&directions);
  compared_clear (&compared);
}

/* With fewer positions than channels there is a shorter way to the distance. */
static void
test_shorter_way (void)
{
  const int          channels = 96;
  const size_t       n        = 30;
  const double       scale    = 40.0;
  NstThreads         threads  = test_threads_begin (2);
  g_autofree float  *style    = make_responses (35, channels, 1);
  g_autofree float  *canvas   = make_responses (n, channels, 2);
  float             *slope[2] = { g_new (float, 96 * 96), g_new (float, 96 * 96) };
  g_autofree double *space    = g_new (double, nst_target_count_space (channels,
                                                                       NST_STATISTIC_MOMENTS));
  float              offset[2][96];
  double             distance[2];
  double             largest = 0.0;
  const NstSeen      unseen  = { NULL, n, scale };
  const NstSeen      seen    = { canvas, n, scale };
  NstMoments         a;
  NstMoments         b;
  NstTarget          target;

  g_assert_true (nst_moments_init (&a, channels, NULL));
  g_assert_true (nst_moments_init (&b, channels, NULL));
  add_moments (&a, style, 1, 35, scale, &threads);
  add_moments (&b, canvas, 2, 15, scale, &threads);
  g_assert_true (nst_target_init (&target, NST_STATISTIC_MOMENTS, &a, NULL));
  g_assert_cmpint (target.rank, ==, 34); /* one less than positions */

  distance[0] = nst_target_distance (&target, &b, &unseen, NULL, slope[0], offset[0], space);
  distance[1] = nst_target_distance (&target, &b, &seen, NULL, slope[1], offset[1], space);

  g_assert_cmpfloat (distance[0], >, 0.0);
  g_assert_cmpfloat_with_epsilon (distance[0], distance[1], 1e-9 * distance[0]);
  for (int k = 0; k < channels * channels; k++)
    largest = MAX (largest, fabs ((double) slope[0][k]));
  for (int k = 0; k < channels * channels; k++)
    g_assert_cmpfloat_with_epsilon ((double) slope[0][k], (double) slope[1][k], 1e-5 * largest);

  g_free (slope[0]);
  g_free (slope[1]);
  nst_target_clear (&target);
  nst_moments_clear (&a);
  nst_moments_clear (&b);
  nst_threads_end (&threads);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/statistics/shorter-way-ends-at-the-same", test_shorter_way);
  g_test_add_func ("/statistics/directions", test_directions);
  g_test_add_func ("/statistics/directions-slope", test_directions_slope);
  g_test_add_func ("/statistics/directions-by-responses", test_directions_by_responses);

  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The inner loops by themselves, on nothing but the C library, so that they can
 * be compiled for another processor and run in an emulator.  KERNELS names the
 * table.  Speaks TAP. */

#include "core/conv/kernels.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define N_IN      19
#define N_OUT     21
#define TOLERANCE 1e-5

static int n_tests;

static void
tell (const char *name,
      double      error)
{
  printf ("%s %d - %s: %s\n# off by %.2g\n", error <= TOLERANCE ? "ok" : "not ok",
          ++n_tests, KERNELS.name, name, error);
}

static float *
make_floats (size_t n)
{
  return calloc (n, sizeof (float));
}

static float *
make_random (size_t n)
{
  float *values = make_floats (n);

  for (size_t i = 0; i < n; i++)
    values[i] = (float) rand () / (float) RAND_MAX - 0.5f;

  return values;
}

/* One tile of a convolution, from a patch to results. */
static void
test_tile (const NstTransforms *transforms)
{
  const int    tile    = transforms->tile;
  const int    patch   = transforms->patch;
  const int    points  = transforms->points;
  const int    wide    = nst_round_up (N_OUT, KERNELS.columns);
  const int    v_width = nst_round_up (N_IN, KERNELS.vector);
  const size_t v_point = (size_t) KERNELS.rows * v_width;
  const size_t m_point = (size_t) KERNELS.rows * wide;
  const size_t u_point = (size_t) N_IN * wide;
  float       *x       = make_random ((size_t) points * N_IN);
  float       *taps    = make_floats (9 * u_point);
  float       *kernel  = make_random (N_OUT * N_IN * 9);
  float       *bias    = make_random (N_OUT);
  float       *u       = make_floats (points * u_point);
  float       *v       = make_floats (points * v_point);
  float       *m       = make_floats (points * m_point);
  float       *y       = make_floats ((size_t) tile * tile * N_OUT);
  const float *rows[NST_MOST_PATCH];
  NstResults   results = { NST_STORE_RELU, bias, N_OUT, N_OUT, tile, tile };
  double       error   = 0.0;
  double       norm    = 0.0;

  for (int o = 0; o < N_OUT; o++)
    for (int i = 0; i < N_IN; i++)
      for (int t = 0; t < 9; t++)
        taps[((size_t) (o / KERNELS.columns) * N_IN + i) * 9 * KERNELS.columns +
             t * KERNELS.columns + o % KERNELS.columns] = kernel[(o * N_IN + i) * 9 + t];

  for (int k = 0; k < patch; k++)
    rows[k] = x + k * patch * N_IN;
  for (int k = 0; k < tile; k++)
    results.y[k] = y + k * tile * N_OUT;

  transforms->weights (u_point / KERNELS.columns, taps, u, u_point);
  transforms->input (rows, N_IN, v, v_point);
  for (int p = 0; p < points; p++)
    KERNELS.multiply_operands (KERNELS.rows, wide, N_IN, v + p * v_point, v_width,
                               u + p * u_point, m + p * m_point, wide);
  transforms->output (m, m_point, &results);

  for (int k = 0; k < tile * tile * N_OUT; k++)
    {
      const int o      = k % N_OUT;
      const int column = k / N_OUT % tile;
      const int row    = k / N_OUT / tile;
      double    sum    = (double) bias[o];

      for (int t = 0; t < 9; t++)
        for (int i = 0; i < N_IN; i++)
          sum += (double) x[((row + t / 3) * patch + column + t % 3) * N_IN + i] *
                 (double) kernel[(o * N_IN + i) * 9 + t];
      sum = sum > 0.0 ? sum : 0.0;
      error += pow ((double) y[k] - sum, 2);
      norm += sum * sum;
    }
  tell (tile == 4 ? "a tile of 4x4 equals direct convolution"
                  : "a tile of 6x6 equals direct convolution",
        sqrt (error / norm));

  free (x);
  free (taps);
  free (kernel);
  free (bias);
  free (u);
  free (v);
  free (m);
  free (y);
}

static void
test_products (void)
{
  const int n     = 2 * KERNELS.product_columns;
  const int rows  = 37;
  float    *f     = make_random ((size_t) rows * n);
  double   *wide  = calloc ((size_t) rows * n, sizeof (double));
  double   *c[2]  = { calloc ((size_t) n * n, sizeof (double)),
                      calloc ((size_t) n * n, sizeof (double)) };
  double    error = 0.0;
  double    norm  = 0.0;

  for (int i = 0; i < rows * n; i++)
    wide[i] = (double) f[i];
  KERNELS.add_products (rows, n, 0, n, f, c[0]);
  KERNELS.add_products_precise (rows, n, 0, n, wide, c[1]);

  for (int i = 0; i < n; i++)
    for (int j = i; j < n; j++)
      {
        double sum = 0.0;

        for (int p = 0; p < rows; p++)
          sum += wide[p * n + i] * wide[p * n + j];
        error += pow (c[0][i * n + j] - sum, 2) + 1e12 * pow (c[1][i * n + j] - sum, 2);
        norm += sum * sum;
      }
  tell ("products of columns", sqrt (error / norm));

  free (f);
  free (wide);
  free (c[0]);
  free (c[1]);
}

int
main (void)
{
  test_tile (KERNELS.transforms[NST_TILES_4]);
  test_tile (KERNELS.transforms[NST_TILES_6]);
  test_products ();
  printf ("1..%d\n", n_tests);
  return 0;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Convolution and pooling against sums written out in double precision, for
 * every instruction set that this processor has, and for AVX-512's width of
 * vectors by whatever it has. */

#include "core/conv.h"

#include <math.h>
#include <string.h>

/* Norm of the error over norm of the result: what Winograd's transforms cost in
 * single precision.  Measured: 2e-7 to 2e-6. */
#define TOLERANCE 1e-5

typedef struct
{
  int height;
  int width;
  int n_in;
  int n_out;
} Shape;

/* Odd sizes, single rows and pixels, widths of no vector and of many; the last
 * are large enough for whole blocks of tiles. */
static const Shape shapes[] =
{
  { 1, 1, 3, 3 }, { 1, 7, 5, 17 }, { 9, 1, 16, 16 }, { 4, 4, 64, 64 },
  { 5, 6, 64, 128 }, { 13, 11, 33, 31 }, { 16, 16, 512, 512 }, { 3, 2, 512, 512 },
  { 97, 131, 64, 64 }, { 67, 93, 19, 64 }, { 64, 96, 128, 128 }
};

extern const NstKernels nst_kernels_wide;

static NstWork work;

static float *
make_random (GRand  *rand,
             size_t  n)
{
  float *values = g_new (float, n);

  for (size_t i = 0; i < n; i++)
    values[i] = (float) g_rand_double_range (rand, -1.0, 1.0);

  return values;
}

/* Sum over taps of the kernel at x's (cy, cx), zero outside x. */
static double
sum_taps (const Shape *s,
          const float *x,
          const float *kernel,
          int          cy,
          int          cx,
          int          o)
{
  double sum = 0.0;

  for (int ky = 0; ky < 3; ky++)
    for (int kx = 0; kx < 3; kx++)
      {
        const int y = cy + ky - 1;
        const int px = cx + kx - 1;

        if (y < 0 || y >= s->height || px < 0 || px >= s->width)
          continue;
        for (int i = 0; i < s->n_in; i++)
          sum += (double) x[((size_t) y * s->width + px) * s->n_in + i] *
                 (double) kernel[(((size_t) o * s->n_in + i) * 3 + ky) * 3 + kx];
      }

  return sum;
}

/* d sum / d x[y][px][i] for dy. */
static double
sum_taps_backward (const Shape *s,
                   const float *dy,
                   const float *kernel,
                   int          y,
                   int          px,
                   int          i)
{
  double sum = 0.0;

  for (int ky = 0; ky < 3; ky++)
    for (int kx = 0; kx < 3; kx++)
      {
        const int oy = y - ky + 1;
        const int ox = px - kx + 1;

        if (oy < 0 || oy >= s->height || ox < 0 || ox >= s->width)
          continue;
        for (int o = 0; o < s->n_out; o++)
          sum += (double) dy[((size_t) oy * s->width + ox) * s->n_out + o] *
                 (double) kernel[(((size_t) o * s->n_in + i) * 3 + ky) * 3 + kx];
      }

  return sum;
}

/* Large results are compared at every so many values. */
static size_t
choose_stride (size_t n)
{
  return n > 20000 ? 2 * (n / 20000) + 1 : 1;
}

static void
check_forward (const Shape   *s,
               const NstConv *conv,
               const float   *kernel,
               const float   *bias,
               const float   *x)
{
  const size_t     n    = (size_t) s->height * s->width * s->n_out;
  g_autofree float *y   = g_new (float, n);
  double           error = 0.0;
  double           norm  = 0.0;

  g_assert_true (nst_conv_forward (conv, s->height, s->width, x, y, &work));

  for (size_t k = 0; k < n; k += choose_stride (n))
    {
      const int    o        = (int) (k % s->n_out);
      const int    px       = (int) (k / s->n_out % s->width);
      const int    py       = (int) (k / s->n_out / s->width);
      const double expected = MAX (0.0, (double) bias[o] + sum_taps (s, x, kernel, py, px, o));

      error += pow ((double) y[k] - expected, 2);
      norm  += expected * expected;
    }

  g_test_message ("%s %dx%d %d->%d: forward %.2g", conv->kernels->name, s->height,
                  s->width, s->n_in, s->n_out, sqrt (error / norm));
  g_assert_cmpfloat (sqrt (error), <=, TOLERANCE * sqrt (norm));
}

static void
check_backward (const Shape   *s,
                const NstConv *conv,
                const float   *kernel,
                const float   *dy)
{
  const size_t      n    = (size_t) s->height * s->width * s->n_in;
  g_autofree float *dx   = g_new (float, n);
  double            error = 0.0;
  double            norm  = 0.0;

  g_assert_true (nst_conv_backward (conv, s->height, s->width, dy, dx, &work));

  for (size_t k = 0; k < n; k += choose_stride (n))
    {
      const double expected = sum_taps_backward (s, dy, kernel,
                                                 (int) (k / s->n_in / s->width),
                                                 (int) (k / s->n_in % s->width),
                                                 (int) (k % s->n_in));

      error += pow ((double) dx[k] - expected, 2);
      norm  += expected * expected;
    }

  g_assert_cmpfloat (sqrt (error), <=, TOLERANCE * sqrt (norm));
}

static void
test_winograd (gconstpointer data)
{
  const NstKernels *kernels = data;
  GRand            *rand    = g_rand_new_with_seed (1);

  for (size_t i = 0; i < G_N_ELEMENTS (shapes); i++)
    {
      const Shape      *s      = &shapes[i];
      const size_t      pixels = (size_t) s->height * s->width;
      g_autofree float *kernel = make_random (rand, (size_t) s->n_in * s->n_out * 9);
      g_autofree float *bias   = make_random (rand, s->n_out);
      g_autofree float *x      = make_random (rand, pixels * s->n_in);
      g_autofree float *dy     = make_random (rand, pixels * s->n_out);
      NstConv          *conv   = nst_conv_new (s->n_out, s->n_in, kernel, bias, FALSE, kernels);

      check_forward (s, conv, kernel, bias, x);
      check_backward (s, conv, kernel, dy);
      nst_conv_free (conv);
    }

  g_rand_free (rand);
}

/* The first layer takes its border with it: the same as a plain convolution of
 * the larger picture, without its outermost results. */
static void
test_bordered (void)
{
  const Shape       inner  = { 21, 34, 3, 20 };
  const Shape       outer  = { 23, 36, 3, 20 };
  GRand            *rand   = g_rand_new_with_seed (2);
  g_autofree float *kernel = make_random (rand, 3 * 20 * 9);
  g_autofree float *bias   = make_random (rand, 20);
  g_autofree float *x      = make_random (rand, 23 * 36 * 3);
  g_autofree float *dy     = make_random (rand, 21 * 34 * 20);
  g_autofree float *wide   = g_new0 (float, 23 * 36 * 20);
  g_autofree float *y      = g_new (float, 21 * 34 * 20);
  g_autofree float *dx     = g_new (float, 23 * 36 * 3);
  NstConv          *conv   = nst_conv_new (20, 3, kernel, bias, TRUE, nst_kernels_get ());

  g_assert_true (nst_conv_bordered_forward (conv, inner.height, inner.width, x, y, &work));
  for (int k = 0; k < 21 * 34 * 20; k++)
    {
      const int    o        = k % 20;
      const double expected = MAX (0.0, (double) bias[o] +
                                   sum_taps (&outer, x, kernel, k / 20 / 34 + 1, k / 20 % 34 + 1, o));

      g_assert_cmpfloat_with_epsilon ((double) y[k], expected, 1e-5);
    }

  for (int row = 0; row < 21; row++)
    memcpy (wide + ((row + 1) * 36 + 1) * 20, dy + row * 34 * 20, 34 * 20 * sizeof (float));
  g_assert_true (nst_conv_bordered_backward (conv, inner.height, inner.width, dy, dx, &work));
  for (int k = 0; k < 23 * 36 * 3; k++)
    g_assert_cmpfloat_with_epsilon ((double) dx[k],
                                    sum_taps_backward (&outer, wide, kernel, k / 3 / 36,
                                                       k / 3 % 36, k % 3), 1e-5);

  nst_conv_free (conv);
  g_rand_free (rand);
}

/* 5x7 gives 2x3; the last row and column have no part in it. */
static void
test_pool (gconstpointer data)
{
  const NstPool     pool = GPOINTER_TO_INT (data);
  GRand            *rand = g_rand_new_with_seed (3);
  g_autofree float *x    = make_random (rand, 5 * 7 * 3);
  g_autofree float *dy   = make_random (rand, 2 * 3 * 3);
  float             y[2 * 3 * 3];
  float             dx[5 * 7 * 3];
  double            given = 0.0;
  double            taken = 0.0;

  nst_pool_forward (pool, 5, 7, 3, x, y, &work);
  nst_pool_backward (pool, 5, 7, 3, x, y, dy, dx, &work);

  for (int k = 0; k < 2 * 3 * 3; k++)
    {
      const int   c       = k % 3;
      const int   px      = k / 3 % 3;
      const int   py      = k / 9;
      float       largest = -2.0f;
      float       mean    = 0.0f;

      for (int d = 0; d < 4; d++)
        {
          const int   at    = ((2 * py + d / 2) * 7 + 2 * px + d % 2) * 3 + c;
          const float value = x[at];

          largest = MAX (largest, value);
          mean += value / 4.0f;
          taken += (double) dx[at];
          if (pool == NST_POOL_AVERAGE)
            g_assert_cmpfloat (dx[at], ==, 0.25f * dy[k]);
          else if (value == y[k])
            g_assert_cmpfloat (dx[at], ==, dy[k]);
          else
            g_assert_cmpfloat (dx[at], ==, 0.0f);
        }

      given += (double) dy[k];
      g_assert_cmpfloat_with_epsilon (y[k], pool == NST_POOL_MAX ? largest : mean, 1e-6f);
    }

  g_assert_cmpfloat_with_epsilon (given, taken, 1e-6);
  for (int k = 0; k < 7 * 3; k++)
    g_assert_cmpfloat (dx[4 * 7 * 3 + k], ==, 0.0f);
  for (int row = 0; row < 5; row++)
    for (int c = 0; c < 3; c++)
      g_assert_cmpfloat (dx[(row * 7 + 6) * 3 + c], ==, 0.0f);

  g_rand_free (rand);
}

/* Of four that are equal, the first alone gets the gradient. */
static void
test_pool_tie (void)
{
  const float x[4] = { 0.0f, 0.0f, 0.0f, 0.0f };
  const float dy   = 3.0f;
  float       y;
  float       dx[4];

  nst_pool_forward (NST_POOL_MAX, 2, 2, 1, x, &y, &work);
  nst_pool_backward (NST_POOL_MAX, 2, 2, 1, x, &y, &dy, dx, &work);
  g_assert_cmpfloat (dx[0], ==, 3.0f);
  g_assert_cmpfloat (dx[1] + dx[2] + dx[3], ==, 0.0f);
}

static void
test_relu (void)
{
  const float y[4]  = { 0.0f, 1.0f, 0.0f, 2.0f };
  float       dy[4] = { 1.0f, 2.0f, 3.0f, 4.0f };

  nst_relu_backward (4, y, dy, &work);
  g_assert_cmpfloat (dy[0] + dy[2], ==, 0.0f);
  g_assert_cmpfloat (dy[1], ==, 2.0f);
  g_assert_cmpfloat (dy[3], ==, 4.0f);
}

/* A NaN must show in the loss, not vanish in a ReLU. */
static void
test_nan (gconstpointer data)
{
  g_autofree float *kernel = g_new0 (float, 16 * 16 * 9);
  g_autofree float *bias   = g_new0 (float, 16);
  g_autofree float *x      = g_new0 (float, 8 * 8 * 16);
  g_autofree float *y      = g_new0 (float, 8 * 8 * 16);
  NstConv          *conv   = nst_conv_new (16, 16, kernel, bias, FALSE, data);

  x[3 * 8 * 16 + 3 * 16] = NAN;
  g_assert_true (nst_conv_forward (conv, 8, 8, x, y, &work));
  g_assert_true (isnan (y[3 * 8 * 16 + 3 * 16]));
  nst_conv_free (conv);
}

static void
add_kernels (const NstKernels *kernels)
{
  g_autofree char *conv = g_strdup_printf ("/conv/%s/equals-direct", kernels->name);
  g_autofree char *nan  = g_strdup_printf ("/conv/%s/nan-stays", kernels->name);

  g_test_add_data_func (conv, kernels, test_winograd);
  g_test_add_data_func (nan, kernels, test_nan);
}

int
main (int    argc,
      char **argv)
{
  const NstKernels *const *list     = nst_kernels_list ();
  const NstSettings        settings = { .threads = 2 };
  int                      result;

  g_test_init (&argc, &argv, NULL);
  work = nst_work_begin (&settings, NULL, NULL);

  add_kernels (&nst_kernels_wide);
  for (int i = 0; list[i] != NULL; i++)
    add_kernels (list[i]);
  g_test_add_func ("/conv/bordered-equals-direct", test_bordered);
  g_test_add_data_func ("/pool/max", GINT_TO_POINTER (NST_POOL_MAX), test_pool);
  g_test_add_data_func ("/pool/average", GINT_TO_POINTER (NST_POOL_AVERAGE), test_pool);
  g_test_add_func ("/pool/tie-goes-to-the-first", test_pool_tie);
  g_test_add_func ("/relu/backward", test_relu);

  result = g_test_run ();
  nst_work_end (&work);

  return result;
}

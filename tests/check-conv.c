/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Convolution and pooling against sums written out in double precision, for
 * every instruction set that this processor has, and for AVX-512's width of
 * vectors by whatever it has. */

#include "core/conv/first-layer.h"
#include "core/conv/pooling.h"
#include "core/conv/winograd.h"
#include "core/settings/settings.h"
#include "tests/threads.h"

#include <math.h>
#include <string.h>

/* Norm of the error over norm of the result: what Winograd's transforms cost in
 * single precision.  Measured: 2e-7 to 2e-6. */
#define TOLERANCE 1e-5

/* The same where what is multiplied has 8 bits.  Measured: 5e-2 for tiles of 6x6 of
 * noise, and each operand's rounding, 2^-9, makes 3.3e-2 of the sums before a ReLU:
 * the transforms' matrices, squared, say so. */
#define BFLOAT16_TOLERANCE 6e-2

typedef struct
{
  int height;
  int width;
  int n_in;
  int n_out;
} Shape;

/* Odd sizes, single rows and pixels, widths of no vector and of many; the last
 * are large enough for whole blocks of tiles. */
/* clang-format off */
static const Shape shapes[] =
{
  { 1, 1, 3, 3 }, { 1, 7, 5, 17 }, { 9, 1, 16, 16 }, { 4, 4, 64, 64 },
  { 5, 6, 64, 128 }, { 13, 11, 33, 31 }, { 16, 16, 512, 512 }, { 3, 2, 512, 512 },
  { 97, 131, 64, 64 }, { 67, 93, 19, 64 }, { 64, 96, 128, 128 }, { 70, 70, 256, 512 },
  { 40, 110, 515, 130 }
};
/* clang-format on */

extern const NstKernels nst_kernels_wide;

static NstThreads threads;

static float *
make_random (GRand *rand,
             size_t n)
{
  float *values = g_new (float, n);

  for (size_t i = 0; i < n; i++)
    values[i] = (float) g_rand_double_range (rand, -1.0, 1.0);

  return values;
}

static NstFeatureMap
make_plane (int    height,
            int    width,
            int    channels,
            float *data)
{
  return (NstFeatureMap){ channels, 0, width, height, data };
}

static NstRegion
make_region (int height,
             int width)
{
  return (NstRegion){ 0, height, 0, width };
}

static double
get_tolerance (const NstKernels *kernels)
{
  return kernels->operand_bytes == sizeof (float) ? TOLERANCE : BFLOAT16_TOLERANCE;
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
        const int y  = cy + ky - 1;
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
  const size_t      n     = (size_t) s->height * s->width * s->n_out;
  g_autofree float *y     = g_new (float, n);
  double            error = 0.0;
  double            norm  = 0.0;

  const NstFeatureMap from = make_plane (s->height, s->width, s->n_in, (float *) x);
  NstFeatureMap       to   = make_plane (s->height, s->width, s->n_out, y);
  const NstRegion     all  = make_region (s->height, s->width);

  g_assert_true (nst_conv_forward (conv, &from, all, &to, all, &threads));

  for (size_t k = 0; k < n; k += choose_stride (n))
    {
      const int    o        = (int) (k % s->n_out);
      const int    px       = (int) (k / s->n_out % s->width);
      const int    py       = (int) (k / s->n_out / s->width);
      const double expected = MAX (0.0, (double) bias[o] + sum_taps (s, x, kernel, py, px, o));

      error += pow ((double) y[k] - expected, 2);
      norm += expected * expected;
    }

  g_test_message ("%s %dx%d %d->%d: forward %.2g", conv->kernels->name, s->height,
                  s->width, s->n_in, s->n_out, sqrt (error / norm));
  g_assert_cmpfloat (sqrt (error), <=, get_tolerance (conv->kernels) * sqrt (norm));
}

static void
check_backward (const Shape   *s,
                const NstConv *conv,
                const float   *kernel,
                const float   *dy)
{
  const size_t      n     = (size_t) s->height * s->width * s->n_in;
  g_autofree float *dx    = g_new (float, n);
  double            error = 0.0;
  double            norm  = 0.0;

  const NstFeatureMap from = make_plane (s->height, s->width, s->n_out, (float *) dy);
  NstFeatureMap       to   = make_plane (s->height, s->width, s->n_in, dx);
  const NstRegion     all  = make_region (s->height, s->width);

  g_assert_true (nst_conv_backward (conv, &from, all, NST_STORE_PLAIN, &to, all, &threads));

  for (size_t k = 0; k < n; k += choose_stride (n))
    {
      const double expected = sum_taps_backward (s, dy, kernel,
                                                 (int) (k / s->n_in / s->width),
                                                 (int) (k / s->n_in % s->width),
                                                 (int) (k % s->n_in));

      error += pow ((double) dx[k] - expected, 2);
      norm += expected * expected;
    }

  g_test_message ("%s %dx%d %d->%d: backward %.2g", conv->kernels->name, s->height,
                  s->width, s->n_in, s->n_out, sqrt (error / norm));
  g_assert_cmpfloat (sqrt (error), <=, get_tolerance (conv->kernels) * sqrt (norm));
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

/* The first layer's border: zero, or the outermost pixels again. */
static void
test_first (gconstpointer data)
{
  enum
  {
    WIDTH  = 34,
    HEIGHT = 21,
    OUT    = 20,
    ALL    = WIDTH * HEIGHT
  };
  const NstEdge      edge     = GPOINTER_TO_INT (data);
  const Shape        outer    = { HEIGHT + 2, WIDTH + 2, 3, OUT };
  const NstRegion    all      = make_region (HEIGHT, WIDTH);
  GRand             *rand     = g_rand_new_with_seed (2);
  g_autofree float  *kernel   = make_random (rand, 3 * OUT * 9);
  g_autofree float  *bias     = make_random (rand, OUT);
  g_autofree float  *x        = make_random (rand, ALL * 3);
  g_autofree float  *dy       = make_random (rand, ALL * OUT);
  g_autofree float  *border   = g_new0 (float, (HEIGHT + 2) * (WIDTH + 2) * 3);
  g_autofree float  *wide     = g_new0 (float, (HEIGHT + 2) * (WIDTH + 2) * OUT);
  g_autofree float  *y        = g_new (float, (ALL * OUT));
  g_autofree float  *dx       = g_new (float, (ALL * 3));
  g_autofree double *expected = g_new0 (double, (ALL * 3));
  NstConv           *conv     = nst_conv_new (OUT, 3, kernel, bias, TRUE, nst_kernels_get (FALSE));
  NstFeatureMap      maps[4]  = { make_plane (HEIGHT, WIDTH, 3, x),
                                  make_plane (HEIGHT, WIDTH, OUT, y),
                                  make_plane (HEIGHT, WIDTH, OUT, dy),
                                  make_plane (HEIGHT, WIDTH, 3, dx) };

  for (int row = -1; row <= HEIGHT; row++)
    for (int column = -1; column <= WIDTH; column++)
      {
        const int from_y = CLAMP (row, 0, HEIGHT - 1);
        const int from_x = CLAMP (column, 0, WIDTH - 1);
        const int inside = from_y == row && from_x == column;
        const int to     = (row + 1) * (WIDTH + 2) + column + 1;

        if (inside || edge == NST_EDGE_REPLICATE)
          memcpy (border + to * 3, x + (from_y * WIDTH + from_x) * 3, 3 * sizeof (float));
        if (inside)
          memcpy (wide + to * OUT, dy + (row * WIDTH + column) * OUT, OUT * sizeof (float));
      }

  g_assert_true (nst_first_forward (conv, WIDTH, HEIGHT, edge, &maps[0], &maps[1], all, &threads));
  for (int k = 0; k < ALL * OUT; k++)
    g_assert_cmpfloat_with_epsilon ((double) y[k],
                                    MAX (0.0, (double) bias[k % OUT] +
                                                sum_taps (&outer, border, kernel, k / OUT / WIDTH + 1,
                                                          k / OUT % WIDTH + 1, k % OUT)),
                                    1e-5);

  for (int row = -1; row <= HEIGHT; row++)
    for (int column = -1; column <= WIDTH; column++)
      {
        const int to_y = CLAMP (row, 0, HEIGHT - 1);
        const int to_x = CLAMP (column, 0, WIDTH - 1);

        if ((to_y == row && to_x == column) || edge == NST_EDGE_REPLICATE)
          for (int c = 0; c < 3; c++)
            expected[(to_y * WIDTH + to_x) * 3 + c] +=
              sum_taps_backward (&outer, wide, kernel, row + 1, column + 1, c);
      }

  g_assert_true (nst_first_backward (conv, WIDTH, HEIGHT, edge, &maps[2], &maps[3], all, &threads));
  for (int k = 0; k < ALL * 3; k++)
    g_assert_cmpfloat_with_epsilon ((double) dx[k], expected[k], 2e-5);

  nst_conv_free (conv);
  g_rand_free (rand);
}

/* A pool done on the convolution's way out, and on its gradient's way in, is
 * the pool behind it. */
static void
check_fused (const NstKernels *kernels,
             NstPool           pool,
             int               height,
             int               width,
             int               channels)
{
  GRand            *rand   = g_rand_new_with_seed (7);
  const size_t      n      = (size_t) height * width * channels;
  const size_t      pooled = (size_t) (height / 2) * (width / 2) * channels;
  const NstRegion   all    = make_region (height, width);
  const NstRegion   half   = make_region (height / 2, width / 2);
  g_autofree float *kernel = make_random (rand, (size_t) channels * channels * 9);
  g_autofree float *bias   = make_random (rand, channels);
  g_autofree float *x      = make_random (rand, n);
  g_autofree float *y      = g_new0 (float, n);
  /* The first of two is freed by itself. */
  g_autofree float  *p[2]        = { g_new0 (float, pooled), g_new0 (float, pooled) };
  g_autofree guint8 *switches[2] = { g_new0 (guint8, pooled), g_new0 (guint8, pooled) };
  g_autofree float  *dx[2]       = { g_new0 (float, n), g_new0 (float, n) };
  NstConv           *conv        = nst_conv_new (channels, channels, kernel, bias, FALSE, kernels);
  NstFeatureMap      from        = make_plane (height, width, channels, x);
  NstFeatureMap      middle      = make_plane (height, width, channels, y);
  NstFeatureMap      to[2]       = { make_plane (height / 2, width / 2, channels, p[0]),
                                     make_plane (height / 2, width / 2, channels, p[1]) };
  NstFeatureMap      back[2]     = { make_plane (height, width, channels, dx[0]),
                                     make_plane (height, width, channels, dx[1]) };

  to[0].switches = switches[0];
  to[1].switches = switches[1];

  g_assert_true (nst_conv_forward (conv, &from, all, &middle, all, &threads));
  nst_pool_forward (pool, &middle, all, &to[0], half, &threads);
  g_assert_true (nst_conv_forward_pooled (conv, &from, all, pool, &to[1], half, &threads));
  for (size_t k = 0; k < pooled; k++)
    g_assert_cmpfloat_with_epsilon (p[0][k], p[1][k], 1e-4f);

  /* The gradient: where the ReLU was at 0, nothing. */
  for (size_t k = 0; k < pooled; k++)
    p[0][k] = p[1][k] = (float) g_rand_double_range (rand, -1.0, 1.0);
  for (size_t k = 0; k < n; k++)
    y[k] = y[k] > 0.0f ? 0.0f : NST_DEAD;
  nst_pool_backward (pool, &to[0], half, NST_STORE_ADDED, &middle, all, &threads);
  g_assert_true (nst_conv_backward (conv, &middle, all, NST_STORE_PLAIN, &back[0], all, &threads));
  g_assert_true (nst_conv_backward_pooled (conv, &to[1], half, pool, NST_STORE_PLAIN,
                                           &back[1], all, &threads));
  for (size_t k = 0; k < n; k++)
    g_assert_cmpfloat_with_epsilon (dx[0][k], dx[1][k], 1e-3f);

  g_free (p[1]);
  g_free (switches[1]);
  g_free (dx[1]);
  nst_conv_free (conv);
  g_rand_free (rand);
}

static void
test_fused (gconstpointer data)
{
  check_fused (data, NST_POOL_MAX, 13, 22, 19);
  check_fused (data, NST_POOL_AVERAGE, 9, 10, 64);
  check_fused (data, NST_POOL_MAX, 90, 121, 64);
  check_fused (data, NST_POOL_AVERAGE, 70, 95, 33);
}

/* A gradient that is stored where the responses were. */
static void
test_stores (gconstpointer data)
{
  enum
  {
    SIDE     = 11,
    CHANNELS = 21,
    ALL      = SIDE * SIDE * CHANNELS
  };
  GRand            *rand      = g_rand_new_with_seed (8);
  const NstRegion   all       = make_region (SIDE, SIDE);
  g_autofree float *kernel    = make_random (rand, CHANNELS * CHANNELS * 9);
  g_autofree float *bias      = make_random (rand, CHANNELS);
  g_autofree float *dy        = make_random (rand, ALL);
  g_autofree float *plain     = g_new (float, ALL);
  g_autofree float *masked    = make_random (rand, ALL);
  g_autofree float *added     = make_random (rand, ALL);
  g_autofree float *before[2] = { g_memdup2 (masked, ALL * sizeof (float)), NULL };
  NstConv          *conv      = nst_conv_new (CHANNELS, CHANNELS, kernel, bias, FALSE, data);
  NstFeatureMap     from      = make_plane (SIDE, SIDE, CHANNELS, dy);
  NstFeatureMap     to[3]     = { make_plane (SIDE, SIDE, CHANNELS, plain),
                                  make_plane (SIDE, SIDE, CHANNELS, masked),
                                  make_plane (SIDE, SIDE, CHANNELS, added) };

  for (int k = 0; k < ALL; k += 3)
    added[k] = NST_DEAD;
  before[1] = g_memdup2 (added, ALL * sizeof (float));

  g_assert_true (nst_conv_backward (conv, &from, all, NST_STORE_PLAIN, &to[0], all, &threads));
  g_assert_true (nst_conv_backward (conv, &from, all, NST_STORE_MASKED, &to[1], all, &threads));
  g_assert_true (nst_conv_backward (conv, &from, all, NST_STORE_ADDED, &to[2], all, &threads));

  for (int k = 0; k < ALL; k++)
    {
      g_assert_cmpfloat (masked[k], ==, before[0][k] > 0.0f ? plain[k] : 0.0f);
      g_assert_cmpfloat (added[k], ==, k % 3 == 0 ? 0.0f : before[1][k] + plain[k]);
    }

  g_free (before[1]);
  nst_conv_free (conv);
  g_rand_free (rand);
}

/* 5x7 gives 2x3; the last row and column have no part in it. */
static void
test_pool (gconstpointer data)
{
  enum
  {
    FROM = 5 * 7 * 3,
    TO   = 2 * 3 * 3
  };
  const NstPool     pool = GPOINTER_TO_INT (data);
  GRand            *rand = g_rand_new_with_seed (3);
  g_autofree float *x    = make_random (rand, FROM);
  g_autofree float *dy   = make_random (rand, TO);
  float             y[TO];
  guint8            switches[TO];
  float             dx[FROM] = { 0 };
  double            given    = 0.0;
  double            taken    = 0.0;
  NstFeatureMap     maps[3]  = { make_plane (5, 7, 3, x), make_plane (2, 3, 3, y),
                                 make_plane (5, 7, 3, dx) };

  maps[1].switches = switches;
  nst_pool_forward (pool, &maps[0], make_region (5, 7), &maps[1], make_region (2, 3), &threads);

  for (int k = 0; k < TO; k++)
    {
      const int c       = k % 3;
      const int px      = k / 3 % 3;
      const int py      = k / 9;
      float     largest = -2.0f;
      float     mean    = 0.0f;

      for (int d = 0; d < 4; d++)
        {
          const float value = x[((2 * py + d / 2) * 7 + 2 * px + d % 2) * 3 + c];

          largest = MAX (largest, value);
          mean += value / 4.0f;
          if (pool == NST_POOL_MAX)
            g_assert_cmpint ((switches[k] >> d) & 1, ==, value == y[k]);
        }

      g_assert_cmpfloat_with_epsilon (y[k], pool == NST_POOL_MAX ? largest : mean, 1e-6f);
    }

  dx[4]        = NST_DEAD;
  maps[1].data = dy;
  nst_pool_backward (pool, &maps[1], make_region (2, 3), NST_STORE_ADDED, &maps[2],
                     make_region (5, 7), &threads);

  for (int k = 0; k < TO; k++)
    {
      for (int d = 0; d < 4; d++)
        {
          const int at = ((2 * (k / 9) + d / 2) * 7 + 2 * (k / 3 % 3) + d % 2) * 3 + k % 3;

          taken += (double) dx[at];
          if (at == 4)
            {
              taken += (double) ((switches[k] >> d) & 1) *
                       (double) (pool == NST_POOL_MAX ? dy[k] : 0.25f * dy[k]);
              g_assert_cmpfloat (dx[at], ==, 0.0f);
            }
          else if (pool == NST_POOL_AVERAGE)
            g_assert_cmpfloat (dx[at], ==, 0.25f * dy[k]);
          else
            g_assert_cmpfloat (dx[at], ==, x[at] == y[k] ? dy[k] : 0.0f);
        }

      given += (double) dy[k];
    }

  g_assert_cmpfloat_with_epsilon (given, taken, 1e-6);
  for (int k = 0; k < 7 * 3; k++)
    g_assert_cmpfloat (dx[4 * 7 * 3 + k], ==, 0.0f);
  for (int row = 0; row < 5; row++)
    for (int c = 0; c < 3; c++)
      g_assert_cmpfloat (dx[(row * 7 + 6) * 3 + c], ==, 0.0f);

  g_rand_free (rand);
}

/* The largest or the mean of the 3x3 about (2 py, 2 px), of what lies within; and,
 * where dx is not NULL, that position's part of the gradient. */
static double
pool_wide_directly (NstPool      pool,
                    int          height,
                    int          width,
                    const float *x,
                    int          py,
                    int          px,
                    double       dy,
                    double      *dx)
{
  double sum     = 0.0;
  int    n       = 0;
  int    largest = -1;

  for (int turn = 0; turn < 2; turn++)
    for (int y = MAX (2 * py - 1, 0); y < MIN (2 * py + 2, height); y++)
      for (int j = MAX (2 * px - 1, 0); j < MIN (2 * px + 2, width); j++)
        {
          const int at = y * width + j;

          if (turn == 1 && dx != NULL && pool == NST_POOL_AVERAGE_3)
            dx[at] += dy / n;
          else if (turn == 1 && dx != NULL && at == largest)
            dx[at] += dy;
          else if (turn == 0)
            {
              sum += (double) x[at];
              n++;
              if (largest < 0 || x[at] > x[largest])
                largest = at;
            }
        }

  return pool == NST_POOL_MAX_3 ? (double) x[largest] : sum / n;
}

static void
check_pool_wide (NstPool pool,
                 int     height,
                 int     width)
{
  const int          h        = (height + 1) / 2;
  const int          w        = (width + 1) / 2;
  const size_t       n        = (size_t) height * width;
  GRand             *rand     = g_rand_new_with_seed (height * 100 + width);
  g_autofree float  *x        = make_random (rand, n);
  g_autofree float  *dy       = make_random (rand, (size_t) h * w);
  g_autofree float  *y        = g_new0 (float, ((size_t) h * w));
  g_autofree guint8 *switches = g_new0 (guint8, (size_t) h * w);
  g_autofree float  *added    = g_new0 (float, n);
  g_autofree double *dx       = g_new0 (double, n);
  NstFeatureMap      from     = make_plane (height, width, 1, x);
  NstFeatureMap      to       = make_plane (h, w, 1, y);
  NstFeatureMap      back     = make_plane (height, width, 1, added);

  /* Some that are alike, as those behind a ReLU are. */
  for (size_t k = 0; k < n; k += 3)
    x[k] = 0.0f;

  to.switches = switches;
  nst_pool_forward (pool, &from, make_region (height, width), &to, make_region (h, w), &threads);
  for (int k = 0; k < h * w; k++)
    g_assert_cmpfloat_with_epsilon ((double) y[k],
                                    pool_wide_directly (pool, height, width, x, k / w, k % w,
                                                        (double) dy[k], dx),
                                    1e-6);

  to.data = dy;
  for (size_t k = 0; k < n; k++)
    added[k] = k % 5 == 2 ? NST_DEAD : 0.25f;
  nst_pool_backward (pool, &to, make_region (h, w), NST_STORE_ADDED, &back,
                     make_region (height, width), &threads);
  for (size_t k = 0; k < n; k++)
    g_assert_cmpfloat_with_epsilon ((double) added[k], k % 5 == 2 ? 0.0 : 0.25 + dx[k], 1e-6);

  for (size_t k = 0; k < n; k++)
    added[k] = x[k];
  nst_pool_backward (pool, &to, make_region (h, w), NST_STORE_MASKED, &back,
                     make_region (height, width), &threads);
  for (size_t k = 0; k < n; k++)
    g_assert_cmpfloat_with_epsilon ((double) added[k], x[k] > 0.0f ? dx[k] : 0.0, 1e-6);

  g_rand_free (rand);
}

/* 5x7 gives 3x4, 1x1 itself. */
static void
test_pool_wide (gconstpointer data)
{
  const NstPool pool = GPOINTER_TO_INT (data);

  check_pool_wide (pool, 5, 7);
  check_pool_wide (pool, 6, 4);
  check_pool_wide (pool, 1, 2);
  check_pool_wide (pool, 3, 1);
  check_pool_wide (pool, 1, 1);
}

/* Of four that are equal, the first alone gets the gradient. */
static void
test_pool_tie (void)
{
  float         x[4]    = { 1.0f, 1.0f, 1.0f, 1.0f };
  float         y       = 0.0f;
  float         dx[4]   = { 0 };
  guint8        code    = 0;
  NstFeatureMap maps[3] = { make_plane (2, 2, 1, x), make_plane (1, 1, 1, &y),
                            make_plane (2, 2, 1, dx) };

  maps[1].switches = &code;
  nst_pool_forward (NST_POOL_MAX, &maps[0], make_region (2, 2), &maps[1],
                    make_region (1, 1), &threads);
  g_assert_cmpfloat (y, ==, 1.0f);
  y = 3.0f;
  nst_pool_backward (NST_POOL_MAX, &maps[1], make_region (1, 1), NST_STORE_ADDED, &maps[2],
                     make_region (2, 2), &threads);
  g_assert_cmpfloat (dx[0], ==, 3.0f);
  g_assert_cmpfloat (dx[1] + dx[2] + dx[3], ==, 0.0f);
}

/* A NaN must show in the loss, not vanish in a ReLU or a pool. */
static void
test_nan (gconstpointer data)
{
  g_autofree float  *kernel   = g_new0 (float, 16 * 16 * 9);
  g_autofree float  *bias     = g_new0 (float, 16);
  g_autofree float  *x        = g_new0 (float, 8 * 8 * 16);
  g_autofree float  *y        = g_new0 (float, 8 * 8 * 16);
  g_autofree guint8 *switches = g_new0 (guint8, 4 * 4 * 16);
  g_autofree float  *wide     = g_new0 (float, 4 * 4 * 16);
  NstConv           *conv     = nst_conv_new (16, 16, kernel, bias, FALSE, data);
  NstFeatureMap      from     = make_plane (8, 8, 16, x);
  NstFeatureMap      to       = make_plane (8, 8, 16, y);
  NstFeatureMap      to_wide  = make_plane (4, 4, 16, wide);

  x[3 * 8 * 16 + 3 * 16] = NAN;
  g_assert_true (nst_conv_forward (conv, &from, make_region (8, 8), &to, make_region (8, 8),
                                   &threads));
  g_assert_true (isnan (y[3 * 8 * 16 + 3 * 16]));

  to_wide.switches = switches;
  nst_pool_forward (NST_POOL_MAX_3, &to, make_region (8, 8), &to_wide,
                    make_region (4, 4), &threads);
  g_assert_true (isnan (wide[2 * 4 * 16 + 2 * 16]));

  to          = make_plane (4, 4, 16, y);
  to.switches = switches;
  g_assert_true (nst_conv_forward_pooled (conv, &from, make_region (8, 8), NST_POOL_MAX, &to,
                                          make_region (4, 4), &threads));
  g_assert_true (isnan (y[1 * 4 * 16 + 1 * 16]));
  nst_conv_free (conv);
}

/* An operand's value: a float, or the upper half of one. */
static float
get_operand (const NstKernels *kernels,
             const guint8     *operands,
             size_t            i)
{
  guint32 bits = 0;
  float   value;

  memcpy ((guint8 *) &bits + sizeof (bits) - kernels->operand_bytes,
          operands + i * kernels->operand_bytes, kernels->operand_bytes);
  memcpy (&value, &bits, sizeof (value));

  return value;
}

/* Operands of random values: the bits below their precision are what they are. */
static guint8 *
make_operands (const NstKernels *kernels,
               GRand            *rand,
               size_t            n)
{
  g_autofree float *values   = make_random (rand, n);
  guint8           *operands = g_new (guint8, n * kernels->operand_bytes);

  for (size_t i = 0; i < n; i++)
    memcpy (operands + i * kernels->operand_bytes,
            (guint8 *) &values[i] + sizeof (float) - kernels->operand_bytes,
            kernels->operand_bytes);

  return operands;
}

/* A product of operands adds up nothing but their products, in single precision. */
static void
test_products (gconstpointer data)
{
  enum
  {
    DEPTH = 130
  };
  const NstKernels  *kernels = data;
  const int          rows    = 2 * kernels->rows;
  const int          wide    = kernels->columns;
  const int          columns = 3 * wide;
  const int          deep    = kernels->depth;
  GRand             *rand    = g_rand_new_with_seed (9);
  g_autofree guint8 *a       = make_operands (kernels, rand, (size_t) rows * DEPTH);
  g_autofree guint8 *b       = make_operands (kernels, rand, (size_t) columns * DEPTH);
  g_autofree float  *c       = g_new (float, ((size_t) rows * columns));
  double             error   = 0.0;
  double             norm    = 0.0;

  kernels->multiply_operands (rows, columns, DEPTH, a, DEPTH, b, c, columns);

  for (int i = 0; i < rows; i++)
    for (int j = 0; j < columns; j++)
      {
        double expected = 0.0;

        for (int k = 0; k < DEPTH; k++)
          expected += (double) get_operand (kernels, a, (size_t) i * DEPTH + k) *
                      (double) get_operand (kernels, b,
                                            (((size_t) (j / wide) * DEPTH + k / deep * deep) * wide +
                                             (size_t) (j % wide) * deep + k % deep));
        error += pow ((double) c[i * columns + j] - expected, 2);
        norm += expected * expected;
      }

  g_test_message ("%s: products %.2g", kernels->name, sqrt (error / norm));
  g_assert_cmpfloat (sqrt (error), <=, 1e-6 * sqrt (norm));
  g_rand_free (rand);
}

static void
add_test (const NstKernels *kernels,
          const char       *name,
          GTestDataFunc     test)
{
  g_autofree char *path = g_strdup_printf ("/conv/%s/%s/%s", kernels->name,
                                           kernels->fast ? "fast" : "single", name);

  g_test_add_data_func (path, kernels, test);
}

static void
add_kernels (const NstKernels *kernels)
{
  add_test (kernels, "equals-direct", test_winograd);
  add_test (kernels, "products", test_products);
  add_test (kernels, "nan-stays", test_nan);
  add_test (kernels, "fused-pool", test_fused);
  add_test (kernels, "stores", test_stores);
}

int
main (int    argc,
      char **argv)
{
  const NstKernels *const *list     = nst_kernels_list ();
  const NstSettings        settings = { .threads = 2 };
  int                      result;

  g_test_init (&argc, &argv, NULL);
  threads = test_threads_begin (settings.threads);

  add_kernels (&nst_kernels_wide);
  for (int i = 0; list[i] != NULL; i++)
    add_kernels (list[i]);
  g_test_add_data_func ("/conv/first/zero-edge", GINT_TO_POINTER (NST_EDGE_ZERO), test_first);
  g_test_add_data_func ("/conv/first/replicated-edge", GINT_TO_POINTER (NST_EDGE_REPLICATE),
                        test_first);
  g_test_add_data_func ("/pool/max", GINT_TO_POINTER (NST_POOL_MAX), test_pool);
  g_test_add_data_func ("/pool/average", GINT_TO_POINTER (NST_POOL_AVERAGE), test_pool);
  g_test_add_data_func ("/pool/max-3", GINT_TO_POINTER (NST_POOL_MAX_3), test_pool_wide);
  g_test_add_data_func ("/pool/average-3", GINT_TO_POINTER (NST_POOL_AVERAGE_3), test_pool_wide);
  g_test_add_func ("/pool/tie-goes-to-the-first", test_pool_tie);

  result = g_test_run ();
  nst_threads_end (&threads);

  return result;
}

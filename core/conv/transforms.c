/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Winograd's transforms of patches, results and weights in two dimensions, for one size
 * of tile: NST_TILE_SIZE, 4 or 6.  The Makefile compiles this file for each. */

#include "core/conv/kernels.h"
#include "core/conv/transforms-1d.h"

/* ---- a patch --------------------------------------------------------- */

/* The channels of one vector: n of them. */
static inline void
transform_input_vector (const float *const rows[PATCH],
                        size_t             first,
                        size_t             pixel_stride,
                        int                n,
                        Operand           *v,
                        size_t             point_stride)
{
  Vector columns[PATCH][PATCH]; /* B^T d, by columns */

  for (int x = 0; x < PATCH; x++)
    {
      Vector d[PATCH];

#pragma GCC unroll 8
      for (int y = 0; y < PATCH; y++)
        {
          const float *from = rows[y] + first + (size_t) x * pixel_stride;

          d[y] = n == N_VECTOR ? load (from) : load_part (from, n);
        }
      transform_patch (d, columns[x]);
    }

  for (int y = 0; y < PATCH; y++)
    {
      Vector d[PATCH];
      Vector t[PATCH];

#pragma GCC unroll 8
      for (int x = 0; x < PATCH; x++)
        d[x] = columns[x][y];
      transform_patch (d, t);
#pragma GCC unroll 8
      for (int x = 0; x < PATCH; x++)
        store_operands (v + (size_t) (y * PATCH + x) * point_stride, t[x]);
    }
}

static void
transform_input (const float *const rows[PATCH],
                 int                channels,
                 void              *transformed,
                 size_t             point_stride)
{
  Operand *v = transformed;
  int      c = 0;

  for (; c + N_VECTOR <= channels; c += N_VECTOR)
    transform_input_vector (rows, (size_t) c, (size_t) channels, N_VECTOR,
                            v + c, point_stride);
  if (c < channels)
    transform_input_vector (rows, (size_t) c, (size_t) channels, channels - c,
                            v + c, point_stride);
}


/* ---- results --------------------------------------------------------- */

static inline Vector
relu (Vector value)
{
  const Vector zero = { 0 };

  /* A NaN is not below zero and stays. */
  return (Vector) (~(value < zero) & (Bits) value);
}

/* value where bits are set, else 0. */
static inline Vector
choose (Bits   bits,
        Vector value)
{
  return (Vector) (bits & (Bits) value);
}

/* One row of results, from channel c on. */
static inline void
store_row (const NstResults *results,
           const Vector      t[TILE],
           int               row,
           int               c,
           int               n)
{
  const Vector zero = { 0 };
  float       *to   = results->y[row] + c;

  for (int x = 0; x < results->n_columns; x++, to += results->pixel_stride)
    {
      Vector value = t[x];

      if (results->store == NST_STORE_RELU)
        value = relu (value + load_some (results->bias + c, n));
      else if (results->store == NST_STORE_MASKED)
        value = choose (load_some (to, n) > zero, value);
      else if (results->store == NST_STORE_ADDED)
        {
          const Vector old = load_some (to, n);

          value = choose (old != zero + NST_DEAD, old + value);
        }

      store_some (to, value, n);
    }
}

/* The largest of four, and its bit: the first of those that are equal. */
static inline Vector
take_largest (const Vector four[4],
              Bits        *taken)
{
  Vector largest = four[0];
  Bits   bit     = (Bits){ 0 } + 1;

  for (int i = 1; i < 4; i++)
    {
      /* A NaN is taken, and kept. */
      const Bits above = ~(four[i] <= largest) & (largest == largest);

      largest = (Vector) ((above & (Bits) four[i]) | (~above & (Bits) largest));
      bit     = (above & (1 << i)) | (~above & bit);
    }

  *taken = bit & ~(largest <= (Vector){ 0 });
  return largest;
}

static inline Vector
take_mean (const Vector four[4],
           Bits        *taken)
{
  *taken = (Bits){ 0 };
  for (int i = 0; i < 4; i++)
    *taken |= ~(four[i] <= (Vector){ 0 }) & (1 << i);

  return 0.25f * (four[0] + four[1] + four[2] + four[3]);
}

/* One row of pooled results, from two of the convolution's. */
static inline void
store_pooled (const NstResults *results,
              const Vector      t[2][TILE],
              int               row,
              int               c,
              int               n)
{
  const Vector bias = load_some (results->bias + c, n);

  for (int x = 0; x < results->n_columns; x++)
    {
      const size_t at      = (size_t) x * results->pixel_stride + (size_t) c;
      const Vector four[4] = { relu (t[0][2 * x] + bias), relu (t[0][2 * x + 1] + bias),
                               relu (t[1][2 * x] + bias), relu (t[1][2 * x + 1] + bias) };
      Switches     switches;
      Bits         taken;
      Vector       value;

      value    = results->store == NST_STORE_POOLED ? take_largest (four, &taken)
                                                    : take_mean (four, &taken);
      switches = __builtin_convertvector(taken, Switches);
      store_some (results->y[row] + at, value, n);
      memcpy (results->switches[row] + at, &switches, (size_t) n);
    }
}

/* n channels from c on. */
static inline void
transform_output_vector (const float      *m,
                         size_t            point_stride,
                         const NstResults *results,
                         int               c,
                         int               n)
{
  const int pooled = results->store == NST_STORE_POOLED ||
                     results->store == NST_STORE_AVERAGED;
  const int n_rows = pooled ? 2 * results->n_rows : results->n_rows;
  Vector    columns[PATCH][TILE]; /* A^T m, by columns */

  for (int x = 0; x < PATCH; x++)
    {
      Vector d[PATCH];

#pragma GCC unroll 8
      for (int k = 0; k < PATCH; k++)
        d[k] = load (m + c + (size_t) (k * PATCH + x) * point_stride);
      transform_products (d, columns[x]);
    }

  for (int row = 0; row < n_rows; row++)
    {
      Vector d[PATCH];
      Vector t[2][TILE];

#pragma GCC unroll 8
      for (int x = 0; x < PATCH; x++)
        d[x] = columns[x][row];
      transform_products (d, t[0]);

      if (!pooled)
        {
          store_row (results, t[0], row, c, n);
          continue;
        }

      row++;
#pragma GCC unroll 8
      for (int x = 0; x < PATCH; x++)
        d[x] = columns[x][row];
      transform_products (d, t[1]);
      store_pooled (results, t, row / 2, c, n);
    }
}

static void
transform_output (const float      *m,
                  size_t            point_stride,
                  const NstResults *results)
{
  int c = 0;

  for (; c + N_VECTOR <= results->channels; c += N_VECTOR)
    transform_output_vector (m, point_stride, results, c, N_VECTOR);
  if (c < results->channels)
    transform_output_vector (m, point_stride, results, c, results->channels - c);
}


/* ---- a pool's way back ----------------------------------------------- */

/* The gradient that a pool gives back to one of its positions, or 0. */
static void
unpool_position (const NstPooledPatch *pooled,
                 int                   y,
                 int                   x,
                 float                *to)
{
  const int            row      = (y >> 1) - (pooled->top >> 1);
  const int            bit      = 1 << (2 * (y & 1) + (x & 1));
  const float         *dy       = pooled->dy[row];
  const unsigned char *switches = pooled->switches[row];
  const int            n        = pooled->end - pooled->first;
  int                  px       = x >> 1;
  size_t               first;
  int                  c = 0;

  if (pooled->wraps && (px < pooled->first || px >= pooled->end))
    px = pooled->first + ((px - pooled->first) % n + n) % n;
  if (dy == NULL || px < pooled->first || px >= pooled->end)
    {
      memset (to, 0, (size_t) pooled->channels * sizeof (float));
      return;
    }

  first = (size_t) (px - pooled->origin) * (size_t) pooled->channels;
  for (; c + N_VECTOR <= pooled->channels; c += N_VECTOR)
    {
      Switches taken;
      Bits     bits;

      memcpy (&taken, switches + first + c, sizeof (taken));
      bits = __builtin_convertvector(taken, Bits);
      store (to + c, choose ((bits & bit) != 0,
                             pooled->share * load (dy + first + c)));
    }
  for (; c < pooled->channels; c++)
    to[c] = switches[first + (size_t) c] & bit ? pooled->share * dy[first + (size_t) c] : 0.0f;
}

static void
unpool (const NstPooledPatch *pooled,
        float                *patch)
{
  for (int y = 0; y < PATCH; y++)
    for (int x = 0; x < PATCH; x++)
      unpool_position (pooled, pooled->top + y, pooled->left + x,
                       patch + (size_t) (y * PATCH + x) * (size_t) pooled->channels);
}


/* ---- weights --------------------------------------------------------- */

/* Taps lie in rows of this many kernels, two vectors. */
#define COLUMNS (2 * N_VECTOR)

/* They come from memory, once, and are asked for so many rows ahead. */
#define ROWS_AHEAD 8

static inline void
fetch_taps (const float *taps)
{
#pragma GCC unroll 18
  for (int x = 0; x < 9 * DEPTH; x++)
    __builtin_prefetch (taps + x * COLUMNS);
}

/* G g, by columns, of one vector of kernels. */
static inline void
transform_tap_columns (const float *taps,
                       Vector       columns[3][PATCH])
{
  for (int x = 0; x < 3; x++)
    {
      const Vector c[3] = { load (taps + x * COLUMNS), load (taps + (3 + x) * COLUMNS),
                            load (taps + (6 + x) * COLUMNS) };

      transform_taps (c, columns[x]);
    }
}

static void
transform_weights (size_t       n,
                   const float *taps,
                   void        *transformed,
                   size_t       point_stride)
{
  for (size_t i = 0; i < 2 * n / DEPTH; i++)
    {
      const float *from = taps + i / 2 * DEPTH * 9 * COLUMNS + i % 2 * N_VECTOR;
      Operand     *to   = (Operand *) transformed + i * DEPTH * N_VECTOR;
      Vector       columns[DEPTH][3][PATCH];

      fetch_taps (from + ROWS_AHEAD * 9 * COLUMNS);
      for (int d = 0; d < DEPTH; d++)
        transform_tap_columns (from + d * 9 * COLUMNS, columns[d]);

#pragma GCC unroll 8
      for (int y = 0; y < PATCH; y++)
        {
          Vector t[DEPTH][PATCH];

          for (int d = 0; d < DEPTH; d++)
            {
              const Vector c[3] = { columns[d][0][y], columns[d][1][y], columns[d][2][y] };

              transform_taps (c, t[d]);
            }

#pragma GCC unroll 8
          for (int x = 0; x < PATCH; x++)
            {
              Vector values[DEPTH];

              for (int d = 0; d < DEPTH; d++)
                values[d] = t[d][x];
              store_pairs (to + (size_t) (y * PATCH + x) * point_stride, values);
            }
        }
    }
}

/* clang-format off */
const NstTransforms JOIN (JOIN (JOIN (nst_transforms_, NST_TILE_SIZE), _), NST_VARIANT) =
{
  TILE, PATCH, PATCH * PATCH, transform_weights, transform_input, transform_output, unpool
};
/* clang-format on */

/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The inner loops in the compiler's vector notation.  NST_VARIANT is the
 * instruction set's name; its flags come from the Makefile.  NST_VECTOR forces
 * the width of vectors: the compiler makes wider ones of those that there are,
 * so that the code for any width can be tested anywhere. */

#include "kernels.h"

#include <string.h>

#if defined (NST_VECTOR)
#define N_VECTOR NST_VECTOR
#elif defined (__AVX512F__)
#define N_VECTOR 16
#elif defined (__AVX__)
#define N_VECTOR 8
#else
#define N_VECTOR 4
#endif

/* What a product holds in registers: of 16 (32 with AVX-512 and NEON) two vectors
 * wide, and some left for a row of b and a value of a. */
#if N_VECTOR == 16 || defined (__ARM_NEON)
#define N_ROWS    12
#else
#define N_ROWS    6
#endif
#define N_COLUMNS (2 * N_VECTOR)

#define JOIN2(a, b) a##b
#define JOIN(a, b)  JOIN2 (a, b)

typedef float Vector __attribute__ ((vector_size (4 * N_VECTOR)));
typedef int   Bits   __attribute__ ((vector_size (4 * N_VECTOR)));
typedef unsigned char Codes __attribute__ ((vector_size (N_VECTOR)));
typedef float Memory __attribute__ ((vector_size (4 * N_VECTOR), aligned (4), may_alias));

static inline Vector
load (const float *from)
{
  return *(const Memory *) from;
}

static inline void
store (float  *to,
       Vector  value)
{
  *(Memory *) to = value;
}

/* The first n floats of a vector, the others 0. */
static inline Vector
load_part (const float *from,
           int          n)
{
  Vector value = { 0 };

  memcpy (&value, from, (size_t) n * sizeof (float));
  return value;
}

static inline void
store_part (float  *to,
            Vector  value,
            int     n)
{
  memcpy (to, &value, (size_t) n * sizeof (float));
}


/* ---- products -------------------------------------------------------- */

/* c[N_ROWS][N_COLUMNS] = a b, b[depth][N_COLUMNS]: all of c in registers. */
static inline void
multiply_panel (int          depth,
                const float *a,
                size_t       a_stride,
                const float *b,
                float       *c,
                size_t       c_stride)
{
  Vector left[N_ROWS];
  Vector right[N_ROWS];

#pragma GCC unroll 16
  for (int i = 0; i < N_ROWS; i++)
    left[i] = right[i] = (Vector) { 0 };

  for (int k = 0; k < depth; k++, b += N_COLUMNS)
    {
      const Vector b_left  = load (b);
      const Vector b_right = load (b + N_VECTOR);

#pragma GCC unroll 16
      for (int i = 0; i < N_ROWS; i++)
        {
          const float value = a[(size_t) i * a_stride + (size_t) k];

          left[i]  += value * b_left;
          right[i] += value * b_right;
        }
    }

#pragma GCC unroll 16
  for (int i = 0; i < N_ROWS; i++)
    {
      store (c + (size_t) i * c_stride, left[i]);
      store (c + (size_t) i * c_stride + N_VECTOR, right[i]);
    }
}

static void
multiply (int          n_rows,
          int          n_columns,
          int          depth,
          const float *a,
          size_t       a_stride,
          const float *b,
          float       *c,
          size_t       c_stride)
{
  for (int j = 0; j < n_columns; j += N_COLUMNS, b += (size_t) depth * N_COLUMNS)
    for (int i = 0; i < n_rows; i += N_ROWS)
      multiply_panel (depth, a + (size_t) i * a_stride, a_stride, b,
                      c + (size_t) i * c_stride + j, c_stride);
}


/* Products of columns with each other: so many rows and two vectors of columns
 * stay in registers. */
#define PRODUCT_ROWS 4

typedef double Double __attribute__ ((vector_size (4 * N_VECTOR)));
typedef double DoubleMemory __attribute__ ((vector_size (4 * N_VECTOR), aligned (8), may_alias));
typedef float  Part   __attribute__ ((vector_size (2 * N_VECTOR)));

#define N_DOUBLE (N_VECTOR / 2)

/* to[N_VECTOR] += sum */
static inline void
add_to_doubles (double *to,
                Vector  sum)
{
  Part          parts[2];
  DoubleMemory *memory = (DoubleMemory *) to;

  memcpy (parts, &sum, sizeof (sum));
  memory[0] += __builtin_convertvector (parts[0], Double);
  memory[1] += __builtin_convertvector (parts[1], Double);
}

static void
add_products (int          n_positions,
              int          n,
              const float *f,
              double      *c)
{
  for (int i = 0; i < n; i += PRODUCT_ROWS)
    for (int j = i / (2 * N_VECTOR) * 2 * N_VECTOR; j < n; j += 2 * N_VECTOR)
      {
        Vector       left[PRODUCT_ROWS]  = { { 0 } };
        Vector       right[PRODUCT_ROWS] = { { 0 } };
        const float *row = f;

        for (int p = 0; p < n_positions; p++, row += n)
          {
            const Vector f_left  = load (row + j);
            const Vector f_right = load (row + j + N_VECTOR);

#pragma GCC unroll 4
            for (int k = 0; k < PRODUCT_ROWS; k++)
              {
                left[k]  += row[i + k] * f_left;
                right[k] += row[i + k] * f_right;
              }
          }

#pragma GCC unroll 4
        for (int k = 0; k < PRODUCT_ROWS; k++)
          {
            add_to_doubles (c + (size_t) (i + k) * (size_t) n + j, left[k]);
            add_to_doubles (c + (size_t) (i + k) * (size_t) n + j + N_VECTOR, right[k]);
          }
      }
}

static void
add_products_precise (int           n_positions,
                      int           n,
                      const double *f,
                      double       *c)
{
  for (int i = 0; i < n; i += PRODUCT_ROWS)
    for (int j = i / (2 * N_DOUBLE) * 2 * N_DOUBLE; j < n; j += 2 * N_DOUBLE)
      {
        Double        left[PRODUCT_ROWS]  = { { 0 } };
        Double        right[PRODUCT_ROWS] = { { 0 } };
        const double *row = f;

        for (int p = 0; p < n_positions; p++, row += n)
          {
            const Double f_left  = *(const DoubleMemory *) (row + j);
            const Double f_right = *(const DoubleMemory *) (row + j + N_DOUBLE);

#pragma GCC unroll 4
            for (int k = 0; k < PRODUCT_ROWS; k++)
              {
                left[k]  += row[i + k] * f_left;
                right[k] += row[i + k] * f_right;
              }
          }

#pragma GCC unroll 4
        for (int k = 0; k < PRODUCT_ROWS; k++)
          {
            DoubleMemory *to = (DoubleMemory *) (c + (size_t) (i + k) * (size_t) n + j);

            to[0] += left[k];
            to[1] += right[k];
          }
      }
}


/* ---- transforms ------------------------------------------------------ */

#define A  NST_POINT_A
#define B  NST_POINT_B
#define A2 (A * A)
#define B2 (B * B)

/* B^T d for one column d of 6, B the patch's matrix and b the point:
 *   a2 b2 d0             - (a2 + b2) d2                 + d4
 *            - a b2 d1   -       b2  d2 + a d3          + d4
 *              a b2 d1   -       b2  d2 - a d3          + d4
 *            - b a2 d1   -       a2  d2 + b d3          + d4
 *              b a2 d1   -       a2  d2 - b d3          + d4
 *             a2 b2 d1             - (a2 + b2) d3            + d5
 */
static inline void
transform_six (const Vector d[6],
               Vector       t[6])
{
  const Vector even_a = d[4] - B2 * d[2];
  const Vector odd_a  = A * (d[3] - B2 * d[1]);
  const Vector even_b = d[4] - A2 * d[2];
  const Vector odd_b  = B * (d[3] - A2 * d[1]);

  t[0] = A2 * B2 * d[0] - (A2 + B2) * d[2] + d[4];
  t[1] = even_a + odd_a;
  t[2] = even_a - odd_a;
  t[3] = even_b + odd_b;
  t[4] = even_b - odd_b;
  t[5] = A2 * B2 * d[1] - (A2 + B2) * d[3] + d[5];
}

/* A^T m for one column m of 6:
 *   m0 +   m1 +   m2 +   m3 +   m4
 *        a m1 - a m2 + b m3 - b m4
 *       a2 m1 +a2 m2 +b2 m3 +b2 m4
 *       a3 m1 -a3 m2 +b3 m3 -b3 m4 + m5
 */
static inline void
transform_four (const Vector m[6],
                Vector       t[4])
{
  const Vector sum_a  = m[1] + m[2];
  const Vector diff_a = m[1] - m[2];
  const Vector sum_b  = m[3] + m[4];
  const Vector diff_b = m[3] - m[4];

  t[0] = m[0] + sum_a + sum_b;
  t[1] = A * diff_a + B * diff_b;
  t[2] = A2 * sum_a + B2 * sum_b;
  t[3] = A * A2 * diff_a + B * B2 * diff_b + m[5];
}

/* The channels of one vector: n of them. */
static inline void
transform_input_vector (const float *const rows[NST_PATCH],
                        size_t       first,
                        size_t       pixel_stride,
                        int          n,
                        float       *v,
                        size_t       point_stride)
{
  Vector columns[NST_PATCH][NST_PATCH];         /* B^T d, by columns */

  for (int x = 0; x < NST_PATCH; x++)
    {
      Vector d[NST_PATCH];

#pragma GCC unroll 6
      for (int y = 0; y < NST_PATCH; y++)
        {
          const float *from = rows[y] + first + (size_t) x * pixel_stride;

          d[y] = n == N_VECTOR ? load (from) : load_part (from, n);
        }
      transform_six (d, columns[x]);
    }

  for (int y = 0; y < NST_PATCH; y++)
    {
      Vector d[NST_PATCH];
      Vector t[NST_PATCH];

#pragma GCC unroll 6
      for (int x = 0; x < NST_PATCH; x++)
        d[x] = columns[x][y];
      transform_six (d, t);
#pragma GCC unroll 6
      for (int x = 0; x < NST_PATCH; x++)
        store (v + (size_t) (y * NST_PATCH + x) * point_stride, t[x]);
    }
}

static void
transform_input (const float *const rows[NST_PATCH],
                 int          channels,
                 float       *v,
                 size_t       point_stride)
{
  int c = 0;

  for (; c + N_VECTOR <= channels; c += N_VECTOR)
    transform_input_vector (rows, (size_t) c, (size_t) channels, N_VECTOR,
                            v + c, point_stride);
  if (c < channels)
    transform_input_vector (rows, (size_t) c, (size_t) channels, channels - c,
                            v + c, point_stride);
}

static inline Vector
relu (Vector value)
{
  const Vector zero = { 0 };

  /* A NaN is not below zero and stays. */
  return (Vector) (~(value < zero) & (Bits) value);
}

static inline Vector
load_some (const float *from,
           int          n)
{
  return n == N_VECTOR ? load (from) : load_part (from, n);
}

static inline void
store_some (float  *to,
            Vector  value,
            int     n)
{
  if (n == N_VECTOR)
    store (to, value);
  else
    store_part (to, value, n);
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
           const Vector      t[NST_TILE],
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
take_largest (const Vector  four[4],
              Bits         *code)
{
  Vector largest = four[0];
  Bits   bit     = (Bits) { 0 } + 1;

  for (int i = 1; i < 4; i++)
    {
      /* A NaN is taken, and kept. */
      const Bits above = ~(four[i] <= largest) & (largest == largest);

      largest = (Vector) ((above & (Bits) four[i]) | (~above & (Bits) largest));
      bit     = (above & (1 << i)) | (~above & bit);
    }

  *code = bit & ~(largest <= (Vector) { 0 });
  return largest;
}

static inline Vector
take_mean (const Vector  four[4],
           Bits         *code)
{
  *code = (Bits) { 0 };
  for (int i = 0; i < 4; i++)
    *code |= ~(four[i] <= (Vector) { 0 }) & (1 << i);

  return 0.25f * (four[0] + four[1] + four[2] + four[3]);
}

/* One row of pooled results, from two of the convolution's. */
static inline void
store_pooled (const NstResults *results,
              const Vector      t[2][NST_TILE],
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
      Codes        codes;
      Bits         code;
      Vector       value;

      value = results->store == NST_STORE_POOLED ? take_largest (four, &code)
                                                 : take_mean (four, &code);
      codes = __builtin_convertvector (code, Codes);
      store_some (results->y[row] + at, value, n);
      memcpy (results->codes[row] + at, &codes, (size_t) n);
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
  Vector    columns[NST_PATCH][NST_TILE];       /* A^T m, by columns */

  for (int x = 0; x < NST_PATCH; x++)
    {
      Vector d[NST_PATCH];

#pragma GCC unroll 6
      for (int k = 0; k < NST_PATCH; k++)
        d[k] = load (m + c + (size_t) (k * NST_PATCH + x) * point_stride);
      transform_four (d, columns[x]);
    }

  for (int row = 0; row < n_rows; row++)
    {
      Vector d[NST_PATCH];
      Vector t[2][NST_TILE];

#pragma GCC unroll 6
      for (int x = 0; x < NST_PATCH; x++)
        d[x] = columns[x][row];
      transform_four (d, t[0]);

      if (!pooled)
        {
          store_row (results, t[0], row, c, n);
          continue;
        }

      row++;
#pragma GCC unroll 6
      for (int x = 0; x < NST_PATCH; x++)
        d[x] = columns[x][row];
      transform_four (d, t[1]);
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

/* The gradient that a pool gives back to one of its positions, or 0. */
static void
unpool_position (const NstPooledPatch *pooled,
                 int                   y,
                 int                   x,
                 float                *to)
{
  const int            row   = (y >> 1) - (pooled->top >> 1);
  const int            px    = x >> 1;
  const int            bit   = 1 << (2 * (y & 1) + (x & 1));
  const float         *dy    = pooled->dy[row];
  const unsigned char *codes = pooled->codes[row];
  size_t               first;
  int                  c     = 0;

  if (dy == NULL || px < pooled->first || px >= pooled->end)
    {
      memset (to, 0, (size_t) pooled->channels * sizeof (float));
      return;
    }

  first = (size_t) (px - pooled->origin) * (size_t) pooled->channels;
  for (; c + N_VECTOR <= pooled->channels; c += N_VECTOR)
    {
      Codes code;
      Bits  bits;

      memcpy (&code, codes + first + c, sizeof (code));
      bits = __builtin_convertvector (code, Bits);
      store (to + c, choose ((bits & bit) != 0,
                             pooled->share * load (dy + first + c)));
    }
  for (; c < pooled->channels; c++)
    to[c] = codes[first + (size_t) c] & bit ? pooled->share * dy[first + (size_t) c] : 0.0f;
}

static void
unpool (const NstPooledPatch *pooled,
        float                *patch)
{
  for (int y = 0; y < NST_PATCH; y++)
    for (int x = 0; x < NST_PATCH; x++)
      unpool_position (pooled, pooled->top + y, pooled->left + x,
                       patch + (size_t) (y * NST_PATCH + x) * (size_t) pooled->channels);
}


/* ---- weights --------------------------------------------------------- */

/* G's columns times three taps: a polynomial's value at a point p, over the
 * product of p's distances to the other points. */
static inline void
transform_three (const Vector c[3],
                 Vector       t[NST_PATCH])
{
  const float  n_0    = 1.0f / (A2 * B2);
  const float  n_a    = 1.0f / (2.0f * A2 * (A2 - B2));
  const float  n_b    = 1.0f / (2.0f * B2 * (B2 - A2));
  const Vector even_a = n_a * (c[0] + A2 * c[2]);
  const Vector odd_a  = n_a * A * c[1];
  const Vector even_b = n_b * (c[0] + B2 * c[2]);
  const Vector odd_b  = n_b * B * c[1];

  t[0] = n_0 * c[0];
  t[1] = even_a + odd_a;
  t[2] = even_a - odd_a;
  t[3] = even_b + odd_b;
  t[4] = even_b - odd_b;
  t[5] = c[2];
}

static void
transform_weights (size_t       n,
                   const float *taps,
                   float       *u,
                   size_t       point_stride)
{
  for (size_t i = 0; i < 2 * n; i++)
    {
      const float *from = taps + i / 2 * 9 * N_COLUMNS + i % 2 * N_VECTOR;
      float       *to   = u + i * N_VECTOR;
      Vector       columns[3][NST_PATCH];

      for (int x = 0; x < 3; x++)
        {
          const Vector c[3] = { load (from + x * N_COLUMNS),
                                load (from + (3 + x) * N_COLUMNS),
                                load (from + (6 + x) * N_COLUMNS) };

          transform_three (c, columns[x]);
        }

#pragma GCC unroll 6
      for (int y = 0; y < NST_PATCH; y++)
        {
          const Vector c[3] = { columns[0][y], columns[1][y], columns[2][y] };
          Vector       t[NST_PATCH];

          transform_three (c, t);
#pragma GCC unroll 6
          for (int x = 0; x < NST_PATCH; x++)
            store (to + (size_t) (y * NST_PATCH + x) * point_stride, t[x]);
        }
    }
}

const NstKernels JOIN (nst_kernels_, NST_VARIANT) =
{
#define TEXT2(name) #name
#define TEXT(name)  TEXT2 (name)
  TEXT (NST_VARIANT), N_VECTOR, N_ROWS, N_COLUMNS,
  multiply, 2 * N_VECTOR, add_products, add_products_precise, transform_weights, transform_input, transform_output, unpool
};

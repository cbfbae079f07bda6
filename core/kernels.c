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

/* What a product holds in registers: of 16 (32 with AVX-512) two vectors wide,
 * and some left for a row of b and a value of a. */
#define N_ROWS    (N_VECTOR == 16 ? 12 : 6)
#define N_COLUMNS (2 * N_VECTOR)

#define JOIN2(a, b) a##b
#define JOIN(a, b)  JOIN2 (a, b)

typedef float Vector __attribute__ ((vector_size (4 * N_VECTOR)));
typedef int   Bits   __attribute__ ((vector_size (4 * N_VECTOR)));
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
transform_input_vector (const float *patch,
                        size_t       row_stride,
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
          const float *from = patch + (size_t) y * row_stride + (size_t) x * pixel_stride;

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
transform_input (const float *patch,
                 size_t       row_stride,
                 int          channels,
                 float       *v,
                 size_t       point_stride)
{
  int c = 0;

  for (; c + N_VECTOR <= channels; c += N_VECTOR)
    transform_input_vector (patch + c, row_stride, (size_t) channels, N_VECTOR,
                            v + c, point_stride);
  if (c < channels)
    transform_input_vector (patch + c, row_stride, (size_t) channels, channels - c,
                            v + c, point_stride);
}

static inline Vector
relu (Vector value)
{
  const Vector zero = { 0 };

  /* A NaN is not below zero and stays. */
  return (Vector) (~(value < zero) & (Bits) value);
}

static inline void
transform_output_vector (const float *m,
                         size_t       point_stride,
                         size_t       pixel_stride,
                         int          n,
                         const float *bias,
                         float       *y,
                         size_t       row_stride,
                         int          n_rows,
                         int          n_columns)
{
  Vector columns[NST_PATCH][NST_TILE];          /* A^T m, by columns */

  for (int x = 0; x < NST_PATCH; x++)
    {
      Vector d[NST_PATCH];

#pragma GCC unroll 6
      for (int k = 0; k < NST_PATCH; k++)
        d[k] = load (m + (size_t) (k * NST_PATCH + x) * point_stride);
      transform_four (d, columns[x]);
    }

  for (int row = 0; row < n_rows; row++)
    {
      float  *to = y + (size_t) row * row_stride;
      Vector  d[NST_PATCH];
      Vector  t[NST_TILE];

#pragma GCC unroll 6
      for (int x = 0; x < NST_PATCH; x++)
        d[x] = columns[x][row];
      transform_four (d, t);

      for (int x = 0; x < n_columns; x++, to += pixel_stride)
        {
          if (bias != NULL)
            t[x] = relu (t[x] + (n == N_VECTOR ? load (bias) : load_part (bias, n)));

          if (n == N_VECTOR)
            store (to, t[x]);
          else
            store_part (to, t[x], n);
        }
    }
}

static void
transform_output (const float *m,
                  size_t       point_stride,
                  int          channels,
                  const float *bias,
                  float       *y,
                  size_t       row_stride,
                  int          n_rows,
                  int          n_columns)
{
  for (int c = 0; c < channels; c += N_VECTOR)
    {
      const int n = channels - c < N_VECTOR ? channels - c : N_VECTOR;

      transform_output_vector (m + c, point_stride, (size_t) channels, n,
                               bias != NULL ? bias + c : NULL, y + c,
                               row_stride, n_rows, n_columns);
    }
}

const NstKernels JOIN (nst_kernels_, NST_VARIANT) =
{
#define TEXT2(name) #name
#define TEXT(name)  TEXT2 (name)
  TEXT (NST_VARIANT), N_VECTOR, N_ROWS, N_COLUMNS,
  multiply, transform_input, transform_output
};

/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Products of matrices, and the table of an instruction set's inner loops. */

#include "kernels.h"
#include "vector.h"

/* What a product holds in registers: of 16 (32 with AVX-512 and NEON) two vectors
 * wide, and some left for a row of b and a value of a. */
#if N_VECTOR == 16 || defined (__ARM_NEON)
#define N_ROWS    12
#else
#define N_ROWS    6
#endif
#define N_COLUMNS (2 * N_VECTOR)

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

extern const NstTransforms JOIN (nst_transforms_4_, NST_VARIANT);
extern const NstTransforms JOIN (nst_transforms_6_, NST_VARIANT);

const NstKernels JOIN (nst_kernels_, NST_VARIANT) =
{
#define TEXT2(name) #name
#define TEXT(name)  TEXT2 (name)
  TEXT (NST_VARIANT), N_VECTOR, N_ROWS, N_COLUMNS,
  multiply, 2 * N_VECTOR, add_products, add_products_precise,
  { &JOIN (nst_transforms_4_, NST_VARIANT), &JOIN (nst_transforms_6_, NST_VARIANT) }
};

/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Products of matrices, and the table of an instruction set's inner loops. */

#include "core/conv/kernels.h"
#include "core/conv/vector.h"

/* What a product holds in registers: of 16 (32 with AVX-512 and NEON) two vectors
 * wide, and some left for a row of b and a value of a. */
#if N_VECTOR == 16 || defined(__ARM_NEON)
#define N_ROWS 12
#else
#define N_ROWS 6
#endif
#define N_COLUMNS (2 * N_VECTOR)

/* What products read at a time: a float, or a pair of bfloat16s. */
typedef int  Word __attribute__ ((may_alias));
typedef Bits WordMemory __attribute__ ((aligned (4), may_alias));

/* sum + a b, in each place of a vector. */
static inline Vector
add_product (Vector sum,
             Bits   a,
             Bits   b)
{
  return sum + (Vector) a * (Vector) b;
}

/* sum + the products of two pairs. */
static inline Vector
add_pairs (Vector sum,
           Bits   a,
           Bits   b)
{
#ifdef __AVX512BF16__
  return (Vector) _mm512_dpbf16_ps ((__m512) sum, (__m512bh) a, (__m512bh) b);
#else
  const Bits upper = (Bits){ 0 } + (int) 0xffff0000u;

  return sum + (Vector) (a << 16) * (Vector) (b << 16) +
         (Vector) (a & upper) * (Vector) (b & upper);
#endif
}

/* c[N_ROWS][N_COLUMNS] = a b, b[depth][N_COLUMNS]: all of c in registers.  paired is
 * known where this is inlined. */
static inline __attribute__ ((always_inline)) void
multiply_panel (int         paired,
                int         depth,
                const Word *a,
                size_t      a_stride,
                const Word *b,
                float      *c,
                size_t      c_stride)
{
  Vector left[N_ROWS];
  Vector right[N_ROWS];

#pragma GCC unroll 16
  for (int i = 0; i < N_ROWS; i++)
    left[i] = right[i] = (Vector){ 0 };

  for (int k = 0; k < depth; k++, b += N_COLUMNS)
    {
      const Bits b_left  = *(const WordMemory *) b;
      const Bits b_right = *(const WordMemory *) (b + N_VECTOR);

#pragma GCC unroll 16
      for (int i = 0; i < N_ROWS; i++)
        {
          const Bits value = (Bits){ 0 } + a[(size_t) i * a_stride + (size_t) k];

          left[i]  = paired ? add_pairs (left[i], value, b_left)
                            : add_product (left[i], value, b_left);
          right[i] = paired ? add_pairs (right[i], value, b_right)
                            : add_product (right[i], value, b_right);
        }
    }

#pragma GCC unroll 16
  for (int i = 0; i < N_ROWS; i++)
    {
      store (c + (size_t) i * c_stride, left[i]);
      store (c + (size_t) i * c_stride + N_VECTOR, right[i]);
    }
}

/* depth and a_stride in words.  The parameters of NstMultiplyFunc, and one more. */
/* NOLINTBEGIN(readability-function-size) */
static inline __attribute__ ((always_inline)) void
multiply_words (int         paired,
                int         n_rows,
                int         n_columns,
                int         depth,
                const Word *a,
                size_t      a_stride,
                const Word *b,
                float      *c,
                size_t      c_stride)
{
  for (int j = 0; j < n_columns; j += N_COLUMNS, b += (size_t) depth * N_COLUMNS)
    for (int i = 0; i < n_rows; i += N_ROWS)
      multiply_panel (paired, depth, a + (size_t) i * a_stride, a_stride, b,
                      c + (size_t) i * c_stride + j, c_stride);
}
/* NOLINTEND(readability-function-size) */

static void
multiply (int         n_rows,
          int         n_columns,
          int         depth,
          const void *a,
          size_t      a_stride,
          const void *b,
          float      *c,
          size_t      c_stride)
{
  multiply_words (0, n_rows, n_columns, depth, a, a_stride, b, c, c_stride);
}

#ifdef NST_BFLOAT16

static void
multiply_operands (int         n_rows,
                   int         n_columns,
                   int         depth,
                   const void *a,
                   size_t      a_stride,
                   const void *b,
                   float      *c,
                   size_t      c_stride)
{
  multiply_words (1, n_rows, n_columns, depth / DEPTH, a, a_stride / DEPTH, b, c, c_stride);
}

#else

#define multiply_operands multiply

#endif


/* Products of columns with each other: so many rows and two vectors of columns
 * stay in registers. */
#define PRODUCT_ROWS 4

typedef double Double __attribute__ ((vector_size (4 * N_VECTOR)));
typedef double DoubleMemory __attribute__ ((vector_size (4 * N_VECTOR), aligned (8), may_alias));
typedef float  Part __attribute__ ((vector_size (2 * N_VECTOR)));

#define N_DOUBLE (N_VECTOR / 2)

/* to[N_VECTOR] += sum */
static inline void
add_to_doubles (double *to,
                Vector  sum)
{
  Part          parts[2];
  DoubleMemory *memory = (DoubleMemory *) to;

  memcpy (parts, &sum, sizeof (sum));
  memory[0] += __builtin_convertvector(parts[0], Double);
  memory[1] += __builtin_convertvector(parts[1], Double);
}

static void
add_products (int          n_positions,
              int          n,
              int          top,
              int          bottom,
              const float *f,
              double      *c)
{
  for (int i = top; i < bottom; i += PRODUCT_ROWS)
    for (int j = i / (2 * N_VECTOR) * 2 * N_VECTOR; j < n; j += 2 * N_VECTOR)
      {
        Vector       left[PRODUCT_ROWS]  = { { 0 } };
        Vector       right[PRODUCT_ROWS] = { { 0 } };
        const float *row                 = f;

        for (int p = 0; p < n_positions; p++, row += n)
          {
            const Vector f_left  = load (row + j);
            const Vector f_right = load (row + j + N_VECTOR);

#pragma GCC unroll 4
            for (int k = 0; k < PRODUCT_ROWS; k++)
              {
                left[k] += row[i + k] * f_left;
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
                      int           top,
                      int           bottom,
                      const double *f,
                      double       *c)
{
  for (int i = top; i < bottom; i += PRODUCT_ROWS)
    for (int j = i / (2 * N_DOUBLE) * 2 * N_DOUBLE; j < n; j += 2 * N_DOUBLE)
      {
        Double        left[PRODUCT_ROWS]  = { { 0 } };
        Double        right[PRODUCT_ROWS] = { { 0 } };
        const double *row                 = f;

        for (int p = 0; p < n_positions; p++, row += n)
          {
            const Double f_left  = *(const DoubleMemory *) (row + j);
            const Double f_right = *(const DoubleMemory *) (row + j + N_DOUBLE);

#pragma GCC unroll 4
            for (int k = 0; k < PRODUCT_ROWS; k++)
              {
                left[k] += row[i + k] * f_left;
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


/* n of one position's channels. */
static inline void
replace_some (const float *gradient,
              const float *offset,
              int          masked,
              float        dead,
              float       *f,
              int          n)
{
  const Vector zero  = { 0 };
  Vector       value = load_some (gradient, n) + load_some (offset, n);

  if (masked)
    {
      const Bits alive = load_some (f, n) > zero;

      value = (Vector) ((alive & (Bits) value) | (~alive & (Bits) (zero + dead)));
    }
  store_some (f, value, n);
}

static void
replace (int          n,
         int          channels,
         const float *gradient,
         size_t       stride,
         const float *offset,
         int          masked,
         float        dead,
         float       *f)
{
  for (int i = 0; i < n; i++, f += channels, gradient += stride)
    {
      int c = 0;

      for (; c + N_VECTOR <= channels; c += N_VECTOR)
        replace_some (gradient + c, offset + c, masked, dead, f + c, N_VECTOR);
      if (c < channels)
        replace_some (gradient + c, offset + c, masked, dead, f + c, channels - c);
    }
}

extern const NstTransforms JOIN (nst_transforms_4_, NST_VARIANT);
extern const NstTransforms JOIN (nst_transforms_6_, NST_VARIANT);

#define TEXT2(name) #name
#define TEXT(name)  TEXT2 (name)

/* clang-format off */
#define KERNELS_OF(fast, forward) \
  { \
    TEXT (NST_VARIANT), fast, N_VECTOR, N_ROWS, N_COLUMNS, \
    multiply, sizeof (Operand), DEPTH, multiply_operands, forward, \
    2 * N_VECTOR, add_products, add_products_precise, replace, \
    { &JOIN (nst_transforms_4_, NST_VARIANT), &JOIN (nst_transforms_6_, NST_VARIANT) } \
  }
/* clang-format on */

const NstKernels JOIN (nst_kernels_fast_, NST_VARIANT) = KERNELS_OF (1, NST_TILES_6);
#ifndef NST_BFLOAT16
const NstKernels JOIN (nst_kernels_, NST_VARIANT) = KERNELS_OF (0, NST_TILES_4);
#endif

/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The inner loops of convolution, compiled once for each instruction set.
 *
 * Winograd's F(4x4, 3x3) (Lavin and Gray, arXiv:1509.09308) makes 4x4 outputs
 * of a 3x3 convolution from a 6x6 patch of the input by 36 products a pair of
 * channels where direct convolution has 144:
 *
 *   Y = A^T [ (G g G^T) . (B^T d B) ] A
 *
 * Each of the 36 points is a product of matrices over all tiles and channels.
 *
 * The transforms evaluate polynomials at 0, a, -a, b, -b and infinity.  With
 * a = 5/8 and b = 3/2 the rounding error is less than half of that of the
 * usual 1 and 2 (measured over responses of 64 channels: 6e-7 against 1.35e-6),
 * and all coefficients of B and A are exact.
 */

#pragma once

#include <stddef.h>

#define NST_TILE   4            /* outputs of a tile, a side */
#define NST_PATCH  6            /* its inputs, a side */
#define NST_POINTS 36

#define NST_POINT_A 0.625f
#define NST_POINT_B 1.5f

typedef struct
{
  const char *name;
  int         vector;           /* floats in a vector */
  int         rows;             /* of the product that stays in registers */
  int         columns;

  /* c[n_rows][n_columns] = a[n_rows][depth] b; b lies in panels:
   * [n_columns / columns][depth][columns].  n_rows and n_columns are multiples
   * of rows and columns. */
  void     (* multiply)         (int          n_rows,
                                 int          n_columns,
                                 int          depth,
                                 const float *a,
                                 size_t       a_stride,
                                 const float *b,
                                 float       *c,
                                 size_t       c_stride);

  /* v[36] = B^T patch B for each of the channels; v's points lie point_stride
   * apart and have room for whole vectors. */
  void     (* transform_input)  (const float *patch,
                                 size_t       row_stride,
                                 int          channels,
                                 float       *v,
                                 size_t       point_stride);

  /* y[n_rows][n_columns] = A^T m A for each of the channels; with a bias,
   * relu (y + bias). */
  void     (* transform_output) (const float *m,
                                 size_t       point_stride,
                                 int          channels,
                                 const float *bias,
                                 float       *y,
                                 size_t       row_stride,
                                 int          n_rows,
                                 int          n_columns);
} NstKernels;

extern const NstKernels nst_kernels_generic;
#ifdef __x86_64__
extern const NstKernels nst_kernels_avx2;
extern const NstKernels nst_kernels_avx512;
#endif

/* Those that this processor runs, the best first, ended by NULL. */
const NstKernels * const * nst_kernels_list (void);

/* The best that this processor runs, or the one that NEURAL_ART_CPU names
 * ("generic", "avx2", "avx512") where it can. */
const NstKernels * nst_kernels_get (void);

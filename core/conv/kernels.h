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
 * F(6x6, 3x3) takes 64 products where direct convolution has 324.
 *
 * The transforms evaluate polynomials at 0, a, -a, b, -b and infinity.  With
 * a = 5/8 and b = 3/2 the rounding error is less than half of that of the
 * usual 1 and 2 (measured over responses of 64 channels: 6e-7 against 1.35e-6),
 * and all coefficients of B and A are exact.  For 6x6 the points 0, 1/2, 1, 2
 * and their negatives are the best that was found: 2.5e-6.
 *
 * Where the processor multiplies pairs of bfloat16s at twice the speed of floats,
 * transformed tiles and weights may be these: each is rounded to 8 bits, all else
 * is in single precision.  The transforms' matrices make 0.8 % of noise of that
 * with tiles of 4x4, 3.3 % with 6x6; a painting does not suffer from it.
 *
 * A pool behind a convolution can be done on the way out: then the convolution's
 * own responses, the largest there are, are never written.
 */

#pragma once

#include <stddef.h>

#define NST_MOST_TILE  6 /* outputs of a tile, a side: 4 or 6 */
#define NST_MOST_PATCH 8 /* its inputs, a side */

/* The multiple of to that n fits in: of vectors, rows or columns. */
static inline int
nst_round_up (int n,
              int to)
{
  return (n + to - 1) / to * to;
}

/* Outputs of a tile: 4x4 or 6x6. */
typedef enum
{
  NST_TILES_4,
  NST_TILES_6,
  NST_N_TILES
} NstTiles;

/* What becomes of a result on its way into memory. */
typedef enum
{
  NST_STORE_RELU,    /* y = relu (sum + bias) */
  NST_STORE_PLAIN,   /* y = sum */
  NST_STORE_MASKED,  /* y, a response of a ReLU: sum where it is above 0, else 0 */
  NST_STORE_ADDED,   /* y += sum, but 0 where y is NST_DEAD */
  NST_STORE_POOLED,  /* y = the largest of 2x2 relu (sum + bias) ... */
  NST_STORE_AVERAGED /* ... or their mean; switches say where they came from */
} NstStore;

/* In a gradient: the ReLU was at 0 here and lets nothing through. */
#define NST_DEAD (-__builtin_inff ())

/* Where a tile's results of a number of channels go.  y[] are the rows that there
 * are; of NST_STORE_POOLED and NST_STORE_AVERAGED the pooled ones, with switches. */
typedef struct
{
  NstStore       store;
  const float   *bias;
  int            channels;
  size_t         pixel_stride;
  int            n_rows; /* from 1 to the tile's side, pooled to half of it */
  int            n_columns;
  float         *y[NST_MOST_TILE];
  unsigned char *switches[NST_MOST_TILE / 2];
} NstResults;

/* Gradients of a pool's results, to be taken back to what was pooled: bit
 * 2 y + x of a switch says that the position (y, x) of the 2x2 gets share of the
 * gradient. */
typedef struct
{
  int                  top; /* of the patch, in rows of what was pooled */
  int                  left;
  int                  channels;
  float                share;
  const float         *dy[NST_MOST_PATCH / 2 + 1]; /* rows from top >> 1 on; NULL: outside */
  const unsigned char *switches[NST_MOST_PATCH / 2 + 1];
  int                  origin; /* the column that these begin with ... */
  int                  first;  /* ... and those that count */
  int                  end;
  int                  wraps; /* the columns go on from their other end */
} NstPooledPatch;

/* For tiles of one size. */
typedef struct
{
  int tile;   /* outputs a side */
  int patch;  /* inputs a side */
  int points; /* patch x patch */

  /* u[points] = G g G^T for n kernels: taps[9][columns], and so u, for each of
   * n rows of columns kernels, n a multiple of depth; u's points lie point_stride
   * operands apart. */
  void (*weights) (size_t       n,
                   const float *taps,
                   void        *u,
                   size_t       point_stride);

  /* v[points] = B^T patch B for each of the channels, from the patch's rows;
   * v's points lie point_stride operands apart and have room for whole vectors,
   * which are filled up with zeros. */
  void (*input) (const float *const rows[],
                 int                channels,
                 void              *v,
                 size_t             point_stride);

  /* A^T m A for each of the channels, stored. */
  void (*output) (const float      *m,
                  size_t            point_stride,
                  const NstResults *results);

  /* patch[patch][patch][channels] from a pool's gradients. */
  void (*unpool) (const NstPooledPatch *pooled,
                  float                *patch);
} NstTransforms;

/* c[n_rows][n_columns] = a[n_rows][depth] b; b lies in panels:
 * [n_columns / columns][depth][columns], or with pairs of operands
 * [n_columns / columns][depth / 2][columns][2].  n_rows, n_columns and depth are
 * multiples of the kernels' rows, columns and depth. */
typedef void (*NstMultiplyFunc) (int         n_rows,
                                 int         n_columns,
                                 int         depth,
                                 const void *a,
                                 size_t      a_stride,
                                 const void *b,
                                 float      *c,
                                 size_t      c_stride);

typedef struct
{
  const char *name;   /* of the instruction set */
  int         fast;   /* for fast precision; else for single */
  int         vector; /* floats in a vector */
  int         rows;   /* of the product that stays in registers */
  int         columns;

  NstMultiplyFunc multiply; /* of floats */

  /* What transformed tiles and weights consist of: floats, or bfloat16s, whose
   * products are added up in single precision. */
  size_t          operand_bytes; /* 4 or 2 */
  int             depth;         /* they are multiplied so many at a time */
  NstMultiplyFunc multiply_operands;
  NstTiles        forward; /* the responses' tiles; the gradient's are of 6x6 */

  /* c[n][n] += f^T f for f[n_positions][n], in rows top to bottom - 1 of c's upper triangle
   * at least; n, top and bottom are multiples of product_columns, and the sums of single
   * products go on in single precision for no more than n_positions.  precise: all in
   * double. */
  int product_columns;
  void (*add_products) (int          n_positions,
                        int          n,
                        int          top,
                        int          bottom,
                        const float *f,
                        double      *c);
  void (*add_products_precise) (int           n_positions,
                                int           n,
                                int           top,
                                int           bottom,
                                const double *f,
                                double       *c);

  /* f[n][channels] = gradient[n][stride] + offset; masked: dead where f, a
   * response of a ReLU, is not above 0. */
  void (*replace) (int          n,
                   int          channels,
                   const float *gradient,
                   size_t       stride,
                   const float *offset,
                   int          masked,
                   float        dead,
                   float       *f);

  const NstTransforms *transforms[NST_N_TILES];
} NstKernels;

/* Floats that hold n operands. */
static inline size_t
nst_kernels_count_floats (const NstKernels *kernels,
                          size_t            n)
{
  return (n * kernels->operand_bytes + sizeof (float) - 1) / sizeof (float);
}

extern const NstKernels nst_kernels_generic;
extern const NstKernels nst_kernels_fast_generic;
extern const NstKernels nst_kernels_fast_bf16;
#ifdef __x86_64__
extern const NstKernels nst_kernels_avx2;
extern const NstKernels nst_kernels_fast_avx2;
extern const NstKernels nst_kernels_avx512;
extern const NstKernels nst_kernels_fast_avx512;
extern const NstKernels nst_kernels_fast_avx512bf16;
#endif
#ifdef __aarch64__
extern const NstKernels nst_kernels_neon;
extern const NstKernels nst_kernels_fast_neon;
#endif

/* Those that this processor runs, mostly the best of a precision first, ended by NULL; the
 * last are for tests.  There is a fast one of each name. */
const NstKernels *const *nst_kernels_list (void);

/* What NEURAL_ART_CPU is set to where that is none of their names, which a run refuses;
 * else NULL. */
const char *nst_kernels_get_unknown (void);

/* The best of a precision that this processor runs, or the one that NEURAL_ART_CPU names
 * ("generic", "avx2", "avx512", "avx512bf16", "bf16", "neon") where there is one of it.
 * fast: bfloat16s may be multiplied, and responses computed by large tiles. */
const NstKernels *nst_kernels_get (int fast);

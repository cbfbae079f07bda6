/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The network's arithmetic: 3x3 convolution, ReLU and pooling, each with its
 * backward.  dx and dy are the gradients of x and y.
 *
 * Everything is computed for a region of the result; the argument's plane must
 * hold what the region needs of the layer, and valid says what counts of it:
 * the rest is zero, as padding is.
 *
 * Functions that return a gboolean return FALSE when the work was interrupted
 * or there was no memory for the threads' blocks; what they write is then
 * undefined.
 */

#pragma once

#include "core/conv/kernels.h"
#include "core/conv/feature-map.h"
#include "core/base/threads.h"

typedef struct
{
  int               n_in;
  int               n_out;
  const NstKernels *kernels;
  float            *bias;       /* [n_out] */
  /* Panels of [depth][9][columns] taps, or, where they are not too many, of
   * transformed ones: [points] panels of [depth][columns] operands. */
  float            *forward;    /* depth n_in, n_out columns in all */
  float            *backward;   /* depth n_out, n_in columns, taps turned by 180 degrees */
  float            *taps;       /* the first layer's, instead: [3][3][n_in][n_out] */
} NstConv;

/* kernel[n_out][n_in][3][3] and bias[n_out] are copied; first: for the functions
 * of the first layer below, else for the others; kernels: whose inner loops it
 * will run on.  NULL: no memory. */
NstConv *    nst_conv_new        (int              n_out,
                                  int              n_in,
                                  const float     *kernel,
                                  const float     *bias,
                                  gboolean         first,
                                  const NstKernels *kernels);
void         nst_conv_free       (NstConv         *conv);

/* Bytes that a convolution of this shape keeps. */
size_t       nst_conv_count_bytes (const NstKernels *kernels,
                                  int              n_out,
                                  int              n_in,
                                  gboolean         first);

/* Whether a convolution of this shape keeps its weights transformed. */
gboolean     nst_conv_keeps_transformed (int       n_out,
                                  int              n_in);

/* The transforms for a region of height x width.  Rounding errors of the
 * responses decide where a ReLU or a pool switches, so in single precision forward
 * has the more precise ones; the gradient is linear and has those with less
 * arithmetic. */
const NstTransforms * nst_conv_choose_transforms (const NstKernels *kernels,
                                  int              n_out,
                                  int              n_in,
                                  gboolean         backward,
                                  int              height,
                                  int              width);

/* Raises the floats of scratch memory, shared by the threads and each thread's
 * own, to what a convolution of a region of height x width takes. */
void         nst_conv_count_scratch (const NstKernels *kernels,
                                  int              n_out,
                                  int              n_in,
                                  gboolean         backward,
                                  int              height,
                                  int              width,
                                  int              n_threads,
                                  size_t          *shared,
                                  size_t          *own);

/* y = relu (conv (x) + bias) in region. */
gboolean     nst_conv_forward    (const NstConv   *conv,
                                  const NstFeatureMap  *x,
                                  NstRegion        valid,
                                  NstFeatureMap        *y,
                                  NstRegion        region,
                                  const NstThreads   *threads);

/* y = pool (relu (conv (x) + bias)) in region, codes included; pools of 2x2 only. */
gboolean     nst_conv_forward_pooled (const NstConv *conv,
                                  const NstFeatureMap  *x,
                                  NstRegion        valid,
                                  NstPool          pool,
                                  NstFeatureMap        *y,
                                  NstRegion        region,
                                  const NstThreads   *threads);

/* dx in region from dy, the gradient of the convolution's sum (before its
 * ReLU).  store: what becomes of it in dx: PLAIN, MASKED or ADDED. */
gboolean     nst_conv_backward   (const NstConv   *conv,
                                  const NstFeatureMap  *dy,
                                  NstRegion        valid,
                                  NstStore         store,
                                  NstFeatureMap        *dx,
                                  NstRegion        region,
                                  const NstThreads   *threads);

/* The same with dy, and valid, of the pool behind the convolution. */
gboolean     nst_conv_backward_pooled (const NstConv *conv,
                                  const NstFeatureMap  *dy,
                                  NstRegion        valid,
                                  NstPool          pool,
                                  NstStore         store,
                                  NstFeatureMap        *dx,
                                  NstRegion        region,
                                  const NstThreads   *threads);

/* The first layer: from a picture of width x height whose border is zero or
 * repeats its outermost pixels; x holds what region needs. */
gboolean     nst_first_forward   (const NstConv   *conv,
                                  int              width,
                                  int              height,
                                  NstEdge          edge,
                                  const NstFeatureMap  *x,
                                  NstFeatureMap        *y,
                                  NstRegion        region,
                                  const NstThreads   *threads);
gboolean     nst_first_backward  (const NstConv   *conv,
                                  int              width,
                                  int              height,
                                  NstEdge          edge,
                                  const NstFeatureMap  *dy,
                                  NstFeatureMap        *dx,
                                  NstRegion        region,
                                  const NstThreads   *threads);
size_t       nst_first_count_scratch (int          n_in,
                                  int              width);

/* Whether a pool is one of 3x3. */
static inline gboolean
nst_pool_is_wide (NstPool pool)
{
  return pool == NST_POOL_MAX_3 || pool == NST_POOL_AVERAGE_3;
}

/* y in region: the largest or the mean of each 2x2 of x, and its code.  A last
 * odd row or column is left out (5x5 gives 2x2).  Wide pools take 3x3 of x about
 * each second row and column, the first among them (5x5 gives 3x3), as far as they
 * lie within the layer: the mean is that of the positions within.  valid: see
 * above. */
void         nst_pool_forward    (NstPool          pool,
                                  const NstFeatureMap  *x,
                                  NstRegion        valid,
                                  NstFeatureMap        *y,
                                  NstRegion        region,
                                  const NstThreads   *threads);

/* dx in region from dy: ADDED; or MASKED, of wide pools only. */
void         nst_pool_backward   (NstPool          pool,
                                  const NstFeatureMap  *dy,
                                  NstRegion        valid,
                                  NstStore         store,
                                  NstFeatureMap        *dx,
                                  NstRegion        region,
                                  const NstThreads   *threads);

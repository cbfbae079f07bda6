/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The network's arithmetic: 3x3 convolution, ReLU and 2x2 pooling, each with
 * its backward.  Responses lie channels last: [height][width][channels].
 *
 * Functions that return a gboolean return FALSE when the work was interrupted
 * or there was no memory for the threads' blocks; what they write is then
 * undefined.  dx and dy are the gradients of x and y.
 */

#pragma once

#include "kernels.h"
#include "work.h"

typedef struct
{
  int               n_in;
  int               n_out;
  const NstKernels *kernels;
  float            *bias;       /* [n_out] */
  float            *forward;    /* transformed: [36] panels of n_in x n_out */
  float            *backward;   /* of n_out x n_in, taps turned by 180 degrees */
  float            *taps;       /* the first layer's, instead: [3][3][n_in][n_out] */
} NstConv;

/* kernel[n_out][n_in][3][3] and bias[n_out] are copied; bordered: for the two
 * functions below that say so, else for the others; kernels: whose inner loops
 * it will run on.  NULL: no memory. */
NstConv *    nst_conv_new        (int              n_out,
                                  int              n_in,
                                  const float     *kernel,
                                  const float     *bias,
                                  gboolean         bordered,
                                  const NstKernels *kernels);
void         nst_conv_free       (NstConv         *conv);

/* Bytes that a convolution of this shape keeps. */
size_t       nst_conv_count_bytes (int             n_out,
                                  int              n_in,
                                  gboolean         bordered);

/* y[height][width][n_out] = relu (conv (x[height][width][n_in]) + bias), zero
 * outside x. */
gboolean     nst_conv_forward    (const NstConv   *conv,
                                  int              height,
                                  int              width,
                                  const float     *x,
                                  float           *y,
                                  const NstWork   *work);

/* dx[height][width][n_in] from dy[height][width][n_out], the gradient of the
 * convolution's sum (before the ReLU). */
gboolean     nst_conv_backward   (const NstConv   *conv,
                                  int              height,
                                  int              width,
                                  const float     *dy,
                                  float           *dx,
                                  const NstWork   *work);

/* The same for the first layer, whose x has its border with it:
 * x[height + 2][width + 2][n_in], and so has dx.  For few input channels. */
gboolean     nst_conv_bordered_forward  (const NstConv *conv,
                                  int              height,
                                  int              width,
                                  const float     *x,
                                  float           *y,
                                  const NstWork   *work);
gboolean     nst_conv_bordered_backward (const NstConv *conv,
                                  int              height,
                                  int              width,
                                  const float     *dy,
                                  float           *dx,
                                  const NstWork   *work);

/* dy[n] becomes 0 wherever y[n], the ReLU's result, is 0. */
void         nst_relu_backward   (size_t           n,
                                  const float     *y,
                                  float           *dy,
                                  const NstWork   *work);

/* y[height / 2][width / 2][channels] from x[height][width][channels]: the
 * largest or the mean of each 2x2; a last odd row or column is left out (5x5
 * gives 2x2). */
void         nst_pool_forward    (NstPool          pool,
                                  int              height,
                                  int              width,
                                  int              channels,
                                  const float     *x,
                                  float           *y,
                                  const NstWork   *work);

/* dx from dy.  Of equal largest the first, by rows, gets the gradient. */
void         nst_pool_backward   (NstPool          pool,
                                  int              height,
                                  int              width,
                                  int              channels,
                                  const float     *x,
                                  const float     *y,
                                  const float     *dy,
                                  float           *dx,
                                  const NstWork   *work);

/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Convolution by Winograd's transforms, forward and backward, with the ReLU and, where
 * one follows, the pool of 2x2 done on the way out.  dx and dy are the gradients of x
 * and y.
 *
 * Everything is computed for a region of the result; the argument's map must hold
 * what the region needs of the layer (one row and column more all around, of what a
 * pool reads twice as many), and valid says what counts of it: the rest is zero, as
 * padding is.  Maps are [rows][columns][channels], of n_in and n_out channels.
 *
 * A gboolean is FALSE when the work was interrupted or there was no memory for the
 * threads' blocks; what is written is then undefined. */

#pragma once

#include "core/base/threads.h"
#include "core/base/types.h"
#include "core/conv/conv.h"
#include "core/conv/feature-map.h"

/* The scratch memory that a convolution of a region of height x width takes. */
NstScratch nst_conv_count_scratch (const NstKernels *kernels,
                                   int               n_out,
                                   int               n_in,
                                   gboolean          backward,
                                   int               height,
                                   int               width,
                                   int               n_threads);

/* y = relu (conv (x) + bias) in region. */
gboolean nst_conv_forward (const NstConv       *conv,
                           const NstFeatureMap *x,
                           NstRegion            valid,
                           NstFeatureMap       *y,
                           NstRegion            region,
                           const NstThreads    *threads);

/* y = pool (relu (conv (x) + bias)) in region, switches included; pools of 2x2 only. */
gboolean nst_conv_forward_pooled (const NstConv       *conv,
                                  const NstFeatureMap *x,
                                  NstRegion            valid,
                                  NstPool              pool,
                                  NstFeatureMap       *y,
                                  NstRegion            region,
                                  const NstThreads    *threads);

/* dx in region from dy, the gradient of the convolution's sum (before its ReLU).
 * store: what becomes of it in dx: PLAIN, MASKED or ADDED. */
gboolean nst_conv_backward (const NstConv       *conv,
                            const NstFeatureMap *dy,
                            NstRegion            valid,
                            NstStore             store,
                            NstFeatureMap       *dx,
                            NstRegion            region,
                            const NstThreads    *threads);

/* The same with dy, and valid, of the pool behind the convolution. */
gboolean nst_conv_backward_pooled (const NstConv       *conv,
                                   const NstFeatureMap *dy,
                                   NstRegion            valid,
                                   NstPool              pool,
                                   NstStore             store,
                                   NstFeatureMap       *dx,
                                   NstRegion            region,
                                   const NstThreads    *threads);

/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A 3x3 convolution's weights, in the order in which its products read them.  What is
 * done with them is in winograd.h, and of the network's first layer in first-layer.h. */

#pragma once

#include "core/conv/kernels.h"

#include <glib.h>

/* Read-only once it is made: for any number of threads. */
typedef struct
{
  int               n_in;
  int               n_out;
  const NstKernels *kernels;
  float            *bias; /* [n_out] */
  /* Panels of [depth][9][columns] taps, or, where they are not too many, of
   * transformed ones: [points] panels of [depth][columns] operands. */
  float *forward;  /* depth n_in, n_out columns in all */
  float *backward; /* depth n_out, n_in columns, taps turned by 180 degrees */
  float *taps;     /* the first layer's, instead: [3][3][n_in][n_out] */
} NstConv;

/* kernel[n_out][n_in][3][3] and bias[n_out] are copied; first: for the first layer,
 * else for the others; kernels: whose inner loops it will run on.  Free with
 * nst_conv_free.  NULL: no memory. */
NstConv *nst_conv_new (int               n_out,
                       int               n_in,
                       const float      *kernel,
                       const float      *bias,
                       gboolean          first,
                       const NstKernels *kernels);
void     nst_conv_free (NstConv *conv);

/* Bytes that a convolution of this shape keeps. */
size_t nst_conv_count_bytes (const NstKernels *kernels,
                             int               n_out,
                             int               n_in,
                             gboolean          first);

/* Whether a convolution of this shape keeps its weights transformed. */
gboolean nst_conv_keeps_transformed (int n_out,
                                     int n_in);

/* The transforms for a region of height x width.  Rounding errors of the responses
 * decide where a ReLU or a pool switches, so in single precision forward has the more
 * precise ones; the gradient is linear and has those with less arithmetic. */
const NstTransforms *nst_conv_choose_transforms (const NstKernels *kernels,
                                                 int               n_out,
                                                 int               n_in,
                                                 gboolean          backward,
                                                 int               height,
                                                 int               width);

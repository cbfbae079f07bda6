/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the engine itself needs of the network: its convolutions, what they cost, and
 * the units of its input.
 *
 *   response  what a layer gives, after its ReLU: [height][width][channels]
 *   canvas    a picture in the network's units: [height][width][3], BGR, 0..255 less
 *             the mean
 */

#pragma once

#include "core/base/threads.h"
#include "core/conv/conv.h"
#include "core/network/layers.h"
#include "core/network/network.h"

/* Channels of a layer's response. */
int nst_network_get_channels (const NstNetwork *network,
                              int               layer);

/* Bytes of the convolutions down to the deepest layer, once they are made. */
size_t nst_network_count_bytes (const NstNetwork *network,
                                const NstKernels *kernels,
                                int               deepest);

/* Floating point operations of direct convolution, forward and backward, for
 * a picture of width x height. */
double nst_network_count_flop (const NstNetwork *network,
                               int               deepest,
                               NstPool           pool,
                               int               width,
                               int               height);

/* What an evaluation takes: so much at any size, and so much for each pixel. */
typedef struct
{
  double evaluation_s;
  double pixel_s; /* 0: not measured yet */
} NstSpeed;

/* Kinds of evaluation, which take differently long, have numbers below this: bits for Gram
 * matrices, wide pools and weighed gradients (run/estimate.c). */
#define NST_N_SPEEDS 8

/* The speed as it was measured once with these kernels for this kind of evaluation;
 * from any thread. */
NstSpeed nst_network_get_speed (NstNetwork       *network,
                                const NstKernels *kernels,
                                int               kind);
void     nst_network_set_speed (NstNetwork       *network,
                                const NstKernels *kernels,
                                int               kind,
                                NstSpeed          speed);

/* A layer's mean response over photos; of a file whose convolutions are scaled to a mean
 * response of 1 that is 1, and for a pool the ratio to its convolution's. */
double nst_network_get_mean_response (const NstNetwork *network,
                                      int               layer);

/* Makes every convolution down to the deepest layer ready for use by these
 * kernels.  FALSE and NST_ERROR_MEMORY, or no error where the work was
 * interrupted. */
gboolean nst_network_prepare (NstNetwork       *network,
                              const NstKernels *kernels,
                              int               deepest,
                              const NstThreads *threads,
                              GError          **error);

/* A convolution's layer, once it is ready; borrowed. */
const NstConv *nst_network_get_conv (const NstNetwork *network,
                                     const NstKernels *kernels,
                                     int               layer);

/* The colour that is the network's zero, RGB 0..1. */
void nst_network_get_mean_colour (const NstNetwork *network,
                                  float             colour[3]);

/* n pixels, RGB 0..1, to the network's units, clamped, and back, not clamped;
 * both arrays may be one. */
void nst_network_pixels_to_canvas (const NstNetwork *network,
                                   size_t            n,
                                   const float      *pixels,
                                   float            *canvas);
void nst_network_canvas_to_pixels (const NstNetwork *network,
                                   size_t            n,
                                   const float      *canvas,
                                   float            *pixels);

/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Reads the network's file: a safetensors container with the sixteen 3x3
 * convolutions of a VGG-19, or of a narrower one (weights/README.md has the format).
 *
 * The file comes from outside, so nothing in it is believed: every length,
 * offset, type, shape and value is checked before nst_weights_open returns,
 * and nothing can fail afterwards.  What was read stays in memory until
 * nst_weights_free, whatever becomes of the file. */

#pragma once

#include <gio/gio.h>

#define NST_WEIGHTS_N_CONVS 16

typedef struct _NstWeights NstWeights;

/* NULL and NST_ERROR_NETWORK when the file is missing, damaged or of another
 * kind; the message names the file and says what to do. */
NstWeights *nst_weights_open (const char *path,
                              GError    **error);
void        nst_weights_free (NstWeights *weights);

/* Channels out of and into convolution 0..15 (conv1_1 .. conv5_4); FALSE when
 * there is no such convolution. */
gboolean nst_weights_get_conv (const NstWeights *weights,
                               int               conv,
                               int              *n_out,
                               int              *n_in);

/* Copies out kernel[n_out][n_in][3][3] and bias[n_out]; all finite. */
void nst_weights_read_conv (const NstWeights *weights,
                            int               conv,
                            float            *kernel,
                            float            *bias);

/* What is taken off a pixel's B, G, R in 0..255 before conv1_1: [3]; borrowed. */
const float *nst_weights_get_mean (const NstWeights *weights);

/* Whether every convolution's mean response over photos is scaled to 1. */
gboolean nst_weights_is_normalised (const NstWeights *weights);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NstWeights, nst_weights_free)

/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How much the positions of layers weigh, from how much the pixels of a picture do.
 *
 * A response weighs as much as what it sees, on average: the weights go through the
 * network as the picture does, with a mean in place of each convolution and each pool,
 * taken over what of its window lies within the layer; of a mask that wraps, all of it.  So
 * weights of 1 stay 1, those that are all alike stay so, and none leaves the range of the
 * pixels' own. */

#pragma once

#include "core/base/threads.h"
#include "core/conv/feature-map.h"
#include "core/network/layers.h"

typedef struct
{
  NstFeatureMap maps[NST_N_LAYERS]; /* of whole layers, with one channel; or no data */
  double        sums[NST_N_LAYERS]; /* of them, always added up in the same order */
} NstPositionWeights;

/* The weights of the wanted layers' positions, by those of the picture's pixels, of one
 * channel; mask NULL: there are none.  End with nst_position_weights_clear in any case.  FALSE on
 * NST_ERROR_MEMORY or when interrupted (then with no error set). */
gboolean nst_position_weights_init (NstPositionWeights  *weights,
                                    const NstFeatureMap *mask,
                                    NstPool              pool,
                                    const gboolean       wanted[NST_N_LAYERS],
                                    const NstThreads    *threads,
                                    GError             **error);
void     nst_position_weights_clear (NstPositionWeights *weights);

/* A layer's, borrowed; NULL: its positions have none. */
const NstFeatureMap *nst_position_weights_get (const NstPositionWeights *weights,
                                               int                       layer);

/* Bytes of what is made for a picture's wanted layers. */
guint64 nst_position_weights_count_bytes (int            width,
                                          int            height,
                                          NstPool        pool,
                                          const gboolean wanted[NST_N_LAYERS]);

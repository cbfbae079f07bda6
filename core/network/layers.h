/* SPDX-License-Identifier: GPL-3.0-or-later */

/* VGG-19 as a table of layers, and how large their responses are.
 *
 * A layer is an index into the sixteen convolutions and five pools, in the order in
 * which a picture passes them: conv1_1, conv1_2, pool1, conv2_1, ... pool5. */

#pragma once

#include "core/base/types.h"

typedef struct
{
  const char *name;          /* "conv1_1" */
  int         conv;          /* 0..15; -1 for a pool */
  double      mean_response; /* over photos; see layers.c */
} NstLayerInfo;

extern const NstLayerInfo nst_layers[NST_N_LAYERS];

/* The layer of that name, of so many characters; or -1. */
int nst_layer_find (const char *name,
                    size_t      length);

/* Whether a layer is a pool, and not a convolution. */
static inline gboolean
nst_layer_is_pool (int layer)
{
  return nst_layers[layer].conv < 0;
}

/* Pools passed on the way to a layer's response, itself included: 0..5. */
int nst_layer_count_pools (int layer);

/* A layer's response has this size for a picture of width x height: each pool halves
 * it, and of an odd side those of 2x2 leave out the last, those of 3x3 none.  pool1
 * of 5x5 is 2x2, or 3x3. */
void nst_layer_get_size (int     layer,
                         NstPool pool,
                         int     width,
                         int     height,
                         int    *layer_width,
                         int    *layer_height);

/* The least side of a picture that leaves a layer at least one position. */
int nst_layer_get_least_side (int     layer,
                              NstPool pool);

/* FALSE and NST_ERROR_PICTURE where a picture is too small for a layer. */
gboolean nst_layer_check_size (int      layer,
                               NstPool  pool,
                               int      width,
                               int      height,
                               GError **error);

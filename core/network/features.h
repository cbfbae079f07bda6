/* SPDX-License-Identifier: GPL-3.0-or-later */

/* One strip of a picture on its way through the network, forward to the deepest layer
 * and backward from those that are compared.
 *
 * Gradients take the place of the responses that they are made at: a layer's map holds
 * responses below the rows that the gradient has reached, and the gradient above. */

#pragma once

#include "core/network/geometry.h"

typedef struct
{
  NstGeometry       geometry;
  NstNetwork       *network;
  const NstKernels *kernels;
  NstEdge           edge;
  const float      *picture; /* where the input comes from: either this, RGB ... */
  NstFeatureMap     input;   /* ... or, in the network's units, what is here */
  NstFeatureMap     maps[NST_N_LAYERS];
  NstRows           before; /* the last step */
  NstRows           now;    /* the step under way */
} NstFeatures;

/* Lays the maps out in memory, of as many floats as nst_geometry_count says
 * (with the input where there is a picture), and begins before the first step.  Either
 * picture[height][width][3] (RGB, 0..1) or canvas[height][width][3] (the network's
 * units) is NULL; both are borrowed. */
void nst_features_init (NstFeatures       *features,
                        const NstGeometry *geometry,
                        NstNetwork        *network,
                        const NstKernels  *kernels,
                        NstEdge            edge,
                        const float       *picture,
                        const float       *canvas,
                        float             *memory);

/* The next step's responses.  FALSE: interrupted, or no memory. */
gboolean nst_features_forward (NstFeatures      *features,
                               int               step,
                               const NstThreads *threads);

/* Of a layer, the strip's own rows and columns that came with this step. */
NstRegion nst_features_get_own (const NstFeatures *features,
                                int                layer);

/* Of a layer, the rows and columns whose gradient comes with this step. */
NstRegion nst_features_get_back (const NstFeatures *features,
                                 int                layer);

/* Overwrites a compared layer's responses in region by the gradient of the layer's own
 * share of the loss.  Where a convolution's response is 0, so is the gradient by what
 * lies before its ReLU: it becomes dead. */
typedef void (*NstCompareFunc) (gpointer  user_data,
                                int       layer,
                                NstRegion region,
                                float     dead);

/* The step's gradient by the picture, into dcanvas[height][width][3], from what
 * compare makes of each compared layer, the deepest first.  FALSE: as above. */
gboolean nst_features_backward (NstFeatures      *features,
                                NstCompareFunc    compare,
                                gpointer          user_data,
                                float            *dcanvas,
                                const NstThreads *threads);

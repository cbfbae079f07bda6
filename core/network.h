/* SPDX-License-Identifier: GPL-3.0-or-later */

/* VGG-19 as a table of layers, and one picture's way through it: forward to
 * the deepest layer asked for, backward from any of them.
 *
 * Glossary
 *   layer     an index into the sixteen convolutions and five pools, in the
 *             order in which a picture passes them: conv1_1, conv1_2, pool1,
 *             conv2_1, ... pool5
 *   response  what a layer gives, after its ReLU: [height][width][channels]
 *   canvas    a picture in the network's units: [height][width][3], BGR,
 *             0..255 less the mean
 */

#pragma once

#include "conv.h"

typedef struct
{
  const char *name;
  int         conv;             /* 0..15; -1 for a pool */
  double      mean_response;    /* over photos; see network.c */
} NstLayerInfo;

extern const NstLayerInfo nst_layers[NST_N_LAYERS];

/* The layer of that name, or -1. */
int          nst_layer_find      (const char      *name,
                                  size_t           length);

/* Channels of a layer's response. */
int          nst_network_get_channels (const NstNetwork *network,
                                  int              layer);

/* Bytes of the convolutions down to the deepest layer, once they are made. */
size_t       nst_network_count_bytes (const NstNetwork *network,
                                  int              deepest);

/* Floating point operations of direct convolution, forward and backward, for
 * a picture of width x height. */
double       nst_network_count_flop (const NstNetwork *network,
                                  int              deepest,
                                  int              width,
                                  int              height);

/* Seconds a pixel of an evaluation as they were measured once, 0 before; from
 * any thread. */
double       nst_network_get_speed (NstNetwork     *network);
void         nst_network_set_speed (NstNetwork     *network,
                                  double           seconds_a_pixel);

/* A layer's response has this size for a picture of width x height. */
void         nst_layer_get_size  (int              layer,
                                  int              width,
                                  int              height,
                                  int             *layer_width,
                                  int             *layer_height);

/* The least side that leaves a layer at least one position. */
int          nst_layer_get_least_side (int         layer);

/* Makes every convolution down to the deepest layer ready for use.  FALSE and
 * NST_ERROR_MEMORY, or no error where the work was interrupted. */
gboolean     nst_network_prepare (NstNetwork      *network,
                                  int              deepest,
                                  const NstWork   *work,
                                  GError         **error);

/* A convolution's layer, once it is ready; borrowed. */
const NstConv * nst_network_get_conv (const NstNetwork *network,
                                  int              layer);

/* The colour that is the network's zero, RGB 0..1. */
void         nst_network_get_mean_colour (const NstNetwork *network,
                                  float            colour[3]);

/* RGB 0..1 to the network's units, clamped, and back (not clamped). */
void         nst_network_picture_to_canvas (const NstNetwork *network,
                                  const NstImage  *picture,
                                  float           *canvas);
void         nst_network_canvas_to_picture (const NstNetwork *network,
                                  const float     *canvas,
                                  NstImage        *picture);


/* ---- one picture's way ----------------------------------------------- */

typedef struct
{
  NstNetwork *network;
  int         width;            /* of the picture */
  int         height;
  int         deepest;          /* the last layer computed */
  NstPool     pool;
  NstEdge     edge;
  float      *arena;            /* what the next five lie in */
  float      *bordered;         /* [height + 2][width + 2][3] */
  float      *response[NST_N_LAYERS];
  float      *gradient[2];      /* each as large as the largest response */
  size_t      n_floats;         /* of the arena */
} NstFeatures;

/* Floats that nst_features_new will allocate; with_gradient: to run backward. */
size_t       nst_features_count  (const NstNetwork *network,
                                  int              width,
                                  int              height,
                                  int              deepest,
                                  gboolean         with_gradient);

/* NULL on error or when interrupted (then with no error set). */
NstFeatures * nst_features_new   (NstNetwork      *network,
                                  int              width,
                                  int              height,
                                  int              deepest,
                                  NstPool          pool,
                                  NstEdge          edge,
                                  gboolean         with_gradient,
                                  const NstWork   *work,
                                  GError         **error);
void         nst_features_free   (NstFeatures     *features);

/* Floats of a layer's response. */
size_t       nst_features_get_n  (const NstFeatures *features,
                                  int              layer);

/* Fills response[0 .. deepest].  FALSE: interrupted. */
gboolean     nst_features_forward (NstFeatures    *features,
                                  const float     *canvas,
                                  const NstWork   *work);

/* Adds layer's own share of the loss's gradient to gradient, which is shaped
 * like the layer's response; leaves it alone for a layer that has none. */
typedef void (* NstTapFunc)      (gpointer         user_data,
                                  int              layer,
                                  float           *gradient);

/* dcanvas[height][width][3] from what tap adds at each layer, the deepest
 * first.  After a forward.  FALSE: interrupted. */
gboolean     nst_features_backward (NstFeatures   *features,
                                  NstTapFunc       tap,
                                  gpointer         user_data,
                                  float           *dcanvas,
                                  const NstWork   *work);

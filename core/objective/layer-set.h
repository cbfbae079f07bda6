/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The layers that a canvas is compared at, and how much each weighs: made of the settings
 * when a run begins, and read by the schedule and by whatever computes the objective. */

#pragma once

#include "core/conv/kernels.h"
#include "core/settings/settings.h"

typedef struct
{
  int               n_content;
  int               n_style;
  int               content[NST_N_LAYERS];         /* [n_content] layers */
  int               style[NST_N_LAYERS];           /* [n_style] */
  double            content_weights[NST_N_LAYERS]; /* of content[], >= 0 */
  double            style_weights[NST_N_LAYERS];   /* of style[], >= 0 */
  gboolean          is_content[NST_N_LAYERS];
  gboolean          is_style[NST_N_LAYERS];
  gboolean          is_compared[NST_N_LAYERS]; /* either */
  int               deepest;                   /* the last that is compared */
  NstPool           pool;
  gboolean          weighs_gradients; /* NST_WEIGHTING_GRADIENT */
  gboolean          sums_precisely;   /* a canvas's moments; see nst_moments_add */
  NstWrap           wrap;             /* of canvas and content */
  const NstKernels *kernels;          /* that they are computed by */
} NstLayerSet;

/* A canvas's sides along the axes on which it wraps are multiples of this, in pixels: no pool
 * on the way to the deepest layer leaves anything out. */
int nst_layer_set_get_step (const NstLayerSet *layers);

/* Whether width and height are such; else FALSE and NST_ERROR_PICTURE. */
gboolean nst_layer_set_check_wrap (const NstLayerSet *layers,
                                   int                width,
                                   int                height,
                                   GError           **error);

/* The settings' layers, looked up and checked.  FALSE and NST_ERROR_SETTINGS where
 * their text is wrong, there is no layer at all, or NEURAL_ART_CPU names nothing that
 * this processor runs; layers is as it was then. */
gboolean nst_layer_set_init (NstLayerSet       *layers,
                             const NstSettings *settings,
                             GError           **error);

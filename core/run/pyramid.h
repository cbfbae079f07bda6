/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Several sizes at once: the loss of a stage is the mean of the objectives of its
 * canvas at the stage's size and of the canvas reduced to a half, a quarter, ...,
 * each compared with photo and styles as a stage of that size would compare it.
 * So the large strokes that the coarse stages settled are kept while the fine ones
 * are found.  With R_k the reduction by Lanczos-3 and g_k the gradient there, the
 * gradient is the mean of R_k^T g_k. */

#pragma once

#include "core/run/schedule.h"

typedef struct _NstScales NstScales;

/* What is painted, and how. */
typedef struct
{
  NstNetwork            *network;
  const NstImage        *content;
  const NstImage *const *styles;
  int                    n_styles;
  const NstSettings     *settings;
  const NstLayerPlan    *layers;
} NstSubject;

/* The objectives of a stage, whose memory is planned; photo is the content at the
 * stage's size.  The network must stay as long as the scales do, and so must photo
 * where the stage's tiling keeps no content.  NULL on error or when interrupted
 * (then with no error set). */
NstScales *  nst_scales_new      (const NstSubject *subject,
                                  const NstImage   *photo,
                                  const NstStage   *stage,
                                  const NstWork    *work,
                                  GError          **error);
void         nst_scales_free     (NstScales        *scales);

/* As nst_objective_set_tile_func: a stage in tiles has one scale. */
void         nst_scales_set_tile_func (NstScales   *scales,
                                  NstTileFunc       func,
                                  gpointer          user_data);

/* The loss of canvas[height][width][3], of the stage's size, and its gradient, as
 * nst_objective_evaluate gives them for one size.  FALSE: interrupted, or no
 * memory. */
gboolean     nst_scales_evaluate (NstScales        *scales,
                                  const float      *canvas,
                                  float            *gradient,
                                  double           *loss,
                                  const NstWork    *work);

/* The bytes that the reductions of a stage take besides what its own size does. */
guint64      nst_scales_count_bytes (const NstStage *stage,
                                  const NstNetwork *network,
                                  const NstLayerPlan *layers,
                                  const NstSettings *settings);

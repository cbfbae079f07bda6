/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The objective of Gatys, Ecker and Bethge (arXiv:1508.06576) at one size:
 *
 *   loss = alpha * sum over content layers of mean ((F - P)^2)
 *        + beta  * sum over style layers of weight * distance
 *        + tv    * variation
 *
 * F are a layer's responses to the canvas, P those to the content; distance is
 * that of statistics.h; with normalise, responses are divided by their layer's
 * mean response.  variation: of pixels in 0..1, the mean squares of neighbours'
 * differences, along the axes by 2/3, along the diagonals by 1/6.
 */

#pragma once

#include "network.h"
#include "statistics.h"

/* The settings' layers, looked up and checked. */
typedef struct
{
  int    n_content;
  int    n_style;
  int    content[NST_N_LAYERS]; /* layers */
  int    style[NST_N_LAYERS];
  double weights[NST_N_LAYERS]; /* of style[] */
  int    deepest;               /* -1: none at all */
} NstLayerPlan;

gboolean     nst_layer_plan_init (NstLayerPlan         *plan,
                                  const NstSettings    *settings,
                                  GError              **error);

/* The variation of canvas[height][width][3] (0..255 a channel); where by is
 * not 0, by times its gradient is added to gradient, shaped like the canvas. */
double       nst_variation       (const float          *canvas,
                                  int                   width,
                                  int                   height,
                                  double                by,
                                  float                *gradient);

typedef struct _NstObjective NstObjective;

/* What an objective for this size takes, in bytes: while the styles, of at
 * most style_pixels each, are looked at, and afterwards. */
void         nst_objective_count (const NstNetwork     *network,
                                  const NstLayerPlan   *plan,
                                  int                   width,
                                  int                   height,
                                  int                   style_width,
                                  int                   style_height,
                                  guint64              *preparing_bytes,
                                  guint64              *bytes);

/* The targets from content and styles at the size they have.  NULL on error or
 * when interrupted (then with no error set). */
NstObjective * nst_objective_new (NstNetwork           *network,
                                  const NstImage       *content,
                                  const NstImage *const *styles,
                                  int                   n_styles,
                                  const NstSettings    *settings,
                                  const NstWork        *work,
                                  GError              **error);
void         nst_objective_free  (NstObjective         *objective);

/* The loss of canvas[height][width][3] and its gradient, in the network's
 * units; gradient and terms may be NULL.  NaN where the numbers left what
 * floats can hold.  FALSE: interrupted. */
gboolean     nst_objective_evaluate (NstObjective      *objective,
                                  const float          *canvas,
                                  float                *gradient,
                                  double               *loss,
                                  NstTerms             *terms,
                                  const NstWork        *work);

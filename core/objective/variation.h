/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The total variation of a canvas: how much neighbouring pixels differ. */

#pragma once

#include "core/base/threads.h"
#include "core/base/types.h"

/* Which variation. */
typedef struct
{
  double    power;
  NstTvEdge edge; /* of power > 0 */
  NstWrap   wrap; /* axes on which the outermost pixels are neighbours, whatever edge says */
} NstVariation;

/* The variation of canvas[height][width][3] (0..255 a channel, less the mean) for
 * pixels in 0..1; adds weight times its gradient to gradient, shaped like the canvas.
 *
 * power 0: the mean squares of neighbours' differences, along the axes by 2/3, along
 * the diagonals by 1/6.
 *
 * power > 0: that of Mahendran and Vedaldi (arXiv:1412.0035), the mean of
 * (dx^2 + dy^2)^power over channels and the positions that have a neighbour to the
 * right (dx) and one below (dy); with NST_TV_EDGE_ZERO over all positions where one of
 * the three is of the canvas, for what lies outside is 0, the network's mean colour. */
double nst_variation (const float        *canvas,
                      int                 width,
                      int                 height,
                      const NstVariation *variation,
                      double              weight,
                      float              *gradient,
                      const NstThreads   *threads);

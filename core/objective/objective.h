/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The objective of Gatys, Ecker and Bethge (arXiv:1508.06576) at one size:
 *
 *   loss = alpha * sum over content layers of weight * mean ((F - P)^2)
 *        + beta  * sum over style layers of weight * distance
 *        + tv    * variation
 *
 * F are a layer's responses to the canvas, P those to the content; distance is
 * that of statistics.h; with normalise, responses are divided by their layer's
 * mean response.  With NST_WEIGHTING_GATYS the weight of a layer of N responses is
 * N^2 / 4 times as much, which makes of the Gram statistic's distance, the mean of
 * N^2 squares, that paper's E = sum ((F F' - S S')^2) / (4 N^2 M^2).
 *
 * With NST_WEIGHTING_GRADIENT every term of content and style, T of a layer's
 * responses F, is over the L1 norm of its gradient, sum |dT/dF|, and in the gradient
 * this norm counts as a constant: so each term pulls at its layer's responses as
 * strongly as its weight says, at every size and however near the aim.  A factor of T
 * makes no difference.  The gradient is not that of the loss, nor of any function: a
 * method that looks along a line, as L-BFGS does, can't use it.
 *
 * With NST_OBJECTS_HELD the weight of a content layer of N channels that has M < N
 * positions is N / M times as much.  Statistics of so few responses are those of a few
 * things in particular, and what comes near them is a copy of these, a face in the sky:
 * where it would begin, at the coarse sizes, the content holds it back.  The fine sizes,
 * which strokes are of, are as they were.
 *
 * Where the pixels of a picture count to different degrees, its positions have weights
 * w (position-weights.h): moments are weighted, (F - P)^2 is times w before its mean is
 * taken, and a style layer's distance is times the mean of the canvas's w.  So what counts
 * is pulled at as strongly as it is without weights, and the rest is not.
 *
 * Where styles apply to parts of the canvas, each such part is a zone, with a target and
 * with weights w_z of its own, and a style layer has instead of its distance
 *
 *   sum over zones of mean (w_z) * distance (moments weighted by w_z, target of z)
 *
 * What of the canvas belongs to several zones by halves is pulled at by each as strongly as
 * it belongs to it: so they pass into each other without a seam.
 *
 * variation is that of variation.h.
 *
 * Where the memory is not enough for all responses at once, the picture is worked on
 * in parts (network/geometry.h), in the passes of passes.h: first for the statistics of
 * the whole, then, part by part, for the gradient, which needs them.  It is the same
 * gradient.
 */

#pragma once

#include "core/base/memory.h"
#include "core/image/image.h"
#include "core/objective/passes.h"
#include "core/objective/terms.h"

typedef struct _NstObjective NstObjective;

/* A style, and the size that it is looked at, in pixels. */
typedef struct
{
  const NstImage *picture;
  int             width;
  int             height;
  const NstImage *mask; /* how much its pixels count, 0..1: one channel, of the picture's
                                size; NULL: 1 each */
  int             zone; /* that it applies to */
} NstStyle;

/* The pictures that the targets are made from; borrowed. */
typedef struct
{
  const NstImage        *content;      /* at the size that it is worked at */
  const NstStyle        *styles;       /* [n_styles]; each the mean of its turns */
  int                    n_styles;     /* may be 0 where no style layer is compared */
  const NstImage        *content_mask; /* how much the canvas's pixels count where it is compared
                                     with the content, 0..1: one channel, of the content's
                                     size; NULL: 1 each */
  const double          *shares;       /* [n_styles], adding up to 1 in each zone: what the moments
                                   of each weigh among those of its zone; a style of share 0
                                   is not looked at, and a zone has one of more.  NULL: alike,
                                   in one zone */
  int                    n_zones;      /* 0: one, all of the canvas */
  const NstImage *const *zone_masks;   /* [n_zones], as content_mask, where the canvas is compared
                                        with the styles of each zone; each may be NULL: 1 each */
} NstSources;

/* Computes the targets at the layers, which are the settings'.  The arena is borrowed,
 * and where the partition keeps no content so is this: both must stay as long as the
 * objective does.  Nothing is left in the arena between two calls: objectives that are
 * evaluated one after the other may share one.  NULL on error or when interrupted (then
 * with no error set). */
NstObjective *nst_objective_new (NstNetwork         *network,
                                 const NstSources   *sources,
                                 const NstSettings  *settings,
                                 const NstLayerSet  *layers,
                                 const NstPartition *partition,
                                 NstArena           *arena,
                                 const NstThreads   *threads,
                                 GError            **error);
void          nst_objective_free (NstObjective *objective);

/* Whether it may be evaluated later on, its content's picture gone: it is worked on whole. */
gboolean nst_objective_is_whole (const NstObjective *objective);

/* Its content, styles and variation weigh as much as settings say from here on: their
 * alpha, beta and tv. */
void nst_objective_set_weights (NstObjective      *objective,
                                const NstSettings *settings);

/* Room in the arena for evaluations alone: for an arena that was cleared because the
 * styles had needed more.  FALSE and NST_ERROR_MEMORY when there is none. */
gboolean nst_objective_reserve (NstObjective *objective,
                                GError      **error);

/* Told after each part how much of an evaluation is done, 0..1; from the thread that
 * evaluates.  Nothing is told of a picture that is worked on whole. */
typedef void (*NstPartFunc) (gpointer user_data,
                             double   done);
void nst_objective_set_part_func (NstObjective *objective,
                                  NstPartFunc   func,
                                  gpointer      user_data);

/* The loss of canvas[height][width][3] and its gradient, of the same shape, in the
 * network's units; terms may be NULL.  It is exact the first time.  Of one canvas on its
 * way, evaluation by evaluation, the Wasserstein distances are bounds (directions.h), and
 * the loss goes on from the one before where these are drawn closer: it is a constant
 * less then than the terms' sum.  NaN where the numbers left what floats can hold.
 * FALSE: interrupted, or no memory. */
gboolean nst_objective_evaluate (NstObjective     *objective,
                                 const float      *canvas,
                                 float            *gradient,
                                 double           *loss,
                                 NstTerms         *terms,
                                 const NstThreads *threads);

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
 * variation: of pixels in 0..1, the mean squares of neighbours' differences, along
 * the axes by 2/3, along the diagonals by 1/6; or, with a power, that of Mahendran
 * and Vedaldi (arXiv:1412.0035): the mean of (dx^2 + dy^2)^power over channels and
 * the positions that have a neighbour to the right (dx) and one below (dy); or, with
 * NST_TV_EDGE_ZERO, over all positions where one of the three is of the canvas, for
 * whatever lies outside has the network's mean colour.
 *
 * Where the memory is not enough for all responses at once, the picture is worked
 * on in tiles (layout.h) and passed through twice: first for the statistics of
 * the whole, then, tile by tile, for the gradient, which needs them.  Norms take a
 * passage between the two.  It is the same gradient.
 */

#pragma once

#include "core/network/features.h"
#include "core/image/image.h"
#include "core/objective/statistics.h"

/* The settings' layers, looked up and checked. */
typedef struct
{
  int      n_content;
  int      n_style;
  int      content[NST_N_LAYERS]; /* layers */
  int      style[NST_N_LAYERS];
  double   content_weights[NST_N_LAYERS]; /* of content[] */
  double   style_weights[NST_N_LAYERS];
  gboolean is_content[NST_N_LAYERS];
  gboolean is_style[NST_N_LAYERS];
  gboolean is_compared[NST_N_LAYERS]; /* either */
  int      deepest;               /* -1: none at all */
  NstPool  pool;
  gboolean weighs_gradients;      /* NST_WEIGHTING_GRADIENT */
  const NstKernels *kernels;      /* that they are computed by */
} NstLayerSet;

gboolean     nst_layer_set_init (NstLayerSet         *layers,
                                  const NstSettings    *settings,
                                  GError              **error);

/* The variation of canvas[height][width][3] (0..255 a channel, less the mean), with a
 * power above 0 the one by it, to which alone edge matters; by times its gradient is
 * added to gradient, shaped like the canvas. */
double       nst_variation       (const float          *canvas,
                                  int                   width,
                                  int                   height,
                                  double                power,
                                  NstTvEdge             edge,
                                  double                by,
                                  float                *gradient,
                                  const NstThreads        *threads);


/* ---- memory ---------------------------------------------------------- */

/* How a picture is cut up, and what is held. */
typedef struct
{
  int      strip;               /* columns of a strip; the width: whole */
  int      band;                /* rows of a step; the height: whole */
  int      n_parts;             /* strips times steps */
  gboolean keeps_content;       /* P is held, else computed again with each tile */
  int      style_strip;         /* the same for the styles */
  int      style_band;
  double   cost;                /* of an evaluation, over that without tiles */
  guint64  bytes;               /* of the objective, its scratch memory included */
} NstPartition;

#define NST_MOST_PARTITIONS 160

/* The tilings of a canvas of width x height that are worth a thought: whole, and
 * smaller and smaller; returns how many.  The styles' part is still open. */
int          nst_partition_list     (NstPartition             partitions[NST_MOST_PARTITIONS],
                                  const NstNetwork     *network,
                                  const NstLayerSet   *layers,
                                  NstStatistic          statistic,
                                  int                   width,
                                  int                   height,
                                  int                   n_threads);

/* The quickest of them within budget_bytes, or NULL. */
const NstPartition * nst_partition_find (const NstPartition     *partitions,
                                  int                   n_partitions,
                                  guint64               budget_bytes);

/* The bytes that the objective of a canvas worked on whole holds from one
 * evaluation to the next: what it takes besides arena and scratch memory. */
guint64      nst_partition_count_held (const NstNetwork   *network,
                                  const NstLayerSet   *layers,
                                  NstStatistic          statistic,
                                  int                   width,
                                  int                   height);

/* Cuts up the styles, of at most style_width x style_height, so that they take
 * no more than budget_bytes or than the canvas does. */
void         nst_partition_fit_style (NstPartition           *partition,
                                  const NstNetwork     *network,
                                  const NstLayerSet   *layers,
                                  int                   style_width,
                                  int                   style_height,
                                  int                   n_threads,
                                  guint64               budget_bytes);

/* All at once: the whole. */
NstPartition    nst_partition_whole    (int                   width,
                                  int                   height);


/* ---- losses and gradient --------------------------------------------- */

typedef struct _NstObjective NstObjective;

/* A style, and the size that it is looked at. */
typedef struct
{
  const NstImage *picture;
  int             width;
  int             height;
} NstStyle;

/* The targets from content, at the size that it has, and styles.  The arena is
 * borrowed, and where the tiling keeps no content so is this: both must stay as
 * long as the objective does.  Nothing is left in the arena between two calls:
 * objectives that are evaluated one after the other may share one.  NULL on error
 * or when interrupted (then with no error set). */
NstObjective * nst_objective_new (NstNetwork           *network,
                                  const NstImage       *content,
                                  const NstStyle       *styles,
                                  int                   n_styles,
                                  const NstSettings    *settings,
                                  const NstPartition      *partition,
                                  NstArena             *arena,
                                  const NstThreads        *threads,
                                  GError              **error);
void         nst_objective_free  (NstObjective         *objective);

/* Room in the arena for evaluations alone: for an arena that was cleared because
 * the styles had needed more.  FALSE and NST_ERROR_MEMORY when there is none. */
gboolean     nst_objective_reserve (NstObjective       *objective,
                                  const NstThreads        *threads,
                                  GError              **error);

/* Told after each tile how much of an evaluation is done, 0..1; from the thread
 * that evaluates.  Nothing is told of a picture that is worked on whole. */
typedef void (* NstPartFunc)     (gpointer              user_data,
                                  double                done);
void         nst_objective_set_part_func (NstObjective *objective,
                                  NstPartFunc           func,
                                  gpointer              user_data);

/* The loss of canvas[height][width][3] and its gradient, in the network's
 * units; terms may be NULL.  NaN where the numbers left what floats can hold.
 * FALSE: interrupted, or no memory. */
gboolean     nst_objective_evaluate (NstObjective      *objective,
                                  const float          *canvas,
                                  float                *gradient,
                                  double               *loss,
                                  NstTerms             *terms,
                                  const NstThreads        *threads);


/* ---- private to objective.c, tap.c and evaluate.c -------------------- */

/* What is compared at a layer. */
typedef struct
{
  double     mean_response;             /* responses are divided by it */
  double     content_weight;
  double     style_weight;
  NstFeatureMap   content;           /* P of the whole layer, not divided; or no data */
  NstTarget  target;
  NstMoments moments;           /* of the styles first, then of the canvas */
  float     *slope;             /* of the style's distance; see statistics.h */
  float     *offset;            /* zeros where there is no style */
  double     squares;           /* sum of (F - P)^2 so far */
  double     content_norm;      /* what the terms are divided by, or 1 */
  double     style_norm;
} NstComparison;

struct _NstObjective
{
  NstLayerSet    layers;
  NstSettings     settings;
  NstPartition       partition;
  NstNetwork     *network;
  const NstImage *content;
  int             width;
  int             height;
  NstComparison          comparisons[NST_N_LAYERS];
  NstArena       *arena;        /* the planes of one tile, or of all; then, for each
                                   thread, a space for the distances */
  size_t          n_maps;     /* floats */
  size_t          n_space;      /* doubles */
  NstFeatures     features;     /* the canvas's */
  NstFeatures     view;         /* the content's, where P is not held */
  NstPartFunc     part_func;    /* NULL: nobody wants to know */
  gpointer        part_data;
};

/* Adds share times the moments of what the last step brought, to the taps'.
 * FALSE: interrupted, or no memory. */
gboolean     nst_objective_add_moments (NstObjective   *objective,
                                  const NstFeatures    *features,
                                  double                share,
                                  const NstThreads        *threads);

/* Adds what the last step brought to the sums that the taps' norms are made from:
 * |F - P|, and |slope F + offset|.  FALSE: interrupted, or no memory. */
gboolean     nst_objective_add_norms (NstObjective     *objective,
                                  const NstThreads        *threads);

/* A kept layer's responses in region become the gradient of its own share of the
 * loss; dead: what stands for a response that was 0.  Sums up the squares of the
 * content's differences.  FALSE: interrupted, or no memory. */
gboolean     nst_objective_compare   (NstObjective         *objective,
                                  int                   layer,
                                  NstRegion             region,
                                  float                 dead,
                                  const NstThreads        *threads);

/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The objective from within: for objective.c and objective-styles.c, which make it,
 * evaluate.c and pass-actions.c, which use it. */

#pragma once

#include "core/network/features.h"
#include "core/network/position-weights.h"
#include "core/objective/comparison.h"
#include "core/objective/objective.h"

struct _NstObjective
{
  NstLayerSet         layers;
  NstSettings         settings;
  NstPartition        partition;
  NstProblem          problem; /* layers are the ones above */
  const NstImage     *content;
  NstComparison       comparisons[NST_N_LAYERS]; /* of the compared layers */
  NstArena           *arena;                     /* borrowed */
  size_t              n_maps;                    /* floats of it for the feature maps of one part,
                                                   or of all ... */
  size_t              n_space;                   /* ... and doubles for each thread's distances */
  NstFeatures         features;                  /* the canvas's */
  NstFeatures         view;                      /* the content's, where P is not held */
  gboolean            evaluated;                 /* once or more */
  NstPositionWeights  content_weights;           /* of the canvas, compared with the content ... */
  NstPositionWeights *zone_weights;              /* [n_zones] ... and with each zone's styles */
  int                 n_zones;
  NstPartFunc         part_func; /* NULL: nobody wants to know */
  gpointer            part_data;
};

/* Called with each step of a picture's way.  FALSE: interrupted, or no memory. */
typedef gboolean (*NstStepFunc) (NstObjective     *objective,
                                 gpointer          user_data,
                                 const NstThreads *threads);

/* A picture forward through the network, a part at a time, as the objective's view.
 * FALSE: as above. */
gboolean nst_objective_walk (NstObjective     *objective,
                             const NstImage   *picture,
                             const NstWalk    *walk,
                             NstStepFunc       step_func,
                             gpointer          user_data,
                             const NstThreads *threads);

/* What a style weighs among its zone's; 0: it is not looked at. */
double nst_sources_get_share (const NstSources *sources,
                              int               style);

/* The targets of the style layers.  FALSE: an error, or interrupted. */
gboolean nst_objective_init_styles (NstObjective     *objective,
                                    const NstSources *sources,
                                    const NstThreads *threads,
                                    GError          **error);

/* Of the wanted layers, by a mask of the picture's size; NULL: none.  FALSE: as
 * nst_position_weights_init. */
gboolean nst_objective_init_weights (const NstObjective *objective,
                                     NstPositionWeights *weights,
                                     const NstImage     *mask,
                                     const gboolean     *wanted,
                                     const NstThreads   *threads,
                                     GError            **error);

/* Positions of a layer that count for the styles: the sum of its weights; > 0. */
double nst_objective_count_positions (const NstPositionWeights *weights,
                                      const NstSpan            *span,
                                      int                       layer);

/* A picture on its way, of which moments are made. */
typedef struct
{
  int                       zone; /* to whose moments they are added */
  const NstFeatures        *features;
  const NstPositionWeights *weights;
  double                    share;   /* times its moments are added */
  gboolean                  precise; /* see nst_moments_add */
} NstPortion;

/* What is made of the canvas's moments in a zone. */
NstPortion nst_objective_get_portion (const NstObjective *objective,
                                      int                 zone);

/* Adds what a layer's responses in region bring to the moments.  FALSE: interrupted, or no
 * memory. */
gboolean nst_objective_add_layer (NstObjective     *objective,
                                  const NstPortion *portion,
                                  int               layer,
                                  NstRegion         region,
                                  const NstThreads *threads);

/* The same of what the last step brought to all style layers. */
gboolean nst_objective_add_moments (NstObjective     *objective,
                                    const NstPortion *portion,
                                    const NstThreads *threads);

/* Responses of a layer to the canvas, all channels. */
double nst_objective_count_responses (const NstObjective *objective,
                                      int                 layer);

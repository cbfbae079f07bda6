/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The objective from within: for objective.c and objective-styles.c, which make it,
 * evaluate.c and pass-actions.c, which use it. */

#pragma once

#include "core/network/features.h"
#include "core/objective/comparison.h"
#include "core/objective/objective.h"

struct _NstObjective
{
  NstLayerSet     layers;
  NstSettings     settings;
  NstPartition    partition;
  NstProblem      problem; /* layers are the ones above */
  const NstImage *content;
  NstComparison   comparisons[NST_N_LAYERS]; /* of the compared layers */
  NstArena       *arena;                     /* the feature maps of one part, or of all; then, for
                                   each thread, a space for the distances */
  size_t          n_maps;                    /* floats */
  size_t          n_space;                   /* doubles */
  NstFeatures     features;                  /* the canvas's */
  NstFeatures     view;                      /* the content's, where P is not held */
  gboolean        evaluated;                 /* once or more */
  NstPartFunc     part_func;                 /* NULL: nobody wants to know */
  gpointer        part_data;
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

/* The targets of the style layers.  FALSE: an error, or interrupted. */
gboolean nst_objective_init_styles (NstObjective     *objective,
                                    const NstStyle   *styles,
                                    int               n_styles,
                                    const NstThreads *threads,
                                    GError          **error);

/* Adds share times the moments of a layer's responses in region; precise: see
 * nst_moments_add.  FALSE: interrupted, or no memory. */
gboolean nst_objective_add_layer (NstObjective      *objective,
                                  const NstFeatures *features,
                                  int                layer,
                                  NstRegion          region,
                                  double             share,
                                  gboolean           precise,
                                  const NstThreads  *threads);

/* The same of what the last step brought to all style layers. */
gboolean nst_objective_add_moments (NstObjective      *objective,
                                    const NstFeatures *features,
                                    double             share,
                                    gboolean           precise,
                                    const NstThreads  *threads);

/* Responses of a layer to the canvas, all channels. */
double nst_objective_count_responses (const NstObjective *objective,
                                      int                 layer);

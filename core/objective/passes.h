/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The table of an evaluation's passes: which times the canvas goes through the
 * network, what is needed of it then, and whether the content goes beside it.  What is
 * run (evaluate.c, pass-actions.c), the memory that is planned (partition.c) and reserved
 * (objective.c) for it, and what it costs all come from here. */

#pragma once

#include "core/network/walk-cost.h"
#include "core/objective/layer-set.h"

/* An objective, as far as its memory and time depend on it. */
typedef struct
{
  NstNetwork        *network;
  const NstLayerSet *layers;
  NstStatistic       statistic;
  int                width; /* of the canvas, pixels */
  int                height;
  int                n_threads;
  gboolean           is_masked; /* the canvas's positions have weights */
  int                n_zones;   /* each with weights of its own; 0: one, with such as is_masked
                                     says */
} NstProblem;

/* How many zones there are: one or more. */
int nst_problem_count_zones (const NstProblem *problem);

/* How pictures are cut up, and what is held. */
typedef struct
{
  int      strip;         /* columns of a strip; the width: whole */
  int      band;          /* rows of a step; the height: whole */
  int      n_parts;       /* strips times steps */
  gboolean keeps_content; /* the content's responses are held, else computed again
                                   with each part */
  int      style_strip;   /* the same for the styles */
  int      style_band;
  double   cost;  /* of an evaluation, over that of the whole; >= 1 */
  guint64  bytes; /* of the objective, its scratch memory included */
  gboolean lags;  /* from the second evaluation on the slopes of the styles' distances are
                                   not the canvas's, but go on from those of the two before
                                   in a straight line: the canvas goes through the network
                                   once, where it would twice.  For an optimiser that takes
                                   small steps and looks at no loss */
} NstPartition;

typedef enum
{
  NST_PASS_MOMENTS,  /* sums up the moments of the style layers */
  NST_PASS_NORMS,    /* sums up the norms of the terms' gradients */
  NST_PASS_GRADIENT, /* sums up the content's squares, or the moments too, and goes backward */
  NST_N_PASSES
} NstPassKind;

typedef struct
{
  NstPassKind     kind;
  NstNeed         need;         /* of the canvas */
  const gboolean *compared;     /* the layers that are looked at */
  gboolean        sees_content; /* the content's responses are looked at too */
  double          cost;         /* forward is 1, forward and backward 2 */
} NstPass;

/* The passes of an evaluation, in their order; each needs the sums of those before.
 * Where the canvas is worked on whole, all responses are at hand at once: then the
 * last pass goes through the network, and the others look at its responses. */
typedef struct
{
  NstPass  passes[NST_N_PASSES];
  int      n;
  gboolean whole;
  gboolean lags; /* the pass of the gradient sums up the moments for the next evaluation */
} NstPasses;

/* What a partition's passes take. */
typedef struct
{
  size_t     maps;    /* floats of the feature maps, the most at a time */
  NstScratch scratch; /* floats, of the convolutions */
  double     flop;    /* of one evaluation, not the first where there is a difference */
} NstPassesCost;

/* The table for a canvas that is cut up so; again: it is not the first evaluation.
 * Borrows the problem's layers. */
void nst_passes_init (NstPasses          *passes,
                      const NstProblem   *problem,
                      const NstPartition *partition,
                      gboolean            again);

/* The first of them that goes through the network. */
int nst_passes_get_first_walk (const NstPasses *passes);

/* Whether the content has to go through the network beside the canvas. */
gboolean nst_pass_needs_view (const NstPass      *pass,
                              const NstProblem   *problem,
                              const NstPartition *partition);

/* The canvas's walk, and the content's beside it. */
NstWalk nst_pass_get_walk (const NstPass      *pass,
                           const NstProblem   *problem,
                           const NstPartition *partition);
NstWalk nst_pass_get_view (const NstPass      *pass,
                           const NstProblem   *problem,
                           const NstPartition *partition);

/* The walks that are made once: of a content whose responses are held, and of a style
 * of width x height. */
NstWalk nst_content_get_walk (const NstProblem   *problem,
                              const NstPartition *partition);
NstWalk nst_style_get_walk (const NstProblem   *problem,
                            int                 width,
                            int                 height,
                            const NstPartition *partition);

/* Of one evaluation's walks, and of the content's where it is held; without the styles'. */
NstPassesCost nst_passes_measure (const NstProblem   *problem,
                                  const NstPartition *partition);

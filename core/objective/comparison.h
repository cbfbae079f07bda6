/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What is compared at a layer, and how its responses become its own share of the
 * gradient. */

#pragma once

#include "core/network/position-weights.h"
#include "core/objective/passes.h"
#include "core/objective/statistics.h"

/* What a layer's statistics are to be in a zone. */
typedef struct
{
  NstTarget     target;
  NstDirections directions;   /* of the distance */
  NstMoments    moments;      /* of the styles first, then of the canvas */
  float        *slope;        /* [channels][channels], of the distance, from the end of the pass
                                   of moments on times weight / mean_response^2 */
  float        *offset;       /* [channels] */
  float        *slope_before; /* [channels][channels], and the offset's [channels], as they
                                   were found last, where they lag; or NULL */
  double        coverage;     /* the mean of the weights of the layer's positions */
  double        weight;       /* of the distance, coverage worked in */
  double        distance;
  double        norm; /* what the term is divided by, or 1 */
} NstAim;

typedef struct
{
  int           layer;
  gboolean      is_content;
  double        mean_response; /* responses are divided by it */
  double        content_weight;
  NstFeatureMap content;      /* P of the whole layer, not divided; or no data */
  double        squares;      /* sum of (F - P)^2 so far */
  double        content_norm; /* what the content's term is divided by, or 1 */
  int           n_aims;       /* one a zone; 0: not compared with styles */
  NstAim       *aims;
} NstComparison;

/* A compared layer's responses F, as far as they are held, and the content's P. */
typedef struct
{
  NstFeatureMap            *canvas;
  const NstFeatureMap      *content;         /* NULL: not compared with the content */
  const NstSpan            *span;            /* of the canvas */
  const NstFeatureMap      *content_weights; /* of the whole layer's positions; NULL: 1 each */
  const NstPositionWeights *zone_weights;    /* [n_aims], of each zone's */
} NstCompared;

/* Overwrites the responses in region by d loss / d responses: this layer's share alone.
 * Where a convolution's response was 0, its ReLU lets nothing through: dead is what is
 * stored there, NST_DEAD, or 0 at the deepest layer.
 * Adds the squares of the content's differences to the comparison's.  FALSE:
 * interrupted, or no memory. */
gboolean nst_comparison_run (NstComparison     *comparison,
                             const NstCompared *compared,
                             NstRegion          region,
                             float              dead,
                             const NstThreads  *threads);

/* Adds what region brings to the sums that the norms are made from, |F - P| and
 * |slope F + offset|, in content_norm and the aims' norms.  FALSE: as above. */
gboolean nst_comparison_add_norms (NstComparison     *comparison,
                                   const NstCompared *compared,
                                   NstRegion          region,
                                   const NstThreads  *threads);

/* The scratch memory that either takes at a layer of the problem. */
NstScratch nst_comparison_count_scratch (const NstProblem *problem,
                                         int               layer);

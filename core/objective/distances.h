/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The distances of several layers to their targets, in each zone, in one evaluation, by all
 * threads at once. */

#pragma once

#include "core/base/threads.h"
#include "core/objective/statistics.h"

/* A layer's in a zone; what it points to is the caller's. */
typedef struct
{
  const NstTarget  *target;
  const NstMoments *canvas;
  NstSeen           seen;
  NstDirections    *directions; /* of the same canvas on its way: they may make of the
                                           distance its bound (see directions.h) */
  double            by_slope;   /* what slope and offset are to be multiplied by */
  double            by_offset;
  float            *slope; /* as in statistics.h */
  float            *offset;
  double            distance; /* it is set */
  gboolean          is_bound; /* for distances.c: it follows from the directions */
  gboolean          is_due;   /* they are to be found */
} NstDistance;

/* Of n of them.  space: n_space doubles for each thread, the most of
 * nst_target_count_space.  FALSE: interrupted. */
gboolean nst_distances_run (NstDistance      *distances,
                            int               n,
                            double           *space,
                            size_t            n_space,
                            const NstThreads *threads);

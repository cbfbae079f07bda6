/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The memory of a run, planned before it begins: what is given up, and in what order,
 * where it would be too much. */

#pragma once

#include "core/run/schedule.h"
#include "core/run/subject.h"

typedef struct
{
  guint64 bytes;        /* the program's peak, the pictures included */
  guint64 budget_bytes; /* the settings', or half of what is available and no more
                           than three quarters of what the process's limits leave */
} NstMemoryPlan;

/* What any run takes besides its pictures and what is made of them: the program, and the
 * network's convolutions. */
guint64 nst_memory_count_fixed (const NstNetwork  *network,
                                const NstLayerSet *layers);

/* For so many threads; where they are interrupted, FALSE may come soon, and the sentence
 * mean nothing.
 *
 * Chooses how each stage is cut up and minimised, and at how many levels of its pyramid
 * it is judged, so that the program stays within the budget; costs follow.  Smaller
 * levels are worked on whole, in the arena of the stage's own size; a stage in parts has
 * none.  plan is filled in in any case.  FALSE and NST_ERROR_MEMORY,
 * with what to do, when it can't be. */
gboolean nst_memory_plan (NstMemoryPlan         *plan,
                          NstSchedule           *schedule,
                          NstNetwork            *network,
                          const NstLayerSet     *layers,
                          const NstSettings     *settings,
                          const NstPictureSizes *pictures,
                          const NstThreads      *threads,
                          GError               **error);

/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How pictures are cut up so that their objective fits the memory: the choice of a
 * partition, and what each takes. */

#pragma once

#include "core/objective/passes.h"

#define NST_MOST_PARTITIONS 160

/* The partitions that are worth a thought: whole, and, but of a canvas that wraps, smaller and
 * smaller; returns how many.  Cost and bytes are filled in, the styles' part is still open. */
int nst_partition_list (NstPartition      partitions[NST_MOST_PARTITIONS],
                        const NstProblem *problem);

/* The quickest of them within budget_bytes, borrowed, or NULL. */
const NstPartition *nst_partition_find (const NstPartition *partitions,
                                        int                 n_partitions,
                                        guint64             budget_bytes);

/* Has the partition lag, which takes less time, where there is something to gain: in parts,
 * with styles, and where no norm of a gradient has to be known first. */
void nst_partition_let_lag (NstPartition     *partition,
                            const NstProblem *problem);

/* The bytes that the objective of a canvas worked on whole holds from one evaluation
 * to the next: what it takes besides arena and scratch memory. */
guint64 nst_partition_count_held (const NstProblem *problem);

/* Cuts up the styles, of at most style_width x style_height, so that they take no more
 * than budget_bytes or than the canvas does. */
void nst_partition_fit_style (NstPartition     *partition,
                              const NstProblem *problem,
                              int               style_width,
                              int               style_height,
                              guint64           budget_bytes);

/* All at once: the whole. */
NstPartition nst_partition_whole (int width,
                                  int height);

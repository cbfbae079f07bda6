/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The threads of a team, for threads.c: that they are there, and take their share of a
 * job's tasks. */

#pragma once

#include "core/base/threads.h"

typedef struct _NstWorkers NstWorkers;

/* The caller and so many less one more, or as many as there are to be had. */
NstWorkers *nst_workers_new (int n_threads);
void        nst_workers_free (NstWorkers *workers);

/* With the caller's. */
int nst_workers_count (const NstWorkers *workers);

/* As nst_threads_get_busy_seconds and nst_threads_run. */
double nst_workers_get_busy_seconds (const NstWorkers *workers);
void   nst_workers_run (NstWorkers       *workers,
                        const NstThreads *threads,
                        size_t            n_tasks,
                        NstTaskFunc       func,
                        gpointer          data);

/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The threads of a team, for threads.c: that they are there, and take their share of a
 * job's tasks. */

#pragma once

#include <gio/gio.h>

typedef struct _NstWorkers NstWorkers;

/* task: 0 .. n_tasks - 1, each once; thread: 0 .. n_threads - 1, no two tasks
 * with the same one at a time. */
typedef void (*NstTaskFunc) (gpointer data,
                             size_t   task,
                             int      thread);

/* The caller and so many less one more, or as many as there are to be had. */
NstWorkers *nst_workers_new (int n_threads);
void        nst_workers_free (NstWorkers *workers);

/* With the caller's. */
int nst_workers_count (const NstWorkers *workers);

/* As nst_threads_get_busy_seconds. */
double nst_workers_get_busy_seconds (const NstWorkers *workers);

/* Runs all tasks and returns when they are done.  Tasks that have not begun when either
 * cancellable, which may be NULL, is triggered are left out. */
void nst_workers_run (NstWorkers   *workers,
                      GCancellable *cancel,
                      GCancellable *stop,
                      size_t        n_tasks,
                      NstTaskFunc   func,
                      gpointer      data);

/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How a piece of work is carried out: by how many threads, in what memory, and
 * until when.
 *
 * The threads sleep while there is nothing to do: a painting shares its
 * machine with the program that asked for it, and threads that spin at every
 * barrier (as OpenMP's do) slow both down.
 */

#pragma once

#include "core/nst.h"

typedef struct _NstTeam NstTeam;

typedef struct
{
  int           n_threads;      /* >= 1 */
  GCancellable *cancel;         /* either may be NULL */
  GCancellable *stop;
  NstTeam      *team;
} NstThreads;

/* As many threads as the settings ask for, or as there are processors. */
int          nst_threads_count_threads (const NstSettings *settings);

/* Work by the settings' threads; OpenBLAS is asked for one thread, as the
 * threads are ours, and the C library to give large blocks back when they are
 * freed.  End it with nst_threads_end. */
NstThreads      nst_threads_begin      (const NstSettings *settings,
                                  GCancellable      *cancel,
                                  GCancellable      *stop);
void         nst_threads_end        (NstThreads           *threads);

/* Whether the work should end now; cheap, from any thread. */
static inline gboolean
nst_threads_interrupted (const NstThreads *threads)
{
  return g_cancellable_is_cancelled (threads->cancel) ||
         g_cancellable_is_cancelled (threads->stop);
}

/* task: 0 .. n_tasks - 1, each once; thread: 0 .. n_threads - 1, no two tasks
 * with the same one at a time. */
typedef void (* NstTaskFunc)     (gpointer           data,
                                  size_t             task,
                                  int                thread);

/* Runs all tasks and returns when they are done.  Tasks that have not begun
 * when the work is interrupted are left out.  Not from within a task. */
void         nst_threads_run        (const NstThreads     *threads,
                                  size_t             n_tasks,
                                  NstTaskFunc        func,
                                  gpointer           data);

/* The same for each of n elements, a range at a time. */
typedef void (* NstRangeFunc)    (gpointer           data,
                                  size_t             first,
                                  size_t             end);
void         nst_threads_run_ranges (const NstThreads     *threads,
                                  size_t             n,
                                  NstRangeFunc       func,
                                  gpointer           data);

/* Scratch memory: for all threads together and for each of its own, in floats,
 * kept from one reservation to the next; FALSE: there is none.  Not from within
 * a task. */
gboolean     nst_threads_reserve    (const NstThreads     *threads,
                                  size_t             n_shared,
                                  size_t             n_own);
float *      nst_threads_get_shared (const NstThreads     *threads);
float *      nst_threads_get_scratch (const NstThreads    *threads,
                                  int                thread);

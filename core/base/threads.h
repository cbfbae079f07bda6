/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A team of threads: by how many a piece of work is carried out, in what scratch
 * memory, and until when.
 *
 * The threads sleep while there is nothing to do, after some fifty microseconds: a painting
 * shares its machine with the program that asked for it, and threads that spin at every
 * barrier (as OpenMP's do) slow both down.
 *
 * A team serves one caller at a time: none of these functions may be called from
 * within a task, or by two threads at once, except nst_threads_interrupted and the
 * two that get scratch memory. */

#pragma once

#include "core/base/workers.h"

typedef struct _NstTeam NstTeam;

typedef struct
{
  int           n_threads; /* >= 1, the caller's own included */
  GCancellable *cancel;    /* borrowed; either may be NULL */
  GCancellable *stop;
  NstTeam      *team;
} NstThreads;

/* Floats of scratch memory. */
typedef struct
{
  size_t shared; /* for all threads together */
  size_t own;    /* for each of them */
} NstScratch;

/* As many threads as are wanted, or as there are processors (0); at most 256. */
int nst_threads_count (int wanted);

/* So many threads (fewer where the system has no more, or no memory for them), with
 * OpenBLAS ready for all of them.  The C library is asked to give large blocks back when
 * they are freed.  FALSE and NST_ERROR_MEMORY, threads untouched, where OpenBLAS can't
 * work for even one.  End it with nst_threads_end. */
gboolean nst_threads_begin (NstThreads   *threads,
                            int           wanted,
                            GCancellable *cancel,
                            GCancellable *stop,
                            GError      **error);
void     nst_threads_end (NstThreads *threads);

/* Whether the work should end now; cheap, from any thread. */
static inline gboolean
nst_threads_interrupted (const NstThreads *threads)
{
  return g_cancellable_is_cancelled (threads->cancel) ||
         g_cancellable_is_cancelled (threads->stop);
}

/* Runs all tasks and returns when they are done.  Tasks that have not begun when
 * the work is interrupted are left out. */
void nst_threads_run (const NstThreads *threads,
                      size_t            n_tasks,
                      NstTaskFunc       func,
                      gpointer          data);

/* How long the others have carried out tasks since the team was made, less how long the
 * caller has waited for them: with the time that has passed, what all of them together
 * have computed. */
double nst_threads_get_busy_seconds (const NstThreads *threads);

/* The same for each of n elements, a range [first, end) at a time: of no more than a
 * million or so. */
typedef void (*NstRangeFunc) (gpointer data,
                              size_t   first,
                              size_t   end);
void nst_threads_run_ranges (const NstThreads *threads,
                             size_t            n,
                             NstRangeFunc      func,
                             gpointer          data);

/* Room for so many floats, kept from one reservation to the next, of which it grows
 * to the most; what was there is lost.  FALSE: there is no memory. */
gboolean nst_threads_reserve (const NstThreads *threads,
                              NstScratch        scratch);

/* What is reserved. */
NstScratch nst_threads_get_reserved (const NstThreads *threads);

/* The reserved floats, aligned to 64 bytes: all threads' together, and one's own. */
float *nst_threads_get_shared (const NstThreads *threads);
float *nst_threads_get_scratch (const NstThreads *threads,
                                int               thread);

/* The larger of two needs, part by part. */
static inline NstScratch
nst_scratch_max (NstScratch a,
                 NstScratch b)
{
  return (NstScratch){ MAX (a.shared, b.shared), MAX (a.own, b.own) };
}

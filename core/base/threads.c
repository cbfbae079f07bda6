/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A team: its workers and their scratch memory. */

#include "core/base/threads.h"

#include "core/base/blas.h"
#include "core/base/memory.h"

#include <stdlib.h>

#ifdef __GLIBC__
#include <malloc.h>
#endif

#define MOST_THREADS 256

/* Ranges for each thread: more than one, so that a slow thread delays none. */
#define RANGES_A_THREAD 4

/* Blocks from this size on go back to the system when they are freed.  Left to
 * itself glibc keeps blocks of up to 32 MB that were freed, which no plan counts:
 * 50 to 160 MB after a few stages. */
#define LEAST_RETURNED (1 << 20)

/* Fewer elements than this are not worth waking a thread for; more are not one range, so
 * that an interruption is seen soon. */
#define LEAST_RANGE 4096
#define MOST_RANGE  (1 << 20)

struct _NstTeam
{
  NstWorkers *workers;
  int         n_blas;    /* threads that OpenBLAS is ready for */
  int         n_threads; /* of the workers */
  float      *shared;    /* scratch memory */
  size_t      n_shared;  /* its floats */
  float     **scratch;   /* [n_threads] */
  size_t      n_scratch; /* floats in each */
};

int
nst_threads_count (int wanted)
{
  return CLAMP (wanted > 0 ? wanted : (int) g_get_num_processors (), 1, MOST_THREADS);
}

gboolean
nst_threads_begin (NstThreads   *threads,
                   int           wanted,
                   GCancellable *cancel,
                   GCancellable *stop,
                   GError      **error)
{
  const int n_blas = nst_blas_begin (nst_threads_count (wanted), error);
  NstTeam  *team;

  if (n_blas == 0)
    return FALSE;

#ifdef __GLIBC__
  mallopt (M_MMAP_THRESHOLD, LEAST_RETURNED);
#endif

  team            = g_new0 (NstTeam, 1);
  team->workers   = nst_workers_new (n_blas);
  team->n_blas    = n_blas;
  team->n_threads = nst_workers_count (team->workers);
  team->scratch   = g_new0 (float *, team->n_threads);
  *threads        = (NstThreads){ team->n_threads, cancel, stop, team };

  return TRUE;
}

void
nst_threads_end (NstThreads *threads)
{
  NstTeam *team = g_steal_pointer (&threads->team);

  nst_workers_free (team->workers);
  for (int i = 0; i < team->n_threads; i++)
    free (team->scratch[i]);
  free (team->shared);
  nst_blas_end (team->n_blas);

  g_free (team->scratch);
  g_free (team);
}

void
nst_threads_run (const NstThreads *threads,
                 size_t            n_tasks,
                 NstTaskFunc       func,
                 gpointer          data)
{
  nst_workers_run (threads->team->workers, threads->cancel, threads->stop, n_tasks, func, data);
}

double
nst_threads_get_busy_seconds (const NstThreads *threads)
{
  return nst_workers_get_busy_seconds (threads->team->workers);
}

typedef struct
{
  size_t       n;
  size_t       n_ranges;
  NstRangeFunc func;
  gpointer     data;
} Ranges;

static void
run_range (gpointer data,
           size_t   task,
           int      thread)
{
  const Ranges *ranges = data;

  ranges->func (ranges->data, ranges->n * task / ranges->n_ranges,
                ranges->n * (task + 1) / ranges->n_ranges);
}

void
nst_threads_run_ranges (const NstThreads *threads,
                        size_t            n,
                        NstRangeFunc      func,
                        gpointer          data)
{
  const size_t most   = MAX ((size_t) threads->n_threads * RANGES_A_THREAD, n / MOST_RANGE);
  Ranges       ranges = { n, CLAMP (n / LEAST_RANGE, 1, most), func, data };

  nst_threads_run (threads, ranges.n_ranges, run_range, &ranges);
}

static gboolean
reserve_shared (NstTeam *team,
                size_t   n_floats)
{
  if (n_floats <= team->n_shared)
    return TRUE;

  free (team->shared);
  team->shared   = nst_floats_try_new (n_floats);
  team->n_shared = team->shared != NULL ? n_floats : 0;

  return team->shared != NULL;
}

static gboolean
reserve_own (NstTeam *team,
             size_t   n_floats)
{
  if (n_floats <= team->n_scratch)
    return TRUE;

  team->n_scratch = 0;
  for (int i = 0; i < team->n_threads; i++)
    {
      free (team->scratch[i]);
      team->scratch[i] = nst_floats_try_new (n_floats);
    }
  for (int i = 0; i < team->n_threads; i++)
    if (team->scratch[i] == NULL)
      return FALSE;

  team->n_scratch = n_floats;
  return TRUE;
}

gboolean
nst_threads_reserve (const NstThreads *threads,
                     NstScratch        scratch)
{
  return reserve_shared (threads->team, scratch.shared) &&
         reserve_own (threads->team, scratch.own);
}

NstScratch
nst_threads_get_reserved (const NstThreads *threads)
{
  return (NstScratch){ threads->team->n_shared, threads->team->n_scratch };
}

float *
nst_threads_get_shared (const NstThreads *threads)
{
  return threads->team->shared;
}

float *
nst_threads_get_scratch (const NstThreads *threads,
                         int               thread)
{
  return threads->team->scratch[thread];
}

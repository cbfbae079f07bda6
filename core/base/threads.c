/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A team of threads.  The team sleeps between jobs.  The thread that asks for a job
 * takes part in it as thread 0. */

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

typedef struct
{
  NstTeam *team;
  int      index;
  GThread *thread;
} Member;

struct _NstTeam
{
  GMutex   mutex;
  GCond    begin; /* a job, or the end */
  GCond    end;   /* the last member is done */
  guint    job;   /* counts jobs */
  gboolean over;
  int      n_busy;
  Member  *members; /* [n_threads]; [0] has no thread */
  int      n_threads;
  int      n_blas;    /* threads that OpenBLAS is ready for */
  float   *shared;    /* scratch memory */
  size_t   n_shared;  /* its floats */
  float  **scratch;   /* [n_threads] */
  size_t   n_scratch; /* floats in each */

  const NstThreads *threads; /* of the job */
  NstTaskFunc       func;
  gpointer          data;
  size_t            n_tasks;
  gsize             next_task; /* atomic */
};

static void
take_tasks (NstTeam *team,
            int      thread)
{
  for (;;)
    {
      const size_t task = __atomic_fetch_add (&team->next_task, 1, __ATOMIC_RELAXED);

      if (task >= team->n_tasks || nst_threads_interrupted (team->threads))
        return;

      team->func (team->data, task, thread);
    }
}

static gpointer
member_main (gpointer data)
{
  Member  *member = data;
  NstTeam *team   = member->team;
  guint    seen   = 0;

  g_mutex_lock (&team->mutex);
  for (;;)
    {
      while (team->job == seen && !team->over)
        g_cond_wait (&team->begin, &team->mutex);
      if (team->over)
        break;
      seen = team->job;

      g_mutex_unlock (&team->mutex);
      take_tasks (team, member->index);
      g_mutex_lock (&team->mutex);

      if (--team->n_busy == 0)
        g_cond_signal (&team->end);
    }
  g_mutex_unlock (&team->mutex);

  return NULL;
}

static NstTeam *
team_new (int n_threads)
{
  NstTeam *team = g_new0 (NstTeam, 1);

  g_mutex_init (&team->mutex);
  g_cond_init (&team->begin);
  g_cond_init (&team->end);
  team->members   = g_new0 (Member, n_threads);
  team->scratch   = g_new0 (float *, n_threads);
  team->n_threads = 1;

  /* A thread that can't be had is done without. */
  for (int i = 1; i < n_threads; i++)
    {
      Member *member = &team->members[i];

      *member        = (Member){ team, i };
      member->thread = g_thread_try_new ("neural-art", member_main, member, NULL);
      if (member->thread == NULL)
        break;
      team->n_threads++;
    }

  return team;
}

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

  team         = team_new (n_blas);
  team->n_blas = n_blas;
  *threads     = (NstThreads){ team->n_threads, cancel, stop, team };

  return TRUE;
}

void
nst_threads_end (NstThreads *threads)
{
  NstTeam *team = g_steal_pointer (&threads->team);

  g_mutex_lock (&team->mutex);
  team->over = TRUE;
  g_cond_broadcast (&team->begin);
  g_mutex_unlock (&team->mutex);

  for (int i = 1; i < team->n_threads; i++)
    g_thread_join (team->members[i].thread);
  for (int i = 0; i < team->n_threads; i++)
    free (team->scratch[i]);
  free (team->shared);
  nst_blas_end (team->n_blas);

  g_mutex_clear (&team->mutex);
  g_cond_clear (&team->begin);
  g_cond_clear (&team->end);
  g_free (team->members);
  g_free (team->scratch);
  g_free (team);
}

void
nst_threads_run (const NstThreads *threads,
                 size_t            n_tasks,
                 NstTaskFunc       func,
                 gpointer          data)
{
  NstTeam *team = threads->team;

  team->threads   = threads;
  team->func      = func;
  team->data      = data;
  team->n_tasks   = n_tasks;
  team->next_task = 0;

  if (n_tasks > 1 && team->n_threads > 1)
    {
      g_mutex_lock (&team->mutex);
      team->n_busy = team->n_threads - 1;
      team->job++;
      g_cond_broadcast (&team->begin);
      g_mutex_unlock (&team->mutex);

      take_tasks (team, 0);

      g_mutex_lock (&team->mutex);
      while (team->n_busy > 0)
        g_cond_wait (&team->end, &team->mutex);
      g_mutex_unlock (&team->mutex);
    }
  else
    take_tasks (team, 0);
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

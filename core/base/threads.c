/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A team of threads.  The thread that asks for a job takes part in it as thread 0.
 *
 * Between two jobs of an evaluation there are microseconds, and to wake a thread takes
 * fifty: who waits looks for a moment whether the job is there, then sleeps.  The moment
 * grows short where looking is in vain, as it is beside a program that wants the processor.
 * A job does not wait for a thread that wakes only when its tasks are all taken. */

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

/* How long one looks at most, microseconds; at least, so that it may grow again. */
#define MOST_PATIENCE  64
#define LEAST_PATIENCE 1

/* How often one looks between two looks at the clock. */
#define LOOKS 16

/* The team's state: which job it is, whether it may be entered, and how many members are
 * in it. */
#define JOB    (G_GUINT64_CONSTANT (1) << 32)
#define OPEN   (G_GUINT64_CONSTANT (1) << 31)
#define INSIDE (OPEN - 1)

typedef struct
{
  NstTeam *team;
  int      index;
  guint64  seen;     /* the last job that it was in */
  int      patience; /* microseconds; 0: none, as there are more threads than processors */
  GThread *thread;
} Member;

struct _NstTeam
{
  guint64  state; /* atomic; so are the next three, which are set with the mutex held */
  int      n_asleep;
  gboolean is_awaited; /* by thread 0, asleep */
  gboolean over;
  GMutex   mutex;
  GCond    begin;   /* a job, or the end */
  GCond    end;     /* the last member has left */
  gint64   busy_us; /* atomic: how long members were inside, less thread 0's waiting */
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

typedef gboolean (*ReadyFunc) (const Member *member);

/* Something that the member has not been in yet, or the end. */
static gboolean
has_job (const Member *member)
{
  const guint64 state = __atomic_load_n (&member->team->state, __ATOMIC_SEQ_CST);

  return ((state & OPEN) != 0 && state / JOB != member->seen) ||
         __atomic_load_n (&member->team->over, __ATOMIC_SEQ_CST);
}

static gboolean
all_have_left (const Member *member)
{
  return (__atomic_load_n (&member->team->state, __ATOMIC_SEQ_CST) & INSIDE) == 0;
}

static inline void
rest_a_little (void)
{
#if defined(__x86_64__)
  __builtin_ia32_pause ();
#elif defined(__aarch64__)
  __asm__ volatile("yield");
#endif
}

/* Whether it came to be while one was looking. */
static gboolean
look_out (Member   *member,
          ReadyFunc is_ready)
{
  const gint64 start = g_get_monotonic_time ();

  do
    for (int i = 0; i < LOOKS; i++)
      {
        if (is_ready (member))
          {
            member->patience = MIN (2 * member->patience, MOST_PATIENCE);
            return TRUE;
          }
        rest_a_little ();
      }
  while (g_get_monotonic_time () - start < member->patience);

  if (member->patience > 0)
    member->patience = MAX (member->patience / 2, LEAST_PATIENCE);

  return FALSE;
}

static void
wait_for_job (Member *member)
{
  NstTeam *team = member->team;

  if (look_out (member, has_job))
    return;

  g_mutex_lock (&team->mutex);
  __atomic_add_fetch (&team->n_asleep, 1, __ATOMIC_SEQ_CST);
  while (!has_job (member))
    g_cond_wait (&team->begin, &team->mutex);
  __atomic_sub_fetch (&team->n_asleep, 1, __ATOMIC_SEQ_CST);
  g_mutex_unlock (&team->mutex);
}

/* FALSE: it is over already. */
static gboolean
enter_job (Member *member)
{
  guint64 *state = &member->team->state;
  guint64  found = __atomic_load_n (state, __ATOMIC_SEQ_CST);

  while ((found & OPEN) != 0 && found / JOB != member->seen)
    if (__atomic_compare_exchange_n (state, &found, found + 1, FALSE, __ATOMIC_SEQ_CST,
                                     __ATOMIC_SEQ_CST))
      {
        member->seen = found / JOB;
        return TRUE;
      }

  return FALSE;
}

static void
leave_job (NstTeam *team)
{
  const guint64 left = __atomic_sub_fetch (&team->state, 1, __ATOMIC_SEQ_CST);

  if ((left & (OPEN | INSIDE)) == 0 && __atomic_load_n (&team->is_awaited, __ATOMIC_SEQ_CST))
    {
      g_mutex_lock (&team->mutex);
      g_cond_signal (&team->end);
      g_mutex_unlock (&team->mutex);
    }
}

static gpointer
member_main (gpointer data)
{
  Member  *member = data;
  NstTeam *team   = member->team;

  for (;;)
    {
      gint64 start;

      wait_for_job (member);
      if (__atomic_load_n (&team->over, __ATOMIC_SEQ_CST))
        return NULL;
      if (!enter_job (member))
        continue;

      start = g_get_monotonic_time ();
      take_tasks (team, member->index);
      __atomic_add_fetch (&team->busy_us, g_get_monotonic_time () - start, __ATOMIC_RELAXED);
      leave_job (team);
    }
}

/* Thread 0's part: a job for those who are awake, and for those who are not. */
static void
begin_job (NstTeam *team)
{
  const guint64 job = team->state / JOB + 1;

  __atomic_store_n (&team->state, job * JOB | OPEN, __ATOMIC_SEQ_CST);
  if (__atomic_load_n (&team->n_asleep, __ATOMIC_SEQ_CST) > 0)
    {
      g_mutex_lock (&team->mutex);
      g_cond_broadcast (&team->begin);
      g_mutex_unlock (&team->mutex);
    }
}

static void
end_job (NstTeam *team)
{
  const gint64 start = g_get_monotonic_time ();

  __atomic_and_fetch (&team->state, ~OPEN, __ATOMIC_SEQ_CST);
  if (!look_out (&team->members[0], all_have_left))
    {
      g_mutex_lock (&team->mutex);
      __atomic_store_n (&team->is_awaited, TRUE, __ATOMIC_SEQ_CST);
      while (!all_have_left (&team->members[0]))
        g_cond_wait (&team->end, &team->mutex);
      __atomic_store_n (&team->is_awaited, FALSE, __ATOMIC_SEQ_CST);
      g_mutex_unlock (&team->mutex);
    }

  __atomic_sub_fetch (&team->busy_us, g_get_monotonic_time () - start, __ATOMIC_RELAXED);
}

static NstTeam *
team_new (int n_threads)
{
  const int patience = n_threads <= (int) g_get_num_processors () ? MOST_PATIENCE : 0;
  NstTeam  *team     = g_new0 (NstTeam, 1);

  g_mutex_init (&team->mutex);
  g_cond_init (&team->begin);
  g_cond_init (&team->end);
  team->members   = g_new0 (Member, n_threads);
  team->scratch   = g_new0 (float *, n_threads);
  team->n_threads = 1;

  team->members[0] = (Member){ team, .patience = patience };

  /* A thread that can't be had is done without. */
  for (int i = 1; i < n_threads; i++)
    {
      Member *member = &team->members[i];

      *member        = (Member){ team, i, .patience = patience };
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
  __atomic_store_n (&team->over, TRUE, __ATOMIC_SEQ_CST);
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
      begin_job (team);
      take_tasks (team, 0);
      end_job (team);
    }
  else
    take_tasks (team, 0);
}

double
nst_threads_get_busy_seconds (const NstThreads *threads)
{
  return (double) __atomic_load_n (&threads->team->busy_us, __ATOMIC_RELAXED) / 1e6;
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

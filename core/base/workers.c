/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Between two jobs of an evaluation there are microseconds, and to wake a thread takes
 * fifty: who waits looks for a moment whether the job is there, then sleeps.  The moment
 * grows short where looking is in vain, as it is beside a program that wants the processor.
 * A job does not wait for a thread that wakes only when its tasks are all taken. */

#include "core/base/workers.h"

/* How long one looks at most, microseconds; at least, so that it may grow again. */
#define MOST_PATIENCE  64
#define LEAST_PATIENCE 1

/* How often one looks between two looks at the clock. */
#define LOOKS 16

/* Their state: which job it is, whether it may be entered, and how many members are
 * in it. */
#define JOB    (G_GUINT64_CONSTANT (1) << 32)
#define OPEN   (G_GUINT64_CONSTANT (1) << 31)
#define INSIDE (OPEN - 1)

typedef struct
{
  NstWorkers *workers;
  int         index;
  guint64     seen;     /* the last job that it was in */
  int         patience; /* microseconds; 0: none, as there are more threads than processors */
  GThread    *thread;
} Member;

struct _NstWorkers
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

  GCancellable *cancel; /* of the job */
  GCancellable *stop;
  NstTaskFunc   func;
  gpointer      data;
  size_t        n_tasks;
  gsize         next_task; /* atomic */
};

static void
take_tasks (NstWorkers *workers,
            int         thread)
{
  for (;;)
    {
      const size_t task = __atomic_fetch_add (&workers->next_task, 1, __ATOMIC_RELAXED);

      if (task >= workers->n_tasks || g_cancellable_is_cancelled (workers->cancel) ||
          g_cancellable_is_cancelled (workers->stop))
        return;

      workers->func (workers->data, task, thread);
    }
}

typedef gboolean (*ReadyFunc) (const Member *member);

/* Something that the member has not been in yet, or the end. */
static gboolean
has_job (const Member *member)
{
  const guint64 state = __atomic_load_n (&member->workers->state, __ATOMIC_SEQ_CST);

  return ((state & OPEN) != 0 && state / JOB != member->seen) ||
         __atomic_load_n (&member->workers->over, __ATOMIC_SEQ_CST);
}

static gboolean
all_have_left (const Member *member)
{
  return (__atomic_load_n (&member->workers->state, __ATOMIC_SEQ_CST) & INSIDE) == 0;
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
  NstWorkers *workers = member->workers;

  if (look_out (member, has_job))
    return;

  g_mutex_lock (&workers->mutex);
  __atomic_add_fetch (&workers->n_asleep, 1, __ATOMIC_SEQ_CST);
  while (!has_job (member))
    g_cond_wait (&workers->begin, &workers->mutex);
  __atomic_sub_fetch (&workers->n_asleep, 1, __ATOMIC_SEQ_CST);
  g_mutex_unlock (&workers->mutex);
}

/* FALSE: it is over already. */
static gboolean
enter_job (Member *member)
{
  guint64 *state = &member->workers->state;
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
leave_job (NstWorkers *workers)
{
  const guint64 left = __atomic_sub_fetch (&workers->state, 1, __ATOMIC_SEQ_CST);

  if ((left & (OPEN | INSIDE)) == 0 && __atomic_load_n (&workers->is_awaited, __ATOMIC_SEQ_CST))
    {
      g_mutex_lock (&workers->mutex);
      g_cond_signal (&workers->end);
      g_mutex_unlock (&workers->mutex);
    }
}

static gpointer
member_main (gpointer data)
{
  Member     *member  = data;
  NstWorkers *workers = member->workers;

  for (;;)
    {
      gint64 start;

      wait_for_job (member);
      if (__atomic_load_n (&workers->over, __ATOMIC_SEQ_CST))
        return NULL;
      if (!enter_job (member))
        continue;

      start = g_get_monotonic_time ();
      take_tasks (workers, member->index);
      __atomic_add_fetch (&workers->busy_us, g_get_monotonic_time () - start, __ATOMIC_RELAXED);
      leave_job (workers);
    }
}

/* Thread 0's part: a job for those who are awake, and for those who are not. */
static void
begin_job (NstWorkers *workers)
{
  const guint64 job = __atomic_load_n (&workers->state, __ATOMIC_SEQ_CST) / JOB + 1;

  __atomic_store_n (&workers->state, job * JOB | OPEN, __ATOMIC_SEQ_CST);
  if (__atomic_load_n (&workers->n_asleep, __ATOMIC_SEQ_CST) > 0)
    {
      g_mutex_lock (&workers->mutex);
      g_cond_broadcast (&workers->begin);
      g_mutex_unlock (&workers->mutex);
    }
}

static void
end_job (NstWorkers *workers)
{
  const gint64 start = g_get_monotonic_time ();

  __atomic_and_fetch (&workers->state, ~OPEN, __ATOMIC_SEQ_CST);
  if (!look_out (&workers->members[0], all_have_left))
    {
      g_mutex_lock (&workers->mutex);
      __atomic_store_n (&workers->is_awaited, TRUE, __ATOMIC_SEQ_CST);
      while (!all_have_left (&workers->members[0]))
        g_cond_wait (&workers->end, &workers->mutex);
      __atomic_store_n (&workers->is_awaited, FALSE, __ATOMIC_SEQ_CST);
      g_mutex_unlock (&workers->mutex);
    }

  __atomic_sub_fetch (&workers->busy_us, g_get_monotonic_time () - start, __ATOMIC_RELAXED);
}

NstWorkers *
nst_workers_new (int n_threads)
{
  const int   patience = n_threads <= (int) g_get_num_processors () ? MOST_PATIENCE : 0;
  NstWorkers *workers  = g_new0 (NstWorkers, 1);

  g_mutex_init (&workers->mutex);
  g_cond_init (&workers->begin);
  g_cond_init (&workers->end);
  workers->members    = g_new0 (Member, n_threads);
  workers->n_threads  = 1;
  workers->members[0] = (Member){ workers, .patience = patience };

  /* A thread that can't be had is done without. */
  for (int i = 1; i < n_threads; i++)
    {
      Member *member = &workers->members[i];

      *member        = (Member){ workers, i, .patience = patience };
      member->thread = g_thread_try_new ("neural-art", member_main, member, NULL);
      if (member->thread == NULL)
        break;
      workers->n_threads++;
    }

  return workers;
}

void
nst_workers_free (NstWorkers *workers)
{
  g_mutex_lock (&workers->mutex);
  __atomic_store_n (&workers->over, TRUE, __ATOMIC_SEQ_CST);
  g_cond_broadcast (&workers->begin);
  g_mutex_unlock (&workers->mutex);

  for (int i = 1; i < workers->n_threads; i++)
    g_thread_join (workers->members[i].thread);

  g_mutex_clear (&workers->mutex);
  g_cond_clear (&workers->begin);
  g_cond_clear (&workers->end);
  g_free (workers->members);
  g_free (workers);
}

int
nst_workers_count (const NstWorkers *workers)
{
  return workers->n_threads;
}

double
nst_workers_get_busy_seconds (const NstWorkers *workers)
{
  return (double) __atomic_load_n (&workers->busy_us, __ATOMIC_RELAXED) / 1e6;
}

void
nst_workers_run (NstWorkers   *workers,
                 GCancellable *cancel,
                 GCancellable *stop,
                 size_t        n_tasks,
                 NstTaskFunc   func,
                 gpointer      data)
{
  workers->cancel    = cancel;
  workers->stop      = stop;
  workers->func      = func;
  workers->data      = data;
  workers->n_tasks   = n_tasks;
  workers->next_task = 0;

  if (n_tasks > 1 && workers->n_threads > 1)
    {
      begin_job (workers);
      take_tasks (workers, 0);
      end_job (workers);
    }
  else
    take_tasks (workers, 0);
}

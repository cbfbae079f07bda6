/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A team of threads: every task of a job is carried out once, however short jobs are and
 * however long the threads slept before; what the others did is told. */

#include "core/base/threads.h"
#include "tests/threads.h"

#define MOST_TASKS 63
#define N_JOBS     20000
#define PAUSE_EACH 1000 /* jobs, after which the others have fallen asleep */
#define PAUSE_US   500

typedef struct
{
  int n_done[MOST_TASKS]; /* by task */
  int n_inside[8];        /* by thread */
  int n_clashes;
} Work;

static void
do_task (gpointer data,
         size_t   task,
         int      thread)
{
  Work *work = data;

  if (g_atomic_int_add (&work->n_inside[thread], 1) > 0)
    g_atomic_int_inc (&work->n_clashes);
  work->n_done[task]++;
  g_atomic_int_add (&work->n_inside[thread], -1);
}

/* As many jobs of 1 to MOST_TASKS tasks. */
static void
test_jobs (gconstpointer data)
{
  NstThreads threads                = test_threads_begin (GPOINTER_TO_INT (data));
  Work       work                   = { .n_clashes = 0 };
  int        n_expected[MOST_TASKS] = { 0 };

  for (int job = 0; job < N_JOBS; job++)
    {
      const int n = 1 + job % MOST_TASKS;

      nst_threads_run (&threads, (size_t) n, do_task, &work);
      for (int i = 0; i < n; i++)
        n_expected[i]++;
      if (job % PAUSE_EACH == 0)
        g_usleep (PAUSE_US);
    }

  for (int i = 0; i < MOST_TASKS; i++)
    g_assert_cmpint (work.n_done[i], ==, n_expected[i]);
  g_assert_cmpint (work.n_clashes, ==, 0);

  nst_threads_end (&threads);
}

static void
wait_task (gpointer data,
           size_t   task,
           int      thread)
{
  (void) data;
  (void) task;
  (void) thread;

  g_usleep (20000);
}

/* Two threads that wait at the same time are told to have been busy, and one alone not. */
static void
test_busy (void)
{
  NstThreads threads = test_threads_begin (2);
  double     before  = nst_threads_get_busy_seconds (&threads);
  double     both;

  nst_threads_run (&threads, 8, wait_task, NULL);
  both = nst_threads_get_busy_seconds (&threads) - before;
  g_assert_cmpfloat (both, >, 0.005);

  before = nst_threads_get_busy_seconds (&threads);
  nst_threads_run (&threads, 1, wait_task, NULL);
  g_assert_cmpfloat (nst_threads_get_busy_seconds (&threads) - before, <, 0.001);

  nst_threads_end (&threads);
}

static void
stop_at_five (gpointer data,
              size_t   task,
              int      thread)
{
  GCancellable *stop = data;

  (void) thread;

  if (task == 5)
    g_cancellable_cancel (stop);
}

/* What has not begun is left out, and the team goes on with the next job. */
static void
test_interrupted (void)
{
  g_autoptr (GCancellable) stop    = g_cancellable_new ();
  NstThreads               threads = test_threads_begin (2);
  Work                     work    = { .n_clashes = 0 };
  NstThreads               stopped = threads;

  stopped.stop = stop;
  nst_threads_run (&stopped, 1000, stop_at_five, stop);
  g_assert_true (nst_threads_interrupted (&stopped));

  nst_threads_run (&stopped, MOST_TASKS, do_task, &work);
  g_assert_cmpint (work.n_done[MOST_TASKS - 1], ==, 0);

  nst_threads_run (&threads, MOST_TASKS, do_task, &work);
  for (int i = 0; i < MOST_TASKS; i++)
    g_assert_cmpint (work.n_done[i], ==, 1);

  nst_threads_end (&threads);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_data_func ("/threads/jobs-alone", GINT_TO_POINTER (1), test_jobs);
  g_test_add_data_func ("/threads/jobs-of-two", GINT_TO_POINTER (2), test_jobs);
  g_test_add_data_func ("/threads/jobs-of-eight", GINT_TO_POINTER (8), test_jobs);
  g_test_add_func ("/threads/busy", test_busy);
  g_test_add_func ("/threads/interrupted", test_interrupted);

  return g_test_run ();
}

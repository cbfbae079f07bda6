/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Limits on numbers are tried rather than read: what counts is what is left of them. */

#include "plugin/cli/process.h"
#include "core/nst.h"

#include <fcntl.h>
#include <sys/resource.h>
#include <unistd.h>

#include <glib/gi18n.h>

#define FILES_NEEDED   10 /* a run has five open at most, besides what it is started with */
#define THREADS_NEEDED 5  /* that of signals, three of libvips, and one of the engine's */

void
nst_process_open_standard (void)
{
  for (int i = 0; i <= STDERR_FILENO; i++)
    if (fcntl (i, F_GETFD) < 0)
      {
        /* The least number is taken, which is i. */
        const int file = open ("/dev/null", i == STDIN_FILENO ? O_WRONLY : O_RDONLY);

        (void) file;
      }
}

void
nst_process_soften_limits (void)
{
  struct rlimit limit;

  if (getrlimit (RLIMIT_CPU, &limit) == 0 && limit.rlim_max != RLIM_INFINITY &&
      limit.rlim_cur == limit.rlim_max && limit.rlim_max > 1)
    {
      limit.rlim_cur--;
      setrlimit (RLIMIT_CPU, &limit);
    }
}

static gboolean
can_open_files (void)
{
  int      files[FILES_NEEDED];
  int      n    = 0;
  gboolean fine = TRUE;

  while (n < FILES_NEEDED && fine)
    {
      files[n] = fcntl (STDERR_FILENO, F_DUPFD_CLOEXEC, 0);
      fine     = files[n] >= 0;
      n += fine;
    }

  while (n > 0)
    close (files[--n]);

  return fine;
}

static gpointer
wait_for_release (gpointer mutex)
{
  g_mutex_lock (mutex);
  g_mutex_unlock (mutex);

  return NULL;
}

static gboolean
can_start_threads (void)
{
  GThread *threads[THREADS_NEEDED];
  GMutex   mutex;
  int      n    = 0;
  gboolean fine = TRUE;

  g_mutex_init (&mutex);
  g_mutex_lock (&mutex);

  while (n < THREADS_NEEDED && fine)
    {
      threads[n] = g_thread_try_new ("trial", wait_for_release, &mutex, NULL);
      fine       = threads[n] != NULL;
      n += fine;
    }

  g_mutex_unlock (&mutex);

  while (n > 0)
    g_thread_join (threads[--n]);

  g_mutex_clear (&mutex);

  return fine;
}

static gboolean
check_files (GError **error)
{
  struct rlimit limit;

  if (can_open_files ())
    return TRUE;

  if (getrlimit (RLIMIT_NOFILE, &limit) == 0)
    {
      limit.rlim_cur = limit.rlim_max;
      setrlimit (RLIMIT_NOFILE, &limit);
    }

  return can_open_files () ||
         nst_refuse (error, NST_ERROR_MEMORY,
                     _ ("Too few files may be open at once: raise the limit (ulimit -n), %d more "
                        "are needed."),
                     FILES_NEEDED);
}

gboolean
nst_process_check_numbers (GError **error)
{
  if (!check_files (error))
    return FALSE;

  return can_start_threads () ||
         nst_refuse (error, NST_ERROR_MEMORY,
                     _ ("Too few threads may run: end other programs, or raise the limits on "
                        "processes (ulimit -u) and memory."));
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Ctrl-C and the other signals that ask a process to end.  A signal handler may neither
 * lock nor cancel: it wakes a thread that does.  (Blocking the signals in favour of such a
 * thread would not do: libraries start threads before main, where they are not blocked.) */

#include "plugin/cli/interrupt.h"
#include "core/nst.h"
#include "plugin/cli/unfinished.h"

#include <errno.h>
#include <semaphore.h>
#include <signal.h>
#include <stdio.h>
#include <unistd.h>

#include <glib/gi18n.h>

static const int signals[] = { SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGXCPU, SIGPIPE, SIGXFSZ };

static sem_t                 signalled;
static volatile sig_atomic_t caught;   /* the first signal; 0: none */
static volatile sig_atomic_t by_limit; /* it is the system's, and no person's */
static GMutex                mutex;    /* guards the two below */
static gboolean              in_engine;
static gboolean              closed;
static GCancellable         *cancel;

static const char *
last_words (void)
{
  if (caught == SIGXCPU && by_limit)
    return _ ("Cancelled: the processor time allowed is used up, see ulimit -t.");

  return _ ("Cancelled.");
}

/* What a write of our own brought about, that write tells by its error. */
static void
note_signal (int        signal_number,
             siginfo_t *info,
             void      *context)
{
  const int before = errno;

  (void) context;

  if ((signal_number == SIGPIPE || signal_number == SIGXFSZ) &&
      (info->si_code == SI_KERNEL || info->si_pid == getpid ()))
    return;

  if (!caught)
    {
      by_limit = info->si_code == SI_KERNEL;
      caught   = signal_number;
    }

  sem_post (&signalled);
  errno = before;
}

/* At once, wherever the other threads are. */
static void
end_process (void)
{
  nst_unfinished_discard ();
  fprintf (stderr, "%s: %s\n", g_get_prgname (), last_words ());
  fflush (stderr);
  _exit (1);
}

static gpointer
wait_for_signals (gpointer unused)
{
  for (int n = 0;; n++)
    {
      while (sem_wait (&signalled) != 0)
        ;

      g_mutex_lock (&mutex);

      if (!closed && (!in_engine || n > 0))
        end_process ();

      g_cancellable_cancel (cancel);
      g_mutex_unlock (&mutex);
    }

  return unused;
}

gboolean
nst_interrupt_catch (GError **error)
{
  struct sigaction action = { .sa_sigaction = note_signal, .sa_flags = SA_RESTART | SA_SIGINFO };
  struct sigaction before;
  GThread         *thread;

  cancel = g_cancellable_new ();
  sem_init (&signalled, 0, 0);

  thread = g_thread_try_new ("signals", wait_for_signals, NULL, NULL);
  if (!thread)
    return nst_refuse (error, NST_ERROR_MEMORY,
                       _ ("Too few threads may run: end other programs, or raise the limits on "
                          "processes (ulimit -u) and memory."));

  g_thread_unref (thread);

  /* What nohup starts stays deaf to the terminal's end. */
  for (size_t i = 0; i < G_N_ELEMENTS (signals); i++)
    if (signals[i] != SIGHUP || sigaction (SIGHUP, NULL, &before) != 0 ||
        before.sa_handler != SIG_IGN)
      sigaction (signals[i], &action, NULL);

  return TRUE;
}

GCancellable *
nst_interrupt_enter_engine (void)
{
  g_mutex_lock (&mutex);
  in_engine = TRUE;
  g_mutex_unlock (&mutex);

  return cancel;
}

static gboolean
check_cancel (GError **error)
{
  if (!caught)
    return TRUE;

  g_clear_error (error);
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, last_words ());
  return FALSE;
}

gboolean
nst_interrupt_leave_engine (GError **error)
{
  g_mutex_lock (&mutex);
  in_engine = FALSE;
  g_mutex_unlock (&mutex);

  return check_cancel (error);
}

gboolean
nst_interrupt_close (GError **error)
{
  g_mutex_lock (&mutex);

  /* Too late from here on, and what has come before is noted in caught. */
  for (size_t i = 0; !closed && i < G_N_ELEMENTS (signals); i++)
    signal (signals[i], SIG_IGN);

  closed = TRUE;
  g_mutex_unlock (&mutex);

  return check_cancel (error);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Ctrl-C and SIGTERM.  A signal handler may neither lock nor cancel: it wakes a thread
 * that does.  (Blocking the signals in favour of such a thread would not do: libraries
 * start threads before main, where they are not blocked.) */

#include "plugin/cli/interrupt.h"
#include "plugin/cli/stderr-capture.h"

#include <errno.h>
#include <semaphore.h>
#include <signal.h>

#include <glib/gi18n.h>

static sem_t         signalled;
static GMutex        mutex; /* guards in_engine */
static gboolean      in_engine;
static GCancellable *cancel;

static void
note_signal (int signal_number)
{
  const int before = errno;

  (void) signal_number;
  sem_post (&signalled);
  errno = before;
}

static gpointer
wait_for_signals (gpointer unused)
{
  for (int n = 0;; n++)
    {
      while (sem_wait (&signalled) != 0)
        ;

      g_mutex_lock (&mutex);

      if (!in_engine || n > 0)
        nst_stderr_capture_end_process (_ ("Cancelled."));

      g_mutex_unlock (&mutex);
      g_cancellable_cancel (cancel);
    }

  return unused;
}

void
nst_interrupt_catch (void)
{
  const struct sigaction action = { .sa_handler = note_signal, .sa_flags = SA_RESTART };

  cancel = g_cancellable_new ();
  sem_init (&signalled, 0, 0);
  g_thread_unref (g_thread_new ("signals", wait_for_signals, NULL));

  sigaction (SIGINT, &action, NULL);
  sigaction (SIGTERM, &action, NULL);
}

GCancellable *
nst_interrupt_enter_engine (void)
{
  g_mutex_lock (&mutex);
  in_engine = TRUE;
  g_mutex_unlock (&mutex);

  return cancel;
}

void
nst_interrupt_leave_engine (void)
{
  g_mutex_lock (&mutex);
  in_engine = FALSE;
  g_mutex_unlock (&mutex);
}

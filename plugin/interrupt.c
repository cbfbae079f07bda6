/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A thread takes the signals by sigwait, for a signal handler may neither lock
 * nor cancel. */

#include "plugin/interrupt.h"
#include "plugin/picture.h"

#include <signal.h>
#include <stdio.h>
#include <unistd.h>

#include <glib/gi18n.h>

static GMutex        mutex;     /* guards in_engine */
static gboolean      in_engine;
static GCancellable *cancel;

static void
end_at_once (void)
{
  const char *unfinished = nst_picture_unfinished ();

  if (unfinished)
    unlink (unfinished);

  fprintf (stderr, "%s: %s\n", g_get_prgname (), _("Cancelled."));
  _exit (1);
}

static gpointer
wait_for_signals (gpointer signals)
{
  for (int n = 0; ; n++)
    {
      int signal_number;

      if (sigwait (signals, &signal_number) != 0)
        continue;

      g_mutex_lock (&mutex);

      if (! in_engine || n > 0)
        end_at_once ();

      g_mutex_unlock (&mutex);
      g_cancellable_cancel (cancel);
    }

  return NULL;
}

void
nst_interrupt_catch (void)
{
  static sigset_t signals;

  cancel = g_cancellable_new ();

  sigemptyset (&signals);
  sigaddset (&signals, SIGINT);
  sigaddset (&signals, SIGTERM);
  pthread_sigmask (SIG_BLOCK, &signals, NULL);

  g_thread_unref (g_thread_new ("signals", wait_for_signals, &signals));
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

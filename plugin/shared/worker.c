/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Workers, and the end of a program that has some.  libgimp calls exit() when GIMP
 * quits, in the middle of any call, and GTK when its display is gone.  What libraries
 * then take down a worker may be using: the program ends without it. */

#include "plugin/shared/worker.h"
#include "core/nst.h"

#include <stdlib.h>
#include <unistd.h>

#include <glib/gi18n.h>

static int n_workers; /* atomic */

static void
at_exit (void)
{
  if (g_atomic_int_get (&n_workers) > 0)
    _exit (EXIT_SUCCESS);
}

GThread *
nst_worker_start (const char *name,
                  GThreadFunc func,
                  gpointer    data,
                  GError    **error)
{
  static gsize       guarded = 0;
  g_autoptr (GError) reason  = NULL;
  GThread           *worker;

  if (g_once_init_enter (&guarded))
    {
      atexit (at_exit);
      g_once_init_leave (&guarded, 1);
    }

  g_atomic_int_inc (&n_workers);
  worker = g_thread_try_new (name, func, data, &reason);
  if (worker)
    return worker;

  g_atomic_int_add (&n_workers, -1);
  nst_refuse (error, NST_ERROR_MEMORY,
              _ ("The system has no thread to spare (%s): close other programs, or "
                 "raise the limit of processes or memory, and try again."),
              reason->message);
  return NULL;
}

void
nst_worker_join (GThread *worker)
{
  g_thread_join (worker);
  g_atomic_int_add (&n_workers, -1);
}

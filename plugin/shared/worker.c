/* SPDX-License-Identifier: GPL-3.0-or-later */

/* libgimp calls exit() when GIMP quits, in the middle of any call, and GTK when its
 * display is gone.  What libraries then take down, a worker may be using; and GEGL
 * writes what is left in a layer's buffer to a GIMP that is no more. */

#include "plugin/shared/worker.h"
#include "core/nst.h"

#include <stdlib.h>
#include <unistd.h>

#include <glib/gi18n.h>

static int n_guards; /* atomic */

static void
at_exit (void)
{
  if (g_atomic_int_get (&n_guards) > 0)
    _exit (EXIT_SUCCESS);
}

/* Comes before all that was registered up to then: GEGL's end, for one. */
void
nst_worker_guard_begin (void)
{
  static gsize registered = 0;

  if (g_once_init_enter (&registered))
    {
      atexit (at_exit);
      g_once_init_leave (&registered, 1);
    }

  g_atomic_int_inc (&n_guards);
}

void
nst_worker_guard_end (void)
{
  g_atomic_int_add (&n_guards, -1);
}

GThread *
nst_worker_start (const char *name,
                  GThreadFunc func,
                  gpointer    data,
                  GError    **error)
{
  g_autoptr (GError) reason = NULL;
  GThread           *worker;

  nst_worker_guard_begin ();
  worker = g_thread_try_new (name, func, data, &reason);
  if (worker)
    return worker;

  nst_worker_guard_end ();
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
  nst_worker_guard_end ();
}

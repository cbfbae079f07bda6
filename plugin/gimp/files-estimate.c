/* SPDX-License-Identifier: GPL-3.0-or-later */

/* One question at a time, in a task; what is asked meanwhile ends it and comes next. */

#include "plugin/gimp/files-estimate.h"
#include "plugin/gimp/file-formats.h"
#include "plugin/gimp/files-reckon.h"
#include "plugin/shared/estimator.h"
#include "plugin/shared/files-report.h"
#include "plugin/shared/worker.h"

#include <gio/gio.h>
#include <glib/gi18n.h>

#define PAUSE_MS 200 /* typing asks only once */
#define POLL_MS  50

struct _NstFilesEstimate
{
  char                *program_dir;
  const char         **endings; /* GIMP is asked for them before any thread is there */
  NstFilesEstimateFunc func;
  gpointer             user_data;
  NstFilesWish         next;
  gboolean             asked; /* next is yet to be answered */
  guint                timeout;

  /* The thread's, while there is one. */
  GThread      *thread;
  int           done; /* atomic */
  NstFilesWish  wish;
  GCancellable *cancel;
  char         *aim; /* atomic: what is known before the time is; taken when it is told */
  char         *text;
  gboolean      possible;
};


/* ---- the thread ------------------------------------------------------ */

static char *
tell (const char         *aim,
      const NstFilesCost *cost)
{
  g_autofree char *time = cost->known && cost->all.seconds > 0 ? nst_estimator_tell (&cost->all)
                                                               : NULL;

  return time ? g_strdup_printf ("%s %s", aim, time) : g_strdup (aim);
}

static gpointer
reckon (gpointer data)
{
  NstFilesEstimate        *estimate = data;
  g_autoptr (GError)       error    = NULL;
  g_auto (NstFilesCost)    cost     = { 0 };
  g_autoptr (NstFilesPlan) plan     = nst_files_plan_new (&estimate->wish, estimate->endings,
                                                          estimate->program_dir, &error);
  g_autofree char         *aim      = plan ? nst_files_report_aim (plan) : NULL;

  if (aim)
    g_atomic_pointer_set (&estimate->aim,
                          g_strdup_printf ("%s %s", aim, _ ("Estimating the time...")));

  estimate->possible = plan && nst_files_reckon (plan, &estimate->wish.options,
                                                 estimate->program_dir, estimate->cancel, &cost,
                                                 &error);
  estimate->text     = estimate->possible ? tell (aim, &cost) : g_strdup (error->message);

  g_atomic_int_set (&estimate->done, TRUE);
  return NULL;
}


/* ---- the main loop --------------------------------------------------- */

static void
begin (NstFilesEstimate *estimate)
{
  g_autoptr (GError) error = NULL;

  estimate->asked = FALSE;
  nst_files_wish_clear (&estimate->wish);
  nst_files_wish_copy (&estimate->wish, &estimate->next);
  g_cancellable_reset (estimate->cancel);
  g_atomic_int_set (&estimate->done, FALSE);

  /* Without a thread there is no estimate, but a run may be tried. */
  estimate->thread = nst_worker_start ("estimate", reckon, estimate, &error);
  if (!estimate->thread)
    estimate->func (error->message, TRUE, estimate->user_data);
}

/* What the thread has told meanwhile, once; free with g_free. */
static char *
take_aim (NstFilesEstimate *estimate)
{
  char *aim = g_atomic_pointer_get (&estimate->aim);

  return aim && g_atomic_pointer_compare_and_exchange (&estimate->aim, aim, NULL) ? aim : NULL;
}

static gboolean
look_after (gpointer data)
{
  NstFilesEstimate *estimate = data;
  g_autofree char  *aim      = take_aim (estimate);

  if (aim && !estimate->asked)
    estimate->func (aim, TRUE, estimate->user_data);

  if (estimate->thread && !g_atomic_int_get (&estimate->done))
    return G_SOURCE_CONTINUE;

  if (estimate->thread)
    {
      g_clear_pointer (&estimate->thread, nst_worker_join);
      if (!estimate->asked)
        estimate->func (estimate->text, estimate->possible, estimate->user_data);
      g_clear_pointer (&estimate->text, g_free);
    }

  if (estimate->asked)
    begin (estimate);

  estimate->timeout = estimate->thread ? g_timeout_add (POLL_MS, look_after, estimate) : 0;

  return G_SOURCE_REMOVE;
}

NstFilesEstimate *
nst_files_estimate_new (const char          *program_dir,
                        NstFilesEstimateFunc func,
                        gpointer             user_data)
{
  NstFilesEstimate *estimate = g_new0 (NstFilesEstimate, 1);

  estimate->program_dir = g_strdup (program_dir);
  estimate->endings     = nst_file_format_endings ();
  estimate->func        = func;
  estimate->user_data   = user_data;
  estimate->cancel      = g_cancellable_new ();

  return estimate;
}

void
nst_files_estimate_ask (NstFilesEstimate   *estimate,
                        const NstFilesWish *wish)
{
  nst_files_wish_clear (&estimate->next);
  nst_files_wish_copy (&estimate->next, wish);
  estimate->asked = TRUE;
  g_cancellable_cancel (estimate->cancel);

  if (!estimate->timeout)
    estimate->timeout = g_timeout_add (PAUSE_MS, look_after, estimate);
}

void
nst_files_estimate_free (NstFilesEstimate *estimate)
{
  if (estimate->timeout)
    g_source_remove (estimate->timeout);
  g_cancellable_cancel (estimate->cancel);
  if (estimate->thread)
    nst_worker_join (estimate->thread);

  nst_files_wish_clear (&estimate->next);
  nst_files_wish_clear (&estimate->wish);
  g_object_unref (estimate->cancel);
  g_free (estimate->aim);
  g_free (estimate->text);
  g_free (estimate->endings);
  g_free (estimate->program_dir);
  g_free (estimate);
}

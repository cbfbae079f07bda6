/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Before the first painting, it is tried whether such files can be saved at all; after one that
 * could not be, again, lest a full disk be found out by hours of work. */

#include "plugin/gimp/files-run.h"
#include "plugin/gimp/file-picture.h"
#include "plugin/gimp/files-reckon.h"
#include "plugin/shared/files-clock.h"
#include "plugin/shared/whole-file.h"

#include <string.h>

#include <glib/gi18n.h>

#define POLL_S 0.08

typedef struct
{
  NstFilesWatch    watch;
  gpointer         user_data;
  NstFilesClock    clock;
  NstFilesProgress progress;
  gint64           began_us; /* the painting */
} Run;

static double
seconds_since (gint64 began_us)
{
  return (double) (g_get_monotonic_time () - began_us) / G_USEC_PER_SEC;
}

static gboolean
look_on (Run   *run,
         double fraction)
{
  const double seconds = seconds_since (run->began_us);

  run->progress.fraction     = nst_files_clock_fraction (&run->clock, fraction);
  run->progress.seconds_left = nst_files_clock_left (&run->clock, fraction, seconds);

  return run->watch (&run->progress, run->user_data);
}

static gboolean
wait_for_job (NstJob  *job,
              gpointer data)
{
  Run        *run = data;
  NstProgress progress;
  gboolean    goes_on = TRUE;

  run->progress.run = job;
  while (goes_on && !nst_job_wait (job, POLL_S))
    goes_on = look_on (run, nst_job_progress (job, &progress) ? progress.fraction : 0);
  run->progress.run = NULL;

  if (!goes_on)
    nst_job_cancel (job);

  return goes_on;
}


/* ---- what can be saved ----------------------------------------------- */

/* One file of each ending is tried in each folder. */
static gboolean
try_saving (NstFilesPlan *plan,
            GError      **error)
{
  g_autoptr (GHashTable) tried = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < plan->jobs->len; i++)
    {
      const NstFilesJob *job    = plan->jobs->pdata[i];
      g_autofree char   *folder = g_path_get_dirname (job->target);
      g_autofree char   *kind   = g_strconcat (folder, strrchr (job->target, '.'), NULL);

      if (job->state != NST_FILE_WAITS || g_hash_table_contains (tried, kind))
        continue;

      nst_whole_file_sweep (folder);
      if (!nst_file_picture_can_save (job->target, error))
        return FALSE;

      g_hash_table_add (tried, g_steal_pointer (&kind));
    }

  return TRUE;
}


/* ---- painting -------------------------------------------------------- */

/* FALSE where all is to end. */
static gboolean
paint_next (Run              *run,
            NstFilesJob      *job,
            double            expected,
            const NstOptions *options,
            GError          **error)
{
  GError  *reason = NULL;
  gboolean done;

  run->began_us     = g_get_monotonic_time ();
  run->progress.job = job;
  run->progress.number++;
  nst_files_clock_begin (&run->clock, expected);
  if (!look_on (run, 0))
    return FALSE;

  done = nst_file_picture_paint (job, options, wait_for_job, run, &reason);
  nst_files_clock_end (&run->clock, seconds_since (run->began_us), done);

  if (done)
    {
      job->state = NST_FILE_PAINTED;
      return TRUE;
    }

  if (g_error_matches (reason, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_error_free (reason);
      return FALSE;
    }

  done = g_error_matches (reason, G_IO_ERROR, G_IO_ERROR_FAILED);
  nst_files_job_fail (job, reason);

  return !done || nst_file_picture_can_save (job->target, error);
}

gboolean
nst_files_run (NstFilesPlan     *plan,
               const NstOptions *options,
               NstFilesWatch     watch,
               gpointer          user_data,
               GError          **error)
{
  g_autofree char      *folder  = g_path_get_dirname (gimp_get_progname ());
  Run                   run     = { .watch = watch, .user_data = user_data };
  GError               *reason  = NULL;
  gboolean              goes_on = TRUE;
  g_auto (NstFilesCost) cost    = { 0 };

  run.progress.n_jobs = nst_files_plan_count (plan, NST_FILE_WAITS);
  if (run.progress.n_jobs == 0)
    return TRUE;

  if (!nst_files_reckon (plan, options, folder, NULL, &cost, error) || !try_saving (plan, error))
    return FALSE;

  run.clock.all = cost.all.seconds;
  for (guint i = 0; i < plan->jobs->len && goes_on; i++)
    {
      NstFilesJob *job = plan->jobs->pdata[i];

      if (job->state == NST_FILE_WAITS)
        goes_on = paint_next (&run, job, cost.seconds[i], options, &reason);
    }

  if (!reason)
    return TRUE;

  g_propagate_error (error, reason);
  return FALSE;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A script gets its answer as return values; what failed is told as a message too, since most
 * scripts look at no values. */

#include "plugin/gimp/files.h"
#include "plugin/gimp/file-formats.h"
#include "plugin/gimp/files-window.h"
#include "plugin/gimp/last-values.h"
#include "plugin/gimp/run-window.h"
#include "plugin/shared/files-report.h"
#include "plugin/shared/worker.h"

#include <glib/gi18n.h>

const char nst_files_label[] = N_ ("Neural Art: _Many Files...");
const char nst_files_blurb[] = N_ ("Paint many picture files in the style of others");
const char nst_files_help[] =
  N_ ("Opens each picture, paints it in each style, or in all of them mixed, and saves the "
      "painting in another folder. What is there already is left as it is, so that the same call "
      "goes on after it was cut off; what can't be painted is told at the end.");

void
nst_files_begin (GimpRunMode   run_mode,
                 NstFilesWish *wish)
{
  g_autofree char *text = run_mode == GIMP_RUN_NONINTERACTIVE ? NULL : nst_recall_files ();

  nst_files_wish_init (wish);

  /* What an older or newer version wrote and this one does not know ends it. */
  if (text)
    nst_files_wish_parse (wish, text, NULL);
}

static void
fill_in (const NstFilesPlan *plan,
         NstFilesResult     *result)
{
  result->n_painted = nst_files_plan_count (plan, NST_FILE_PAINTED);
  result->n_there   = nst_files_plan_count (plan, NST_FILE_THERE);
  result->n_failed  = nst_files_plan_count (plan, NST_FILE_FAILED);
  result->failed    = nst_files_report_failed (plan);
}

static GimpPDBStatusType
paint_quietly (NstFilesPlan       *plan,
               const NstFilesWish *wish,
               NstFilesResult     *result,
               GError            **error)
{
  const gboolean done = nst_files_quietly (plan, &wish->options, error);

  fill_in (plan, result);
  if (*result->failed)
    gimp_message (result->failed);

  return done ? GIMP_PDB_SUCCESS : GIMP_PDB_EXECUTION_ERROR;
}

GimpPDBStatusType
nst_files_paint (GimpRunMode     run_mode,
                 NstFilesWish   *wish,
                 NstFilesResult *result,
                 GError        **error)
{
  g_autofree char         *folder  = g_path_get_dirname (gimp_get_progname ());
  g_autofree const char  **endings = nst_file_format_endings ();
  const gboolean           shown   = nst_run_window_possible ();
  g_autoptr (NstFilesPlan) plan    = NULL;
  GimpPDBStatusType        status  = GIMP_PDB_SUCCESS;

  *result = (NstFilesResult){ 0 };

  if (run_mode == GIMP_RUN_INTERACTIVE)
    {
      g_autofree char *text = NULL;

      if (!shown)
        {
          nst_refuse (error, NST_ERROR_SETTINGS,
                      _ ("There is no display to show the dialog on: call Neural Art "
                         "with RUN-NONINTERACTIVE."));
          return GIMP_PDB_EXECUTION_ERROR;
        }

      if (!nst_files_dialog (wish))
        return GIMP_PDB_CANCEL;

      text = nst_files_wish_write (wish);
      nst_remember_files (text);
    }

  plan = nst_files_plan_new (wish, endings, folder, error);
  if (!plan)
    return GIMP_PDB_EXECUTION_ERROR;

  nst_worker_guard_begin ();
  if (run_mode == GIMP_RUN_NONINTERACTIVE || !shown)
    status = paint_quietly (plan, wish, result, error);
  else
    nst_files_window (plan, &wish->options, wish->folder);
  nst_worker_guard_end ();

  if (!result->failed)
    fill_in (plan, result);

  return status;
}

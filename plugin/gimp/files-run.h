/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Paints a plan, one picture after the other, whatever becomes of each.  What is shown meanwhile
 * is for who looks on. */

#pragma once

#include "plugin/gimp/inputs.h"
#include "plugin/shared/files-plan.h"

/* How far it is. */
typedef struct
{
  const NstFilesJob *job;
  int                number;   /* of it among those that are to be painted, 1 for the first ... */
  int                n_jobs;   /* ... of so many */
  double             fraction; /* of all, 0 to 1 */
  double             seconds_left;
  NstJob            *run; /* the engine's; NULL before and after it */
} NstFilesProgress;

/* Called as each painting begins, and while it is painted; FALSE where all is to end.  The second
 * takes its time, a tenth of a second. */
typedef gboolean (*NstFilesWatch) (const NstFilesProgress *progress,
                                   gpointer                user_data);

/* FALSE and an error where nothing can be saved, or the network is missing, before anything is
 * painted; else each job's state tells.  What was dropped still waits. */
gboolean nst_files_run (NstFilesPlan     *plan,
                        const NstOptions *options,
                        NstFilesWatch     watch,
                        gpointer          user_data,
                        GError          **error);

/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A plan of many paintings in words: before, meanwhile and after.  All texts are to be freed
 * with g_free. */

#pragma once

#include "plugin/shared/files-plan.h"

/* "beach.jpg in the style of great-wave" */
char *nst_files_report_job (const NstFilesJob *job);

/* What is to be done: "6 pictures in 2 styles: 12 paintings, 3 of which are there already.  The
 * first to be made is "beach-poppies.png"." */
char *nst_files_report_aim (const NstFilesPlan *plan);

/* What has been done: "8 paintings made.  3 were there already.  1 could not be made." */
char *nst_files_report_end (const NstFilesPlan *plan);

/* What failed and why, a line each; "" for nothing. */
char *nst_files_report_failed (const NstFilesPlan *plan);

/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The procedure that paints many files, for both GIMPs: what is asked for is collected by
 * files-wish.h, by the dialog where there is one, and painted. */

#pragma once

#include "plugin/gimp/files-dialog.h"
#include "plugin/gimp/gimp-compat.h"

/* The argument of both procedures that is a text of settings, as files-wish.h reads it. */
#define NST_FILES_SETTINGS "settings"

extern const char nst_files_label[]; /* translatable, as the rest */
extern const char nst_files_blurb[];
extern const char nst_files_help[];

/* What the procedure returns. */
typedef struct
{
  int   n_painted;
  int   n_there; /* already */
  int   n_failed;
  char *failed; /* what and why, a line each; free with g_free */
} NstFilesResult;

/* The wish before what the caller gives is set: at its defaults, or as last time.  To be
 * cleared. */
void nst_files_begin (GimpRunMode   run_mode,
                      NstFilesWish *wish);

/* Asks, where it is to, and paints.  GIMP_PDB_CANCEL where the dialog was; GIMP_PDB_SUCCESS
 * whatever became of each painting, and GIMP_PDB_EXECUTION_ERROR with an error where nothing could
 * be begun or saved. */
GimpPDBStatusType nst_files_paint (GimpRunMode     run_mode,
                                   NstFilesWish   *wish,
                                   NstFilesResult *result,
                                   GError        **error);

/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The line of a dialog that says how many paintings will be made and how long that will take, or
 * what is to be put right first.  Folders are read and times reckoned in a thread, so that the
 * dialog goes on answering. */

#pragma once

#include "plugin/shared/files-wish.h"

typedef struct _NstFilesEstimate NstFilesEstimate;

/* Gets the line, and whether there is something to begin with. */
typedef void (*NstFilesEstimateFunc) (const char *text,
                                      gboolean    possible,
                                      gpointer    user_data);

NstFilesEstimate *nst_files_estimate_new (const char          *program_dir,
                                          NstFilesEstimateFunc func,
                                          gpointer             user_data);

/* Asks; the wish is copied.  The answer comes from the main loop, of the last question alone:
 * what is asked meanwhile takes the place of what was asked before. */
void nst_files_estimate_ask (NstFilesEstimate   *estimate,
                             const NstFilesWish *wish);

/* No more answers come. */
void nst_files_estimate_free (NstFilesEstimate *estimate);

/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Files that have their name only when they are whole: written under another name beside it,
 * brought to the disk, and renamed in one step.  Who writes the file, and what is to be told of
 * a failure, is the caller's. */

#pragma once

#include <glib.h>

/* A name for such a file beside path, hidden, with path's ending; there is no file of it
 * yet.  Free with g_free. */
char *nst_whole_file_name (const char *path);

/* Whether all of the file is on the disk, and there is something in it; else the reason is in
 * errno. */
gboolean nst_whole_file_is_on_disk (const char *name);

/* Gives it the name path, of which there may be a file.  FALSE and the reason in errno. */
gboolean nst_whole_file_take_name (const char *name,
                                   const char *path);

/* Removes what programs of this machine have left under such names in the folder, that are
 * no more. */
void nst_whole_file_sweep (const char *folder);

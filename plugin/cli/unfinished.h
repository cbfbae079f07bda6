/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The file that is being written, which must not outlive a process that ends meanwhile:
 * there is one at most. */

#pragma once

#include <glib.h>

/* Makes an empty file, unfinished from now on.  name: with XXXXXX in it, which are
 * replaced, or else as it is; mode: less what umask takes.  FALSE, with the reason in
 * errno, where there can't be one. */
gboolean nst_unfinished_make (char *name,
                              int   mode);

/* It is finished, or another file has taken its name. */
void nst_unfinished_keep (void);

/* It is given up, and removed; errno stays as it is. */
void nst_unfinished_remove (void);

/* The same from any thread, when the process is about to end: no file is begun or
 * finished from here on, who tries waits for the end. */
void nst_unfinished_discard (void);

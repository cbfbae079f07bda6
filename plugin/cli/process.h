/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a program may find missing when it is started, and libraries take for granted. */

#pragma once

#include <glib.h>

/* Opens standard input, output and error where they are closed: files that are opened
 * later would be taken for them.  Reading there finds nothing, and writing fails.  To be
 * called first of all. */
void nst_process_open_standard (void);

/* Where the signal that says that the processor time allowed is used up would come together
 * with the one that kills, it is asked for a second earlier. */
void nst_process_soften_limits (void);

/* Whether files enough can be open at once, for which the limit is raised where it may be,
 * and threads enough run.  FALSE and a sentence where not. */
gboolean nst_process_check_numbers (GError **error);

/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Standard error: one line of progress where it is a terminal, of any width and kind, and
 * the sentence with which a run that fails ends. */

#pragma once

#include <glib.h>

/* Whether somebody may be looking. */
gboolean nst_terminal_is_there (void);

/* Shows text in place of the line before: brief, where the terminal is too narrow for it,
 * and as much as fits of that. */
void nst_terminal_show (const char *text,
                        const char *brief);

/* Takes the line away again; nothing where there is none. */
void nst_terminal_clear (void);

/* "neural-art: SENTENCE" on a line of its own, instead of one that is shown.  What would
 * break it, or steer the terminal, is spelled out: names have such characters too. */
void nst_terminal_say (const char *sentence);

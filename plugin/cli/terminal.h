/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Standard error: one line of progress where it is a terminal, of any width and kind, and
 * the sentence with which a run that fails ends.  From any thread. */

#pragma once

#include <glib.h>

/* Whether somebody may be looking. */
gboolean nst_terminal_is_there (void);

/* The columns that a line may take, now: windows change. */
int nst_terminal_get_room (void);

/* The columns that a text takes. */
int nst_terminal_count_columns (const char *text);

/* Shows text in place of the line before, as much as there is room for. */
void nst_terminal_show (const char *text);

/* Takes the line away again; nothing where there is none. */
void nst_terminal_clear (void);

/* "neural-art: SENTENCE" on a line of its own, instead of one that is shown.  What would
 * break it, or steer the terminal, is spelled out: names have such characters too. */
void nst_terminal_say (const char *sentence);

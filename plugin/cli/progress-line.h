/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A run's progress on a terminal: stage, step, a bar as wide as the window leaves room for,
 * and the time left, which goes by between what the engine tells, too.  One run at a time. */

#pragma once

#include "core/nst.h"

/* From here on there may be a line; where standard error is no terminal there is none. */
void nst_progress_line_begin (void);

/* How far the run is; from any thread. */
void nst_progress_line_tell (const NstProgress *progress);

/* Takes the line away. */
void nst_progress_line_end (void);

/* What the line says in so many columns; left_s: seconds, negative: not known yet.  Free
 * with g_free. */
char *nst_progress_line_make (const NstProgress *progress,
                              double             left_s,
                              int                columns);

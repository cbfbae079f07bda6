/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The window that an interactive run shows.  GIMP's own progress bar can't be
 * used there: its Cancel kills a plug-in outright.  Knows jobs, not layers.
 */

#pragma once

#include "plugin/shared/job.h"

/* Called some ten times a second; FALSE when there is no sense in going on. */
typedef gboolean (*NstRunTick) (gpointer user_data);

/* Whether there is a display for windows at all: GTK would end the program
 * where there is none. */
gboolean nst_run_window_possible (void);

/* Shows the window, beside the picture's, until the job has ended; FALSE when it is to be
 * dropped, because the user throws it away or the tick said so: the job is cancelled by
 * then, but may take a moment to end.  what: what is painted, in a sentence. */
gboolean nst_run_window (NstJob     *job,
                         const char *what,
                         NstRunTick  tick,
                         gpointer    user_data);

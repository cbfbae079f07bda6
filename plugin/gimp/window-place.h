/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Where a run's window opens: beside the picture's window, from which the plug-in was started,
 * and not over the windows of other runs.  Under X11; elsewhere windows are not placed by
 * programs, and all this does nothing. */

#pragma once

#include "plugin/gimp/gimp-compat.h"

/* Places a window that is not shown yet, with all that is in it, and lets other runs know of
 * it until nst_window_place_end, which comes before the window is destroyed. */
void nst_window_place_begin (GtkWidget *window);
void nst_window_place_end (GtkWidget *window);

/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Parts of a window that scroll where its screen is too low for all of them. */

#pragma once

#include <gtk/gtk.h>

/* What scrolls the widget, up and down: as high as that where there is room, and never lower
 * than least. */
GtkWidget *nst_scroller_new (GtkWidget *widget,
                             int        least);

/* Makes the window, which is not shown yet, as high as it likes to be, but no higher than fits on
 * its screen; the scrollers in it give way, of which one is seen at a time. */
void nst_scrollers_fit (GtkWindow        *window,
                        GtkWidget *const *scrollers,
                        int               n);

/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How a widget looks that is not used and can be clicked all the same: paler, but not
 * insensitive.  To be called when the widget is in its window, whose colours count. */

#pragma once

#include <gtk/gtk.h>

void nst_dim (GtkWidget *widget,
              gboolean   dimmed);

/* Keeps the label of a radio button as it is when the button is on: the dark themes of
 * GIMP 2.10 fade it then.  Does nothing in GTK 3. */
void nst_dim_never (GtkWidget *button);

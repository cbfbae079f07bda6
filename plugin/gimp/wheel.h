/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The mouse wheel over what scrolls: it changes no value that it only passes. */

#pragma once

#include <gtk/gtk.h>

/* The wheel scrolls whatever the widget is in, and changes the widget, or what is in it, only
 * where that has the focus. */
void nst_wheel_pass (GtkWidget *widget);

/* How far it was turned: forward is positive, 1 a notch. */
double nst_wheel_get_steps (const GdkEventScroll *event);

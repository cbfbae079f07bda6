/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A picture in a dialog, and another beneath it, which is seen as long as the mouse is pressed
 * on it (before and after), or to the left of a line that can be dragged.  Scrolling the wheel
 * makes it larger about the pointer, dragging moves it then.  Knows nothing of GIMP and the
 * engine's runs; for both GTKs. */

#pragma once

#include <gtk/gtk.h>

#include "core/nst.h"

/* The widget, empty: as large as a third of the screen at first, and no smaller than least
 * pixels wide and high. */
GtkWidget *nst_picture_view_new (int least);

/* One that the mouse does nothing to, of side pixels at least. */
GtkWidget *nst_picture_view_new_still (int side);

/* What is seen, in all of the widget's size; NULL: nothing.  Copied. */
void nst_picture_view_set_picture (GtkWidget      *area,
                                   const NstImage *picture);

/* What is beneath it. */
void nst_picture_view_set_before (GtkWidget      *area,
                                  const NstImage *picture);

/* Makes what is seen so many times as large about the middle, at least so that all of it is in
 * sight; the wheel does so by NST_PICTURE_VIEW_STEP. */
#define NST_PICTURE_VIEW_STEP 1.25
void nst_picture_view_zoom (GtkWidget *area,
                            double     factor);

/* Whether there is the line; FALSE to begin with. */
void nst_picture_view_set_split (GtkWidget *area,
                                 gboolean   split);

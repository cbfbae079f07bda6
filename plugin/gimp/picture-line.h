/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The line of a split view, to the left of which a picture is seen as it was before: where it
 * is in a widget, how it looks, and how it is moved.  All sizes are pixels. */

#pragma once

#include <gtk/gtk.h>

typedef struct
{
  gboolean shown;
  gboolean held; /* the mouse moves it */
  double   at;   /* of the widget's width, 0..1 */
} NstPictureLine;

/* Whether the mouse, at x of a widget so wide, is on it. */
gboolean nst_picture_line_is_at (const NstPictureLine *line,
                                 double                width,
                                 double                x);

void nst_picture_line_move (NstPictureLine *line,
                            double          width,
                            double          x);

/* Shows by the pointer over the widget whether it would take hold of the line. */
void nst_picture_line_point (GtkWidget *widget,
                             gboolean   on_line);

void nst_picture_line_draw (const NstPictureLine *line,
                            cairo_t              *cairo,
                            double                width,
                            double                height);

/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A dialog's list of the styles that are chosen, a row for each: its small picture, how much there
 * is of it, where it is, and a button that leaves it out.  Of one style alone there is only the
 * question where it is.  What the rows say are the settings "shares" and "where" (parts.h). */

#pragma once

#include "plugin/gimp/gimp-compat.h"
#include "plugin/settings/settings.h"

/* The user has changed a row. */
typedef void (*NstStyleRowsChanged) (gpointer user_data);

/* The widget, for what a style chooser has chosen (style-chooser.h), which must last as long;
 * places are those of image. */
GtkWidget *nst_style_rows_new (GtkWidget          *chooser,
                               gint32              image,
                               NstStyleRowsChanged changed,
                               gpointer            user_data);

/* Shows what is chosen now, and of the options what they say of that: as nst_parts_follow. */
gboolean nst_style_rows_follow (GtkWidget  *widget,
                                NstOptions *options);

/* Gives the options what the rows say, after a change. */
void nst_style_rows_give (GtkWidget  *widget,
                          NstOptions *options);

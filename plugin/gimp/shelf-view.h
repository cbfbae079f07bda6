/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The shelf of styles in a dialog: a row of small pictures, one of which may be
 * chosen.  Knows nothing of layers and of other ways to choose a style. */

#pragma once

#include <gtk/gtk.h>

/* The path of the picture that the user has chosen; NULL: none any more. */
typedef void (*NstShelfChosen) (const char *path,
                                gpointer    user_data);

/* The widget, not shown yet; the pictures come in one by one while the main loop
 * runs.  It stays hidden where there is none. */
GtkWidget *nst_shelf_view_new (const char    *program_dir,
                               NstShelfChosen chosen,
                               gpointer       user_data);

/* Marks the picture of that path as chosen, or none, without calling chosen. */
void nst_shelf_view_select (GtkWidget  *box,
                            const char *path);

/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The grid of small pictures in a dialog, among which styles are chosen: one, or several files or
 * several layers together (Ctrl+click).  Shows what style-items.h lists, with a search where that
 * is much. */

#pragma once

#include <gtk/gtk.h>

/* The user has chosen otherwise; or what was chosen is gone. */
typedef void (*NstShelfChosen) (gpointer user_data);

/* The widget, which keeps a reference to items; label, with a mnemonic, stands above it. */
GtkWidget *nst_shelf_view_new (GtkListStore  *items,
                               const char    *label,
                               NstShelfChosen chosen,
                               gpointer       user_data);

/* The keys of what is chosen, in the order of choosing (char *); they belong to the view, until the
 * next change. */
const GPtrArray *nst_shelf_view_get (GtkWidget *box);

/* Chooses these, or none, without calling chosen. */
void nst_shelf_view_set (GtkWidget       *box,
                         const GPtrArray *keys);

/* Leaves one of what is chosen, as the user does with Ctrl: chosen is called. */
void nst_shelf_view_leave (GtkWidget  *box,
                           const char *key);

/* Has the keys go to the grid, where Return is the dialog's OK. */
void nst_shelf_view_focus (GtkWidget *box);

/* Has the items made anew; calls chosen where something that was chosen is no more. */
void nst_shelf_view_refresh (GtkWidget *box);

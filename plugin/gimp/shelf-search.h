/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The search among the items of style-items.h: a model of those that are found, and the entry
 * for what is looked for, which is there where they are many. */

#pragma once

#include <gtk/gtk.h>

/* Called before what is shown changes, and after. */
typedef void (*NstShelfSearched) (gboolean begins,
                                  gpointer user_data);

/* The items that have all the words that are searched for, to begin with all; keeps a reference
 * to items.  Unref it. */
GtkTreeModel *nst_shelf_search_new (GtkListStore    *items,
                                    NstShelfSearched searched,
                                    gpointer         user_data);

/* Has what is shown follow the items at once; else it does so from the main loop. */
void nst_shelf_search_update (GtkTreeModel *found);

/* The entry and its label, for the model above; Return chooses the first that is found in
 * grid, an icon view of that model, and goes on to it. */
GtkWidget *nst_shelf_search_new_row (GtkTreeModel *found,
                                     GtkWidget    *grid);

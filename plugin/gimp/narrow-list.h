/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A list to choose from that is as narrow as it is told to be, whatever the length of its texts:
 * the chosen one is cut where it has no room, in the list that is opened none is. */

#pragma once

#include <gtk/gtk.h>

/* A GtkComboBox of the texts in a column of model. */
GtkWidget *nst_narrow_list_new (GtkTreeModel *model,
                                int           column);

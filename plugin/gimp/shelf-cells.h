/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How an item of style-items.h looks in a grid: its small picture, framed where it is selected,
 * its name below, and its whole name and what is known of it as a tooltip. */

#pragma once

#include "plugin/gimp/gimp-compat.h"
#include "plugin/gimp/style-items.h"

#define NST_SHELF_CELLS_WIDTH (NST_STYLE_ITEMS_SIZE + 12)

/* For an icon view of the items, or of some of them. */
void nst_shelf_cells_add (GtkIconView *icons);

/* The name as it fits below a picture, on two lines of the widget's text, with some of its middle
 * left out where that is needed.  Free with g_free. */
char *nst_shelf_cells_fit_name (GtkWidget  *widget,
                                const char *name);

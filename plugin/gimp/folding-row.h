/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Two widgets side by side, or the second below the first where large text or long words would
 * make the row too wide. */

#pragma once

#include <gtk/gtk.h>

/* The row, no wider than most (pixels) unless one of the two is; the first has all the width that
 * the second needs not.  spacing: between them. */
GtkWidget *nst_folding_row_new (GtkWidget *first,
                                GtkWidget *second,
                                int        spacing,
                                int        most);

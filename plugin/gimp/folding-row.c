/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The text's size and the language stay while a window is open: it is decided once. */

#include "plugin/gimp/folding-row.h"
#include "plugin/gimp/gimp-compat.h"

#define LINE_SPACING 6 /* between the one and the other below it, pixels */

static int
get_width (GtkWidget *widget)
{
  GtkRequisition needs;

#if GTK_CHECK_VERSION(3, 0, 0)
  gtk_widget_get_preferred_size (widget, &needs, NULL);
#else
  gtk_widget_size_request (widget, &needs);
#endif

  return needs.width;
}

GtkWidget *
nst_folding_row_new (GtkWidget *first,
                     GtkWidget *second,
                     int        spacing,
                     int        most)
{
  GtkWidget *end = nst_gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *row;

  gtk_widget_show_all (first);
  gtk_widget_show_all (second);
  if (get_width (first) + spacing + get_width (second) <= most)
    row = nst_gtk_box_new (GTK_ORIENTATION_HORIZONTAL, spacing);
  else
    row = nst_gtk_box_new (GTK_ORIENTATION_VERTICAL, LINE_SPACING);

  gtk_box_pack_end (GTK_BOX (end), second, FALSE, FALSE, 0);
  gtk_box_pack_start (GTK_BOX (row), first, TRUE, TRUE, 0);
  gtk_box_pack_start (GTK_BOX (row), end, FALSE, FALSE, 0);

  return row;
}

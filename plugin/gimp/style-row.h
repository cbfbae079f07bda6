/* SPDX-License-Identifier: GPL-3.0-or-later */

/* One row of style-rows.h: shows what it is told, and tells what the user does. */

#pragma once

#include "plugin/gimp/gimp-compat.h"

/* index is the row's. */
typedef struct
{
  void (*share_changed) (guint    index,
                         double   share,
                         gpointer user_data);

  /* place: a row of the list of places. */
  void (*place_changed) (guint        index,
                         GtkTreeIter *place,
                         gpointer     user_data);
  void (*left) (guint    index,
                gpointer user_data);
  gpointer user_data;
} NstStyleRowCalls;

/* The row of a style among others; places as place-list.h has them, shares up to most_share.
 * removable: with a button that leaves the style out. */
GtkWidget *nst_style_row_new (guint                   index,
                              GtkListStore           *places,
                              double                  most_share,
                              gboolean                removable,
                              const NstStyleRowCalls *calls);

/* The row of a style that has no others beside it. */
GtkWidget *nst_style_row_new_alone (GtkListStore           *places,
                                    const NstStyleRowCalls *calls);

/* What the style is called, in short and as a whole. */
void nst_style_row_set_name (GtkWidget  *widget,
                             const char *name,
                             const char *tell);

/* Its picture, which is made small. */
void nst_style_row_set_picture (GtkWidget *widget,
                                GdkPixbuf *picture);

/* Which row of places is the style's, -1: none; how much there is of it, and what fraction of its
 * place that is, 0..1; shared: not all.  No call comes of it. */
void nst_style_row_show (GtkWidget *widget,
                         int        place,
                         double     share,
                         double     fraction,
                         gboolean   shared);

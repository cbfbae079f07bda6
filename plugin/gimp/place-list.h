/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Where a style may be, as a list to choose from: everywhere, the selection, channels, layers'
 * masks, how light layers are, picture files.  Reads no pixels. */

#pragma once

#include "plugin/gimp/gimp-compat.h"

enum
{
  NST_PLACE_NAME,  /* string: as the setting "where" has it, "" for everywhere else;
                      NST_PLACE_OTHER: not a place, but to choose a file */
  NST_PLACE_LABEL, /* string */
  NST_PLACE_N_COLUMNS
};

#define NST_PLACE_OTHER "\n"

/* An empty list; unref it. */
GtkListStore *nst_place_list_new (void);

/* Has it say what there is in image, and the places that are named (char *), wherever they are. */
void nst_place_list_fill (GtkListStore    *list,
                          gint32           image,
                          const GPtrArray *named);

/* Asks for a picture file, and puts it into the list; over is a widget of the window that asks,
 * now a file to begin with.  Its path, to be freed with g_free; NULL where none is chosen, or the
 * setting, a list with commas in it, can't have it. */
char *nst_place_list_ask_file (GtkListStore *list,
                               GtkWidget    *over,
                               const char   *now);

/* Which row has a name; -1. */
int nst_place_list_find (GtkListStore *list,
                         const char   *name);

/* Whether others have places is told by the first row. */
void nst_place_list_tell (GtkListStore *list,
                          gboolean      have_places);

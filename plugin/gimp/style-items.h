/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What may be a style, as the list that a view shows: the user's own pictures, the layers of
 * the open images, the pictures that come with the program; before them files that lie
 * elsewhere and were named all the same.  Their small pictures come in one by one while the
 * main loop runs.  Knows nothing of what is chosen. */

#pragma once

#include "plugin/gimp/gimp-compat.h"

#define NST_STYLE_ITEMS_SIZE 96 /* of the small pictures, either way */

enum
{
  NST_STYLE_KEY,     /* string: what the item is known by, see below */
  NST_STYLE_LAYER,   /* int: a layer; NST_GIMP_NONE where the key is a file's path */
  NST_STYLE_PICTURE, /* GdkPixbuf, NULL until it is there */
  NST_STYLE_NAME,    /* string: for under the picture */
  NST_STYLE_TELL,    /* string: who painted what and when, as far as that is known */
  NST_STYLE_WORDS,   /* string: what a search looks in, case folded */
  NST_STYLE_READ,    /* boolean: the picture has been looked for */
  NST_STYLE_N_COLUMNS
};

/* The list, with all but the pictures.  content is no style, nor is a group that it is in.
 * program_dir: where to look for the shelf.  Unref it; no more pictures are read then. */
GtkListStore *nst_style_items_new (const char *program_dir,
                                   gint32      content);

/* Has the list show what is there now; rows that stay keep their pictures. */
void nst_style_items_refresh (GtkListStore *store);

/* The key of a file or of a layer, which is put into the list where it isn't yet; NULL where it
 * is no regular file, no valid layer, or the content.  Free with g_free. */
char *nst_style_items_take_file (GtkListStore *store,
                                 const char   *path);
char *nst_style_items_take_layer (GtkListStore *store,
                                  gint32        layer);

/* The keys of the styles that the items with these keys (char *) are, one by one: of a layer group
 * those of its visible layers, from the top.  A new array that owns them. */
GPtrArray *nst_style_items_spread (GtkListStore    *store,
                                   const GPtrArray *keys);

/* Whether the list has an item of that key; *row is then it. */
gboolean nst_style_items_find (GtkListStore *store,
                               const char   *key,
                               GtkTreeIter  *row);

/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What is chosen as the style, by layers and files; and what items of style-items.h that is. */

#pragma once

#include "plugin/gimp/gimp-compat.h"

/* The layer, NST_GIMP_NONE for none; in its place several layers, ended by NST_GIMP_NONE, where
 * that is not NULL; in place of both a file where that is not NULL, by a path or a name on the
 * shelf, or several with commas between them. */
typedef struct
{
  gint32        layer;
  const gint32 *layers;
  const char   *file;
} NstStyleChoice;

/* The keys (char *) of what of it is there; of files none where one of them is missing.  Items
 * that the list has not are put into it.  program_dir: where to look for the shelf.  Unref it. */
GPtrArray *nst_style_choice_take (const NstStyleChoice *choice,
                                  GtkListStore         *items,
                                  const char           *program_dir);

/* Whether two items, by their keys, can be chosen together. */
gboolean nst_style_choice_combine (GtkListStore *items,
                                   const char   *a,
                                   const char   *b);

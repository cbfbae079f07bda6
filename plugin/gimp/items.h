/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Layers and channels as scripts and people write them: by their names, or by GIMP's numbers. */

#pragma once

#include "plugin/gimp/gimp-compat.h"

/* The channel or the layer of the image that is called so; else the drawable, of any open image,
 * that has the number; NST_GIMP_NONE where there is neither. */
gint32 nst_item_find (gint32      image,
                      const char *named);

/* What it finds a drawable by: its name, or its number where the name is another's too or can't
 * stand in a list.  Free with g_free. */
char *nst_item_write (gint32 image,
                      gint32 item);

/* "layer - image".  Free with g_free. */
char *nst_item_tell (gint32 item);

/* How many there are in a list that NST_GIMP_NONE ends; none in NULL. */
int nst_items_count (const gint32 *items);

/* The same list anew, to be freed with g_free; NULL of NULL. */
gint32 *nst_items_copy (const gint32 *items);

/* As nst_item_find of several, with commas between them: a list ended by NST_GIMP_NONE, freed with
 * g_free.  NULL and NST_ERROR_SETTINGS where one is not there. */
gint32 *nst_items_find (gint32      image,
                        const char *named,
                        GError    **error);

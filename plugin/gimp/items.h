/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Layers and channels as scripts and people write them: by their names, or by GIMP's numbers. */

#pragma once

#include "plugin/gimp/gimp-compat.h"

/* The channel or the layer of the image that is called so; else the drawable, of any open image,
 * that has the number; NST_GIMP_NONE where there is neither. */
gint32 nst_item_find (gint32      image,
                      const char *named);

/* The same of several, with commas between them: a list ended by NST_GIMP_NONE, freed with
 * g_free.  NULL and NST_ERROR_SETTINGS where one is not there. */
gint32 *nst_items_find (gint32      image,
                        const char *named,
                        GError    **error);

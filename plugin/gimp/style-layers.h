/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Which layers of the open images can be styles, and what they are called where people
 * choose among them.  Reads no pixels. */

#pragma once

#include "plugin/gimp/gimp-compat.h"

/* All layers and layer groups of the open images, those of content's image first, each image's
 * from the top down, but for content itself, the groups that it is in, and previews on the
 * canvas: a new list, ended by NST_GIMP_NONE. */
gint32 *nst_style_layers_list (gint32 content);

/* The visible layers of a group, each of which is a style, from the top down: a new list, ended by
 * NST_GIMP_NONE; NULL where the layer is no group. */
gint32 *nst_style_layers_of_group (gint32 layer);

/* "layer" where it is of content's image, else "layer - image".  Free with g_free. */
char *nst_style_layers_plain_name (gint32 layer,
                                   gint32 content);

/* The same; of a group, how many styles it is too.  Free with g_free. */
char *nst_style_layers_name (gint32 layer,
                             gint32 content);

/* "layer - image" for a line of its own, and what a group is.  Free with g_free. */
char *nst_style_layers_tell (gint32 layer);

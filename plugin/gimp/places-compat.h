/* SPDX-License-Identifier: GPL-3.0-or-later */

/* As gimp-compat.h, for places: channels and layer masks. */

#pragma once

#include "plugin/gimp/gimp-compat.h"

#if GIMP_CHECK_VERSION(2, 99, 0)

#define nst_gimp_item_is_mask(id) gimp_item_id_is_layer_mask (id)
#define nst_gimp_layer_of_mask(id) \
  nst_gimp_item_id (gimp_layer_from_mask (GIMP_LAYER_MASK (NST_ITEM (id))))

/* The image's channels, from the top down: a new list ended by NST_GIMP_NONE. */
static inline gint32 *
nst_gimp_channels (gint32 image)
{
  return nst_gimp_ids (gimp_image_get_channels (NST_IMAGE (image)));
}

#else

#define nst_gimp_item_is_mask(id)  gimp_item_is_layer_mask (id)
#define nst_gimp_layer_of_mask(id) gimp_layer_from_mask (id)

static inline gint32 *
nst_gimp_channels (gint32 image)
{
  int   n       = 0;
  gint *numbers = gimp_image_get_channels (image, &n);

  return nst_gimp_ids (numbers, n);
}

#endif

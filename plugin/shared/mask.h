/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Masks for the engine, made of pictures. */

#pragma once

#include "plugin/shared/pixels.h"

/* How much each pixel is there, as an image of one channel whose data is the pixels' own; no
 * data: all alike, as those of writing are, which is seen with its paper. */
NstImage nst_mask_get_visible (const NstPixels *pixels);

/* How light a picture is, at another size: white is 1; black, and what is transparent, is 0.
 * To be freed.  NULL and NST_ERROR_MEMORY. */
NstImage *nst_mask_from_lightness (const NstPixels *pixels,
                                   int              width,
                                   int              height,
                                   GError         **error);

/* Leaves of a picture the least rectangle in which all lies that is visible.  FALSE and
 * NST_ERROR_MEMORY. */
gboolean nst_mask_crop_to_visible (NstPixels *pixels,
                                   GError   **error);

/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Masks for the engine, made of pictures. */

#pragma once

#include "plugin/shared/pixels.h"

/* How much each pixel is there: *mask, which becomes an image of one channel whose data is the
 * pixels' own; NULL: all alike, as those of writing are, which is seen with its paper. */
const NstImage *nst_mask_find_visible (const NstPixels *pixels,
                                       NstImage        *mask);

/* A value of a mask from what it is made of: within 0..1, and white is 1 and no less. */
static inline float
nst_mask_settle (float value)
{
  return value > 0.9999f ? 1.0f : MAX (value, 0.0f);
}

/* How light a picture, which wraps so, is at another size: white is 1; black, and what is
 * transparent, is 0.  To be freed.  NULL and NST_ERROR_MEMORY. */
NstImage *nst_mask_from_lightness (const NstPixels *pixels,
                                   int              width,
                                   int              height,
                                   NstWrap          wrap,
                                   GError         **error);

/* Leaves of a picture the least rectangle in which all lies that is visible.  FALSE and
 * NST_ERROR_MEMORY. */
gboolean nst_mask_crop_to_visible (NstPixels *pixels,
                                   GError   **error);

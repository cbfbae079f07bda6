/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The colours of one picture in the lightness of another: CIE Lab of sRGB's own white
 * (D65), L* of a painting with a* and b* of its photo.
 *
 * Not every lightness exists in every colour: there is no dark yellow as vivid as a bright
 * one.  Where a painting's lightness would leave sRGB, it is moved towards the photo's, just
 * as far as is needed; a* and b* are the photo's in every pixel, in gamut or not. */

#pragma once

#include "core/base/threads.h"
#include "core/image/image.h"

/* Gives n pixels of painting[n][3], in place, the colours of photo[n][3].  Both are seen
 * clamped to 0..1, and what is not a number as 0; so is what comes of it. */
void nst_lightness_keep_colours (size_t       n,
                                 const float *photo,
                                 float       *painting);

/* The same for a whole painting, of the photo's size. */
void nst_image_keep_colours (NstImage         *painting,
                             const NstImage   *photo,
                             const NstThreads *threads);

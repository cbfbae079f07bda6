/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Images at other sizes.  All of it takes time in proportion to the pixels.
 *
 * threads share the work, and end it when they are interrupted: then NULL is returned
 * without an error.  Without threads (NULL) this one does it, whatever happens. */

#pragma once

#include "core/base/threads.h"
#include "core/image/image.h"

/* The image at another size by Lanczos-3, smoothed where it shrinks: a new one.
 * NULL and NST_ERROR_MEMORY, or NST_ERROR_PICTURE when a side is less than 1. */
NstImage *nst_image_resize (const NstImage   *image,
                            int               width,
                            int               height,
                            const NstThreads *threads,
                            GError          **error);

/* The same for a picture of 8 bits a channel (values k/255): each pass is rounded
 * to 8 bits, which is what Pillow's LANCZOS does, bit for bit. */
NstImage *nst_image_resize_8bit (const NstImage   *image,
                                 int               width,
                                 int               height,
                                 const NstThreads *threads,
                                 GError          **error);

/* The same of a mask, whose values are within 0..1 and stay so, as one that wraps as wrap says,
 * whatever its own mark is. */
NstImage *nst_image_resize_mask (const NstImage   *mask,
                                 int               width,
                                 int               height,
                                 NstWrap           wrap,
                                 const NstThreads *threads,
                                 GError          **error);

/* The image at a size: itself, or a new one, which the caller frees by *scaled.
 * NULL and an error as nst_image_resize. */
const NstImage *nst_image_fit (const NstImage   *image,
                               int               width,
                               int               height,
                               NstImage        **scaled,
                               const NstThreads *threads,
                               GError          **error);

/* A painting enlarged to the size of the photo that it was made from, with the
 * photo's fine detail: up (painting) + photo - up (down (photo)).  A new image of
 * the photo's size.  NULL and NST_ERROR_MEMORY. */
NstImage *nst_image_enlarge_with_detail (const NstImage   *painting,
                                         const NstImage   *photo,
                                         const NstThreads *threads,
                                         GError          **error);

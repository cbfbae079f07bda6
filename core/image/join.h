/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Pictures whose opposite edges are brought together, so that they may go on in each other. */

#pragma once

#include "core/base/threads.h"
#include "core/image/image.h"

/* Brings the edges together along the axes of wrap, in place, and marks the image as one that
 * wraps so.  Half of what the edges differ by is taken from either, and less and less, ever
 * smoother along the edge, of the quarter of the picture behind it. */
void nst_image_join_edges (NstImage *image,
                           NstWrap   wrap);

/* The image at a size, as nst_image_fit; where wrap is not NST_WRAP_NO always a new one, with its
 * edges joined.  NULL and an error as there. */
const NstImage *nst_image_fit_joined (const NstImage   *image,
                                      int               width,
                                      int               height,
                                      NstWrap           wrap,
                                      NstImage        **scaled,
                                      const NstThreads *threads,
                                      GError          **error);

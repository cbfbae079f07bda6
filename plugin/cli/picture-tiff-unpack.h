/* SPDX-License-Identifier: GPL-3.0-or-later */

/* TIFF pictures by libtiff itself, which unpacks more ways to store them than libvips. */

#pragma once

#include <tiffio.h>
#include <vips/vips.h>

/* A TIFF file; NULL where it can't be read.  From here on libtiff says nothing. */
TIFF *nst_picture_tiff_open (const char *path);

/* Whether what follows knows how the file's numbers lie in it, and what they are. */
gboolean nst_picture_tiff_can_unpack (TIFF *tiff);

/* The picture as libvips would have it: its channels in 8 bits or floats; from JPEG's first
 * way into TIFF, 4 channels, upright.  Without its numbers where is_header; NULL where it is
 * damaged. */
VipsImage *nst_picture_tiff_unpack (const char *path,
                                    gboolean    is_header);

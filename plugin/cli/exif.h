/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What is wanted of a photo's EXIF block, and of the fields that libvips makes of it. */

#pragma once

#include <libexif/exif-data.h>
#include <vips/vips.h>

/* An EXIF block, with or without the word that begins it in JPEG files, as it stands; NULL
 * where it can't be read.  Free with exif_data_unref. */
ExifData *nst_exif_read (const guchar *block,
                         gsize         n);

/* A field of an image that is a block of bytes, *n of them; NULL where it has none. */
const void *nst_exif_find_block (VipsImage  *image,
                                 const char *name,
                                 size_t     *n);

/* EXIF's orientation of a picture, 1 to 8; 1, which is upright, where there is none or it
 * makes no sense. */
int nst_exif_get_orientation (VipsImage *image);

/* A new image without pixels that holds what a painting keeps of a photo: its resolution, and
 * EXIF's fields without its thumbnail and orientation. */
VipsImage *nst_exif_take_fields (VipsImage *photo);

/* Gives an image, to be saved, what such an image holds. */
void nst_exif_give_fields (VipsImage *fields,
                           VipsImage *image);

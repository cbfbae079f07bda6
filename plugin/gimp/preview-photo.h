/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a preview or a proof sheet is painted from: what is seen of the content, reduced and kept
 * as long as it is of the same part. */

#pragma once

#include "plugin/gimp/inputs.h"

typedef struct
{
  NstPixels     pixels;
  GeglRectangle box;  /* of the content */
  int           side; /* that it was read with */
  gboolean      grey; /* the picture has no colours */
} NstPreviewPhoto;

/* Reads the content of paint, whose image and content are there, about side pixels large; TRUE
 * where it was not what is kept.  pixels.image is NULL where it can't be read. */
gboolean nst_preview_photo_read (NstPreviewPhoto *photo,
                                 const NstPaint  *paint,
                                 int              side);
void     nst_preview_photo_clear (NstPreviewPhoto *photo);

/* What was read, which belongs to the photo; NULL where it can't be. */
const NstPixels *nst_preview_photo_get (const NstPreviewPhoto *photo);

/* A frame of its painting as GIMP will have it, new: without colours where the picture has none.
 * NULL where frame itself is that, or there is no memory. */
NstImage *nst_preview_photo_make_grey (const NstPreviewPhoto *photo,
                                       const NstImage        *frame);

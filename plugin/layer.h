/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Between a GeglBuffer and the engine's pictures: colour, alpha, precision
 * and profile are dealt with here and nowhere else.  No libgimp: what is true
 * of a layer is true of a file, and can be tried without GIMP.
 *
 * space: the colour space that the buffer's numbers are in, where the buffer
 * itself does not know it (GIMP 2.10); NULL: what the buffer says (GIMP 3).
 */

#pragma once

#include <gegl.h>

#include "core/nst.h"

/* What is seen of a layer.  image is RGB in sRGB within 0..1, with sensible
 * colour where the layer is transparent too, so that nothing black seeps in
 * from there. */
typedef struct
{
  NstImage *image;
  float    *alpha;              /* [height][width], 0..1; NULL: opaque */
} NstPixels;

void         nst_pixels_clear    (NstPixels           *pixels);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (NstPixels, nst_pixels_clear)

/* Reads box of buffer (NULL: all of it).  NST_ERROR_PICTURE, naming the layer,
 * where there is nothing to see in it; NST_ERROR_MEMORY. */
gboolean     nst_layer_read      (GeglBuffer          *buffer,
                                  const GeglRectangle *box,
                                  const Babl          *space,
                                  const char          *name,
                                  NstPixels           *pixels,
                                  GError             **error);

/* Writes rows first .. first + n - 1 of buffer from image, scaled to the
 * buffer where it has another size (quickly: a picture in the making), with
 * alpha[height][width] of the buffer's size (NULL: opaque). */
void         nst_layer_write     (GeglBuffer          *buffer,
                                  const NstImage      *image,
                                  const float         *alpha,
                                  const Babl          *space,
                                  int                  first,
                                  int                  n);

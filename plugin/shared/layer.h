/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Between a GeglBuffer and the engine's pictures: colour, precision and profile
 * are dealt with here and nowhere else; what alpha means is for pixels.h.  No
 * libgimp: what is true of a layer is true of a file, and can be tried without
 * GIMP.
 *
 * space: the colour space that the buffer's numbers are in, where the buffer
 * itself does not know it (GIMP 2.10); NULL: what the buffer says (GIMP 3).
 */

#pragma once

#include <gegl.h>

#include "plugin/shared/pixels.h"

/* Reads box of buffer (NULL: all of it) into pixels, to be freed with
 * nst_pixels_clear; alpha is NULL where all is opaque.  FALSE, pixels as they
 * were, and NST_ERROR_PICTURE, naming the layer, where there is nothing to see
 * in it, or NST_ERROR_MEMORY. */
gboolean nst_layer_read (GeglBuffer          *buffer,
                         const GeglRectangle *box,
                         const Babl          *space,
                         const char          *name,
                         NstPixels           *pixels,
                         GError             **error);

/* Writes rows first .. first + n - 1 of buffer from image, scaled to the
 * buffer where it has another size (quickly: a picture in the making), with
 * alpha[height][width] of the buffer's size (NULL: opaque).  The image is taken
 * off the paper that what it was made from had been laid on: on such paper the
 * layer looks like the image, and elsewhere no paper shows at its edges. */
void nst_layer_write (GeglBuffer     *buffer,
                      const NstImage *image,
                      const float    *alpha,
                      NstPaper        paper,
                      const Babl     *space,
                      int             first,
                      int             n);

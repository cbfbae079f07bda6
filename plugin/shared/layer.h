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

/* What a layer of writing, whose shape is in its alpha channel and not in its
 * colours, is laid on so that the network can read it. */
typedef enum { NST_PAPER_NONE, NST_PAPER_BLACK, NST_PAPER_WHITE } NstPaper;

/* What is seen of a layer.  image is RGB in sRGB within 0..1, with sensible
 * colour where the layer is transparent too, so that nothing black seeps in
 * from there: its neighbours', or the paper behind writing. */
typedef struct
{
  NstImage *image;
  float    *alpha;              /* [height][width], 0..1; NULL: opaque */
  NstPaper  paper;              /* that the image lies on */
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
 * alpha[height][width] of the buffer's size (NULL: opaque).  The image is taken
 * off the paper that what it was made from had been laid on: on such paper the
 * layer looks like the image, and elsewhere no paper shows at its edges. */
void         nst_layer_write     (GeglBuffer          *buffer,
                                  const NstImage      *image,
                                  const float         *alpha,
                                  NstPaper             paper,
                                  const Babl          *space,
                                  int                  first,
                                  int                  n);

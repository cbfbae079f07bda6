/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Grey is babl's, as GIMP's is. */

#include "plugin/gimp/preview-photo.h"
#include "plugin/gimp/paint-subject.h"
#include "plugin/shared/reduced.h"

gboolean
nst_preview_photo_read (NstPreviewPhoto *photo,
                        const NstPaint  *paint,
                        int              side)
{
  NstPaint      reduced = *paint;
  GeglRectangle box;

  nst_paint_get_box (paint, &box);
  if (photo->pixels.image && gegl_rectangle_equal (&box, &photo->box))
    return FALSE;

  photo->box  = box;
  photo->side = nst_reduced_side (MAX (box.width, box.height), side);
  photo->grey = nst_gimp_image_base_type (paint->image) == GIMP_GRAY;
  nst_pixels_clear (&photo->pixels);
  reduced.most_side = photo->side;
  nst_inputs_read_content (&reduced, &box, &photo->pixels, NULL);

  return TRUE;
}

void
nst_preview_photo_clear (NstPreviewPhoto *photo)
{
  nst_pixels_clear (&photo->pixels);
}

const NstPixels *
nst_preview_photo_get (const NstPreviewPhoto *photo)
{
  return photo->pixels.image ? &photo->pixels : NULL;
}

NstImage *
nst_preview_photo_make_grey (const NstPreviewPhoto *photo,
                             const NstImage        *frame)
{
  const long        n    = (long) frame->width * frame->height;
  NstImage         *made = photo->grey ? nst_image_copy (frame, NULL) : NULL;
  g_autofree float *grey = made ? g_try_new (float, n) : NULL;

  if (grey)
    {
      babl_process (babl_fish ("R'G'B' float", "Y' float"), frame->data, grey, n);
      babl_process (babl_fish ("Y' float", "R'G'B' float"), grey, made->data, n);
    }

  return made;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What is transparent does not count; what is light is meant. */

#include "plugin/shared/mask.h"

#include <string.h>

const NstImage *
nst_mask_find_visible (const NstPixels *pixels,
                       NstImage        *mask)
{
  if (!pixels->image || !pixels->alpha || pixels->paper != NST_PAPER_NONE)
    return NULL;

  *mask = (NstImage){ pixels->image->width, pixels->image->height, 1, pixels->alpha };

  return mask;
}

NstImage *
nst_mask_from_lightness (const NstPixels *pixels,
                         int              width,
                         int              height,
                         NstWrap          wrap,
                         GError         **error)
{
  const NstImage      *image = pixels->image;
  g_autoptr (NstImage) whole = nst_image_new (image->width, image->height, 1, error);

  if (!whole)
    return NULL;

  /* Rec. 709's weights; of a grey pixel the value itself. */
  for (size_t i = 0; i < (size_t) image->width * image->height; i++)
    {
      const float *rgb   = image->data + 3 * i;
      const float  light = 0.2126f * rgb[0] + 0.7152f * rgb[1] + 0.0722f * rgb[2];

      whole->data[i] = nst_mask_settle (CLAMP (light, 0.0f, 1.0f) *
                                        (pixels->alpha ? pixels->alpha[i] : 1.0f));
    }

  return nst_image_resize_mask (whole, width, height, wrap, NULL, error);
}

/* The bounds of what is visible; none of it: all. */
static void
find_visible (const NstPixels *pixels,
              int             *left,
              int             *top,
              int             *right,
              int             *bottom)
{
  const int width  = pixels->image->width;
  const int height = pixels->image->height;

  *left  = width;
  *top   = height;
  *right = *bottom = 0;

  for (int y = 0; y < height; y++)
    for (int x = 0; x < width; x++)
      if (pixels->alpha[(size_t) y * width + x] > 0.0f)
        {
          *left   = MIN (*left, x);
          *right  = MAX (*right, x + 1);
          *top    = MIN (*top, y);
          *bottom = y + 1;
        }

  if (*right == 0)
    {
      *left = *top = 0;
      *right       = width;
      *bottom      = height;
    }
}

gboolean
nst_mask_crop_to_visible (NstPixels *pixels,
                          GError   **error)
{
  g_auto (NstPixels) cropped = { NULL, NULL, NST_PAPER_NONE };
  const int          width   = pixels->image->width;
  NstImage           mask;
  int                left;
  int                top;
  int                right;
  int                bottom;

  if (!nst_mask_find_visible (pixels, &mask))
    return TRUE;

  find_visible (pixels, &left, &top, &right, &bottom);
  if (right - left == width && bottom - top == pixels->image->height)
    return TRUE;

  if (!nst_pixels_make (&cropped, right - left, bottom - top, error))
    return FALSE;

  for (int y = top; y < bottom; y++)
    {
      const size_t from = (size_t) y * width + left;
      const size_t to   = (size_t) (y - top) * (right - left);

      memcpy (cropped.image->data + 3 * to, pixels->image->data + 3 * from,
              sizeof (float) * 3 * (size_t) (right - left));
      memcpy (cropped.alpha + to, pixels->alpha + from, sizeof (float) * (size_t) (right - left));
    }

  nst_pixels_clear (pixels);
  *pixels = (NstPixels){ g_steal_pointer (&cropped.image), g_steal_pointer (&cropped.alpha),
                         NST_PAPER_NONE };

  return TRUE;
}

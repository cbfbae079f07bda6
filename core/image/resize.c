/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Images at other sizes. */

#include "core/image/resize.h"

#include "core/image/resample.h"

static NstImage *
resize (const NstImage *image,
        int             width,
        int             height,
        NstResampling   kind,
        GError        **error)
{
  NstImage     *out = nst_image_new (width, height, image->channels, error);
  NstResampler *resampler;

  if (out == NULL)
    return NULL;

  resampler = nst_resampler_new (image->width, image->height, width, height, image->channels,
                                 kind, error);
  if (resampler != NULL)
    nst_resampler_forward (resampler, image->data, out->data, NULL);
  else
    g_clear_pointer (&out, nst_image_free);
  nst_resampler_free (resampler);

  return out;
}

NstImage *
nst_image_resize (const NstImage *image,
                  int             width,
                  int             height,
                  GError        **error)
{
  return resize (image, width, height, NST_RESAMPLING_FORWARD, error);
}

NstImage *
nst_image_resize_8bit (const NstImage *image,
                       int             width,
                       int             height,
                       GError        **error)
{
  return resize (image, width, height, NST_RESAMPLING_8BIT, error);
}

const NstImage *
nst_image_fit (const NstImage *image,
               int             width,
               int             height,
               NstImage      **scaled,
               GError        **error)
{
  if (image->width != width || image->height != height)
    image = *scaled = nst_image_resize (image, width, height, error);

  return image;
}

NstImage *
nst_image_enlarge_with_detail (const NstImage *painting,
                               const NstImage *photo,
                               GError        **error)
{
  const int            width  = photo->width;
  const int            height = photo->height;
  g_autoptr (NstImage) coarse = NULL;
  NstImage            *result;

  coarse = nst_image_resize (photo, painting->width, painting->height, error);
  if (coarse == NULL)
    return NULL;

  /* Resampling is linear, so painting and photo go up in one pass. */
  for (size_t i = 0; i < (size_t) coarse->width * coarse->height * coarse->channels; i++)
    coarse->data[i] = painting->data[i] - coarse->data[i];

  result = nst_image_resize (coarse, width, height, error);
  if (result == NULL)
    return NULL;

  for (size_t i = 0; i < (size_t) width * height * photo->channels; i++)
    result->data[i] += photo->data[i];

  return result;
}

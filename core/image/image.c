/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Pictures in memory.  The network's units are not known here. */

#include "core/image/image.h"

#include "core/base/memory.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <glib/gi18n-lib.h>

NstImage *
nst_image_new (int      width,
               int      height,
               int      channels,
               GError **error)
{
  NstImage *image;
  float    *data;

  if (width < 1 || height < 1 || channels < 1)
    {
      g_set_error (error, NST_ERROR, NST_ERROR_PICTURE,
                   _ ("A picture of %d x %d pixels can't be worked on: it is empty."),
                   width, height);
      return NULL;
    }

  data = nst_floats_new ((size_t) width * height * channels, error);
  if (data == NULL)
    return NULL;

  image  = g_new (NstImage, 1);
  *image = (NstImage){ width, height, channels, data };

  return image;
}

void
nst_image_free (NstImage *image)
{
  if (image != NULL)
    {
      free (image->data);
      g_free (image);
    }
}

NstImage *
nst_image_copy (const NstImage *image,
                GError        **error)
{
  NstImage *copy = nst_image_new (image->width, image->height,
                                  image->channels, error);

  if (copy != NULL)
    {
      copy->wrap = image->wrap;
      memcpy (copy->data, image->data,
              sizeof (float) * image->width * image->height * image->channels);
    }

  return copy;
}

NstImage *
nst_image_turn (const NstImage *image,
                int             turn,
                GError        **error)
{
  const int       quarters = turn / 2;
  const gboolean  lies     = quarters % 2 == 0; /* rows stay rows */
  const ptrdiff_t width    = image->width;
  /* Against the axes of the picture itself ... */
  const gboolean  from_right  = (quarters == 2 || quarters == 3) != turn % 2;
  const gboolean  from_bottom = quarters == 1 || quarters == 2;
  const ptrdiff_t column      = from_right ? -1 : 1;
  const ptrdiff_t row         = from_bottom ? -width : width;
  /* ... and along and down the turned one's. */
  const ptrdiff_t along  = lies ? column : row;
  const ptrdiff_t down   = lies ? row : column;
  const ptrdiff_t corner = (from_right ? width - 1 : 0) +
                           (from_bottom ? width * (image->height - 1) : 0);
  NstImage *turned = nst_image_new (lies ? image->width : image->height,
                                    lies ? image->height : image->width, image->channels, error);
  float *to;

  if (turned == NULL)
    return NULL;

  to = turned->data;
  for (int y = 0; y < turned->height; y++)
    for (int x = 0; x < turned->width; x++, to += image->channels)
      memcpy (to, image->data + (corner + down * y + along * x) * image->channels,
              image->channels * sizeof (float));

  return turned;
}

gboolean
nst_image_check_pictures (const NstImage        *content,
                          const NstImage *const *styles,
                          int                    n_styles,
                          GError               **error)
{
  gboolean good = content->channels == 3;

  for (int i = 0; i < n_styles; i++)
    good &= styles[i]->channels == 3;

  if (!good)
    g_set_error (error, NST_ERROR, NST_ERROR_PICTURE,
                 _ ("A picture must have the three channels red, green and blue."));

  return good;
}

void
nst_fit_size (int  width,
              int  height,
              int  size,
              int *fit_width,
              int *fit_height)
{
  const double ratio = size > 0 ? (double) size / MAX (width, height) : 1.0;

  /* nearbyint rounds halves to even, as Python's round does. */
  *fit_width  = MAX (1, (int) nearbyint (width * ratio));
  *fit_height = MAX (1, (int) nearbyint (height * ratio));
}

gboolean
nst_image_is_alike (const NstImage *image,
                    float           value)
{
  const size_t n = (size_t) image->width * image->height * image->channels;
  size_t       i = 0;

  while (i < n && image->data[i] == value)
    i++;

  return i == n;
}

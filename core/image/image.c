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
    memcpy (copy->data, image->data,
            sizeof (float) * image->width * image->height * image->channels);

  return copy;
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

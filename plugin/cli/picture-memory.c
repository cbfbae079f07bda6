/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The numbers end with their picture. */

#include "plugin/cli/picture-memory.h"

static void
free_numbers (VipsImage *image,
              gpointer   numbers)
{
  (void) image;
  g_free (numbers);
}

VipsImage *
nst_picture_from_memory (gpointer       numbers,
                         int            width,
                         int            height,
                         int            n_bands,
                         VipsBandFormat format)
{
  const gsize size = (gsize) width * (gsize) height * (gsize) n_bands *
                     (gsize) vips_format_sizeof (format);
  VipsImage *image = vips_image_new_from_memory (numbers, size, width, height, n_bands, format);

  if (image)
    g_signal_connect (image, "postclose", G_CALLBACK (free_numbers), numbers);
  else
    g_free (numbers);

  return image;
}

VipsImage *
nst_picture_measured (int            width,
                      int            height,
                      int            n_bands,
                      VipsBandFormat format)
{
  VipsImage *black = NULL;
  VipsImage *image = NULL;

  if (vips_black (&black, width, height, "bands", n_bands, NULL) != 0)
    return NULL;

  vips_cast (black, &image, format, NULL);
  g_object_unref (black);

  return image;
}

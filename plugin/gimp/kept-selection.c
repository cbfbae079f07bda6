/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A byte a pixel, packed as zlib does. */

#include "plugin/gimp/kept-selection.h"
#include "plugin/gimp/parasite.h"

#include <math.h>
#include <string.h>

#define PARASITE "neural-art-selection"

void
nst_kept_selection_round (NstImage *selection)
{
  for (size_t i = 0; i < (size_t) selection->width * selection->height; i++)
    selection->data[i] = roundf (selection->data[i] * 255.0f) / 255.0f;
}

/* The bytes through a converter; NULL: it can't. */
static GBytes *
convert (GConverter *converter,
         const void *bytes,
         gsize       n)
{
  GOutputStream *memory = g_memory_output_stream_new_resizable ();
  GOutputStream *stream = g_converter_output_stream_new (memory, converter);
  GBytes        *made   = NULL;

  if (g_output_stream_write_all (stream, bytes, n, NULL, NULL, NULL) &&
      g_output_stream_close (stream, NULL, NULL))
    made = g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (memory));

  g_object_unref (stream);
  g_object_unref (memory);
  g_object_unref (converter);

  return made;
}

void
nst_kept_selection_attach (gint32          layer,
                           const NstImage *selection)
{
  const size_t       n     = (size_t) selection->width * selection->height;
  g_autofree guint8 *plain = g_try_malloc (n);
  g_autoptr (GBytes) made  = NULL;

  for (size_t i = 0; plain && i < n; i++)
    plain[i] = (guint8) roundf (selection->data[i] * 255.0f);
  if (plain)
    made = convert (G_CONVERTER (g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_ZLIB, -1)), plain,
                    n);
  if (made)
    nst_parasite_attach (layer, PARASITE, g_bytes_get_data (made, NULL), g_bytes_get_size (made));
}

/* What the parasite has in it, unpacked. */
static GBytes *
fetch (gint32 layer)
{
  gsize            n     = 0;
  g_autofree char *bytes = nst_parasite_fetch (layer, PARASITE, &n);

  return bytes ? convert (G_CONVERTER (g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_ZLIB)),
                          bytes, n)
               : NULL;
}

NstImage *
nst_kept_selection_fetch (gint32 layer,
                          int    width,
                          int    height)
{
  const size_t       n         = (size_t) width * (size_t) height;
  g_autoptr (GBytes) plain     = fetch (layer);
  NstImage          *selection = NULL;

  if (plain && g_bytes_get_size (plain) == n)
    selection = nst_image_new (width, height, 1, NULL);
  for (size_t i = 0; selection && i < n; i++)
    selection->data[i] = (float) ((const guint8 *) g_bytes_get_data (plain, NULL))[i] / 255.0f;

  return selection;
}

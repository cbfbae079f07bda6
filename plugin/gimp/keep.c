/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Channels and layers come before files. */

#include "plugin/gimp/keep.h"
#include "plugin/gimp/items.h"

#include "plugin/shared/mask.h"

#include <string.h>

#include <glib/gi18n.h>

NstImage *
nst_keep_read_drawable (gint32               drawable,
                        gint32               content,
                        const GeglRectangle *box,
                        gboolean             is_channel,
                        GError             **error)
{
  const size_t         pixels = (size_t) box->width * (size_t) box->height;
  g_autoptr (NstImage) seen   = nst_image_new (box->width, box->height, is_channel ? 1 : 2, error);
  NstImage            *keep   = seen ? nst_image_new (box->width, box->height, 1, error) : NULL;
  GeglRectangle        area   = *box;
  GeglBuffer          *buffer;
  int                  x, y, its_x, its_y;

  if (!keep)
    return NULL;

  nst_gimp_drawable_offsets (content, &x, &y);
  nst_gimp_drawable_offsets (drawable, &its_x, &its_y);
  area.x += x - its_x;
  area.y += y - its_y;

  buffer = gimp_drawable_get_buffer (NST_DRAWABLE (drawable));
  gegl_buffer_get (buffer, &area, 1.0, babl_format (is_channel ? "Y float" : "Y'A float"),
                   seen->data, GEGL_AUTO_ROWSTRIDE, GEGL_ABYSS_NONE);
  g_object_unref (buffer);

  for (size_t i = 0; i < pixels; i++)
    keep->data[i] = nst_mask_settle (is_channel ? seen->data[i]
                                                : seen->data[2 * i] * seen->data[2 * i + 1]);

  return keep;
}

/* A file's picture is scaled to the layer, and cut to the box. */
static NstImage *
read_file (const NstPaint      *paint,
           const char          *path,
           const GeglRectangle *box,
           GError             **error)
{
  g_auto (NstPixels)   pixels = { NULL, NULL, NST_PAPER_NONE };
  const int            width  = nst_gimp_drawable_width (paint->content);
  const int            height = nst_gimp_drawable_height (paint->content);
  g_autoptr (NstImage) whole  = NULL;
  NstImage            *keep;

  if (!nst_inputs_read_file (path, 0, &pixels, error))
    return NULL;

  whole = nst_mask_from_lightness (&pixels, width, height, paint->options.core.wrap, error);
  keep  = whole ? nst_image_new (box->width, box->height, 1, error) : NULL;
  for (int y = 0; keep && y < box->height; y++)
    memcpy (keep->data + (size_t) y * box->width,
            whole->data + (size_t) (box->y + y) * width + box->x,
            sizeof (float) * (size_t) box->width);

  return keep;
}

NstImage *
nst_keep_read_named (const NstPaint      *paint,
                     const char          *name,
                     const GeglRectangle *box,
                     GError             **error)
{
  const gint32 item = nst_item_find (paint->image, name);

  if (item != NST_GIMP_NONE)
    return nst_keep_read_drawable (item, paint->content, box, !nst_gimp_item_is_layer (item),
                                   error);

  if (!g_file_test (name, G_FILE_TEST_EXISTS))
    {
      nst_refuse (error, NST_ERROR_PICTURE,
                  _ ("There is no channel, layer or file \"%s\": name another."), name);
      return NULL;
    }

  return read_file (paint, name, box, error);
}

gboolean
nst_keep_read (const NstPaint      *paint,
               const GeglRectangle *box,
               NstImage           **keep,
               GError             **error)
{
  const char *name = paint->options.keep;

  if (*name)
    *keep = nst_keep_read_named (paint, name, box, error);

  return !*name || *keep;
}

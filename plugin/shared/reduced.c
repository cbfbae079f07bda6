/* SPDX-License-Identifier: GPL-3.0-or-later */

/* GEGL keeps halved pictures of a buffer's tiles, and makes the rest of the way by boxes.  Runs
 * are halved as core/run/schedule.c does it. */

#include "plugin/shared/reduced.h"

#include <math.h>

static int
scale_side (int    side,
            double scale)
{
  return MAX (1, (int) lround (side * scale));
}

GeglBuffer *
nst_buffer_reduce (GeglBuffer          *buffer,
                   const GeglRectangle *box,
                   int                  most_side,
                   gboolean            *whole)
{
  const GeglRectangle all    = box ? *box : *gegl_buffer_get_extent (buffer);
  const double        scale  = (double) most_side / MAX (all.width, all.height);
  const Babl         *format = gegl_buffer_get_format (buffer);
  const GeglRectangle to     = { (int) lround (all.x * scale), (int) lround (all.y * scale),
                                 scale_side (all.width, scale), scale_side (all.height, scale) };
  const int           stride = to.width * babl_format_get_bytes_per_pixel (format);
  gpointer            data;

  *whole = scale >= 1;
  if (*whole)
    return g_object_ref (buffer);

  data = g_try_malloc ((gsize) stride * to.height);
  if (!data)
    return NULL;

  gegl_buffer_get (buffer, &to, scale, format, data, stride, GEGL_ABYSS_CLAMP);

  return gegl_buffer_linear_new_from_data (data, format,
                                           GEGL_RECTANGLE (0, 0, to.width, to.height), stride,
                                           (GDestroyNotify) g_free, data);
}

int
nst_reduced_side (int longer,
                  int side)
{
  while (longer > side * G_SQRT2)
    longer = (longer + 1) / 2;

  return longer;
}

void
nst_settings_reduce (NstSettings *settings,
                     int          content_width,
                     int          content_height,
                     int          side)
{
  int width;
  int height;

  nst_fit_canvas (settings, content_width, content_height, &width, &height);
  if (nst_settings_is_texture (settings))
    {
      settings->width  = width;
      settings->height = height;
    }

  settings->size = nst_reduced_side (settings->size > 0 ? settings->size : MAX (width, height),
                                     side);
}

/* Twice as large where they need be no larger than the content. */
int
nst_settings_get_style_side (const NstSettings *settings,
                             int                most_side)
{
  return nst_settings_is_texture (settings)
           ? 0
           : (int) ceil (most_side * MAX (2.0, settings->style_scale));
}

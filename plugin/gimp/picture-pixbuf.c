/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Row by row, as both have them. */

#include "plugin/gimp/picture-pixbuf.h"

#include <math.h>

static guchar
get_level (float value)
{
  return value > 0.0f ? (guchar) lroundf (MIN (value, 1.0f) * 255.0f) : 0;
}

GdkPixbuf *
nst_picture_pixbuf_new (const NstImage *picture)
{
  GdkPixbuf *pixbuf = gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, picture->width,
                                      picture->height);
  guchar    *pixels;
  int        stride;

  if (!pixbuf)
    return NULL;

  pixels = gdk_pixbuf_get_pixels (pixbuf);
  stride = gdk_pixbuf_get_rowstride (pixbuf);
  for (int y = 0; y < picture->height; y++)
    for (int i = 0; i < 3 * picture->width; i++)
      pixels[(gsize) y * stride + i] =
        get_level (picture->data[(gsize) y * 3 * picture->width + i]);

  return pixbuf;
}

void
nst_picture_pixbuf_draw (GdkPixbuf *pixbuf,
                         cairo_t   *cairo,
                         double     x,
                         double     y,
                         double     width,
                         double     height)
{
  const int columns = gdk_pixbuf_get_width (pixbuf);
  const int rows    = gdk_pixbuf_get_height (pixbuf);

  cairo_save (cairo);
  cairo_translate (cairo, x, y);
  cairo_scale (cairo, width / columns, height / rows);
  gdk_cairo_set_source_pixbuf (cairo, pixbuf, 0, 0);
  cairo_pattern_set_extend (cairo_get_source (cairo), CAIRO_EXTEND_PAD);
  cairo_rectangle (cairo, 0, 0, columns, rows);
  cairo_fill (cairo);
  cairo_restore (cairo);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

/* GeglBuffers to pictures and back.  Pixels go through babl row by row in bands, so
 * that a large layer needs no second copy of itself. */

#include "plugin/shared/layer.h"

#include <string.h>

#include <glib/gi18n.h>

#define BAND_ROWS   64
#define BAND_PIXELS (1 << 19) /* fewer rows where they are long */

static int
band_rows (int width)
{
  return CLAMP (BAND_PIXELS / MAX (width, 1), 1, BAND_ROWS);
}


/* ---- colour ---------------------------------------------------------- */

/* How the numbers come out of the buffer and what they mean. */
typedef struct
{
  const Babl *stored; /* asked of the buffer */
  const Babl *meant;  /* the same bytes in the right space */
  const Babl *engine; /* R'G'B'A float in sRGB */
  int         bytes;  /* of a stored pixel */
} Formats;

static Formats
find_formats (GeglBuffer *buffer,
              const Babl *space)
{
  Formats formats;

  formats.engine = babl_format ("R'G'B'A float");
  formats.stored = formats.engine;
  formats.meant  = formats.engine;

  if (space)
    {
      formats.stored = gegl_buffer_get_format (buffer);
      if (babl_format_is_palette (formats.stored))
        formats.stored = babl_format ("R'G'B'A u8");

      formats.meant =
        babl_format_with_space (babl_format_get_encoding (formats.stored),
                                space);
    }

  formats.bytes = babl_format_get_bytes_per_pixel (formats.stored);
  return formats;
}

/* Within 0..1; what is not a number becomes 0. */
static inline float
clamp01 (float value)
{
  return value > 0.0f ? MIN (value, 1.0f) : 0.0f;
}


/* ---- in and out ------------------------------------------------------ */

/* Splits rgba into the picture and its alpha, and notes what alpha there is. */
static void
take_band (NstPixels   *pixels,
           const float *rgba,
           size_t       offset,
           size_t       n,
           float       *least,
           float       *most)
{
  float *rgb   = pixels->image->data + 3 * offset;
  float *alpha = pixels->alpha + offset;

  for (size_t i = 0; i < n; i++)
    {
      for (int c = 0; c < 3; c++)
        rgb[3 * i + c] = clamp01 (rgba[4 * i + c]);

      alpha[i] = clamp01 (rgba[4 * i + 3]);
      *least   = MIN (*least, alpha[i]);
      *most    = MAX (*most, alpha[i]);
    }
}

/* Fills pixels from box of buffer, the least and the most alpha from their start
 * values on. */
static void
read_bands (GeglBuffer          *buffer,
            const GeglRectangle *box,
            const Formats       *formats,
            NstPixels           *pixels,
            float               *least,
            float               *most)
{
  const int          band   = band_rows (box->width);
  const Babl        *fish   = babl_fish (formats->meant, formats->engine);
  g_autofree guchar *stored = g_malloc ((gsize) box->width * band *
                                        formats->bytes);
  g_autofree float  *rgba   = g_new (float, ((gsize) box->width * band * 4));

  for (int y = 0; y < box->height; y += band)
    {
      const int    rows = MIN (band, box->height - y);
      const size_t n    = (size_t) rows * box->width;

      gegl_buffer_get (buffer,
                       GEGL_RECTANGLE (box->x, box->y + y, box->width, rows),
                       1.0, formats->stored, stored, GEGL_AUTO_ROWSTRIDE,
                       GEGL_ABYSS_NONE);
      babl_process (fish, stored, rgba, (glong) n);
      take_band (pixels, rgba, (size_t) y * box->width, n, least, most);
    }
}

gboolean
nst_layer_read (GeglBuffer          *buffer,
                const GeglRectangle *box,
                const Babl          *space,
                const char          *name,
                NstPixels           *pixels,
                GError             **error)
{
  const GeglRectangle all     = box ? *box : *gegl_buffer_get_extent (buffer);
  const Formats       formats = find_formats (buffer, space);
  g_auto (NstPixels)  read    = { NULL, NULL, NST_PAPER_NONE };
  float               least   = 1;
  float               most    = 0;

  if (!nst_pixels_make (&read, all.width, all.height, error))
    return FALSE;

  read_bands (buffer, &all, &formats, &read, &least, &most);

  if (most <= 0)
    {
      g_set_error (error, NST_ERROR, NST_ERROR_PICTURE,
                   _ ("\"%s\" is fully transparent here, so there is nothing "
                      "to work with; choose another layer or selection."),
                   name);
      return FALSE;
    }

  if (least >= 1)
    g_clear_pointer (&read.alpha, g_free);
  else if (!nst_pixels_settle_alpha (&read, error))
    return FALSE;

  *pixels    = read;
  read.image = NULL;
  read.alpha = NULL;
  return TRUE;
}

/* One row of the buffer's width from image, which may be of another size. */
static void
make_row (const NstImage *image,
          const float    *alpha,
          NstPaper        paper,
          int             width,
          int             height,
          int             y,
          float          *rgba)
{
  const gboolean same = image->width == width && image->height == height;
  const float    sx   = (float) image->width / (float) width;
  const float    sy   = (float) image->height / (float) height;

  for (int x = 0; x < width; x++, rgba += 4)
    {
      if (same)
        memcpy (rgba, image->data + 3 * ((size_t) y * width + x),
                3 * sizeof *rgba);
      else
        nst_sample (image, ((float) x + 0.5f) * sx - 0.5f,
                    ((float) y + 0.5f) * sy - 0.5f, rgba);

      rgba[3] = alpha ? alpha[(size_t) y * width + x] : 1.0f;
      if (paper && rgba[3] > 0)
        nst_paper_take_off (paper, rgba);
      for (int c = 0; c < 3; c++)
        rgba[c] = clamp01 (rgba[c]);
    }
}

void
nst_layer_write (GeglBuffer     *buffer,
                 const NstImage *image,
                 const float    *alpha,
                 NstPaper        paper,
                 const Babl     *space,
                 int             first,
                 int             n)
{
  const GeglRectangle all     = *gegl_buffer_get_extent (buffer);
  const Formats       formats = find_formats (buffer, space);
  const Babl         *fish    = babl_fish (formats.engine, formats.meant);
  const int           end     = MIN (first + n, all.height);
  const int           band    = band_rows (all.width);
  g_autofree guchar  *stored  = g_malloc ((gsize) all.width * band *
                                          formats.bytes);
  g_autofree float   *rgba    = g_new (float, ((gsize) all.width * band * 4));

  for (int y = MAX (first, 0); y < end; y += band)
    {
      const int rows = MIN (band, end - y);

      for (int row = 0; row < rows; row++)
        make_row (image, alpha, paper, all.width, all.height, y + row,
                  rgba + (size_t) row * all.width * 4);

      babl_process (fish, rgba, stored, (glong) rows * all.width);
      gegl_buffer_set (buffer,
                       GEGL_RECTANGLE (all.x, all.y + y, all.width, rows),
                       0, formats.stored, stored, GEGL_AUTO_ROWSTRIDE);
    }
}

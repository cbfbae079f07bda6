/* SPDX-License-Identifier: GPL-3.0-or-later */

/* GeglBuffers to pictures and back.  Pixels go row by row in bands, so that a large layer
 * needs no second copy of itself; babl says what they are, but does not convert them. */

#include "plugin/shared/layer.h"
#include "plugin/shared/colour.h"
#include "plugin/shared/numbers.h"

#include <string.h>

#include <glib/gi18n.h>

#define BAND_ROWS   64
#define BAND_PIXELS (1 << 19) /* fewer rows where they are long */

static int
band_rows (int width)
{
  return CLAMP (BAND_PIXELS / MAX (width, 1), 1, BAND_ROWS);
}


/* ---- formats --------------------------------------------------------- */

/* How the numbers lie in the buffer and what they mean.  What babl has many names for is
 * read and written as it is stored; of the few other formats (palettes, premultiplied
 * alpha) babl makes floats. */
typedef struct
{
  const Babl *stored; /* asked of the buffer */
  NstNumbers  numbers;
  int         n_colours; /* 1: grey; 3 */
  gboolean    has_alpha;
  gboolean    is_linear; /* light: colour is for it under sRGB's curve */
  int         bytes;     /* of a stored pixel */
  NstColour  *colour;    /* NULL: the numbers are sRGB's */
} Formats;

/* babl's names: linear light, the space's own curve, sRGB's curve. */
typedef enum
{
  CURVE_LINEAR,
  CURVE_OWN,
  CURVE_SRGB
} CurveKind;

static const struct
{
  const char *model;
  CurveKind   curve;
  int         n_colours;
  gboolean    has_alpha;
} models[] = {
  { "RGB", CURVE_LINEAR, 3, FALSE },
  { "RGBA", CURVE_LINEAR, 3, TRUE },
  { "R'G'B'", CURVE_OWN, 3, FALSE },
  { "R'G'B'A", CURVE_OWN, 3, TRUE },
  { "R~G~B~", CURVE_SRGB, 3, FALSE },
  { "R~G~B~A", CURVE_SRGB, 3, TRUE },
  { "Y", CURVE_LINEAR, 1, FALSE },
  { "YA", CURVE_LINEAR, 1, TRUE },
  { "Y'", CURVE_OWN, 1, FALSE },
  { "Y'A", CURVE_OWN, 1, TRUE },
  { "Y~", CURVE_SRGB, 1, FALSE },
  { "Y~A", CURVE_SRGB, 1, TRUE },
};

static NstNumbers
find_numbers (const Babl *format)
{
  static const struct
  {
    const char *type;
    NstNumbers  numbers;
  } types[] = {
    { "u8", NST_NUMBERS_U8 },
    { "u16", NST_NUMBERS_U16 },
    { "u32", NST_NUMBERS_U32 },
    { "half", NST_NUMBERS_HALF },
    { "float", NST_NUMBERS_FLOAT },
    { "double", NST_NUMBERS_DOUBLE },
  };

  const char *name = babl_get_name (babl_format_get_type (format, 0));

  for (size_t i = 0; i < G_N_ELEMENTS (types); i++)
    if (strcmp (name, types[i].type) == 0)
      return types[i].numbers;

  return NST_NUMBERS_NONE;
}

/* The numbers of a space with its own curve, or sRGB's, to sRGB. */
static NstColour *
make_colour (const Babl *space,
             CurveKind   curve)
{
  const Babl *wanted = curve == CURVE_OWN ? space
                                          : babl_space_with_trc (space, babl_trc ("sRGB"));
  int         n      = 0;
  const char *icc;

  if (wanted == babl_space ("sRGB"))
    return NULL;

  icc = babl_space_get_icc (wanted, &n);

  return icc && n > 0 ? nst_colour_new (icc, (gsize) n, NST_COLOUR_RGB) : NULL;
}

static void
formats_clear (Formats *formats)
{
  g_clear_pointer (&formats->colour, nst_colour_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Formats, formats_clear)

static Formats
find_formats (GeglBuffer *buffer,
              const Babl *space)
{
  const Babl *stored  = gegl_buffer_get_format (buffer);
  const char *model   = babl_get_name (babl_format_get_model (stored));
  CurveKind   curve   = CURVE_OWN;
  Formats     formats = { stored, find_numbers (stored) };

  if (!space)
    space = babl_format_get_space (stored);

  for (size_t i = 0; i < G_N_ELEMENTS (models); i++)
    if (formats.numbers && strcmp (model, models[i].model) == 0)
      {
        formats.n_colours = models[i].n_colours;
        formats.has_alpha = models[i].has_alpha;
        curve             = models[i].curve;
      }

  if (formats.n_colours == 0)
    {
      formats.stored    = babl_format_with_space ("R'G'B'A float",
                                                  babl_format_get_space (stored));
      formats.numbers   = NST_NUMBERS_FLOAT;
      formats.n_colours = 3;
      formats.has_alpha = TRUE;
    }

  formats.is_linear = curve == CURVE_LINEAR;
  formats.bytes     = babl_format_get_bytes_per_pixel (formats.stored);
  formats.colour    = make_colour (space, curve);

  return formats;
}

static int
count_channels (const Formats *formats)
{
  return formats->n_colours + formats->has_alpha;
}


/* ---- in and out ------------------------------------------------------ */

/* Splits n pixels into the picture and its alpha, and notes what alpha there is. */
static void
take_band (NstPixels     *pixels,
           const Formats *formats,
           const float   *values,
           size_t         offset,
           size_t         n,
           float         *least,
           float         *most)
{
  const int channels = count_channels (formats);
  float    *rgb      = pixels->image->data + 3 * offset;
  float    *alpha    = pixels->alpha + offset;

  for (size_t i = 0; i < n; i++, values += channels)
    {
      for (int c = 0; c < 3; c++)
        {
          const float value = values[formats->n_colours == 1 ? 0 : c];

          rgb[3 * i + c] = formats->is_linear ? nst_srgb_encode (value) : value;
        }

      alpha[i] = formats->has_alpha ? nst_clamp_value (values[channels - 1]) : 1.0f;
      *least   = MIN (*least, alpha[i]);
      *most    = MAX (*most, alpha[i]);
    }

  nst_colour_to_srgb (formats->colour, NST_COLOUR_RGB, rgb, n, rgb);
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
  const int          band     = band_rows (box->width);
  const size_t       channels = count_channels (formats);
  g_autofree guchar *stored   = g_malloc ((gsize) box->width * band * formats->bytes);
  g_autofree float  *values   = g_new (float, ((gsize) box->width * band * channels));

  for (int y = 0; y < box->height; y += band)
    {
      const int    rows = MIN (band, box->height - y);
      const size_t n    = (size_t) rows * box->width;

      gegl_buffer_get (buffer,
                       GEGL_RECTANGLE (box->x, box->y + y, box->width, rows),
                       1.0, formats->stored, stored, GEGL_AUTO_ROWSTRIDE,
                       GEGL_ABYSS_NONE);
      nst_numbers_to_floats (formats->numbers, stored, channels * n, values);
      take_band (pixels, formats, values, (size_t) y * box->width, n, least, most);
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
  g_auto (Formats)    formats = find_formats (buffer, space);
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
      const size_t i = (size_t) y * width + x;

      if (same)
        nst_paper_get_pixel (image, alpha, paper, i, rgba);
      else
        {
          nst_sample (image, ((float) x + 0.5f) * sx - 0.5f, ((float) y + 0.5f) * sy - 0.5f, rgba);
          nst_paper_take_off (alpha, paper, i, rgba);
        }

      for (int c = 0; c < 3; c++)
        rgba[c] = nst_clamp_value (rgba[c]);
    }
}

/* The grey of a colour in sRGB: what weighs as much in linear light. */
static float
get_luminance (const float *rgb)
{
  return rgb[0] == rgb[1] && rgb[1] == rgb[2]
           ? rgb[0]
           : nst_srgb_encode (0.2126f * nst_srgb_decode (rgb[0]) +
                              0.7152f * nst_srgb_decode (rgb[1]) +
                              0.0722f * nst_srgb_decode (rgb[2]));
}

#define BLOCK 256 /* pixels whose colours are converted at once */

/* Packs n pixels of rgba as the buffer has them, in place; of colours a grey layer gets
 * their luminance. */
static void
pack_band (const Formats *formats,
           float         *rgba,
           size_t         n)
{
  const size_t channels = (size_t) count_channels (formats);
  float        rgb[3 * BLOCK];
  float       *packed = rgba;

  for (size_t first = 0; first < n; first += BLOCK, rgba += 4 * BLOCK)
    {
      const size_t count = MIN (n - first, BLOCK);

      for (size_t i = 0; i < count; i++)
        {
          memcpy (rgb + 3 * i, rgba + 4 * i, 3 * sizeof *rgb);
          if (formats->n_colours == 1)
            rgb[3 * i] = rgb[3 * i + 1] = rgb[3 * i + 2] = get_luminance (rgb + 3 * i);
        }

      nst_colour_from_srgb (formats->colour, rgb, count, rgb);

      for (size_t i = 0; i < count; i++, packed += channels)
        {
          const float *colour = rgb + 3 * i;
          const float  alpha  = rgba[4 * i + 3];

          for (int c = 0; c < formats->n_colours; c++)
            packed[c] = formats->is_linear ? nst_srgb_decode (colour[c]) : colour[c];
          if (formats->has_alpha)
            packed[channels - 1] = alpha;
        }
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
  g_auto (Formats)    formats = find_formats (buffer, space);
  const int           end     = MIN (first + n, all.height);
  const int           band    = band_rows (all.width);
  g_autofree guchar  *stored  = g_malloc ((gsize) all.width * band * formats.bytes);
  g_autofree float   *rgba    = g_new0 (float, ((gsize) all.width * band * 4));

  for (int y = MAX (first, 0); y < end; y += band)
    {
      const int    rows     = MIN (band, end - y);
      const size_t n_pixels = (size_t) rows * all.width;

      for (int row = 0; row < rows; row++)
        make_row (image, alpha, paper, all.width, all.height, y + row,
                  rgba + (size_t) row * all.width * 4);

      pack_band (&formats, rgba, n_pixels);
      nst_numbers_from_floats (formats.numbers, rgba, n_pixels * count_channels (&formats),
                               stored);
      gegl_buffer_set (buffer,
                       GEGL_RECTANGLE (all.x, all.y + y, all.width, rows),
                       0, formats.stored, stored, GEGL_AUTO_ROWSTRIDE);
    }
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Pixels go through babl row by row in bands, so that a large layer needs no
 * second copy of itself. */

#include "plugin/shared/layer.h"

#include <math.h>
#include <string.h>

#include <glib/gi18n.h>

#define BAND_ROWS   64
#define BAND_PIXELS (1 << 19)   /* fewer rows where they are long */

static int
band_rows (int width)
{
  return CLAMP (BAND_PIXELS / MAX (width, 1), 1, BAND_ROWS);
}

void
nst_pixels_clear (NstPixels *pixels)
{
  g_clear_pointer (&pixels->image, nst_image_free);
  g_clear_pointer (&pixels->alpha, g_free);
}

static gboolean
refuse_memory (int      width,
               int      height,
               GError **error)
{
  g_set_error (error, NST_ERROR, NST_ERROR_MEMORY,
               _("There is not enough memory for a picture of %d x %d "
                 "pixels; close other programs or scale it down."),
               width, height);
  return FALSE;
}


/* ---- colour ---------------------------------------------------------- */

/* How the numbers come out of the buffer and what they mean. */
typedef struct
{
  const Babl *stored;           /* asked of the buffer */
  const Babl *meant;            /* the same bytes in the right space */
  const Babl *engine;           /* R'G'B'A float in sRGB */
  int         bytes;            /* of a stored pixel */
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


/* ---- transparent pixels ---------------------------------------------- */

/* From this alpha on a pixel's own colour counts in full; below, it fades
 * into what is visible around it. */
#define TRUSTED_ALPHA 0.125f

/* The mean of each 2 x 2 pixels, weighted by how visible they are. */
static void
halve (const NstImage *fine,
       const float    *fine_weight,
       NstImage       *coarse,
       float          *coarse_weight)
{
  for (int y = 0; y < coarse->height; y++)
    for (int x = 0; x < coarse->width; x++)
      {
        float sum[3] = { 0, 0, 0 };
        float weight = 0;

        for (int v = 2 * y; v < MIN (2 * y + 2, fine->height); v++)
          for (int u = 2 * x; u < MIN (2 * x + 2, fine->width); u++)
            {
              const size_t i = (size_t) v * fine->width + u;

              for (int c = 0; c < 3; c++)
                sum[c] += fine_weight[i] * fine->data[3 * i + c];
              weight += fine_weight[i];
            }

        const size_t j = (size_t) y * coarse->width + x;

        for (int c = 0; c < 3; c++)
          coarse->data[3 * j + c] = weight > 0 ? sum[c] / weight : 0;
        coarse_weight[j] = MIN (weight, 1.0f);
      }
}

/* The colour of image at x, y in pixels, between the centres of four. */
static void
sample (const NstImage *image,
        float           x,
        float           y,
        float          *rgb)
{
  x = CLAMP (x, 0.0f, (float) (image->width - 1));
  y = CLAMP (y, 0.0f, (float) (image->height - 1));

  const int    x0 = (int) x;
  const int    y0 = (int) y;
  const int    x1 = MIN (x0 + 1, image->width - 1);
  const int    y1 = MIN (y0 + 1, image->height - 1);
  const float  fx = x - (float) x0;
  const float  fy = y - (float) y0;
  const float *a  = image->data + 3 * ((size_t) y0 * image->width + x0);
  const float *b  = image->data + 3 * ((size_t) y0 * image->width + x1);
  const float *d  = image->data + 3 * ((size_t) y1 * image->width + x0);
  const float *e  = image->data + 3 * ((size_t) y1 * image->width + x1);

  for (int c = 0; c < 3; c++)
    {
      const float top    = a[c] + fx * (b[c] - a[c]);
      const float bottom = d[c] + fx * (e[c] - d[c]);

      rgb[c] = top + fy * (bottom - top);
    }
}

/* Colour for what can't be seen: each pixel's from its coarser neighbours,
 * theirs likewise, down to the one mean of all that is visible. */
static gboolean
fill_hidden (NstImage     *image,
             const float  *weight,
             GError      **error)
{
  const int           width  = (image->width + 1) / 2;
  const int           height = (image->height + 1) / 2;
  g_autoptr (NstImage) coarse = NULL;
  g_autofree float   *coarse_weight = NULL;

  if (image->width == 1 && image->height == 1)
    return TRUE;

  coarse = nst_image_new (width, height, 3, error);
  if (! coarse)
    return FALSE;

  coarse_weight = g_try_new (float, (gsize) width * height);
  if (! coarse_weight)
    return refuse_memory (image->width, image->height, error);

  halve (image, weight, coarse, coarse_weight);

  if (! fill_hidden (coarse, coarse_weight, error))
    return FALSE;

  for (int y = 0; y < image->height; y++)
    for (int x = 0; x < image->width; x++)
      {
        const size_t i = (size_t) y * image->width + x;
        const float  w = MIN (weight[i] / TRUSTED_ALPHA, 1.0f);
        float        rgb[3];

        if (w >= 1)
          continue;

        sample (coarse, ((float) x - 0.5f) / 2, ((float) y - 0.5f) / 2, rgb);
        for (int c = 0; c < 3; c++)
          image->data[3 * i + c] =
            w * image->data[3 * i + c] + (1 - w) * rgb[c];
      }

  return TRUE;
}


/* ---- writing --------------------------------------------------------- */

/* Of a photo that is cut out, the colours hold a third and more of the contrast
 * that its outline has in the alpha channel, and still a five-hundredth where it is
 * badly out of focus; of writing they hold nothing, or less than a ten-thousandth
 * where a gradient is laid over it. */
#define COLOUR_SHARE 1e-3

/* Adds the squared differences of two neighbours: of colour, as far as both can
 * be seen, and of alpha. */
static inline void
add_contrast (const NstPixels *pixels,
              size_t           i,
              size_t           j,
              double          *of_colour,
              double          *of_alpha)
{
  const float *a    = pixels->image->data + 3 * i;
  const float *b    = pixels->image->data + 3 * j;
  const float  seen = pixels->alpha[i] * pixels->alpha[j];
  const float  step = pixels->alpha[i] - pixels->alpha[j];
  float        sum  = 0;

  for (int c = 0; c < 3; c++)
    sum += (a[c] - b[c]) * (a[c] - b[c]);

  *of_colour += seen * sum;
  *of_alpha  += step * step;
}

/* Whether it is alpha that tells what is in the layer, as in a layer of text:
 * in one colour, or in several that do not touch. */
static gboolean
is_writing (const NstPixels *pixels)
{
  const int width     = pixels->image->width;
  const int height    = pixels->image->height;
  double    of_colour = 0;
  double    of_alpha  = 0;

  for (int y = 0; y < height; y++)
    for (int x = 0; x < width; x++)
      {
        const size_t i = (size_t) y * width + x;

        if (x + 1 < width)
          add_contrast (pixels, i, i + 1, &of_colour, &of_alpha);
        if (y + 1 < height)
          add_contrast (pixels, i, i + width, &of_colour, &of_alpha);
      }

  return of_colour < COLOUR_SHARE * of_alpha;
}

/* White paper for dark writing, black for light. */
static NstPaper
choose_paper (const NstPixels *pixels)
{
  const size_t n    = (size_t) pixels->image->width * pixels->image->height;
  double       luma = 0;
  double       seen = 0;

  for (size_t i = 0; i < n; i++)
    {
      const float *rgb = pixels->image->data + 3 * i;

      luma += pixels->alpha[i] *
              (0.2126 * rgb[0] + 0.7152 * rgb[1] + 0.0722 * rgb[2]);
      seen += pixels->alpha[i];
    }

  return luma < 0.5 * seen ? NST_PAPER_WHITE : NST_PAPER_BLACK;
}

static inline float
brightness_of (NstPaper paper)
{
  return paper == NST_PAPER_WHITE ? 1.0f : 0.0f;
}

static void
lay_on_paper (NstPixels *pixels)
{
  const size_t n = (size_t) pixels->image->width * pixels->image->height;

  pixels->paper = choose_paper (pixels);

  const float paper = brightness_of (pixels->paper);

  for (size_t i = 0; i < n; i++)
    for (int c = 0; c < 3; c++)
      {
        float *value = pixels->image->data + 3 * i + c;

        *value = paper + pixels->alpha[i] * (*value - paper);
      }
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

gboolean
nst_layer_read (GeglBuffer           *buffer,
                const GeglRectangle  *box,
                const Babl           *space,
                const char           *name,
                NstPixels            *pixels,
                GError              **error)
{
  const GeglRectangle all     = box ? *box : *gegl_buffer_get_extent (buffer);
  const Formats       formats = find_formats (buffer, space);
  const size_t        n       = (size_t) MAX (all.width, 0) *
                                (size_t) MAX (all.height, 0);
  const int           band    = band_rows (all.width);
  const Babl         *fish    = babl_fish (formats.meant, formats.engine);
  g_auto (NstPixels)  read    = { NULL, NULL, NST_PAPER_NONE };
  float               least   = 1;
  float               most    = 0;

  read.image = nst_image_new (all.width, all.height, 3, error);
  if (! read.image)
    return FALSE;

  read.alpha = g_try_new (float, n);
  if (! read.alpha)
    return refuse_memory (all.width, all.height, error);

  g_autofree guchar *stored = g_malloc ((gsize) all.width * band *
                                        formats.bytes);
  g_autofree float  *rgba   = g_new (float, (gsize) all.width * band * 4);

  for (int y = 0; y < all.height; y += band)
    {
      const int    rows = MIN (band, all.height - y);
      const size_t many = (size_t) rows * all.width;

      gegl_buffer_get (buffer,
                       GEGL_RECTANGLE (all.x, all.y + y, all.width, rows),
                       1.0, formats.stored, stored, GEGL_AUTO_ROWSTRIDE,
                       GEGL_ABYSS_NONE);
      babl_process (fish, stored, rgba, (glong) many);
      take_band (&read, rgba, (size_t) y * all.width, many, &least, &most);
    }

  if (most <= 0)
    {
      g_set_error (error, NST_ERROR, NST_ERROR_PICTURE,
                   _("\"%s\" is fully transparent here, so there is nothing "
                     "to work with; choose another layer or selection."),
                   name);
      return FALSE;
    }

  if (least >= 1)
    g_clear_pointer (&read.alpha, g_free);
  else if (is_writing (&read))
    lay_on_paper (&read);
  else if (! fill_hidden (read.image, read.alpha, error))
    return FALSE;

  *pixels    = read;
  read.image = NULL;
  read.alpha = NULL;
  return TRUE;
}

/* The inverse of laying it on paper. */
static inline void
take_off_paper (float *rgba,
                float  paper)
{
  for (int c = 0; c < 3; c++)
    rgba[c] = paper + (rgba[c] - paper) / rgba[3];
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
        sample (image, ((float) x + 0.5f) * sx - 0.5f,
                ((float) y + 0.5f) * sy - 0.5f, rgba);

      rgba[3] = alpha ? alpha[(size_t) y * width + x] : 1.0f;
      if (paper && rgba[3] > 0)
        take_off_paper (rgba, brightness_of (paper));
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
  g_autofree float   *rgba    = g_new (float, (gsize) all.width * band * 4);

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

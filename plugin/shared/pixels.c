/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What alpha means for what is seen of a layer.  Hidden pixels are filled from coarser
 * and coarser means of what is visible; writing is told from a photo that is cut out
 * by where its contrast is. */

#include "plugin/shared/pixels.h"

#include <string.h>

#include <glib/gi18n.h>

gboolean
nst_pixels_make (NstPixels *pixels,
                 int        width,
                 int        height,
                 GError   **error)
{
  const size_t n = (size_t) MAX (width, 0) * (size_t) MAX (height, 0);

  *pixels       = (NstPixels){ NULL, NULL, NST_PAPER_NONE };
  pixels->image = nst_image_new (width, height, 3, error);
  if (!pixels->image)
    return FALSE;

  pixels->alpha = g_try_new (float, n);
  if (!pixels->alpha)
    {
      nst_pixels_clear (pixels);
      g_set_error (error, NST_ERROR, NST_ERROR_MEMORY,
                   _ ("There is not enough memory for a picture of %d x %d "
                      "pixels; close other programs or scale it down."),
                   width, height);
      return FALSE;
    }

  return TRUE;
}

void
nst_pixels_clear (NstPixels *pixels)
{
  g_clear_pointer (&pixels->image, nst_image_free);
  g_clear_pointer (&pixels->alpha, g_free);
}

gboolean
nst_pixels_copy (const NstPixels *pixels,
                 NstPixels       *copy,
                 GError         **error)
{
  const int    width  = pixels->image->width;
  const int    height = pixels->image->height;
  const size_t n      = (size_t) width * (size_t) height;

  if (!nst_pixels_make (copy, width, height, error))
    return FALSE;

  memcpy (copy->image->data, pixels->image->data, 3 * n * sizeof (float));
  copy->paper = pixels->paper;
  if (pixels->alpha)
    memcpy (copy->alpha, pixels->alpha, n * sizeof (float));
  else
    g_clear_pointer (&copy->alpha, g_free);

  return TRUE;
}

void
nst_sample (const NstImage *image,
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


/* ---- transparent pixels ---------------------------------------------- */

/* From this alpha on a pixel's own colour counts in full; below, it fades
 * into what is visible around it. */
#define TRUSTED_ALPHA 0.125f

/* The mean of each 2 x 2 pixels, weighted by how visible they are. */
static void
halve (const NstPixels *fine,
       NstPixels       *coarse)
{
  const int fine_width  = fine->image->width;
  const int fine_height = fine->image->height;
  const int width       = coarse->image->width;

  for (int y = 0; y < coarse->image->height; y++)
    for (int x = 0; x < width; x++)
      {
        float sum[3] = { 0, 0, 0 };
        float weight = 0;

        for (int v = 2 * y; v < MIN (2 * y + 2, fine_height); v++)
          for (int u = 2 * x; u < MIN (2 * x + 2, fine_width); u++)
            {
              const size_t i = (size_t) v * fine_width + u;

              for (int c = 0; c < 3; c++)
                sum[c] += fine->alpha[i] * fine->image->data[3 * i + c];
              weight += fine->alpha[i];
            }

        const size_t j = (size_t) y * width + x;

        for (int c = 0; c < 3; c++)
          coarse->image->data[3 * j + c] = weight > 0 ? sum[c] / weight : 0;
        coarse->alpha[j] = MIN (weight, 1.0f);
      }
}

/* Colour for what can't be seen: each pixel's from its coarser neighbours,
 * theirs likewise, down to the one mean of all that is visible. */
gboolean
nst_pixels_fill_hidden (NstPixels *pixels,
                        GError   **error)
{
  NstImage          *image  = pixels->image;
  const int          width  = (image->width + 1) / 2;
  const int          height = (image->height + 1) / 2;
  g_auto (NstPixels) coarse = { NULL, NULL, NST_PAPER_NONE };

  if (image->width == 1 && image->height == 1)
    return TRUE;

  if (!nst_pixels_make (&coarse, width, height, error))
    return FALSE;

  halve (pixels, &coarse);

  if (!nst_pixels_fill_hidden (&coarse, error))
    return FALSE;

  for (int y = 0; y < image->height; y++)
    for (int x = 0; x < image->width; x++)
      {
        const size_t i = (size_t) y * image->width + x;
        const float  w = MIN (pixels->alpha[i] / TRUSTED_ALPHA, 1.0f);
        float        rgb[3];

        if (w >= 1)
          continue;

        nst_sample (coarse.image, ((float) x - 0.5f) / 2,
                    ((float) y - 0.5f) / 2, rgb);
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
  *of_alpha += step * step;
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

void
nst_paper_take_off (const float *alpha,
                    NstPaper     paper,
                    size_t       i,
                    float       *rgba)
{
  const float brightness = brightness_of (paper);

  rgba[3] = alpha ? alpha[i] : 1.0f;
  if (!paper || !alpha || rgba[3] <= 0)
    return;

  for (int c = 0; c < 3; c++)
    rgba[c] = brightness + (rgba[c] - brightness) / rgba[3];
}

void
nst_paper_get_pixel (const NstImage *image,
                     const float    *alpha,
                     NstPaper        paper,
                     size_t          i,
                     float          *rgba)
{
  for (int c = 0; c < 3; c++)
    rgba[c] = image->data[3 * i + c];

  nst_paper_take_off (alpha, paper, i, rgba);
}


/* ---- the one or the other -------------------------------------------- */

gboolean
nst_pixels_settle_alpha (NstPixels *pixels,
                         GError   **error)
{
  if (!is_writing (pixels))
    return nst_pixels_fill_hidden (pixels, error);

  lay_on_paper (pixels);
  return TRUE;
}

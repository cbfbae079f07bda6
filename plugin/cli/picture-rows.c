/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Bands of rows are fetched, made floats, and put where they belong. */

#include "plugin/cli/picture-rows.h"

#include <math.h>
#include <string.h>

#define STRIP_PIXELS (1 << 18)

/* ---- what they are --------------------------------------------------- */

/* Numbers with a sign are floats to us. */
static gboolean
choose_numbers (NstRows          *rows,
                NstPictureSource *source)
{
  VipsImage *floats = NULL;

  rows->scale = 1.0f;

  switch (source->image->BandFmt)
    {
    case VIPS_FORMAT_UCHAR:
      rows->numbers = NST_NUMBERS_U8;
      return TRUE;

    case VIPS_FORMAT_USHORT:
      rows->numbers = NST_NUMBERS_U16;
      return TRUE;

    case VIPS_FORMAT_UINT:
      rows->numbers = NST_NUMBERS_U32;
      return TRUE;

    case VIPS_FORMAT_FLOAT:
      rows->numbers = NST_NUMBERS_FLOAT;
      return TRUE;

    case VIPS_FORMAT_DOUBLE:
      rows->numbers = NST_NUMBERS_DOUBLE;
      return TRUE;

    case VIPS_FORMAT_CHAR:
      rows->scale = 1.0f / G_MAXINT8;
      break;

    case VIPS_FORMAT_SHORT:
      rows->scale = 1.0f / G_MAXINT16;
      break;

    case VIPS_FORMAT_INT:
      rows->scale = 1.0f / (float) G_MAXINT32;
      break;

    default:
      return FALSE;
    }

  rows->numbers = NST_NUMBERS_FLOAT;
  if (vips_cast (source->image, &floats, VIPS_FORMAT_FLOAT, NULL) != 0)
    return FALSE;

  g_object_unref (source->image);
  source->image = floats;

  return TRUE;
}

static gboolean
is_lab (const VipsImage *image)
{
  return image->Type == VIPS_INTERPRETATION_LAB || image->Type == VIPS_INTERPRETATION_LABS ||
         image->Type == VIPS_INTERPRETATION_LABQ;
}

/* Packed floats are unpacked, and colours that are measured become floats. */
static gboolean
unpack (NstPictureSource *source,
        gboolean         *is_light)
{
  VipsImage *image    = source->image;
  VipsImage *unpacked = NULL;
  int        failed   = 0;

  if (image->Coding == VIPS_CODING_RAD)
    failed = vips_rad2float (image, &unpacked, NULL);
  else if (is_lab (image))
    failed = vips_colourspace (image, &unpacked, VIPS_INTERPRETATION_LAB, NULL);
  else if (image->Type == VIPS_INTERPRETATION_XYZ)
    failed = vips_colourspace (image, &unpacked, VIPS_INTERPRETATION_scRGB, NULL);

  if (failed)
    return FALSE;

  *is_light = (unpacked && !is_lab (unpacked)) ||
              (source->kind->is_light && image->BandFmt == VIPS_FORMAT_FLOAT);
  if (unpacked)
    {
      g_object_unref (image);
      source->image = unpacked;
    }

  return TRUE;
}

/* Until version 8.15 libvips has the alpha of light up to 255. */
static float
get_alpha_scale (const NstRows *rows)
{
  return rows->is_light && vips_version (0) == 8 && vips_version (1) < 15 ? 1.0f / 255
                                                                          : rows->scale;
}

gboolean
nst_rows_describe (NstRows          *rows,
                   NstPictureSource *source)
{
  int n_colours;

  *rows = (NstRows){ .factor = 1 };

  if (!unpack (source, &rows->is_light) || !choose_numbers (rows, source))
    return FALSE;

  rows->width   = source->image->Xsize;
  rows->height  = source->image->Ysize;
  rows->n_bands = source->image->Bands;
  rows->bits    = rows->numbers == NST_NUMBERS_U8 ? 8 : 16;
  rows->model   = rows->n_bands < 3        ? NST_COLOUR_GREY
                  : is_lab (source->image) ? NST_COLOUR_LAB
                  : source->image->Type == VIPS_INTERPRETATION_CMYK && rows->n_bands >= 4
                    ? NST_COLOUR_CMYK
                    : NST_COLOUR_RGB;

  n_colours         = nst_colour_count_channels (rows->model);
  rows->has_alpha   = rows->n_bands > n_colours && !source->has_lone_extra;
  rows->alpha_scale = get_alpha_scale (rows);

  rows->is_premultiplied = rows->has_alpha && source->kind->trait == NST_KIND_EXR;

  return TRUE;
}

static void
get_reduced_size (const NstRows *rows,
                  int           *width,
                  int           *height)
{
  *width  = (rows->width + rows->factor - 1) / rows->factor;
  *height = (rows->height + rows->factor - 1) / rows->factor;
}

void
nst_rows_get_size (const NstRows *rows,
                   int            orientation,
                   int           *width,
                   int           *height)
{
  if (orientation >= 5)
    get_reduced_size (rows, height, width);
  else
    get_reduced_size (rows, width, height);
}


/* ---- where they go --------------------------------------------------- */

/* Where the pixel (x, y) of the rows goes: to first + x along + y down. */
typedef struct
{
  gssize first;
  gssize along;
  gssize down;
} Turn;

static Turn
make_turn (int orientation,
           int width,
           int height)
{
  const gboolean swapped  = orientation >= 5;
  const gboolean mirror_x = orientation == 2 || orientation == 3 || orientation == 7 ||
                            orientation == 8;
  const gboolean mirror_y = orientation == 3 || orientation == 4 || orientation == 6 ||
                            orientation == 7;
  Turn turn;

  turn.along = swapped ? height : 1;
  turn.down  = swapped ? 1 : width;
  turn.first = (mirror_x ? (width - 1) * turn.along : 0) +
               (mirror_y ? (height - 1) * turn.down : 0);
  turn.along = mirror_x ? -turn.along : turn.along;
  turn.down  = mirror_y ? -turn.down : turn.down;

  return turn;
}

typedef struct
{
  const NstRows   *rows;
  const NstColour *colour;
  Turn             turn;
  int              width; /* reduced, before turning */
  int              height;
  float           *values; /* [width of the file][n_bands] */
  float           *rgba;   /* [width of the file][4] */
  double          *sums;   /* [width][4], of the rows that become one; colours times alpha */
  NstPixels       *pixels;
  NstRowsFound    *found;
} Reading;

/* Colours and alpha of one row; what is not a number is a gap. */
static void
make_colours (Reading      *reading,
              gconstpointer row)
{
  const NstRows *rows      = reading->rows;
  const int      n_colours = nst_colour_count_channels (rows->model);
  const size_t   n         = (size_t) rows->width;
  float         *values    = reading->values;
  float         *colours   = values;
  float         *rgb       = reading->rgba + n; /* its last three quarters */

  nst_numbers_to_floats (rows->numbers, row, n * rows->n_bands, values);

  for (size_t x = 0; x < n; x++)
    {
      const float *from  = values + x * rows->n_bands;
      float        alpha = rows->has_alpha ? from[n_colours] * rows->alpha_scale : 1.0f;
      gboolean     gap   = isnan (alpha);
      const float  scale = rows->is_premultiplied && alpha > 0 ? rows->scale / alpha : rows->scale;

      for (int c = 0; c < n_colours; c++)
        {
          const float value = from[c] * scale;

          gap        = gap || isnan (value);
          *colours++ = rows->is_light ? nst_srgb_encode (value) : value;
        }

      reading->rgba[x]         = gap ? 0.0f : CLAMP (alpha, 0.0f, 1.0f);
      reading->found->has_gaps = reading->found->has_gaps || gap;
    }

  nst_colour_to_srgb (reading->colour, rows->model, values, n, rgb);
}

static void
put (Reading     *reading,
     int          x,
     int          y,
     const float *rgb,
     float        alpha)
{
  const gssize to = reading->turn.first + x * reading->turn.along + y * reading->turn.down;

  memcpy (reading->pixels->image->data + 3 * to, rgb, 3 * sizeof *rgb);
  if (reading->pixels->alpha)
    reading->pixels->alpha[to] = alpha;
  reading->found->least_alpha = MIN (reading->found->least_alpha, alpha);
  reading->found->most_alpha  = MAX (reading->found->most_alpha, alpha);
}

static void
add_to_sums (Reading *reading)
{
  const size_t n = (size_t) reading->rows->width;

  for (size_t x = 0; x < n; x++)
    {
      double      *sum   = reading->sums + 4 * (x / (size_t) reading->rows->factor);
      const float *rgb   = reading->rgba + n + 3 * x;
      const double alpha = (double) reading->rgba[x];

      for (int c = 0; c < 3; c++)
        sum[c] += alpha * (double) rgb[c];
      sum[3] += alpha;
    }
}

/* Row y of the reduced picture, the mean of n_rows of the file's. */
static void
put_sums (Reading *reading,
          int      y,
          int      n_rows)
{
  const int factor = reading->rows->factor;

  for (int x = 0; x < reading->width; x++)
    {
      const int     n      = n_rows * MIN (factor, reading->rows->width - x * factor);
      const double *sum    = reading->sums + 4 * (size_t) x;
      float         rgb[3] = { 0, 0, 0 };

      for (int c = 0; c < 3 && sum[3] > 0; c++)
        rgb[c] = (float) (sum[c] / sum[3]);
      put (reading, x, y, rgb, (float) (sum[3] / n));
    }

  memset (reading->sums, 0, 4 * (size_t) reading->width * sizeof *reading->sums);
}

static void
take_row (Reading      *reading,
          gconstpointer row,
          int           y)
{
  const NstRows *rows = reading->rows;
  const size_t   n    = (size_t) rows->width;
  const int      last = y % rows->factor + 1;

  make_colours (reading, row);

  if (rows->factor == 1)
    {
      for (size_t x = 0; x < n; x++)
        put (reading, (int) x, y, reading->rgba + n + 3 * x, reading->rgba[x]);
      return;
    }

  add_to_sums (reading);
  if (last == rows->factor || y == rows->height - 1)
    put_sums (reading, y / rows->factor, last);
}


/* ---- reading --------------------------------------------------------- */

static gboolean
read_strips (Reading   *reading,
             VipsImage *image)
{
  const NstRows *rows   = reading->rows;
  const int      strip  = CLAMP (STRIP_PIXELS / rows->width, 1, rows->height);
  VipsRegion    *region = vips_region_new (image);
  gboolean       good   = TRUE;

  for (int y = 0; good && y < rows->height; y += strip)
    {
      const VipsRect box = { 0, y, rows->width, MIN (strip, rows->height - y) };

      good = vips_region_prepare (region, &box) == 0;
      for (int i = 0; good && i < box.height; i++)
        take_row (reading, VIPS_REGION_ADDR (region, 0, y + i), y + i);
    }

  g_object_unref (region);

  return good;
}

gboolean
nst_rows_read (const NstRows   *rows,
               VipsImage       *image,
               const NstColour *colour,
               int              orientation,
               NstPixels       *pixels,
               NstRowsFound    *found)
{
  const size_t       n       = (size_t) rows->width;
  g_autofree float  *values  = g_new (float, n * rows->n_bands);
  g_autofree float  *rgba    = g_new (float, 4 * n);
  g_autofree double *sums    = g_new0 (double, 4 * n);
  Reading            reading = { rows, colour, .values = values, .rgba = rgba, .sums = sums,
                                 .pixels = pixels, .found = found };

  get_reduced_size (rows, &reading.width, &reading.height);
  reading.turn = make_turn (orientation, reading.width, reading.height);
  *found       = (NstRowsFound){ 1.0f, 0.0f, FALSE };

  return read_strips (&reading, image);
}

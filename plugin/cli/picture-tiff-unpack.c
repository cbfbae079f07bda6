/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Blocks (strips or tiles, of all channels or of one) are decoded by libtiff; their numbers,
 * of any width, become floats and are put where they belong. */

#include "plugin/cli/picture-tiff-unpack.h"
#include "plugin/cli/bytes.h"
#include "plugin/cli/picture-memory.h"
#include "plugin/shared/numbers.h"

#include <string.h>

/* ImageMagick leaves handlers behind for messages to what is gone. */
TIFF *
nst_picture_tiff_open (const char *path)
{
  TIFFSetErrorHandler (NULL);
  TIFFSetWarningHandler (NULL);

  return TIFFOpen (path, "rm");
}


/* ---- how it is stored ------------------------------------------------ */

#define MOST_SAMPLES 16

typedef struct
{
  guint32  width;
  guint32  height;
  guint32  block_width;
  guint32  block_height;
  guint16  n_samples;
  guint16  n_planes; /* with n_samples / n_planes channels each */
  guint16  bits;     /* of a number */
  gboolean is_float;
  gboolean is_white; /* 0 is */
  gboolean is_ink;
  gboolean is_times_alpha;
  gboolean is_old_jpeg;
} Layout;

static gboolean
is_known (const Layout *layout,
          guint16       format,
          guint16       photometric)
{
  const gboolean has_numbers   = layout->is_float
                                   ? layout->bits == 16 || layout->bits == 32 || layout->bits == 64
                                   : (format == SAMPLEFORMAT_UINT || format == SAMPLEFORMAT_VOID) &&
                                     layout->bits >= 1 && layout->bits <= 32;
  const guint16  least_samples = layout->is_ink                   ? 4
                                 : photometric == PHOTOMETRIC_RGB ? 3
                                                                  : 1;

  return has_numbers &&
         (photometric == PHOTOMETRIC_MINISWHITE || photometric == PHOTOMETRIC_MINISBLACK ||
          photometric == PHOTOMETRIC_RGB || photometric == PHOTOMETRIC_SEPARATED) &&
         layout->n_samples >= least_samples && layout->n_samples <= MOST_SAMPLES;
}

static gboolean
get_layout (TIFF   *tiff,
            Layout *layout)
{
  guint16  format      = SAMPLEFORMAT_UINT;
  guint16  photometric = PHOTOMETRIC_MINISWHITE;
  guint16  planes      = PLANARCONFIG_CONTIG;
  guint16  compression = COMPRESSION_NONE;
  guint16  n_extra     = 0;
  guint16 *extra       = NULL;

  *layout = (Layout){ .n_samples = 1, .bits = 1 };

  TIFFGetField (tiff, TIFFTAG_IMAGEWIDTH, &layout->width);
  TIFFGetField (tiff, TIFFTAG_IMAGELENGTH, &layout->height);
  TIFFGetField (tiff, TIFFTAG_SAMPLESPERPIXEL, &layout->n_samples);
  TIFFGetField (tiff, TIFFTAG_BITSPERSAMPLE, &layout->bits);
  TIFFGetField (tiff, TIFFTAG_SAMPLEFORMAT, &format);
  TIFFGetField (tiff, TIFFTAG_PHOTOMETRIC, &photometric);
  TIFFGetField (tiff, TIFFTAG_PLANARCONFIG, &planes);
  TIFFGetField (tiff, TIFFTAG_COMPRESSION, &compression);
  TIFFGetField (tiff, TIFFTAG_EXTRASAMPLES, &n_extra, &extra);

  layout->block_width  = layout->width;
  layout->block_height = layout->height;
  if (TIFFIsTiled (tiff))
    {
      TIFFGetField (tiff, TIFFTAG_TILEWIDTH, &layout->block_width);
      TIFFGetField (tiff, TIFFTAG_TILELENGTH, &layout->block_height);
    }
  else
    TIFFGetFieldDefaulted (tiff, TIFFTAG_ROWSPERSTRIP, &layout->block_height);

  layout->n_planes       = planes == PLANARCONFIG_SEPARATE ? layout->n_samples : 1;
  layout->is_float       = format == SAMPLEFORMAT_IEEEFP;
  layout->is_white       = photometric == PHOTOMETRIC_MINISWHITE;
  layout->is_ink         = photometric == PHOTOMETRIC_SEPARATED;
  layout->is_times_alpha = n_extra > 0 && extra[0] == EXTRASAMPLE_ASSOCALPHA;
  layout->is_old_jpeg    = compression == COMPRESSION_OJPEG;

  return layout->width > 0 && layout->height > 0 && layout->block_width > 0 &&
         layout->block_height > 0 &&
         MAX (layout->width, layout->height) <= (guint32) VIPS_MAX_COORD &&
         (layout->is_old_jpeg || is_known (layout, format, photometric));
}

gboolean
nst_picture_tiff_can_unpack (TIFF *tiff)
{
  Layout layout;

  return get_layout (tiff, &layout);
}


/* ---- its numbers ----------------------------------------------------- */

static NstNumbers
choose_numbers (const Layout *layout)
{
  switch (layout->bits)
    {
    case 8:
      return NST_NUMBERS_U8;

    case 16:
      return layout->is_float ? NST_NUMBERS_HALF : NST_NUMBERS_U16;

    case 32:
      return layout->is_float ? NST_NUMBERS_FLOAT : NST_NUMBERS_U32;

    case 64:
      return NST_NUMBERS_DOUBLE;

    default:
      return NST_NUMBERS_NONE;
    }
}

/* n numbers of bits each, one after the other from the highest bit of row on; whole bytes as
 * the machine has them. */
static void
take_bits (const Layout *layout,
           const guint8 *row,
           gsize         n,
           float        *values)
{
  const guint   bits = layout->bits;
  const guint64 most = (G_GUINT64_CONSTANT (1) << bits) - 1;
  guint64       held = 0;
  guint         have = 0; /* bits in held that are not taken yet */

  for (gsize i = 0; i < n; i++)
    {
      const NstBytes native = { row, 3 };
      guint64        value;

      for (; have < bits; have += 8)
        held = held << 8 | *row++;
      have -= bits;
      value = held >> have & most;

      if (bits == 24 && G_BYTE_ORDER == G_LITTLE_ENDIAN)
        value = nst_bytes_little (native, 0, 3);
      values[i] = (float) ((double) value / (double) most);
    }
}


/* ---- its blocks ------------------------------------------------------ */

/* Where a block lies, and what of it is inside the picture. */
typedef struct
{
  guint32 x;
  guint32 y;
  guint32 width;
  guint32 height;
  guint16 plane;
} Block;

/* The block decoded into bytes; FALSE where that fails, or not all of it is there. */
static gboolean
decode (TIFF         *tiff,
        const Layout *layout,
        const Block  *block,
        guint8       *bytes,
        gsize         row_bytes)
{
  const gsize wanted = row_bytes * (TIFFIsTiled (tiff) ? layout->block_height : block->height);
  tmsize_t    n;

  if (TIFFIsTiled (tiff))
    n = TIFFReadEncodedTile (tiff, TIFFComputeTile (tiff, block->x, block->y, 0, block->plane),
                             bytes, (tmsize_t) wanted);
  else
    n = TIFFReadEncodedStrip (tiff, TIFFComputeStrip (tiff, block->y, block->plane), bytes,
                              (tmsize_t) wanted);

  return n >= 0 && (gsize) n >= wanted;
}

static void
put_block (const Layout *layout,
           const Block  *block,
           const guint8 *bytes,
           gsize         row_bytes,
           float        *row,
           float        *values)
{
  const NstNumbers numbers  = choose_numbers (layout);
  const gsize      n_here   = layout->n_samples / layout->n_planes;
  const gsize      n_values = block->width * n_here;

  for (guint32 y = 0; y < block->height; y++, bytes += row_bytes)
    {
      const gsize first = (gsize) (block->y + y) * layout->width + block->x;
      float      *to    = values + first * layout->n_samples + block->plane;

      if (numbers != NST_NUMBERS_NONE)
        nst_numbers_to_floats (numbers, bytes, n_values, row);
      else
        take_bits (layout, bytes, n_values, row);

      for (guint32 x = 0; x < block->width; x++, to += layout->n_samples)
        memcpy (to, row + x * n_here, n_here * sizeof *row);
    }
}

static gboolean
read_blocks (TIFF         *tiff,
             const Layout *layout,
             float        *values)
{
  const gboolean     tiled     = TIFFIsTiled (tiff);
  const tmsize_t     size      = tiled ? TIFFTileSize (tiff) : TIFFStripSize (tiff);
  const tmsize_t     row_size  = tiled ? TIFFTileRowSize (tiff) : TIFFScanlineSize (tiff);
  const gsize        row_bytes = (gsize) MAX (row_size, 0);
  const gsize        n         = (gsize) layout->block_width * layout->n_samples / layout->n_planes;
  g_autofree guint8 *bytes     = g_try_malloc ((gsize) MAX (size, 0));
  g_autofree float  *row       = g_try_new (float, n);

  if (!bytes || !row || row_bytes < (n * layout->bits + 7) / 8 ||
      row_bytes * MIN (layout->block_height, layout->height) > (gsize) size)
    return FALSE;

  for (guint16 plane = 0; plane < layout->n_planes; plane++)
    for (guint32 y = 0; y < layout->height; y += MIN (layout->block_height, layout->height - y))
      for (guint32 x = 0; x < layout->width; x += MIN (layout->block_width, layout->width - x))
        {
          const Block block = { x, y, MIN (layout->block_width, layout->width - x),
                                MIN (layout->block_height, layout->height - y), plane };

          if (!decode (tiff, layout, &block, bytes, row_bytes))
            return FALSE;
          put_block (layout, &block, bytes, row_bytes, row, values);
        }

  return TRUE;
}


/* ---- pictures -------------------------------------------------------- */

/* What the numbers mean, undone: white at 0, and colours times alpha. */
static void
make_plain (const Layout *layout,
            float        *values,
            gsize         n)
{
  const int      n_colours = layout->is_ink ? 4 : layout->n_samples < 3 ? 1
                                                                        : 3;
  const gboolean divides   = layout->is_times_alpha && layout->n_samples > n_colours;

  for (float *pixel = values; n > 0; n--, pixel += layout->n_samples)
    {
      if (layout->is_white && !layout->is_float)
        pixel[0] = 1 - pixel[0];
      for (int c = 0; divides && c < n_colours; c++)
        if (pixel[n_colours] > 0)
          pixel[c] /= pixel[n_colours];
    }
}

/* Numbers of 8 bits and less are worth no more. */
static VipsBandFormat
get_format (const Layout *layout)
{
  return layout->bits > 8 ? VIPS_FORMAT_FLOAT : VIPS_FORMAT_UCHAR;
}

static VipsImage *
read_values (TIFF         *tiff,
             const Layout *layout)
{
  const gsize       n_pixels = (gsize) layout->width * layout->height;
  const gsize       n        = n_pixels * layout->n_samples;
  g_autofree float *values   = g_try_new (float, n);
  gpointer          numbers  = NULL;

  if (!values || !read_blocks (tiff, layout, values))
    return NULL;

  make_plain (layout, values, n_pixels);
  if (get_format (layout) == VIPS_FORMAT_FLOAT)
    numbers = g_steal_pointer (&values);
  else if ((numbers = g_try_malloc (n)))
    nst_numbers_from_floats (NST_NUMBERS_U8, values, n, numbers);

  return numbers ? nst_picture_from_memory (numbers, (int) layout->width, (int) layout->height,
                                            layout->n_samples, get_format (layout))
                 : NULL;
}

/* Colours times alpha, which libtiff gives, to colours. */
static void
divide_by_alpha (guint8 *rgba,
                 gsize   n)
{
  for (; n > 0; n--, rgba += 4)
    for (int c = 0; c < 3 && rgba[3] > 0; c++)
      rgba[c] = (guint8) MIN ((rgba[c] * 255 + rgba[3] / 2) / rgba[3], 255);
}

static VipsImage *
read_rgba (TIFF         *tiff,
           const Layout *layout)
{
  const gsize n    = (gsize) layout->width * layout->height;
  guint32    *rgba = g_try_new (guint32, n);
  char        words[1024];

  if (!rgba || !TIFFRGBAImageOK (tiff, words) ||
      !TIFFReadRGBAImageOriented (tiff, layout->width, layout->height, rgba, ORIENTATION_TOPLEFT,
                                  1))
    {
      g_free (rgba);
      return NULL;
    }

  for (gsize i = 0; i < n; i++)
    rgba[i] = GUINT32_TO_LE (rgba[i]);
  divide_by_alpha ((guint8 *) rgba, n);

  return nst_picture_from_memory (rgba, (int) layout->width, (int) layout->height, 4,
                                  VIPS_FORMAT_UCHAR);
}

/* With what libvips would have told of it. */
static void
add_fields (TIFF         *tiff,
            const Layout *layout,
            VipsImage    *image)
{
  guint16 orientation = 1;
  guint32 n           = 0;
  void   *profile     = NULL;

  TIFFGetField (tiff, TIFFTAG_ORIENTATION, &orientation);
  vips_image_set_int (image, VIPS_META_ORIENTATION, layout->is_old_jpeg ? 1 : orientation);
  if (TIFFGetField (tiff, TIFFTAG_ICCPROFILE, &n, &profile) && n > 0)
    vips_image_set_blob_copy (image, VIPS_META_ICC_NAME, profile, n);
  if (layout->is_ink)
    image->Type = VIPS_INTERPRETATION_CMYK;
}

VipsImage *
nst_picture_tiff_unpack (const char *path,
                         gboolean    is_header)
{
  TIFF      *tiff  = nst_picture_tiff_open (path);
  VipsImage *image = NULL;
  Layout     layout;

  if (!tiff)
    return NULL;

  if (get_layout (tiff, &layout))
    {
      if (is_header)
        image = nst_picture_measured ((int) layout.width, (int) layout.height,
                                      layout.is_old_jpeg ? 4 : layout.n_samples,
                                      get_format (&layout));
      else
        image = layout.is_old_jpeg ? read_rgba (tiff, &layout) : read_values (tiff, &layout);
    }
  if (image)
    add_fields (tiff, &layout, image);

  TIFFClose (tiff);

  return image;
}

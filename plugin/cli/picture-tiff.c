/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Two tags decide whether a picture would be taken for something else in silence; one that
 * libvips needs is guessed where it is missing; and what libvips does not unpack, libtiff
 * does. */

#include "plugin/cli/picture-tiff.h"
#include "plugin/cli/bytes.h"
#include "plugin/shared/numbers.h"

#include <string.h>
#include <sys/stat.h>

#include <tiffio.h>

static gboolean
has_lone_extra (TIFF *tiff)
{
  guint16  n_extra = 0;
  guint16 *extra   = NULL;

  return TIFFGetField (tiff, TIFFTAG_EXTRASAMPLES, &n_extra, &extra) && n_extra > 0 &&
         extra[0] == EXTRASAMPLE_UNSPECIFIED;
}

static gboolean
is_raw (TIFF *tiff)
{
  guint32  kind       = 0;
  guint16  n_sub_ifds = 0;
  guint64 *sub_ifds   = NULL;

  return TIFFGetField (tiff, TIFFTAG_SUBFILETYPE, &kind) && (kind & FILETYPE_REDUCEDIMAGE) &&
         TIFFGetField (tiff, TIFFTAG_SUBIFD, &n_sub_ifds, &sub_ifds) && n_sub_ifds > 0;
}

/* Decoders of parts make up what is missing of one. */
static gboolean
is_cut (TIFF  *tiff,
        gint64 n_bytes)
{
  const guint32 n = TIFFIsTiled (tiff) ? TIFFNumberOfTiles (tiff) : TIFFNumberOfStrips (tiff);

  for (guint32 i = 0; i < n; i++)
    if (TIFFGetStrileOffset (tiff, i) + TIFFGetStrileByteCount (tiff, i) > (guint64) n_bytes)
      return TRUE;

  return FALSE;
}

/* Floats of a size that libvips does not know, in rows; ImageMagick would take what is no
 * number for black. */
static NstNumbers
get_odd_floats (TIFF *tiff)
{
  guint16 bits        = 1;
  guint16 format      = SAMPLEFORMAT_UINT;
  guint16 planes      = PLANARCONFIG_CONTIG;
  guint16 photometric = PHOTOMETRIC_MINISWHITE;

  TIFFGetField (tiff, TIFFTAG_BITSPERSAMPLE, &bits);
  TIFFGetField (tiff, TIFFTAG_SAMPLEFORMAT, &format);
  TIFFGetField (tiff, TIFFTAG_PLANARCONFIG, &planes);
  TIFFGetField (tiff, TIFFTAG_PHOTOMETRIC, &photometric);

  if (format != SAMPLEFORMAT_IEEEFP || planes != PLANARCONFIG_CONTIG || TIFFIsTiled (tiff) ||
      (photometric != PHOTOMETRIC_MINISBLACK && photometric != PHOTOMETRIC_RGB))
    return NST_NUMBERS_NONE;

  return bits == 16 ? NST_NUMBERS_HALF : bits == 64 ? NST_NUMBERS_DOUBLE
                                                    : NST_NUMBERS_NONE;
}

/* libvips has neither JPEG's first way into TIFF, nor planes in tiles, nor numbers that are no
 * whole bytes, nor floats of another size than 32 bits. */
static NstTiffReader
choose_reader (TIFF  *tiff,
               gint64 n_bytes)
{
  guint16 compression = COMPRESSION_NONE;
  guint16 planes      = PLANARCONFIG_CONTIG;
  guint16 bits        = 1;
  guint16 format      = SAMPLEFORMAT_UINT;

  TIFFGetField (tiff, TIFFTAG_COMPRESSION, &compression);
  TIFFGetField (tiff, TIFFTAG_PLANARCONFIG, &planes);
  TIFFGetField (tiff, TIFFTAG_BITSPERSAMPLE, &bits);
  TIFFGetField (tiff, TIFFTAG_SAMPLEFORMAT, &format);

  if (is_cut (tiff, n_bytes))
    return NST_TIFF_IS_CUT;

  if (compression == COMPRESSION_OJPEG || get_odd_floats (tiff) != NST_NUMBERS_NONE)
    return NST_TIFF_BY_LIBTIFF;

  return (bits > 8 && bits % 8) || (format == SAMPLEFORMAT_IEEEFP && bits != 32) ||
             (planes == PLANARCONFIG_SEPARATE && TIFFIsTiled (tiff))
           ? NST_TIFF_BY_MAGICK
           : NST_TIFF_BY_VIPS;
}

/* Of tiles, a row of them. */
static guint64
count_strip_bytes (TIFF *tiff)
{
  guint32 width = 0;
  guint32 tile  = 1;

  if (!TIFFIsTiled (tiff))
    return (guint64) MAX (TIFFStripSize (tiff), 0);

  TIFFGetField (tiff, TIFFTAG_IMAGEWIDTH, &width);
  TIFFGetField (tiff, TIFFTAG_TILEWIDTH, &tile);

  return (guint64) MAX (TIFFTileSize (tiff), 0) * (width / MAX (tile, 1) + 1);
}

/* ImageMagick leaves handlers behind for messages to what is gone. */
static TIFF *
open_in_silence (const char *path)
{
  TIFFSetErrorHandler (NULL);
  TIFFSetWarningHandler (NULL);

  return TIFFOpen (path, "rm");
}

NstTiffFacts
nst_picture_tiff_look_at (const char *path)
{
  TIFF        *tiff  = open_in_silence (path);
  NstTiffFacts facts = { NST_TIFF_BY_VIPS };

  struct stat status;

  if (tiff && fstat (TIFFFileno (tiff), &status) == 0)
    facts = (NstTiffFacts){ choose_reader (tiff, status.st_size), is_raw (tiff),
                            has_lone_extra (tiff), count_strip_bytes (tiff) };
  if (tiff)
    TIFFClose (tiff);

  return facts;
}


/* ---- what is missing ------------------------------------------------- */

/* Baseline TIFF 6.0, section 2: a header of 8 bytes, entries of 12. */
#define ENTRY_BYTES 12
#define TYPE_SHORT  3

typedef struct
{
  NstBytes file;
  gboolean big_endian;
} Ordered;

static guint32
number_at (const Ordered *tiff,
           gsize          at,
           gsize          n)
{
  return tiff->big_endian ? nst_bytes_big (tiff->file, at, n)
                          : nst_bytes_little (tiff->file, at, n);
}

static void
append (GByteArray    *to,
        const Ordered *tiff,
        guint32        value,
        int            n)
{
  for (int i = 0; i < n; i++)
    {
      const guint8 byte = (guint8) (value >> 8 * (tiff->big_endian ? n - 1 - i : i));

      g_byte_array_append (to, &byte, 1);
    }
}

/* What the numbers mean, of what else is known. */
static guint32
guess_photometric (const Ordered *tiff,
                   gsize          first,
                   guint32        n_entries)
{
  guint32 samples     = 1;
  guint32 compression = 1;

  for (guint32 i = 0; i < n_entries; i++)
    {
      const gsize   at  = first + (gsize) i * ENTRY_BYTES;
      const guint32 tag = number_at (tiff, at, 2);

      if (tag == TIFFTAG_PHOTOMETRIC)
        return G_MAXUINT32;
      if (tag == TIFFTAG_SAMPLESPERPIXEL)
        samples = number_at (tiff, at + 8, 2);
      if (tag == TIFFTAG_COMPRESSION)
        compression = number_at (tiff, at + 8, 2);
    }

  if (samples >= 3)
    return PHOTOMETRIC_RGB;

  return compression >= COMPRESSION_CCITTRLE && compression <= COMPRESSION_CCITTFAX4
           ? PHOTOMETRIC_MINISWHITE
           : PHOTOMETRIC_MINISBLACK;
}

/* The file with another directory of entries at its end. */
static GBytes *
add_directory (const Ordered *tiff,
               gsize          first,
               guint32        n_entries,
               guint32        photometric)
{
  GByteArray *file     = g_byte_array_new ();
  gboolean    inserted = FALSE;
  guint32     at;

  g_byte_array_append (file, tiff->file.bytes, (guint) tiff->file.n);
  append (file, tiff, 0, tiff->file.n % 2 ? 1 : 2);
  at = file->len;
  append (file, tiff, n_entries + 1, 2);

  for (guint32 i = 0; i <= n_entries; i++)
    {
      const gsize entry = first + (gsize) (i - inserted) * ENTRY_BYTES;

      if (!inserted && (i == n_entries || number_at (tiff, entry, 2) > TIFFTAG_PHOTOMETRIC))
        {
          append (file, tiff, TIFFTAG_PHOTOMETRIC, 2);
          append (file, tiff, TYPE_SHORT, 2);
          append (file, tiff, 1, 4);
          append (file, tiff, photometric, 2);
          append (file, tiff, 0, 2);
          inserted = TRUE;
        }
      else
        g_byte_array_append (file, tiff->file.bytes + entry, ENTRY_BYTES);
    }
  append (file, tiff, 0, 4);

  for (int i = 0; i < 4; i++)
    file->data[4 + i] = (guint8) (at >> 8 * (tiff->big_endian ? 3 - i : i));

  return g_byte_array_free_to_bytes (file);
}

GBytes *
nst_picture_tiff_repair (const char *path)
{
  g_autofree char *bytes = NULL;
  gsize            n     = 0;
  Ordered          tiff;
  gsize            directory;
  guint32          n_entries;
  guint32          photometric;

  if (!g_file_get_contents (path, &bytes, &n, NULL) || n < 8 || n > G_MAXUINT32 / 2)
    return NULL;

  tiff      = (Ordered){ { (const guchar *) bytes, n }, bytes[0] == 'M' };
  directory = number_at (&tiff, 4, 4);
  n_entries = number_at (&tiff, directory, 2);

  if (number_at (&tiff, 2, 2) != 42 || n_entries == 0 ||
      directory + 2 + (gsize) n_entries * ENTRY_BYTES > n)
    return NULL;

  photometric = guess_photometric (&tiff, directory + 2, n_entries);

  return photometric == G_MAXUINT32
           ? NULL
           : add_directory (&tiff, directory + 2, n_entries, photometric);
}


/* ---- what libvips does not unpack ------------------------------------ */

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
read_rgba (TIFF   *tiff,
           guint32 width,
           guint32 height)
{
  const gsize         n     = (gsize) width * height;
  g_autofree guint32 *rgba  = g_try_new (guint32, n);
  VipsImage          *image = NULL;
  char                words[1024];

  if (rgba && TIFFRGBAImageOK (tiff, words) &&
      TIFFReadRGBAImageOriented (tiff, width, height, rgba, ORIENTATION_TOPLEFT, 1))
    {
      for (gsize i = 0; i < n; i++)
        rgba[i] = GUINT32_TO_LE (rgba[i]);
      divide_by_alpha ((guint8 *) rgba, n);
      image = vips_image_new_from_memory_copy (rgba, 4 * n, (int) width, (int) height, 4,
                                               VIPS_FORMAT_UCHAR);
    }

  return image;
}

/* With what libvips would have told of it. */
static void
add_fields (TIFF      *tiff,
            VipsImage *image)
{
  guint16 orientation = 1;
  guint32 n           = 0;
  void   *profile     = NULL;

  TIFFGetField (tiff, TIFFTAG_ORIENTATION, &orientation);
  vips_image_set_int (image, VIPS_META_ORIENTATION, orientation);
  if (TIFFGetField (tiff, TIFFTAG_ICCPROFILE, &n, &profile) && n > 0)
    vips_image_set_blob_copy (image, VIPS_META_ICC_NAME, profile, n);
}

static VipsImage *
read_floats (TIFF      *tiff,
             NstNumbers numbers,
             guint32    width,
             guint32    height)
{
  guint16           n_samples = 1;
  VipsImage        *image     = NULL;
  gboolean          good      = TRUE;
  g_autofree float *floats    = NULL;
  g_autofree char  *row       = NULL;
  gsize             n;

  TIFFGetField (tiff, TIFFTAG_SAMPLESPERPIXEL, &n_samples);
  n      = (gsize) width * n_samples;
  row    = g_try_malloc ((gsize) MAX (TIFFScanlineSize (tiff), 0));
  floats = (gsize) TIFFScanlineSize (tiff) == n * nst_numbers_get_size (numbers)
             ? g_try_new (float, n *height)
             : NULL;

  for (guint32 y = 0; row && floats && good && y < height; y++)
    {
      good = TIFFReadScanline (tiff, row, y, 0) == 1;
      nst_numbers_to_floats (numbers, row, n, floats + n * y);
    }

  if (row && floats && good)
    image = vips_image_new_from_memory_copy (floats, n * height * sizeof *floats, (int) width,
                                             (int) height, n_samples, VIPS_FORMAT_FLOAT);
  if (image)
    add_fields (tiff, image);

  return image;
}

VipsImage *
nst_picture_tiff_unpack (const char *path)
{
  TIFF      *tiff   = open_in_silence (path);
  VipsImage *image  = NULL;
  guint32    width  = 0;
  guint32    height = 0;

  if (!tiff)
    return NULL;

  if (TIFFGetField (tiff, TIFFTAG_IMAGEWIDTH, &width) &&
      TIFFGetField (tiff, TIFFTAG_IMAGELENGTH, &height) &&
      width > 0 && height > 0 && MAX (width, height) <= (guint32) VIPS_MAX_COORD)
    {
      const NstNumbers numbers = get_odd_floats (tiff);

      image = numbers == NST_NUMBERS_NONE ? read_rgba (tiff, width, height)
                                          : read_floats (tiff, numbers, width, height);
    }

  TIFFClose (tiff);

  return image;
}

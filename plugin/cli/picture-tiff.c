/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Two tags decide whether a picture would be taken for something else in silence; one that
 * libvips needs is guessed where it is missing. */

#include "plugin/cli/picture-tiff.h"
#include "plugin/cli/bytes.h"
#include "plugin/cli/picture-tiff-unpack.h"

#include <sys/stat.h>

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

/* Numbers of a size that libvips does not know. */
static gboolean
has_odd_numbers (guint16 bits,
                 guint16 format)
{
  return format == SAMPLEFORMAT_IEEEFP ? bits != 32 : bits > 8 && bits != 16 && bits != 32;
}

/* libvips has neither JPEG's first way into TIFF, nor planes in tiles, nor all numbers. */
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

  if (compression != COMPRESSION_OJPEG && !has_odd_numbers (bits, format) &&
      (planes == PLANARCONFIG_CONTIG || !TIFFIsTiled (tiff)))
    return NST_TIFF_BY_VIPS;

  return nst_picture_tiff_can_unpack (tiff) ? NST_TIFF_BY_LIBTIFF : NST_TIFF_BY_MAGICK;
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

NstTiffFacts
nst_picture_tiff_look_at (const char *path)
{
  TIFF        *tiff  = nst_picture_tiff_open (path);
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

/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Orientation, and files that are cut short.  EXIF is a small TIFF file inside another
 * file; only the one entry of its first directory is looked at.  Files come from
 * anywhere: every offset is checked before it is followed. */

#include "plugin/cli/file-check.h"

#include <string.h>

#define TAG_ORIENTATION 0x0112
#define ENTRY_BYTES     12

/* Markers of JPEG (ITU-T T.81, table B.1). */
#define JPEG_EOI  0xd9
#define JPEG_SOS  0xda
#define JPEG_APP1 0xe1

typedef struct
{
  const guchar *bytes;
  gsize         n;
} Span;

/* The part from offset on of at most n bytes; empty when there is none. */
static Span
part_of (Span  span,
         gsize offset,
         gsize n)
{
  if (offset >= span.n)
    return (Span){ span.bytes, 0 };

  return (Span){ span.bytes + offset, MIN (n, span.n - offset) };
}

static gboolean
begins_with (Span        span,
             const char *magic,
             gsize       n)
{
  return span.n >= n && memcmp (span.bytes, magic, n) == 0;
}

/* A number of n bytes; 0 where the span is too short. */
static guint32
number_at (Span     span,
           gsize    offset,
           int      n,
           gboolean big_endian)
{
  guint32 value = 0;

  if (offset > span.n || span.n - offset < (gsize) n)
    return 0;

  for (int i = 0; i < n; i++)
    {
      const int from = big_endian ? i : n - 1 - i;

      value = value << 8 | span.bytes[offset + (gsize) from];
    }

  return value;
}

static int
tiff_orientation (Span tiff)
{
  const gboolean big = begins_with (tiff, "MM\0*", 4);
  gsize          directory;
  guint32        n_entries;

  if (!big && !begins_with (tiff, "II*\0", 4))
    return 1;

  directory = number_at (tiff, 4, 4, big);
  n_entries = number_at (tiff, directory, 2, big);

  for (guint32 i = 0; i < n_entries; i++)
    {
      const gsize entry = directory + 2 + (gsize) i * ENTRY_BYTES;

      if (number_at (tiff, entry, 2, big) == TAG_ORIENTATION)
        {
          const guint32 value = number_at (tiff, entry + 8, 2, big);

          return value >= 1 && value <= 8 ? (int) value : 1;
        }
    }

  return 1;
}

/* What stands before the first scan of a JPEG file: its EXIF block, and where
 * the scan begins (0 where there is none). */
static Span
read_jpeg_head (Span   file,
                gsize *scan)
{
  Span  exif = { file.bytes, 0 };
  gsize at   = 2;

  *scan = 0;

  while (at + 4 <= file.n && file.bytes[at] == 0xff)
    {
      const guchar marker = file.bytes[at + 1];
      const gsize  length = number_at (file, at + 2, 2, TRUE);
      const Span   body   = part_of (file, at + 4, MAX (length, 2) - 2);

      if (marker == 0xff) /* padding */
        {
          at++;
          continue;
        }

      if (marker == JPEG_APP1 && begins_with (body, "Exif\0\0", 6) &&
          exif.n == 0)
        exif = part_of (body, 6, body.n);

      at += 2 + MAX (length, 2);

      if (marker == JPEG_SOS)
        {
          *scan = at;
          break;
        }
    }

  return exif;
}

/* Chunks of PNG: length, name, body, checksum. */
static Span
find_png_exif (Span file)
{
  for (gsize at = 8; at + 12 <= file.n;)
    {
      const gsize length = number_at (file, at, 4, TRUE);

      if (begins_with (part_of (file, at + 4, 4), "eXIf", 4))
        return part_of (file, at + 8, length);

      at += 12 + length;
    }

  return part_of (file, file.n, 0);
}

/* Chunks of RIFF: name, length, body, padded to an even length. */
static Span
find_webp_exif (Span file)
{
  for (gsize at = 12; at + 8 <= file.n;)
    {
      const gsize length = number_at (file, at + 4, 4, FALSE);
      const Span  body   = part_of (file, at + 8, length);

      if (begins_with (part_of (file, at, 4), "EXIF", 4))
        return begins_with (body, "Exif\0\0", 6)
                 ? part_of (body, 6, body.n)
                 : body;

      at += 8 + length + length % 2;
    }

  return part_of (file, file.n, 0);
}

static gboolean
is_jpeg (Span file)
{
  return begins_with (file, "\xff\xd8\xff", 3);
}

static gboolean
is_webp (Span file)
{
  return begins_with (file, "RIFF", 4) &&
         begins_with (part_of (file, 8, 4), "WEBP", 4);
}

int
nst_exif_orientation (const guchar *bytes,
                      gsize         n_bytes)
{
  const Span file = { bytes, n_bytes };
  gsize      scan;

  if (is_jpeg (file))
    return tiff_orientation (read_jpeg_head (file, &scan));

  if (begins_with (file, "\x89PNG\r\n\x1a\n", 8))
    return tiff_orientation (find_png_exif (file));

  if (is_webp (file))
    return tiff_orientation (find_webp_exif (file));

  return tiff_orientation (file);
}

gboolean
nst_exif_is_cut_short (const guchar *bytes,
                       gsize         n_bytes)
{
  const Span file = { bytes, n_bytes };
  gsize      scan;

  if (is_webp (file))
    return (guint64) number_at (file, 4, 4, FALSE) + 8 > file.n;

  if (begins_with (file, "BM", 2))
    return number_at (file, 2, 4, FALSE) > file.n;

  if (!is_jpeg (file))
    return FALSE;

  read_jpeg_head (file, &scan);

  if (scan == 0)
    return TRUE;

  /* Within a scan, 0xff is never followed by the end's code. */
  for (gsize at = scan; at + 1 < file.n; at++)
    if (file.bytes[at] == 0xff && file.bytes[at + 1] == JPEG_EOI)
      return FALSE;

  return TRUE;
}

void
nst_exif_turn (const float *from,
               int          width,
               int          height,
               int          n_channels,
               int          orientation,
               float       *to)
{
  const gboolean swapped  = orientation >= 5;
  const gboolean mirror_x = orientation == 2 || orientation == 3 ||
                            orientation == 7 || orientation == 8;
  const gboolean mirror_y = orientation == 3 || orientation == 4 ||
                            orientation == 6 || orientation == 7;
  const int to_width  = swapped ? height : width;
  const int to_height = swapped ? width : height;

  for (int y = 0; y < to_height; y++)
    for (int x = 0; x < to_width; x++, to += n_channels)
      {
        const int u      = swapped ? y : x;
        const int v      = swapped ? x : y;
        const int from_x = mirror_x ? width - 1 - u : u;
        const int from_y = mirror_y ? height - 1 - v : v;

        memcpy (to, from + ((size_t) from_y * width + from_x) * n_channels,
                (size_t) n_channels * sizeof *to);
      }
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Headers tell how much there has to be; where data is packed, its counts are added up.  A
 * file that tells nonsense is not whole. */

#include "plugin/cli/picture-whole.h"
#include "plugin/cli/bytes.h"

#include <string.h>

/* ---- BMP ------------------------------------------------------------- */

#define BMP_OFFSET_AT  10
#define BMP_WIDTH_AT   18
#define BMP_HEIGHT_AT  22
#define BMP_PACKING_AT 30
#define BMP_RLE8       1
#define BMP_RLE4       2

/* Packed rows: a count and a colour, or 0 and an escape: 0 next row, 1 the end, 2 a step
 * across and down, more: so many pixels as they are, padded to 2 bytes. */
static gboolean
is_whole_bmp (NstBytes file)
{
  const guint32 packing = nst_bytes_little (file, BMP_PACKING_AT, 4);
  const guint32 width   = nst_bytes_little (file, BMP_WIDTH_AT, 4);
  const guint32 height  = nst_bytes_little (file, BMP_HEIGHT_AT, 4);
  gsize         at      = nst_bytes_little (file, BMP_OFFSET_AT, 4);
  guint64       x       = 0;
  guint64       y       = 0;

  if (packing != BMP_RLE8 && packing != BMP_RLE4)
    return TRUE;

  while (at + 2 <= file.n)
    {
      const guint8 count = file.bytes[at];
      const guint8 next  = file.bytes[at + 1];

      at += 2;
      if (count > 0)
        x += count;
      else if (next == 0)
        {
          y++;
          x = 0;
        }
      else if (next == 1)
        return TRUE;
      else if (next == 2)
        {
          x += nst_bytes_little (file, at, 1);
          y += nst_bytes_little (file, at + 1, 1);
          at += 2;
        }
      else
        {
          const gsize n = packing == BMP_RLE8 ? next : (next + 1u) / 2;

          x += next;
          at += n + n % 2;
        }
    }

  /* Without the end, but with all the pixels. */
  return at <= file.n && (y >= height || (y + 1 == height && x >= width));
}


/* ---- icons ----------------------------------------------------------- */

static gboolean
is_whole_icon (NstBytes file,
               int      page)
{
  const gsize   entry = 6 + 16 * (gsize) page;
  const guint64 size  = nst_bytes_little (file, entry + 8, 4);
  const guint64 at    = nst_bytes_little (file, entry + 12, 4);

  return at + size <= file.n;
}


/* ---- PCX ------------------------------------------------------------- */

#define PCX_HEAD_BYTES    128
#define PCX_PALETTE_BYTES 769 /* at the end, or none */

static gboolean
is_whole_pcx (NstBytes file)
{
  const guint64 first  = nst_bytes_little (file, 6, 2);
  const guint64 height = nst_bytes_little (file, 10, 2) - first + 1;
  guint64       wanted = height * nst_bytes_little (file, 65, 1) * nst_bytes_little (file, 66, 2);
  gsize         at     = PCX_HEAD_BYTES;

  for (; at < file.n && wanted > 0; at++)
    {
      const guint8 byte  = file.bytes[at];
      const guint8 count = byte >= 0xc0 ? byte & 0x3f : 1;

      if (byte >= 0xc0)
        at++;
      wanted -= MIN (wanted, count);
    }

  return wanted == 0 && at <= file.n &&
         (file.n - at == 0 || file.n - at >= PCX_PALETTE_BYTES);
}


/* ---- SGI ------------------------------------------------------------- */

#define SGI_HEAD_BYTES 512

/* Packed rows have tables of where they begin and how long they are. */
static gboolean
is_whole_sgi (NstBytes file)
{
  const guint32 size     = nst_bytes_big (file, 3, 1);
  const guint32 width    = nst_bytes_big (file, 6, 2);
  const guint32 sides    = nst_bytes_big (file, 4, 2);
  const guint32 height   = sides >= 2 ? nst_bytes_big (file, 8, 2) : 1;
  const guint32 channels = sides >= 3 ? nst_bytes_big (file, 10, 2) : 1;
  const guint64 rows     = (guint64) height * channels;

  if (nst_bytes_big (file, 2, 1) != 1)
    return SGI_HEAD_BYTES + rows * width * size <= file.n;

  if (SGI_HEAD_BYTES + 8 * rows > file.n)
    return FALSE;

  for (guint64 row = 0; row < rows; row++)
    {
      const gsize   entry  = SGI_HEAD_BYTES + 4 * (gsize) row;
      const guint64 at     = nst_bytes_big (file, entry, 4);
      const guint64 length = nst_bytes_big (file, entry + 4 * (gsize) rows, 4);

      if (at + length > file.n)
        return FALSE;
    }

  return TRUE;
}


/* ---- Photoshop ------------------------------------------------------- */

#define PSD_HEAD_BYTES 26
#define PSD_LARGE      2 /* the version whose lengths are longer */

/* The flat picture comes last, after three parts that tell their length. */
static gboolean
is_whole_psd (NstBytes file)
{
  const gboolean large = nst_bytes_big (file, 4, 2) == PSD_LARGE;
  const guint64  rows  = (guint64) nst_bytes_big (file, 12, 2) * nst_bytes_big (file, 14, 4);
  const guint64  width = nst_bytes_big (file, 18, 4);
  const guint64  row   = (width * nst_bytes_big (file, 22, 2) + 7) / 8;
  const gsize    count = large ? 4 : 2;
  guint64        at    = PSD_HEAD_BYTES;
  guint64        sum   = 0;

  at += 4 + (guint64) nst_bytes_big (file, at, 4);
  at += 4 + (guint64) nst_bytes_big (file, at, 4);
  at += large ? 8 + ((guint64) nst_bytes_big (file, at, 4) << 32 | nst_bytes_big (file, at + 4, 4))
              : 4 + (guint64) nst_bytes_big (file, at, 4);

  if (at + 2 > file.n || rows > file.n)
    return FALSE;

  switch (nst_bytes_big (file, at, 2))
    {
    case 0:
      return at + 2 + rows * row <= file.n;

    case 1: /* packed; a table of the rows' lengths */
      for (guint64 i = 0; i < rows; i++)
        sum += nst_bytes_big (file, at + 2 + i * count, count);
      return at + 2 + rows * count + sum <= file.n;

    default:
      return TRUE;
    }
}


/* ---- all of them ----------------------------------------------------- */

gboolean
nst_picture_is_whole (const NstPictureKind *kind,
                      const guchar         *bytes,
                      gsize                 n,
                      int                   page)
{
  const NstBytes file = { bytes, n };

  switch (kind->trait)
    {
    case NST_KIND_BMP:
      return is_whole_bmp (file);

    case NST_KIND_ICON:
      return is_whole_icon (file, page);

    case NST_KIND_PCX:
      return is_whole_pcx (file);

    case NST_KIND_SGI:
      return is_whole_sgi (file);

    case NST_KIND_PSD:
      return is_whole_psd (file);

    default:
      return TRUE;
    }
}

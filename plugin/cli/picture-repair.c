/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Only what is known to be harmless is mended: whether the pixels are all there is for the
 * library to find out. */

#include "plugin/cli/picture-repair.h"
#include "plugin/cli/bytes.h"

#include <stdio.h>
#include <string.h>

#include <glib/gstdio.h>

static guint32
number_at (const GByteArray *file,
           gsize             at,
           gsize             n)
{
  return nst_bytes_little ((NstBytes){ file->data, file->len }, at, n);
}

static void
put_number (GByteArray *file,
            gsize       at,
            guint32     value)
{
  const guint32 bytes = GUINT32_TO_LE (value);

  if (at + sizeof bytes <= file->len)
    memcpy (file->data + at, &bytes, sizeof bytes);
}

/* The first n bytes of a file, or all that there are; NULL where it can't be opened. */
static GByteArray *
read_beginning (const char *path,
                gsize       n)
{
  FILE       *file = g_fopen (path, "rbe");
  GByteArray *head = g_byte_array_new ();

  g_byte_array_set_size (head, (guint) n);
  g_byte_array_set_size (head, file ? (guint) fread (head->data, 1, n, file) : 0);
  if (file)
    fclose (file);

  return head;
}

static GByteArray *
read_file (const char *path)
{
  char *bytes = NULL;
  gsize n     = 0;

  return g_file_get_contents (path, &bytes, &n, NULL) && n < G_MAXUINT / 4
           ? g_byte_array_new_take ((guint8 *) bytes, n)
           : (g_free (bytes), NULL);
}


/* ---- BMP ------------------------------------------------------------- */

/* A file header of 14 bytes, an information header that begins with its size, masks
 * where compression is 3 and the header is the oldest of Windows, a palette, the pixels. */
#define BMP_SIZE_AT       2
#define BMP_OFFSET_AT     10
#define BMP_INFO_AT       14
#define BMP_BITS_AT       28
#define BMP_PACKING_AT    30
#define BMP_COLOURS_AT    46
#define BMP_ALPHA_MASK_AT 66

#define INFO_BYTES     40 /* of Windows' BITMAPINFOHEADER */
#define OS2_INFO_BYTES 64 /* of OS/2's second, which begins alike */
#define ALPHA_BYTES    56 /* headers from this size on have a mask of alpha */
#define MASKS_BYTES    12
#define BITFIELDS      3
#define LAST_SHARED    2 /* of the ways to pack that both systems have */

static gsize
count_palette (const GByteArray *file)
{
  const guint32 bits    = number_at (file, BMP_BITS_AT, 2);
  const guint32 colours = number_at (file, BMP_COLOURS_AT, 4);

  return bits > 8 ? 0 : 4 * (gsize) (colours > 0 && colours <= 256 ? colours : 1u << bits);
}

/* OS/2's second header is Windows' and 24 bytes more, which ImageMagick takes for colours. */
static void
shorten_os2_header (GByteArray *file)
{
  const guint more = OS2_INFO_BYTES - INFO_BYTES;

  if (number_at (file, BMP_INFO_AT, 4) != OS2_INFO_BYTES ||
      number_at (file, BMP_PACKING_AT, 4) > LAST_SHARED ||
      file->len < BMP_INFO_AT + OS2_INFO_BYTES)
    return;

  g_byte_array_remove_range (file, BMP_INFO_AT + INFO_BYTES, more);
  put_number (file, BMP_INFO_AT, INFO_BYTES);
  put_number (file, BMP_OFFSET_AT, number_at (file, BMP_OFFSET_AT, 4) - more);
}

/* Sizes and offsets that can't be meant. */
static void
mend_offsets (GByteArray *file)
{
  const guint32 info  = number_at (file, BMP_INFO_AT, 4);
  const gsize   least = BMP_INFO_AT + (gsize) info + count_palette (file) +
                      (info == INFO_BYTES && number_at (file, BMP_PACKING_AT, 4) == BITFIELDS
                         ? MASKS_BYTES
                         : 0);

  put_number (file, BMP_SIZE_AT, file->len);
  if (info >= INFO_BYTES && number_at (file, BMP_OFFSET_AT, 4) < least && least < file->len)
    put_number (file, BMP_OFFSET_AT, (guint32) least);
}

/* What Windows keeps in memory and in .dib files is a BMP file without its header. */
static void
add_header (GByteArray *file)
{
  static const guint8 header[BMP_INFO_AT] = { 'B', 'M' };

  if (number_at (file, 0, 2) != ('B' | 'M' << 8))
    g_byte_array_prepend (file, header, sizeof header);
}

static void
mend_bmp (GByteArray *file)
{
  add_header (file);
  shorten_os2_header (file);
  mend_offsets (file);
}

gboolean
nst_picture_bmp_has_alpha (const char *path)
{
  g_autoptr (GByteArray) head = read_beginning (path, BMP_ALPHA_MASK_AT + 4);

  return number_at (head, BMP_INFO_AT, 4) >= ALPHA_BYTES &&
         number_at (head, BMP_ALPHA_MASK_AT, 4) != 0;
}


/* ---- icons ----------------------------------------------------------- */

/* A header of 6 bytes, the kind third among them, and entries of 16. */
#define ICON_KIND_AT     2
#define ICON_COUNT_AT    4
#define ICON_HEAD_BYTES  6
#define ICON_ENTRY_BYTES 16
#define MOST_ICONS       64

enum
{
  KIND_ICON = 1,
  KIND_CURSOR
};

int
nst_picture_icon_choose (const char *path)
{
  g_autoptr (GByteArray) head = read_beginning (path, ICON_HEAD_BYTES +
                                                        MOST_ICONS * ICON_ENTRY_BYTES);
  const int              n    = (int) MIN (number_at (head, ICON_COUNT_AT, 2), MOST_ICONS);
  int                    best = 0;
  guint32                most = 0;

  for (int i = 0; i < n; i++)
    {
      const gsize   at    = ICON_HEAD_BYTES + (gsize) i * ICON_ENTRY_BYTES;
      const guint32 width = number_at (head, at, 1); /* 0: 256 */
      const guint32 bits  = number_at (head, at + 6, 2);
      const guint32 rank  = (width ? width : 256) * 256 + MIN (bits, 255);

      if (rank > most)
        {
          most = rank;
          best = i;
        }
    }

  return best;
}

/* A cursor is an icon with a point where it is hot, in place of planes and bits. */
static void
mend_cursor (GByteArray *file)
{
  const guint32 n = MIN (number_at (file, ICON_COUNT_AT, 2), MOST_ICONS);

  if (number_at (file, ICON_KIND_AT, 2) != KIND_CURSOR)
    return;

  file->data[ICON_KIND_AT] = KIND_ICON;
  for (guint32 i = 0; i < n; i++)
    put_number (file, ICON_HEAD_BYTES + (gsize) i * ICON_ENTRY_BYTES + 4, 0);
}


/* ---- TGA ------------------------------------------------------------- */

/* A header of 18 bytes, an identification and colours of the lengths that it says, pixels,
 * alone or in packets (Truevision TGA 2.0). */
#define TGA_ID_AT       0
#define TGA_KIND_AT     2
#define TGA_COLOURS_AT  5
#define TGA_BITS_AT     16
#define TGA_FLAGS_AT    17
#define TGA_HEAD_BYTES  18
#define TGA_GREY        3
#define TGA_RGB         2
#define TGA_PACKED      8
#define TGA_ALPHA_FLAGS 8 /* bits of alpha */
#define PACKET_REPEATS  0x80

/* Grey with alpha, of which ImageMagick reads the grey, becomes blue, green, red and alpha. */
static GByteArray *
widen_tga (const GByteArray *file)
{
  const gboolean packed = file->data[TGA_KIND_AT] & TGA_PACKED;
  const gsize    start  = TGA_HEAD_BYTES + (gsize) file->data[TGA_ID_AT];
  GByteArray    *wide   = g_byte_array_new ();
  gsize          at     = start;
  guint          n      = packed ? 0 : G_MAXUINT; /* pixels to come before the next packet */

  g_byte_array_append (wide, file->data, (guint) MIN (start, file->len));
  wide->data[TGA_KIND_AT]  = (guint8) (TGA_RGB | (packed ? TGA_PACKED : 0));
  wide->data[TGA_BITS_AT]  = 32;
  wide->data[TGA_FLAGS_AT] = (guint8) ((file->data[TGA_FLAGS_AT] & 0xf0) | TGA_ALPHA_FLAGS);

  while (at + 2 <= file->len)
    {
      if (n == 0)
        {
          const guint8 packet = file->data[at++];

          g_byte_array_append (wide, &packet, 1);
          n = packet & PACKET_REPEATS ? 1 : packet + 1u;
          continue;
        }

      const guint8 bgra[] = { file->data[at], file->data[at], file->data[at],
                              file->data[at + 1] };

      g_byte_array_append (wide, bgra, sizeof bgra);
      at += 2;
      n--;
    }

  return wide;
}

static gboolean
is_grey_with_alpha (const GByteArray *file)
{
  return file->len > TGA_HEAD_BYTES &&
         (file->data[TGA_KIND_AT] & ~TGA_PACKED) == TGA_GREY &&
         file->data[TGA_BITS_AT] == 16 && number_at (file, TGA_COLOURS_AT, 2) == 0;
}


/* ---- PCX ------------------------------------------------------------- */

/* A header of 128 bytes; then bytes, and counts in front of those that repeat or look like
 * counts (ZSoft PCX 5). */
#define PCX_HEAD_BYTES 128
#define PCX_PACKED_AT  2
#define PCX_BITS_AT    3
#define PCX_PLANES_AT  65
#define PCX_COUNT      0xc0

/* In pictures of one bit a pixel 1 is white; to ImageMagick it is black. */
static GByteArray *
invert_pcx (const GByteArray *file)
{
  GByteArray *inverted = g_byte_array_new ();

  g_byte_array_append (inverted, file->data, PCX_HEAD_BYTES);

  for (guint at = PCX_HEAD_BYTES; at < file->len; at++)
    {
      const gboolean counted   = file->data[at] >= PCX_COUNT && at + 1 < file->len;
      const guint8   count     = counted ? file->data[at++] : PCX_COUNT + 1;
      const guint8   packed[2] = { count, (guint8) ~file->data[at] };

      g_byte_array_append (inverted, packed, sizeof packed);
    }

  return inverted;
}

static gboolean
is_packed_bitmap (const GByteArray *file)
{
  return file->len > PCX_HEAD_BYTES && file->data[PCX_PACKED_AT] == 1 &&
         file->data[PCX_BITS_AT] == 1 && file->data[PCX_PLANES_AT] == 1;
}


/* ---- JPEG ------------------------------------------------------------ */

#define JPEG_IS_ALONE(marker) ((marker) == 0x01 || ((marker) >= 0xd0 && (marker) <= 0xd8))
#define JPEG_SCAN             0xda

/* Without what stands between the segments before the first scan, which libjpeg skips with
 * a warning, after which it has none for what is lost. */
static GByteArray *
drop_junk (const GByteArray *file)
{
  GByteArray *clean = g_byte_array_new ();
  guint       at    = MIN (2, file->len);

  g_byte_array_append (clean, file->data, at);

  while (at + 4 <= file->len &&
         (file->data[at] != 0xff || file->data[at + 1] != JPEG_SCAN))
    {
      const guint8 *head = file->data + at;
      guint         n    = 2 + (head[2] << 8 | head[3]);

      if (head[0] != 0xff || head[1] == 0x00 || head[1] == 0xff)
        n = 1;
      else if (JPEG_IS_ALONE (head[1]))
        n = 2;
      else
        g_byte_array_append (clean, head, MIN (n, file->len - at));
      at += MIN (n, file->len - at);
    }

  g_byte_array_append (clean, file->data + at, file->len - at);

  return clean;
}


/* ---- all of them ----------------------------------------------------- */

GBytes *
nst_picture_repair (const NstPictureKind *kind,
                    const char           *path)
{
  g_autoptr (GByteArray) file = NULL;

  file = read_file (path);
  if (!file)
    return NULL;

  if (kind->trait == NST_KIND_BMP)
    mend_bmp (file);
  else if (kind->trait == NST_KIND_ICON)
    mend_cursor (file);
  else if (kind->trait == NST_KIND_JPEG)
    return g_byte_array_free_to_bytes (drop_junk (file));
  else if (kind->trait == NST_KIND_PCX && is_packed_bitmap (file))
    return g_byte_array_free_to_bytes (invert_pcx (file));
  else if (kind->trait == NST_KIND_TGA && is_grey_with_alpha (file))
    return g_byte_array_free_to_bytes (widen_tga (file));

  return g_byte_array_free_to_bytes (g_steal_pointer (&file));
}

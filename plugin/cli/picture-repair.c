/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Only what is known to be harmless is mended: whether the pixels are all there is for the
 * library to find out. */

#include "plugin/cli/picture-repair.h"
#include "plugin/cli/picture-bitmap.h"

#include <stdio.h>
#include <string.h>

#include <glib/gstdio.h>

#define BMP_LOOKED_AT 128

/* The first n bytes of a file, or all that there are; none where it can't be opened. */
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


gboolean
nst_picture_bmp_has_alpha (const char *path)
{
  g_autoptr (GByteArray) head = read_beginning (path, BMP_LOOKED_AT);

  return nst_bitmap_has_alpha (nst_bytes_of (head));
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
  const int              n    = (int) MIN (nst_bytes_number (head, ICON_COUNT_AT, 2), MOST_ICONS);
  int                    best = 0;
  guint32                most = 0;

  for (int i = 0; i < n; i++)
    {
      const gsize   at    = ICON_HEAD_BYTES + (gsize) i * ICON_ENTRY_BYTES;
      const guint32 width = nst_bytes_number (head, at, 1); /* 0: 256 */
      const guint32 bits  = nst_bytes_number (head, at + 6, 2);
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
  const guint32 n = MIN (nst_bytes_number (file, ICON_COUNT_AT, 2), MOST_ICONS);

  if (nst_bytes_number (file, ICON_KIND_AT, 2) != KIND_CURSOR)
    return;

  file->data[ICON_KIND_AT] = KIND_ICON;
  for (guint32 i = 0; i < n; i++)
    nst_bytes_put_number (file, ICON_HEAD_BYTES + (gsize) i * ICON_ENTRY_BYTES + 4, 0);
}


/* ---- TGA ------------------------------------------------------------- */

/* A header of 18 bytes, an identification and colours of the lengths that it says, pixels,
 * alone or in packets (Truevision TGA 2.0). */
#define TGA_ID_AT          0
#define TGA_HAS_COLOURS_AT 1
#define TGA_KIND_AT        2
#define TGA_COLOURS_AT     5
#define TGA_COLOUR_BITS_AT 7
#define TGA_WIDTH_AT       12
#define TGA_HEIGHT_AT      14
#define TGA_BITS_AT        16
#define TGA_FLAGS_AT       17
#define TGA_HEAD_BYTES     18
#define TGA_RGB            2
#define TGA_GREY           3
#define TGA_PACKED         8
#define TGA_ALPHA_FLAGS    15 /* how many bits of alpha */
#define PACKET_REPEATS     0x80

/* How a pixel, or a colour that pixels point to, is stored, and shall be. */
typedef struct
{
  guint    from; /* bytes */
  guint    to;
  gboolean is_grey;
} TgaPixel;

/* Two bytes of 5 bits a colour and one of alpha become blue, green, red and alpha; of grey and
 * alpha the same. */
static TgaPixel
choose_tga_pixel (const GByteArray *file)
{
  const int      kind     = file->data[TGA_KIND_AT] & ~TGA_PACKED;
  const gboolean is_alpha = file->data[TGA_FLAGS_AT] & TGA_ALPHA_FLAGS;
  TgaPixel       pixel    = { ((guint) file->data[TGA_BITS_AT] + 7) / 8, 0, kind == TGA_GREY };

  pixel.to = pixel.from == 2 && pixel.is_grey     ? 4
             : pixel.from == 2 && kind == TGA_RGB ? (is_alpha ? 4 : 3)
                                                  : pixel.from;

  return pixel;
}

static void
append_tga_pixel (const TgaPixel *pixel,
                  const guint8   *from,
                  GByteArray     *plain)
{
  const guint32 bits = from[0] | (guint32) (pixel->from > 1 ? from[1] : 0) << 8;
  guint8        bgra[4];

  for (int c = 0; c < 3; c++)
    bgra[c] = pixel->is_grey ? from[0] : (guint8) (((bits >> 5 * c & 31) * 255 + 15) / 31);
  bgra[3] = pixel->is_grey ? (guint8) (bits >> 8) : bits >> 15 ? 255
                                                               : 0;

  g_byte_array_append (plain, pixel->from == pixel->to ? from : bgra, pixel->to);
}

/* The pixels from at on, without their packets; as many as there are. */
static void
append_tga_pixels (const GByteArray *file,
                   const TgaPixel   *pixel,
                   guint             at,
                   GByteArray       *plain)
{
  const gboolean packed = file->data[TGA_KIND_AT] & TGA_PACKED;
  const guint64  width  = nst_bytes_number (file, TGA_WIDTH_AT, 2);
  guint64        n      = width * nst_bytes_number (file, TGA_HEIGHT_AT, 2);

  while (n > 0 && at + pixel->from + packed <= file->len && plain->len < G_MAXINT)
    {
      const guint8  packet = packed ? file->data[at++] : 0;
      const guint64 count  = MIN (n, (packet & ~PACKET_REPEATS) + 1u);
      const guint   step   = packet & PACKET_REPEATS ? 0 : pixel->from;

      for (guint64 i = 0; i < count && at + pixel->from <= file->len; i++, at += step)
        append_tga_pixel (pixel, file->data + at, plain);
      n -= count;
      at += pixel->from - step;
    }
}

/* The file without what some of ImageMagick's versions read wrongly: identification, packets,
 * pixels and colours of two bytes. */
static GByteArray *
make_plain_tga (const GByteArray *file)
{
  const TgaPixel pixel     = choose_tga_pixel (file);
  const guint    n_colours = file->data[TGA_HAS_COLOURS_AT]
                               ? nst_bytes_number (file, TGA_COLOURS_AT, 2)
                               : 0;
  const guint    bytes     = ((guint) file->data[TGA_COLOUR_BITS_AT] + 7) / 8;
  const TgaPixel colour    = { bytes, bytes == 2 ? 3 : bytes, FALSE };
  guint          at        = TGA_HEAD_BYTES + (guint) file->data[TGA_ID_AT];
  GByteArray    *plain     = g_byte_array_new ();

  g_byte_array_append (plain, file->data, TGA_HEAD_BYTES);
  plain->data[TGA_ID_AT] = 0;
  plain->data[TGA_KIND_AT] &= (guint8) ~TGA_PACKED;

  for (guint i = 0; i < n_colours && at + bytes <= file->len; i++, at += bytes)
    append_tga_pixel (&colour, file->data + at, plain);
  if (bytes == 2)
    plain->data[TGA_COLOUR_BITS_AT] = 24;

  append_tga_pixels (file, &pixel, at, plain);
  if (pixel.from != pixel.to)
    {
      plain->data[TGA_KIND_AT]  = TGA_RGB;
      plain->data[TGA_BITS_AT]  = (guint8) (8 * pixel.to);
      plain->data[TGA_FLAGS_AT] = (guint8) ((file->data[TGA_FLAGS_AT] & ~TGA_ALPHA_FLAGS) |
                                            (pixel.to == 4 ? 8 : 0));
    }

  return plain;
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
  g_autoptr (GByteArray) file   = read_file (path);
  GByteArray            *mended = NULL;

  if (!file)
    return NULL;

  if (kind->trait == NST_KIND_BMP)
    nst_bitmap_mend (file);
  else if (kind->trait == NST_KIND_ICON)
    mend_cursor (file);
  else if (kind->trait == NST_KIND_JPEG)
    mended = drop_junk (file);
  else if (kind->trait == NST_KIND_PCX && is_packed_bitmap (file))
    mended = invert_pcx (file);
  else if (kind->trait == NST_KIND_TGA && file->len > TGA_HEAD_BYTES)
    mended = make_plain_tga (file);

  return g_byte_array_free_to_bytes (mended ? mended : g_steal_pointer (&file));
}

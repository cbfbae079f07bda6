/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Only what is known to be harmless is mended: whether the pixels are all there is for the
 * library to find out. */

#include "plugin/cli/picture-bitmap.h"

#include <string.h>

/* A file header of 14 bytes, an information header that begins with its size, masks
 * where compression is 3 and the header is the oldest of Windows, a palette, the pixels. */
#define BMP_SIZE_AT       2
#define BMP_OFFSET_AT     10
#define BMP_INFO_AT       14
#define BMP_WIDTH_AT      18
#define BMP_HEIGHT_AT     22
#define BMP_BITS_AT       28
#define BMP_PACKING_AT    30
#define BMP_DENSITY_AT    38 /* pixels a metre, across and down */
#define BMP_COLOURS_AT    46
#define BMP_MASKS_AT      54 /* of red, green, blue */
#define BMP_ALPHA_MASK_AT 66

#define INFO_BYTES     40 /* of Windows' BITMAPINFOHEADER */
#define OS2_INFO_BYTES 64 /* of OS/2's second, which begins alike */
#define ALPHA_BYTES    56 /* headers from this size on have a mask of alpha */
#define MASKS_BYTES    12
#define BITFIELDS      3
#define ALPHABITFIELDS 6 /* with a mask of alpha, whatever the header */
#define LAST_SHARED    2 /* of the ways to pack that both systems have */

static gsize
count_palette (const GByteArray *file)
{
  const guint32 bits    = nst_bytes_number (file, BMP_BITS_AT, 2);
  const guint32 colours = nst_bytes_number (file, BMP_COLOURS_AT, 4);

  return bits > 8 ? 0 : 4 * (gsize) (colours > 0 && colours <= 256 ? colours : 1u << bits);
}

/* OS/2's second header is Windows' and 24 bytes more, which ImageMagick takes for colours. */
static void
shorten_os2_header (GByteArray *file)
{
  const guint more = OS2_INFO_BYTES - INFO_BYTES;

  if (nst_bytes_number (file, BMP_INFO_AT, 4) != OS2_INFO_BYTES ||
      nst_bytes_number (file, BMP_PACKING_AT, 4) > LAST_SHARED ||
      file->len < BMP_INFO_AT + OS2_INFO_BYTES)
    return;

  g_byte_array_remove_range (file, BMP_INFO_AT + INFO_BYTES, more);
  nst_bytes_put_number (file, BMP_INFO_AT, INFO_BYTES);
  nst_bytes_put_number (file, BMP_OFFSET_AT, nst_bytes_number (file, BMP_OFFSET_AT, 4) - more);
}

/* Sizes and offsets that can't be meant. */
static void
mend_offsets (GByteArray *file)
{
  const guint32 info  = nst_bytes_number (file, BMP_INFO_AT, 4);
  const gsize   least = BMP_INFO_AT + (gsize) info + count_palette (file) +
                      (info == INFO_BYTES && nst_bytes_number (file, BMP_PACKING_AT, 4) == BITFIELDS
                         ? MASKS_BYTES
                         : 0);

  if (info >= INFO_BYTES && nst_bytes_number (file, BMP_OFFSET_AT, 4) < least && least < file->len)
    nst_bytes_put_number (file, BMP_OFFSET_AT, (guint32) least);
}

/* What Windows keeps in memory and in .dib files is a BMP file without its header. */
static void
add_header (GByteArray *file)
{
  static const guint8 header[BMP_INFO_AT] = { 'B', 'M' };

  if (nst_bytes_number (file, 0, 2) != ('B' | 'M' << 8))
    g_byte_array_prepend (file, header, sizeof header);
}


/* ---- masks ----------------------------------------------------------- */

#define WIDE_INFO_BYTES 108 /* of Windows' BITMAPV4HEADER */
#define WIDE_HEAD_BYTES (BMP_INFO_AT + WIDE_INFO_BYTES)

typedef struct
{
  guint32 of[4]; /* red, green, blue, alpha; 0: none */
} Masks;

static gboolean
has_alpha_mask (NstBytes file)
{
  return nst_bytes_little (file, BMP_INFO_AT, 4) >= ALPHA_BYTES ||
         nst_bytes_little (file, BMP_PACKING_AT, 4) == ALPHABITFIELDS;
}

/* Where colours are found in a pixel; FALSE where they are whole bytes, or not in pixels. */
static gboolean
get_masks (NstBytes file,
           Masks   *masks)
{
  const guint32 bits    = nst_bytes_little (file, BMP_BITS_AT, 2);
  const guint32 packing = nst_bytes_little (file, BMP_PACKING_AT, 4);
  gboolean      odd     = bits == 16;

  *masks = (Masks){ { 0x7c00, 0x03e0, 0x001f, 0 } };
  if (nst_bytes_little (file, BMP_INFO_AT, 4) < INFO_BYTES)
    return FALSE;
  if (bits == 16 && packing == 0)
    return TRUE;
  if ((bits != 16 && bits != 32) || (packing != BITFIELDS && packing != ALPHABITFIELDS))
    return FALSE;

  for (gsize c = 0; c < 4; c++)
    {
      masks->of[c] = c < 3 || has_alpha_mask (file)
                       ? nst_bytes_little (file, BMP_MASKS_AT + 4 * c, 4)
                       : 0;
      odd          = odd || (masks->of[c] != 0 && masks->of[c] != 0xffu &&
                    masks->of[c] != 0xff00u && masks->of[c] != 0xff0000u &&
                    masks->of[c] != 0xff000000u);
    }

  return odd;
}

/* The level under a mask, 0..255. */
static guint8
get_level (guint32 pixel,
           guint32 mask)
{
  int     shift;
  guint64 most;
  guint64 level;

  if (mask == 0)
    return 0;

  shift = __builtin_ctz (mask);
  most  = mask >> shift;
  level = (pixel & mask) >> shift;

  return (guint8) ((level * 255 + most / 2) / most);
}

static GByteArray *
begin_wide (const GByteArray *file,
            gboolean          has_alpha)
{
  const guint32 masks[] = { 0xff0000, 0xff00, 0xff, has_alpha ? 0xff000000 : 0 };
  GByteArray   *wide    = g_byte_array_new ();

  g_byte_array_set_size (wide, WIDE_HEAD_BYTES);
  memset (wide->data, 0, wide->len);
  memcpy (wide->data, "BM", 2);
  memcpy (wide->data + BMP_WIDTH_AT, file->data + BMP_WIDTH_AT, 8);
  memcpy (wide->data + BMP_DENSITY_AT, file->data + BMP_DENSITY_AT, 8);
  nst_bytes_put_number (wide, BMP_OFFSET_AT, WIDE_HEAD_BYTES);
  nst_bytes_put_number (wide, BMP_INFO_AT, WIDE_INFO_BYTES);
  nst_bytes_put_number (wide, BMP_BITS_AT - 2, 1 | 32 << 16); /* planes, bits */
  nst_bytes_put_number (wide, BMP_PACKING_AT, BITFIELDS);
  for (gsize c = 0; c < 4; c++)
    nst_bytes_put_number (wide, BMP_MASKS_AT + 4 * c, masks[c]);

  return wide;
}

/* Colours of other bits than whole bytes become these: of less than that libvips may get
 * anything from ImageMagick. */
static void
widen_colours (GByteArray *file)
{
  const gint32  width  = (gint32) nst_bytes_number (file, BMP_WIDTH_AT, 4);
  const gint32  height = (gint32) nst_bytes_number (file, BMP_HEIGHT_AT, 4);
  const guint64 rows   = (guint64) ABS ((gint64) height);
  const gsize   size   = nst_bytes_number (file, BMP_BITS_AT, 2) / 8;
  const guint64 stride = ((guint64) MAX (width, 0) * size + 3) / 4 * 4;
  guint64       at     = nst_bytes_number (file, BMP_OFFSET_AT, 4);
  Masks         masks;

  if (!get_masks (nst_bytes_of (file), &masks) || stride == 0 || rows == 0 ||
      rows > file->len / stride || at + rows * stride > file->len)
    return;

  g_autoptr (GByteArray) wide = begin_wide (file, masks.of[3] != 0);
  guint                  to   = wide->len;

  g_byte_array_set_size (wide, to + 4 * (guint) width * (guint) rows);
  for (guint64 y = 0; y < rows; y++, at += stride)
    for (gsize x = 0; x < (gsize) width; x++, to += 4)
      {
        const guint32 pixel = nst_bytes_number (file, at + x * size, size);

        nst_bytes_put_number (wide, to,
                              (guint32) get_level (pixel, masks.of[3]) << 24 |
                                (guint32) get_level (pixel, masks.of[0]) << 16 |
                                (guint32) get_level (pixel, masks.of[1]) << 8 |
                                get_level (pixel, masks.of[2]));
      }

  g_byte_array_set_size (file, 0);
  g_byte_array_append (file, wide->data, wide->len);
}


/* ---- all of it ------------------------------------------------------- */

void
nst_bitmap_mend (GByteArray *file)
{
  add_header (file);
  shorten_os2_header (file);
  mend_offsets (file);
  widen_colours (file);
  nst_bytes_put_number (file, BMP_SIZE_AT, file->len);
}

gboolean
nst_bitmap_has_alpha (NstBytes beginning)
{
  return has_alpha_mask (beginning) && nst_bytes_little (beginning, BMP_ALPHA_MASK_AT, 4) != 0;
}

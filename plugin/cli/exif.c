/* SPDX-License-Identifier: GPL-3.0-or-later */

/* libvips looks for the orientation as a short number, in the blocks that formats have for
 * EXIF.  Some programs write it as a long one, and ImageMagick hides the block of a PNG in
 * a text chunk. */

#include "plugin/cli/exif.h"

#include <stdlib.h>
#include <string.h>

/* Of an EXIF block; it has to fit into one segment of a JPEG file. */
#define MOST_BYTES (1u << 20)

/* The text chunk's keys, after libvips's own prefix "png-comment-N-". */
#define HEX_KEY     "Raw profile type exif"
#define OLD_HEX_KEY "Raw profile type APP1"

#define UNIT_CENTIMETRE 3

const void *
nst_exif_find_block (VipsImage  *image,
                     const char *name,
                     size_t     *n)
{
  const void *block;

  return vips_image_get_typeof (image, name) && vips_image_get_blob (image, name, &block, n) == 0
           ? block
           : NULL;
}

ExifData *
nst_exif_read (const guchar *block,
               gsize         n)
{
  static const guint8    word[6] = "Exif\0";
  g_autoptr (GByteArray) bytes   = g_byte_array_new ();
  ExifData              *data;

  if (n > MOST_BYTES || !(data = exif_data_new ()))
    return NULL;

  if (n < sizeof word || memcmp (block, word, sizeof word) != 0)
    g_byte_array_append (bytes, word, sizeof word);
  g_byte_array_append (bytes, block, (guint) n);

  /* libexif's corrections would drop what it finds odd. */
  exif_data_unset_option (data, EXIF_DATA_OPTION_FOLLOW_SPECIFICATION);
  exif_data_load_data (data, bytes->data, bytes->len);

  return data;
}

static int
read_orientation (const guchar *block,
                  gsize         n)
{
  ExifData  *data = nst_exif_read (block, n);
  ExifEntry *entry;
  guint32    value = 1;

  if (!data)
    return 1;

  entry = exif_content_get_entry (data->ifd[EXIF_IFD_0], EXIF_TAG_ORIENTATION);

  if (entry && entry->format == EXIF_FORMAT_SHORT && entry->size >= 2)
    value = exif_get_short (entry->data, exif_data_get_byte_order (data));
  else if (entry && entry->format == EXIF_FORMAT_LONG && entry->size >= 4)
    value = exif_get_long (entry->data, exif_data_get_byte_order (data));
  else if (entry && entry->format == EXIF_FORMAT_BYTE && entry->size >= 1)
    value = entry->data[0];

  exif_data_unref (data);

  return value >= 1 && value <= 8 ? (int) value : 1;
}

/* XMP has it as an attribute, name="6", or an element, <name>6</name>. */
static int
read_xmp_orientation (const char *xmp,
                      gsize       n)
{
  static const char name[] = "tiff:Orientation";
  const char       *at     = g_strstr_len (xmp, (gssize) n, name);
  const char       *value  = at ? at + strlen (name) : NULL;
  const char       *end    = xmp + n;

  while (value && value < end && *value && strchr ("=\"'>", *value))
    value++;

  return value && value < end && *value >= '1' && *value <= '8' ? *value - '0' : 1;
}

/* ImageMagick's text: a line with the kind, one with the length, then hexadecimal digits. */
static int
read_hex_orientation (const char *text)
{
  g_autoptr (GByteArray) block = g_byte_array_new ();
  int                    line  = 0;

  while (line < 3 && (text = strchr (text, '\n')))
    {
      line++;
      text++;
    }

  for (; text && *text; text++)
    if (g_ascii_isxdigit (text[0]) && g_ascii_isxdigit (text[1]))
      {
        const guint8 byte = (guint8) (g_ascii_xdigit_value (text[0]) * 16 +
                                      g_ascii_xdigit_value (text[1]));

        g_byte_array_append (block, &byte, 1);
        text++;
      }

  return read_orientation (block->data, block->len);
}

static void *
look_at_field (VipsImage  *image,
               const char *name,
               GValue     *value,
               void       *orientation)
{
  const char *text;

  (void) value;

  if (g_str_has_prefix (name, "png-comment-") &&
      (g_str_has_suffix (name, HEX_KEY) || g_str_has_suffix (name, OLD_HEX_KEY)) &&
      vips_image_get_string (image, name, &text) == 0)
    *(int *) orientation = read_hex_orientation (text);

  return NULL;
}

int
nst_exif_get_orientation (VipsImage *image)
{
  int         orientation = vips_image_get_orientation (image);
  const void *block;
  size_t      n;

  if (orientation == 1 && (block = nst_exif_find_block (image, VIPS_META_EXIF_NAME, &n)))
    orientation = read_orientation (block, n);

  if (orientation == 1)
    vips_image_map (image, look_at_field, &orientation);
  if (orientation == 1 && (block = nst_exif_find_block (image, VIPS_META_XMP_NAME, &n)))
    orientation = read_xmp_orientation (block, n);

  return orientation;
}


/* ---- what is kept ---------------------------------------------------- */

/* libvips keeps a tag in the block that it writes only where the image has its field.  IFD1
 * is the thumbnail's. */
static gboolean
is_kept (const char *name)
{
  return strcmp (name, VIPS_META_EXIF_NAME) == 0 ||
         strcmp (name, VIPS_META_RESOLUTION_UNIT) == 0 ||
         (g_str_has_prefix (name, "exif-ifd") && !g_str_has_prefix (name, "exif-ifd1-") &&
          !g_str_has_suffix (name, "-Orientation"));
}

static void *
copy_field (VipsImage  *from,
            const char *name,
            GValue     *value,
            void       *to)
{
  (void) from;

  if (is_kept (name))
    vips_image_set (to, name, value);

  return NULL;
}

static void
copy_fields (VipsImage *from,
             VipsImage *to)
{
  vips_image_map (from, copy_field, to);

  /* Where a file says nothing, libvips has one pixel a millimetre, ImageMagick none. */
  to->Xres = from->Xres > 0 ? from->Xres : 1;
  to->Yres = from->Yres > 0 ? from->Yres : 1;
}

static double
get_rational (ExifData *data,
              ExifTag   tag)
{
  ExifEntry   *entry = exif_content_get_entry (data->ifd[EXIF_IFD_0], tag);
  ExifRational value = { 0, 0 };

  if (entry && entry->format == EXIF_FORMAT_RATIONAL && entry->size >= 8)
    value = exif_get_rational (entry->data, exif_data_get_byte_order (data));

  return value.denominator ? (double) value.numerator / value.denominator : 0;
}

/* Dots a millimetre; libvips takes them from EXIF's block in JPEG files alone. */
static void
take_resolution (VipsImage *fields,
                 ExifData  *data)
{
  ExifEntry   *entry = exif_content_get_entry (data->ifd[EXIF_IFD_0], EXIF_TAG_RESOLUTION_UNIT);
  const double x     = get_rational (data, EXIF_TAG_X_RESOLUTION);
  const double y     = get_rational (data, EXIF_TAG_Y_RESOLUTION);
  double       unit  = 25.4;

  if (entry && entry->format == EXIF_FORMAT_SHORT && entry->size >= 2 &&
      exif_get_short (entry->data, exif_data_get_byte_order (data)) == UNIT_CENTIMETRE)
    unit = 10;

  if (fields->Xres == 1.0 && fields->Yres == 1.0 && x > 0 && y > 0)
    {
      fields->Xres = x / unit;
      fields->Yres = y / unit;
    }
}

/* libvips leaves the thumbnail in the block that it changes. */
static void
drop_thumbnail (VipsImage *fields,
                ExifData  *data)
{
  unsigned char *saved = NULL;
  unsigned       n     = 0;

  if (!data->data)
    return;

  g_clear_pointer (&data->data, free);
  data->size = 0;
  exif_data_save_data (data, &saved, &n);
  if (saved)
    vips_image_set_blob_copy (fields, VIPS_META_EXIF_NAME, saved, n);
  free (saved);
}

VipsImage *
nst_exif_take_fields (VipsImage *photo)
{
  VipsImage  *fields = vips_image_new ();
  ExifData   *data   = NULL;
  const void *block;
  size_t      n;

  copy_fields (photo, fields);

  block = nst_exif_find_block (fields, VIPS_META_EXIF_NAME, &n);
  if (block)
    data = nst_exif_read (block, n);
  if (data)
    {
      take_resolution (fields, data);
      drop_thumbnail (fields, data);
      exif_data_unref (data);
    }

  return fields;
}

void
nst_exif_give_fields (VipsImage *fields,
                      VipsImage *image)
{
  copy_fields (fields, image);
  vips_image_set_int (image, VIPS_META_ORIENTATION, 1);
}

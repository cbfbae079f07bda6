/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Files are written by libvips or libtiff where they can; what is odd about a file is written
 * byte by byte. */

#define _GNU_SOURCE /* memfd_create */

#include "tests/picture-files.h"

#include "plugin/shared/numbers.h"

#include <fcntl.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <tiffio.h>

static char *folder;
static int   told = -1; /* standard error as it was */
static int   said = -1; /* what has been printed */

/* Of the sanitizers, where they are linked. */
void __sanitizer_set_report_fd (void *file) __attribute__ ((weak));


/* ---- patterns -------------------------------------------------------- */

static int
get_level (int x,
           int y,
           int c)
{
  static const guint8 fields[4][4] = { { 200, 60, 40, 255 },
                                       { 40, 180, 70, 192 },
                                       { 50, 60, 210, 128 },
                                       { 220, 210, 90, 255 } };

  return fields[(x >= FILES_WIDTH / 2) + 2 * (y >= FILES_HEIGHT / 2)][c] +
         (c < 3 ? (x * 3 + y * 5 + c * 7) % 16 : 0);
}

float
files_colour (int x,
              int y,
              int c)
{
  return (float) get_level (x, y, c) / 255.0f;
}

float
files_deep (int x,
            int y,
            int c)
{
  return (float) (get_level (x, y, c) * 257 - (c < 3 ? (x * 31 + y * 17) % 256 : 0)) / 65535.0f;
}

float
files_ink (int x,
           int y,
           int c)
{
  return c < 3 ? 1 - files_colour (x, y, c) : 0;
}

float
files_grey (int x,
            int y,
            int c)
{
  return c == 3 || c == 1 ? 1.0f : files_colour (x, y, 1);
}

float
files_bit (int x,
           int y,
           int c)
{
  return (3 * x + y * y) % 7 < 3 ? 1.0f : 0.0f;
}


/* ---- the folder ------------------------------------------------------ */

static void
tell (const char *text)
{
  if (write (told, text, strlen (text)) < 0)
    return;
}

void
files_begin (void)
{
  folder = g_dir_make_tmp ("picture-XXXXXX", NULL);
  g_assert_nonnull (folder);

  told = fcntl (STDERR_FILENO, F_DUPFD_CLOEXEC, 3);
  said = memfd_create ("said", MFD_CLOEXEC);
  g_assert_true (told >= 0 && said >= 0 && dup2 (said, STDERR_FILENO) >= 0);
  g_set_printerr_handler (tell);
  if (__sanitizer_set_report_fd)
    __sanitizer_set_report_fd ((void *) (gssize) told);

  /* Not even the warnings that are kept quiet end the program. */
  g_log_set_always_fatal (G_LOG_FATAL_MASK);
  TIFFSetWarningHandler (NULL);
  if (vips_init ("check-picture") != 0)
    files_fail ("libvips can't be started");
}

static void
check_silence (void)
{
  char         words[512] = "";
  const gssize n          = pread (said, words, sizeof words - 1, 0);
  GDir        *names      = g_dir_open (folder, 0, NULL);
  const char  *name;

  while ((name = g_dir_read_name (names)))
    {
      g_autofree char *path = files_path (name);

      g_remove (path);
    }
  g_dir_close (names);
  g_rmdir (folder);

  if (n > 0)
    tell (words);

  g_assert_true (n == 0);
}

int
files_run (void)
{
  g_test_add_func ("/silence/all", check_silence);

  return g_test_run ();
}

void
files_fail (const char *format,
            ...)
{
  va_list          values;
  g_autofree char *text = NULL;

  va_start (values, format);
  text = g_strdup_vprintf (format, values);
  va_end (values);
  g_assertion_message (G_LOG_DOMAIN, __FILE__, __LINE__, G_STRFUNC, text);
  abort ();
}

char *
files_path (const char *name)
{
  return g_build_filename (folder, name, NULL);
}

void
files_write (const char *name,
             GByteArray *bytes)
{
  g_autofree char *path = files_path (name);

  g_assert_true (g_file_set_contents (path, (const char *) bytes->data, bytes->len, NULL));
  g_byte_array_unref (bytes);
}

void
files_write_text (const char *name,
                  const char *text)
{
  g_autofree char *path = files_path (name);

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
}

GByteArray *
files_read (const char *name)
{
  g_autofree char *path = files_path (name);
  char            *bytes;
  gsize            n;

  g_assert_true (g_file_get_contents (path, &bytes, &n, NULL));

  return g_byte_array_new_take ((guint8 *) bytes, n);
}

void
files_cut (const char *name,
           int         percent)
{
  GByteArray *bytes = files_read (name);

  g_byte_array_set_size (bytes, bytes->len * (guint) percent / 100);
  files_write (name, bytes);
}


/* ---- bytes ----------------------------------------------------------- */

void
files_put (GByteArray   *bytes,
           gconstpointer data,
           gsize         n)
{
  g_byte_array_append (bytes, data, (guint) n);
}

void
files_put_le (GByteArray *bytes,
              guint64     value,
              int         n)
{
  value = GUINT64_TO_LE (value);
  files_put (bytes, &value, (gsize) n);
}

void
files_put_be (GByteArray *bytes,
              guint64     value,
              int         n)
{
  value = GUINT64_TO_BE (value << 8 * (8 - n));
  files_put (bytes, &value, (gsize) n);
}

void
files_insert (GByteArray   *bytes,
              guint         at,
              gconstpointer data,
              guint         n)
{
  const guint rest = bytes->len - at;

  g_byte_array_set_size (bytes, bytes->len + n);
  memmove (bytes->data + at + n, bytes->data + at, rest);
  memcpy (bytes->data + at, data, n);
}


/* ---- by libvips ------------------------------------------------------ */

VipsImage *
files_image (FilesPattern   pattern,
             int            n_bands,
             VipsBandFormat format)
{
  const gsize       n     = (gsize) FILES_WIDTH * FILES_HEIGHT * n_bands;
  g_autofree float *data  = g_new (float, n);
  VipsImage        *image = NULL;
  VipsImage        *made  = NULL;
  const double      most  = format == VIPS_FORMAT_UCHAR    ? 255
                            : format == VIPS_FORMAT_USHORT ? 65535
                                                           : 1;
  float            *to    = data;

  for (int y = 0; y < FILES_HEIGHT; y++)
    for (int x = 0; x < FILES_WIDTH; x++)
      for (int c = 0; c < n_bands; c++)
        *to++ = pattern (x, y, n_bands == 2 && c == 1 ? 3 : c) * (float) most + (most > 1 ? 0.25f : 0);

  image = vips_image_new_from_memory_copy (data, n * sizeof *data, FILES_WIDTH, FILES_HEIGHT,
                                           n_bands, VIPS_FORMAT_FLOAT);
  g_assert_true (vips_cast (image, &made, format, NULL) == 0);
  g_object_unref (image);
  image = vips_image_new_memory ();
  g_assert_true (vips_image_write (made, image) == 0);
  g_object_unref (made);

  if (n_bands < 3)
    image->Type = most > 255 ? VIPS_INTERPRETATION_GREY16 : VIPS_INTERPRETATION_B_W;
  else
    image->Type = most > 255   ? VIPS_INTERPRETATION_RGB16
                  : most > 1.0 ? VIPS_INTERPRETATION_sRGB
                               : VIPS_INTERPRETATION_scRGB;

  return image;
}

gboolean
files_save (VipsImage  *image,
            const char *name,
            const char *options)
{
  g_autofree char *path    = files_path (name);
  g_autofree char *whole   = g_strconcat (path, options, NULL);
  const gboolean   written = vips_image_write_to_file (image, whole, NULL) == 0;

  g_object_unref (image);
  vips_error_clear ();

  return written;
}

/* An entry of a directory, little-endian. */
static void
put_entry (GByteArray *exif,
           int         tag,
           int         type,
           guint32     n,
           guint32     value)
{
  files_put_le (exif, (guint64) tag, 2);
  files_put_le (exif, (guint64) type, 2);
  files_put_le (exif, n, 4);
  files_put_le (exif, value, 4);
}

GByteArray *
files_make_exif (int orientation,
                 int type)
{
  static const char texts[]   = "Made\0\0\0\0Model\0\0\0"
                                "2026:01:02 03:04:05";
  GByteArray       *exif      = g_byte_array_new ();
  GByteArray       *thumbnail = files_make_jpeg (NULL);
  const guint32     n         = orientation ? 4 : 3;
  const guint32     first     = 8 + 2 + 12 * n + 4;
  const guint32     second    = first + sizeof texts;
  const guint32     picture   = second + 2 + 12 * 3 + 4;

  files_put (exif, "II*\0\x08\0\0\0", 8);
  files_put_le (exif, n, 2);
  put_entry (exif, 0x10f, 2, 5, first);
  put_entry (exif, 0x110, 2, 6, first + 8);
  if (orientation)
    put_entry (exif, 0x112, type, 1, (guint32) orientation);
  put_entry (exif, 0x132, 2, 20, first + 16);
  files_put_le (exif, second, 4);
  files_put (exif, texts, sizeof texts);

  files_put_le (exif, 3, 2);
  put_entry (exif, 0x103, 3, 1, 6);
  put_entry (exif, 0x201, 4, 1, picture);
  put_entry (exif, 0x202, 4, 1, thumbnail->len);
  files_put_le (exif, 0, 4);
  files_put (exif, thumbnail->data, thumbnail->len);
  g_byte_array_unref (thumbnail);

  return exif;
}


/* ---- JPEG ------------------------------------------------------------ */

GByteArray *
files_make_jpeg (const char *options)
{
  files_save (files_image (files_colour, 3, VIPS_FORMAT_UCHAR), "made.jpg",
              options ? options : "[Q=90]");

  return files_read ("made.jpg");
}

void
files_add_segment (GByteArray   *jpeg,
                   int           marker,
                   gconstpointer data,
                   guint         n)
{
  GByteArray *segment = g_byte_array_new ();

  files_put_be (segment, 0xff00u | (guint) marker, 2);
  files_put_be (segment, n + 2, 2);
  files_put (segment, data, n);
  files_insert (jpeg, 2, segment->data, segment->len);
  g_byte_array_unref (segment);
}

guint
files_find_scan (const GByteArray *jpeg)
{
  guint at = 2;

  while (jpeg->data[at + 1] != 0xda)
    at += 2 + jpeg->data[at + 2] * 256u + jpeg->data[at + 3];

  return at + 2 + jpeg->data[at + 2] * 256u + jpeg->data[at + 3];
}


/* ---- PNG ------------------------------------------------------------- */

/* PNG specification, annex D. */
static guint32
compute_crc (const guint8 *bytes,
             gsize         n)
{
  guint32 crc = 0xffffffffu;

  while (n-- > 0)
    {
      crc ^= *bytes++;
      for (int i = 0; i < 8; i++)
        crc = crc & 1 ? 0xedb88320u ^ crc >> 1 : crc >> 1;
    }

  return ~crc;
}

static GByteArray *
make_chunk (const char   *name,
            gconstpointer data,
            guint         n)
{
  GByteArray *chunk = g_byte_array_new ();

  files_put_be (chunk, n, 4);
  files_put (chunk, name, 4);
  files_put (chunk, data, n);
  files_put_be (chunk, compute_crc (chunk->data + 4, n + 4), 4);

  return chunk;
}

guint
files_find_chunk (const GByteArray *png,
                  const char       *name)
{
  guint at = 8;

  while (memcmp (png->data + at + 4, name, 4) != 0)
    at += 12 + (png->data[at + 1] << 16 | png->data[at + 2] << 8 | png->data[at + 3]);

  return at;
}

void
files_add_chunk (GByteArray   *png,
                 const char   *name,
                 gconstpointer data,
                 guint         n)
{
  GByteArray *chunk = make_chunk (name, data, n);

  files_insert (png, files_find_chunk (png, "IDAT"), chunk->data, chunk->len);
  g_byte_array_unref (chunk);
}

/* Whole rows, each after its filter's number, deflated. */
static GByteArray *
deflate_rows (const GByteArray *rows)
{
  GConverter *deflate = G_CONVERTER (g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_ZLIB, -1));
  GByteArray *packed  = g_byte_array_new ();
  gsize       n_read;
  gsize       n;

  g_byte_array_set_size (packed, 2 * rows->len + 1024);
  g_assert_cmpint (g_converter_convert (deflate, rows->data, rows->len, packed->data, packed->len,
                                        G_CONVERTER_INPUT_AT_END, &n_read, &n, NULL),
                   ==, G_CONVERTER_FINISHED);
  g_byte_array_set_size (packed, (guint) n);
  g_object_unref (deflate);

  return packed;
}

GByteArray *
files_make_png (FilesPattern pattern,
                int          kind,
                int          bits)
{
  static const int channels[] = { 1, 0, 3, 1, 2, 0, 4 };
  const int        n          = channels[kind];
  const float      most       = kind == FILES_PALETTE ? 255.0f : (float) ((1 << bits) - 1);
  GByteArray      *png        = g_byte_array_new ();
  GByteArray      *rows       = g_byte_array_new ();
  GByteArray      *packed;
  guint8           head[13] = { 0, 0, 0, FILES_WIDTH, 0, 0, 0, FILES_HEIGHT, (guint8) bits,
                                (guint8) kind };

  for (int y = 0; y < FILES_HEIGHT; y++)
    {
      guint bit = 0; /* of small numbers, in the last byte */

      files_put_be (rows, 0, 1);
      for (int x = 0; x < FILES_WIDTH; x++)
        for (int c = 0; c < n; c++)
          {
            const guint level = (guint) lrintf (most * pattern (x, y, n == 2 && c == 1 ? 3 : c));

            if (bits >= 8)
              files_put_be (rows, level, bits / 8);
            else
              {
                if (bit % 8 == 0)
                  files_put_be (rows, 0, 1);
                rows->data[rows->len - 1] |= (guint8) (level << (8 - bits - (int) (bit % 8)));
                bit += (guint) bits;
              }
          }
    }

  packed = deflate_rows (rows);
  files_put (png, "\x89PNG\r\n\x1a\n", 8);
  for (int i = 0; i < 3; i++)
    {
      GByteArray *chunk = i == 0   ? make_chunk ("IHDR", head, sizeof head)
                          : i == 1 ? make_chunk ("IDAT", packed->data, packed->len)
                                   : make_chunk ("IEND", NULL, 0);

      files_put (png, chunk->data, chunk->len);
      g_byte_array_unref (chunk);
    }
  g_byte_array_unref (rows);
  g_byte_array_unref (packed);

  return png;
}


/* ---- TIFF ------------------------------------------------------------ */

/* Sample i of a row that begins at to, which is 0. */
static void
put_sample (const FilesTiff *tiff,
            guint8          *to,
            int              i,
            float            value)
{
  const int     bits  = tiff->bits ? tiff->bits : 8;
  const double  most  = exp2 (bits - (tiff->sample_format == SAMPLEFORMAT_INT)) - 1;
  const double  wide  = (double) value;
  const guint32 level = (guint32) llrint (most * wide);

  if (tiff->sample_format == SAMPLEFORMAT_IEEEFP && bits == 64)
    memcpy (to + 8 * i, &wide, 8);
  else if (tiff->sample_format == SAMPLEFORMAT_IEEEFP && bits == 16)
    nst_numbers_from_floats (NST_NUMBERS_HALF, &value, 1, to + 2 * i);
  else if (tiff->sample_format == SAMPLEFORMAT_IEEEFP)
    memcpy (to + 4 * i, &value, 4);
  else if (bits % 8)
    for (int bit = 0; bit < bits; bit++)
      {
        const int at = i * bits + bit;

        to[at / 8] |= (guint8) ((level >> (bits - 1 - bit) & 1) << (7 - at % 8));
      }
  else
    memcpy (to + bits / 8 * i, (const guint8 *) &level + (G_BYTE_ORDER == G_BIG_ENDIAN ? 4 - bits / 8 : 0), (size_t) bits / 8);
}

/* A strip or tile of width x height at x0, y0; plane -1: all samples. */
static void
write_part (TIFF            *file,
            const FilesTiff *tiff,
            FilesPattern     pattern,
            const VipsRect  *part,
            int              plane)
{
  const int          bits = tiff->bits ? tiff->bits : 8;
  const int          n    = plane < 0 ? tiff->n_samples : 1;
  const gsize        row  = ((gsize) part->width * n * bits + 7) / 8;
  g_autofree guint8 *data = g_malloc0 (row * part->height);

  for (int y = 0; y < part->height; y++)
    for (int x = 0; x < part->width; x++)
      for (int i = 0; i < n; i++)
        {
          const int   s     = MAX (plane, 0) + i;
          const float value = pattern (MIN (part->left + x, FILES_WIDTH - 1),
                                       MIN (part->top + y, FILES_HEIGHT - 1),
                                       tiff->n_samples == 2 && s == 1 ? 3 : s);

          put_sample (tiff, data + row * y, x * n + i,
                      tiff->photometric == PHOTOMETRIC_MINISWHITE ? 1 - value : value);
        }

  if (tiff->is_tiled)
    TIFFWriteEncodedTile (file, TIFFComputeTile (file, (guint32) part->left, (guint32) part->top, 0, (guint16) MAX (plane, 0)), data, (tmsize_t) (row * part->height));
  else
    TIFFWriteEncodedStrip (file, TIFFComputeStrip (file, (guint32) part->top, (guint16) MAX (plane, 0)), data, (tmsize_t) (row * part->height));
}

static void
set_fields (TIFF            *file,
            const FilesTiff *tiff)
{
  const guint16 extra = (guint16) (tiff->extra - 1);

  TIFFSetField (file, TIFFTAG_IMAGEWIDTH, FILES_WIDTH);
  TIFFSetField (file, TIFFTAG_IMAGELENGTH, FILES_HEIGHT);
  TIFFSetField (file, TIFFTAG_BITSPERSAMPLE, tiff->bits ? tiff->bits : 8);
  TIFFSetField (file, TIFFTAG_SAMPLESPERPIXEL, tiff->n_samples);
  TIFFSetField (file, TIFFTAG_COMPRESSION, tiff->compression ? tiff->compression : COMPRESSION_NONE);
  TIFFSetField (file, TIFFTAG_PLANARCONFIG, tiff->has_planes ? PLANARCONFIG_SEPARATE : PLANARCONFIG_CONTIG);
  if (tiff->photometric >= 0)
    TIFFSetField (file, TIFFTAG_PHOTOMETRIC, tiff->photometric);
  if (tiff->orientation)
    TIFFSetField (file, TIFFTAG_ORIENTATION, tiff->orientation);
  if (tiff->sample_format)
    TIFFSetField (file, TIFFTAG_SAMPLEFORMAT, tiff->sample_format);
  if (tiff->extra)
    TIFFSetField (file, TIFFTAG_EXTRASAMPLES, 1, &extra);
  if (tiff->is_tiled)
    {
      TIFFSetField (file, TIFFTAG_TILEWIDTH, 16);
      TIFFSetField (file, TIFFTAG_TILELENGTH, 16);
    }
  else
    TIFFSetField (file, TIFFTAG_ROWSPERSTRIP, 16);
  if (tiff->compression == COMPRESSION_JPEG)
    TIFFSetField (file, TIFFTAG_JPEGTABLESMODE, 0);
}

void
files_make_tiff (const char      *name,
                 const FilesTiff *tiff,
                 FilesPattern     pattern)
{
  g_autofree char *path = files_path (name);
  TIFF            *file = TIFFOpen (path, tiff->mode ? tiff->mode : "w");
  const int        wide = tiff->is_tiled ? 16 : FILES_WIDTH;

  g_assert_nonnull (file);
  set_fields (file, tiff);

  /* The directory first, so that it is still there when the file is cut. */
  TIFFDeferStrileArrayWriting (file);
  if (!TIFFWriteCheck (file, tiff->is_tiled, name) || !TIFFWriteDirectory (file) ||
      !TIFFSetDirectory (file, 0) || !TIFFForceStrileArrayWriting (file))
    files_fail ("%s can't be made", name);
  if (tiff->compression == COMPRESSION_JPEG)
    TIFFSetField (file, TIFFTAG_JPEGTABLESMODE, 0);

  for (int plane = tiff->has_planes ? 0 : -1; plane < (tiff->has_planes ? tiff->n_samples : 0);
       plane++)
    for (int y = 0; y < FILES_HEIGHT; y += 16)
      for (int x = 0; x < FILES_WIDTH; x += wide)
        {
          const VipsRect part = { x, y, wide, tiff->is_tiled ? 16 : MIN (16, FILES_HEIGHT - y) };

          write_part (file, tiff, pattern, &part, plane);
        }

  TIFFClose (file);
}

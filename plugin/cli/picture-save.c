/* SPDX-License-Identifier: GPL-3.0-or-later */

/* libvips writes the files; which formats there are, and what of a painting each can
 * hold, is said here. */

#include "plugin/cli/exif-tiff.h"
#include "plugin/cli/exif.h"
#include "plugin/cli/output-file.h"
#include "plugin/cli/picture-exr.h"
#include "plugin/cli/picture.h"
#include "plugin/cli/xmp.h"
#include "plugin/shared/colour.h"
#include "plugin/shared/numbers.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <glib/gi18n.h>
#include <glib/gstdio.h>

#define QUALITY     95    /* of formats that lose something */
#define SPARE_ROOM  65536 /* bytes, see check_room */
#define MOST_PACKED 16    /* a painting in no format is smaller by more than that */

/* From this many bytes on a TIFF file needs offsets of 64 bits; with room for its tags. */
#define LARGE_TIFF 4000000000u

typedef enum
{
  FORMAT_PNG,
  FORMAT_JPEG,
  FORMAT_TIFF,
  FORMAT_WEBP,
  FORMAT_PPM,
  FORMAT_EXR,
  FORMAT_HDR
} Format;

typedef struct
{
  const char *extension;
  Format      format;
  gboolean    has_alpha;
  gboolean    has_16_bits;
  gboolean    has_tags;
  int         most; /* pixels a side; 0: any */
} Saver;

/* clang-format off */
static const Saver savers[] =
{
  { "png",  FORMAT_PNG,  TRUE,  TRUE,  TRUE,  0 },
  { "jpg",  FORMAT_JPEG, FALSE, FALSE, TRUE,  65500 },
  { "jpeg", FORMAT_JPEG, FALSE, FALSE, TRUE,  65500 },
  { "tif",  FORMAT_TIFF, TRUE,  TRUE,  TRUE,  0 },
  { "tiff", FORMAT_TIFF, TRUE,  TRUE,  TRUE,  0 },
  { "webp", FORMAT_WEBP, TRUE,  FALSE, TRUE,  16383 },
  { "ppm",  FORMAT_PPM,  FALSE, TRUE,  FALSE, 0 },
  { "exr",  FORMAT_EXR,  TRUE,  FALSE, FALSE, 0 },
  { "hdr",  FORMAT_HDR,  FALSE, FALSE, FALSE, 0 },
};
/* clang-format on */


/* ---- where to -------------------------------------------------------- */

static const Saver *
find_saver (const char *path,
            GError    **error)
{
  g_autoptr (GString) names = g_string_new (NULL);
  g_autofree char    *base  = g_path_get_basename (path);
  const char         *dot   = strrchr (base, '.');

  for (size_t i = 0; i < G_N_ELEMENTS (savers); i++)
    {
      if (dot && g_ascii_strcasecmp (dot + 1, savers[i].extension) == 0)
        return &savers[i];

      g_string_append_printf (names, "%s%s", i ? ", " : "",
                              savers[i].extension);
    }

  g_set_error (error, NST_ERROR, NST_ERROR_PICTURE,
               _ ("The format of the output \"%s\" is not known: give it one "
                  "of the extensions %s."),
               path, names->str);
  return NULL;
}

gboolean
nst_picture_check_format (const char *path,
                          GError    **error)
{
  return find_saver (path, error) != NULL;
}

gboolean
nst_picture_check_output (const char *path,
                          GError    **error)
{
  return find_saver (path, error) && nst_output_file_check (path, error);
}

gboolean
nst_picture_check_size (const char *path,
                        int         width,
                        int         height,
                        GError    **error)
{
  const Saver  *saver = find_saver (path, error);
  const guint64 least = (guint64) width * (guint64) height * 3 /
                        (saver && saver->format == FORMAT_PPM ? 1 : MOST_PACKED);

  if (saver && saver->most && MAX (width, height) > saver->most)
    return nst_refuse (error, NST_ERROR_PICTURE,
                       _ ("A painting of %d x %d pixels can't be saved as .%s, which ends at %d: "
                          "choose another extension, or a smaller size."),
                       width, height, saver->extension, saver->most);

  return saver && nst_output_file_check_room (path, least, error);
}


/* ---- saving ---------------------------------------------------------- */

/* A painting on its way into a file. */
typedef struct
{
  const Saver          *saver;
  const NstImage       *image;
  const NstImage       *alpha; /* NULL: opaque, or the format has none */
  NstPaper              paper;
  NstNumbers            numbers;
  const NstPictureTags *tags;
  gboolean              is_quick; /* it need be neither small nor on disk at once */
} Saving;

/* Colours, in the photo's space, and alpha of the painting's row y. */
static void
make_row (const Saving    *saving,
          const NstColour *colour,
          int              y,
          float           *values)
{
  const NstImage *image    = saving->image;
  const int       channels = saving->alpha ? 4 : 3;
  const size_t    first    = (size_t) y * image->width;

  for (int x = 0; x < image->width; x++, values += channels)
    {
      float rgba[4];

      nst_paper_get_pixel (image, saving->alpha ? saving->alpha->data : NULL, saving->paper,
                           first + (size_t) x, rgba);
      nst_colour_from_srgb (colour, rgba, 1, rgba);
      memcpy (values, rgba, (size_t) channels * sizeof *rgba);

      for (int c = 0; c < 3 && saving->saver->format == FORMAT_HDR; c++)
        values[c] = nst_srgb_decode (values[c]);
    }
}

/* The painting as libvips's image, with its memory to be freed after it. */
static VipsImage *
make_image (const Saving *saving,
            gpointer     *memory)
{
  const NstImage       *image    = saving->image;
  const size_t          channels = saving->alpha ? 4 : 3;
  const size_t          row      = image->width * channels;
  const size_t          bytes    = row * nst_numbers_get_size (saving->numbers);
  GBytes               *profile  = saving->saver->has_tags ? saving->tags->profile : NULL;
  g_autofree float     *values   = g_new (float, row);
  g_autoptr (NstColour) colour   = NULL;
  VipsImage            *made;

  if (profile)
    colour = nst_colour_new (g_bytes_get_data (profile, NULL), g_bytes_get_size (profile),
                             NST_COLOUR_RGB);

  *memory = g_try_malloc (bytes * image->height);
  if (!*memory)
    return NULL;

  for (int y = 0; y < image->height; y++)
    {
      make_row (saving, colour, y, values);
      nst_numbers_from_floats (saving->numbers, values, row, (guchar *) *memory + bytes * y);
    }

  made = vips_image_new_from_memory (*memory, bytes * image->height, image->width,
                                     image->height, (int) channels,
                                     saving->numbers == NST_NUMBERS_U8    ? VIPS_FORMAT_UCHAR
                                     : saving->numbers == NST_NUMBERS_U16 ? VIPS_FORMAT_USHORT
                                                                          : VIPS_FORMAT_FLOAT);
  if (made)
    made->Type = saving->numbers == NST_NUMBERS_U8    ? VIPS_INTERPRETATION_sRGB
                 : saving->numbers == NST_NUMBERS_U16 ? VIPS_INTERPRETATION_RGB16
                                                      : VIPS_INTERPRETATION_scRGB;

  if (made && saving->saver->has_tags && saving->tags->fields)
    nst_exif_give_fields (saving->tags->fields, made);
  if (made && colour)
    vips_image_set_blob_copy (made, VIPS_META_ICC_NAME, g_bytes_get_data (profile, NULL),
                              g_bytes_get_size (profile));

  return made;
}

static void
add_record (VipsImage  *image,
            const char *record)
{
  g_autofree char *packet = nst_xmp_make (record);

  vips_image_set_blob_copy (image, VIPS_META_XMP_NAME, packet, strlen (packet));
}

static gboolean
add_exif (VipsImage  *image,
          const char *name)
{
  size_t      n;
  const void *block = nst_exif_find_block (image, VIPS_META_EXIF_NAME, &n);

  return !block || nst_exif_add_to_tiff (name, block, n);
}

static gboolean
run_saver (const Saving *saving,
           VipsImage    *image,
           const char   *name)
{
  const guint64 bytes = VIPS_IMAGE_SIZEOF_IMAGE (image);

  switch (saving->saver->format)
    {
    case FORMAT_PNG:
      return saving->is_quick
               ? vips_pngsave (image, name, "compression", 1, NULL) == 0
               : vips_pngsave (image, name, "filter", VIPS_FOREIGN_PNG_FILTER_ALL, NULL) == 0;

    case FORMAT_JPEG:
      return vips_jpegsave (image, name, "Q", QUALITY, "optimize-coding", TRUE, NULL) == 0;

    case FORMAT_TIFF:
      return vips_tiffsave (image, name, "compression", VIPS_FOREIGN_TIFF_COMPRESSION_DEFLATE,
                            "bigtiff", bytes > LARGE_TIFF, NULL) == 0 &&
             add_exif (image, name);

    case FORMAT_WEBP:
      return vips_webpsave (image, name, "Q", QUALITY, "smart-subsample", TRUE, NULL) == 0;

    case FORMAT_PPM:
      return vips_ppmsave (image, name, "strip", TRUE, NULL) == 0; /* of the date */

    case FORMAT_HDR:
      return vips_radsave (image, name, NULL) == 0;

    case FORMAT_EXR: /* written without libvips */
      break;
    }

  g_return_val_if_reached (FALSE);
}

static gboolean
write_by_vips (const Saving *saving,
               const char   *name)
{
  gpointer   memory = NULL;
  VipsImage *image  = make_image (saving, &memory);
  gboolean   good;

  if (image && saving->saver->has_tags && saving->tags->record)
    add_record (image, saving->tags->record);

  good = image && run_saver (saving, image, name);

  if (image)
    g_object_unref (image);
  g_free (memory);
  vips_error_clear ();

  return good;
}

/* Some savers say nothing when the disk is full.  Then there is no room for a
 * little more either: ask for it, give it back, and have all of it on disk. */
static gboolean
check_room (const char *name)
{
  struct stat status;
  gboolean    fine = FALSE;
  const int   file = g_open (name, O_RDWR | O_CLOEXEC, 0);

  if (file < 0)
    return FALSE;

  if (fstat (file, &status) == 0 && status.st_size > 0)
    {
      errno = posix_fallocate (file, status.st_size, SPARE_ROOM);
      fine  = errno == 0 && ftruncate (file, status.st_size) == 0 &&
             fsync (file) == 0;
    }

  close (file);

  return fine;
}

/* Why name could not be written whole, which savers don't tell. */
static const char *
get_reason (const char *name,
            int         said)
{
  struct stat status;

  if (stat (name, &status) == 0 &&
      nst_output_file_is_beyond_limit ((guint64) status.st_size + SPARE_ROOM))
    return g_strerror (EFBIG);

  return said ? g_strerror (said) : _ ("the disk may be full");
}

/* For nst_output_file_write. */
static gboolean
write_picture (const char *name,
               gpointer    data,
               GError    **error)
{
  const Saving *saving = data;
  gboolean      written;

  errno   = 0;
  written = saving->saver->format == FORMAT_EXR
              ? nst_picture_exr_write (name, saving->image, saving->alpha, saving->paper)
              : write_by_vips (saving, name);

  if (written && (saving->is_quick || check_room (name)))
    return TRUE;

  return nst_refuse (error, NST_ERROR_PICTURE, "%s", get_reason (name, errno));
}

gboolean
nst_picture_save (const char           *path,
                  const NstImage       *image,
                  const NstImage       *alpha,
                  NstPaper              paper,
                  int                   bits,
                  const NstPictureTags *tags,
                  GError              **error)
{
  Saving saving = { find_saver (path, error), image, alpha, paper, NST_NUMBERS_U8, tags };

  if (!saving.saver)
    return FALSE;

  if (!saving.saver->has_alpha)
    saving.alpha = NULL;
  if (saving.saver->format == FORMAT_HDR)
    saving.numbers = NST_NUMBERS_FLOAT;
  else if (bits > 8 && saving.saver->has_16_bits)
    saving.numbers = NST_NUMBERS_U16;

  return nst_output_file_write (path, write_picture, &saving, error);
}

gboolean
nst_picture_save_so_far (const char     *path,
                         const NstImage *image,
                         const NstImage *alpha,
                         NstPaper        paper,
                         GError        **error)
{
  const NstPictureTags none   = { NULL };
  const Saver         *saver  = find_saver (path, error);
  Saving               saving = { saver, image, alpha, paper, NST_NUMBERS_U8, &none, TRUE };

  if (!saver)
    return FALSE;

  if (!saver->has_alpha)
    saving.alpha = NULL;
  if (saver->format == FORMAT_HDR)
    saving.numbers = NST_NUMBERS_FLOAT;

  return nst_output_file_replace (path, write_picture, &saving, error);
}

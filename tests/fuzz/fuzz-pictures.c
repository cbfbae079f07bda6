/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Any bytes as a picture file, for what looks at them before a library does; and as an EXIF
 * block, as XMP and as ImageMagick's text. */

#define _GNU_SOURCE /* memfd_create */

#include "plugin/cli/exif-tiff.h"
#include "plugin/cli/exif.h"
#include "plugin/cli/picture-png.h"
#include "plugin/cli/picture-pnm.h"
#include "plugin/cli/picture-repair.h"
#include "plugin/cli/picture-tiff-unpack.h"
#include "plugin/cli/picture-tiff.h"
#include "plugin/cli/picture-whole.h"

#include <stdint.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput (const uint8_t *data,
                            size_t         size);

/* Puts bytes into a file that is made once. */
static void
fill (int        *file,
      const void *bytes,
      size_t      n)
{
  if (*file < 0)
    *file = memfd_create ("picture", MFD_CLOEXEC);

  g_assert_cmpint (ftruncate (*file, 0), ==, 0);
  g_assert_cmpint (pwrite (*file, bytes, n, 0), ==, (gssize) n);
}

/* Mended or not, its bytes are looked at whether they are whole. */
static void
try_kind (const NstPictureKind *kind,
          const char           *path,
          const uint8_t        *data,
          size_t                size)
{
  g_autoptr (GBytes) repaired = NULL;
  gsize              n;
  gconstpointer      bytes;
  const int          page = kind->trait == NST_KIND_ICON ? nst_picture_icon_choose (path) : 0;

  g_assert_true (page >= 0);
  nst_picture_is_whole (kind, data, size, page);
  nst_picture_bmp_has_alpha (path);

  repaired = nst_picture_repair (kind, path);
  g_assert_nonnull (repaired);
  bytes = g_bytes_get_data (repaired, &n);
  nst_picture_is_whole (kind, bytes, n, page);
}

static void
try_file (const char    *path,
          const uint8_t *data,
          size_t         size)
{
  /* What there is besides signatures is known by its ending. */
  static const char *const names[] = { "a", "a.tga", "a.dib", "a.nef" };

  for (size_t i = 0; i < G_N_ELEMENTS (names); i++)
    {
      const NstPictureKind *kind = nst_picture_kind_find (data, size, names[i]);

      if (kind)
        try_kind (kind, path, data, size);
    }
}

#define MOST_NUMBERS (1 << 24)

/* What is read is of the size that was told before. */
static void
try_picture (const char *path,
             VipsImage *(*read) (const char *path, gboolean is_header))
{
  VipsImage *header = read (path, TRUE);
  VipsImage *image;

  if (!header || VIPS_IMAGE_N_ELEMENTS (header) * (guint64) header->Ysize > MOST_NUMBERS)
    {
      g_clear_object (&header);
      return;
    }

  image = read (path, FALSE);
  if (image)
    {
      double mean;

      g_assert_cmpint (image->Xsize, ==, header->Xsize);
      g_assert_cmpint (image->Ysize, ==, header->Ysize);
      g_assert_cmpint (image->Bands, ==, header->Bands);
      g_assert_cmpint (image->BandFmt, ==, header->BandFmt);
      vips_avg (image, &mean, NULL);
      g_object_unref (image);
    }
  g_object_unref (header);
}

static void
try_tiff (const char *path)
{
  const NstTiffFacts facts = nst_picture_tiff_look_at (path);
  g_autoptr (GBytes) bytes = nst_picture_tiff_repair (path);

  g_assert_true (facts.reader == NST_TIFF_BY_VIPS || !facts.is_raw || facts.strip_bytes < G_MAXUINT64);
  g_assert_true (!bytes || g_bytes_get_size (bytes) > 8);
  if (facts.strip_bytes <= MOST_NUMBERS)
    try_picture (path, nst_picture_tiff_unpack);
}

static void
try_pnm (const char *path)
{
  try_picture (path, nst_picture_pnm_read);
}

static void
try_fields (const uint8_t *data,
            size_t         size)
{
  static const char tiff[] = "II*\0\x08\0\0\0\x01\0\0\x01\x03\0\x01\0\0\0\x01\0\0\0\0\0\0";
  static int        file   = -1;
  VipsImage        *image  = vips_image_new ();
  VipsImage        *fields;
  g_autofree char  *text = g_strndup ((const char *) data, size);
  g_autofree char  *path = NULL;

  vips_image_set_blob_copy (image, VIPS_META_EXIF_NAME, data, size);
  g_assert_cmpint (nst_exif_get_orientation (image), <=, 8);
  fields = nst_exif_take_fields (image);
  g_object_unref (fields);
  vips_image_remove (image, VIPS_META_EXIF_NAME);

  vips_image_set_blob_copy (image, VIPS_META_XMP_NAME, data, size);
  g_assert_cmpint (nst_exif_get_orientation (image), <=, 8);
  vips_image_remove (image, VIPS_META_XMP_NAME);

  vips_image_set_string (image, "png-comment-0-Raw profile type exif", text);
  g_assert_cmpint (nst_exif_get_orientation (image), >=, 1);
  g_object_unref (image);

  fill (&file, tiff, sizeof tiff);
  path = g_strdup_printf ("/proc/self/fd/%d", file);
  nst_exif_add_to_tiff (path, data, size);
}

static void
keep_quiet (const char    *domain,
            GLogLevelFlags level,
            const char    *message,
            gpointer       unused)
{
}

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  static int         file    = -1;
  g_autofree char   *path    = NULL;
  g_autoptr (GBytes) profile = NULL;

  if (file < 0)
    {
      g_log_set_handler ("VIPS", G_LOG_LEVEL_MASK, keep_quiet, NULL);
      vips_init ("fuzz-pictures");
    }

  fill (&file, data, size);
  path = g_strdup_printf ("/proc/self/fd/%d", file);

  try_file (path, data, size);
  try_tiff (path);
  try_pnm (path);
  profile = nst_picture_png_make_profile (path);
  try_fields (data, size);

  return 0;
}

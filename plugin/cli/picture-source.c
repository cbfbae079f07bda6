/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How files are opened.  What libvips leaves out is added here, each with its reason. */

#include "plugin/cli/picture-source.h"
#include "plugin/cli/exif.h"
#include "plugin/cli/picture-exr.h"
#include "plugin/cli/picture-png.h"
#include "plugin/cli/picture-pnm.h"
#include "plugin/cli/picture-raw.h"
#include "plugin/cli/picture-repair.h"
#include "plugin/cli/picture-tiff-unpack.h"
#include "plugin/cli/picture-tiff.h"
#include "plugin/cli/picture-whole.h"

#include "core/nst.h"

#include <errno.h>
#include <string.h>

#include <glib/gi18n.h>
#include <glib/gstdio.h>

#define LOOKED_AT 4096 /* bytes of a file that tell its kind */

/* What libraries say is in their errors too; on a terminal it would only disturb.  Our own
 * words have no domain. */
static void
hush_libraries (const char    *domain,
                GLogLevelFlags level,
                const char    *message,
                gpointer       unused)
{
  if (!domain || (level & G_LOG_FLAG_FATAL))
    g_log_default_handler (domain, level, message, unused);
}

static gboolean
start_vips (GError **error)
{
  static gsize started;
  static int   failed;

  if (g_once_init_enter (&started))
    {
      g_log_set_default_handler (hush_libraries, NULL);
      failed = vips_init ("neural-art");
      if (!failed)
        {
          vips_cache_set_max (0); /* each picture is read once */
          vips_concurrency_set (1);
        }
      g_once_init_leave (&started, 1);
    }

  return !failed ||
         nst_refuse (error, NST_ERROR_PICTURE,
                     _ ("The library that reads pictures, libvips, can't be started: %s"),
                     vips_error_buffer ());
}


/* ---- refusals -------------------------------------------------------- */

static gboolean
refuse_kind (const NstPictureKind *kind,
             const char           *shown,
             GError              **error)
{
  return nst_refuse (error, NST_ERROR_PICTURE,
                     _ ("\"%s\" is a %s picture, which can't be read here: %s."), shown,
                     kind->name, _ (kind->advice));
}

/* Whether it is not the file's fault: the library has no decoder for what is inside. */
static gboolean
lacks_decoder (const NstPictureKind *kind,
               const char           *said)
{
  return strcmp (kind->loader ? kind->loader : "", "heifload") == 0 &&
         (strstr (said, "plugin") || strstr (said, "nsupported codec"));
}

gboolean
nst_picture_source_refuse (const NstPictureSource *source,
                           GError                **error)
{
  g_autofree char *shown = g_filename_display_name (source->path);
  g_autofree char *said  = vips_error_buffer_copy ();

  vips_error_clear ();
  if (lacks_decoder (source->kind, said) || source->kind->trait == NST_KIND_RAW)
    return refuse_kind (source->kind, shown, error);

  if (strstr (said, "out of memory"))
    return nst_refuse (error, NST_ERROR_MEMORY,
                       _ ("There is not enough memory to read \"%s\": close other programs, or "
                          "scale the picture down."),
                       shown);

  if (source->kind->trait == NST_KIND_DDS && strstr (said, "not supported"))
    return nst_refuse (error, NST_ERROR_PICTURE,
                       _ ("\"%s\" is a DDS picture of a compression that can't be read here: open "
                          "it in GIMP, and export it as PNG."),
                       shown);

  return nst_refuse (error, NST_ERROR_PICTURE,
                     _ ("The picture \"%s\" can't be read: its %s data is damaged or cut short."),
                     shown, source->kind->name);
}


/* ---- opening --------------------------------------------------------- */

/* Which kind the file is of; NULL and an error. */
static const NstPictureKind *
look_at (const char *path,
         GError    **error)
{
  g_autofree char      *shown = g_filename_display_name (path);
  guchar                bytes[LOOKED_AT];
  gsize                 n;
  FILE                 *file;
  const NstPictureKind *kind;

  if (!g_file_test (path, G_FILE_TEST_IS_REGULAR))
    {
      nst_refuse (error, NST_ERROR_PICTURE,
                  g_file_test (path, G_FILE_TEST_EXISTS)
                    ? _ ("\"%s\" is not a file; name a picture file.")
                    : _ ("There is no file \"%s\"."),
                  shown);
      return NULL;
    }

  file = g_fopen (path, "rbe");
  if (!file)
    {
      nst_refuse (error, NST_ERROR_PICTURE, _ ("The picture \"%s\" can't be opened: %s."), shown,
                  g_strerror (errno));
      return NULL;
    }

  n = fread (bytes, 1, sizeof bytes, file);
  fclose (file);
  kind = nst_picture_kind_find (bytes, n, path);

  if (!kind)
    nst_refuse (error, NST_ERROR_PICTURE,
                n == 0 ? _ ("The file \"%s\" is empty.")
                       : _ ("\"%s\" is no picture, or of a kind that is not known here."),
                shown);

  return kind;
}

static VipsImage *
call_loader (const char *loader,
             const char *path,
             VipsFailOn  fail_on)
{
  VipsImage *image = NULL;

  vips_error_clear ();
  if (!vips_type_find ("VipsOperation", loader) ||
      vips_call (loader, path, &image, "access", VIPS_ACCESS_SEQUENTIAL, "fail_on", fail_on,
                 NULL) != 0)
    return NULL;

  return image;
}

/* Of JPEG's warnings some mean that part of the picture is lost, and libvips does not tell
 * which it was: so only the last reading takes any. */
static VipsFailOn
get_patience (const NstPictureSource *source)
{
  return source->kind->trait == NST_KIND_JPEG && source->patience < NST_PICTURE_MOST_PATIENCE
           ? VIPS_FAIL_ON_WARNING
           : VIPS_FAIL_ON_TRUNCATED;
}

static VipsImage *
read_bytes (NstPictureSource *source,
            const char       *loader)
{
  VipsImage    *image = NULL;
  gsize         n;
  gconstpointer bytes = g_bytes_get_data (source->repaired, &n);
  VipsBlob     *blob;
  const int     page = source->kind->trait == NST_KIND_ICON
                         ? nst_picture_icon_choose (source->path)
                         : 0;

  if (!nst_picture_is_whole (source->kind, bytes, n, page))
    return NULL;

  vips_error_clear ();
  blob = vips_blob_new (NULL, bytes, n);
  vips_call (loader, blob, &image, "access", VIPS_ACCESS_SEQUENTIAL, "fail_on",
             get_patience (source), page > 0 ? "page" : NULL, page, NULL);
  vips_area_unref (VIPS_AREA (blob));

  return image;
}

static VipsImage *
open_tiff (NstPictureSource *source)
{
  VipsImage *image;

  if (source->tiff_reader == NST_TIFF_IS_CUT)
    return NULL;
  if (source->tiff_reader == NST_TIFF_BY_LIBTIFF)
    return nst_picture_tiff_unpack (source->path, source->is_header);

  image = call_loader (source->tiff_reader == NST_TIFF_BY_VIPS ? "tiffload" : "magickload",
                       source->path, VIPS_FAIL_ON_TRUNCATED);

  if (!image && (source->repaired = nst_picture_tiff_repair (source->path)))
    image = read_bytes (source, "tiffload_buffer");

  return image;
}

static VipsImage *
open_image (NstPictureSource *source)
{
  g_autofree char *by_bytes = g_strconcat (source->kind->loader, "_buffer", NULL);

  switch (source->kind->trait)
    {
    case NST_KIND_RAW:
      return nst_picture_raw_read (source->path, source->is_header);

    case NST_KIND_PNM:
      return nst_picture_pnm_read (source->path, source->is_header);

    case NST_KIND_TIFF:
      return open_tiff (source);

    case NST_KIND_ICON:
    case NST_KIND_BMP:
    case NST_KIND_TGA:
    case NST_KIND_PCX:
    case NST_KIND_SGI:
    case NST_KIND_PSD:
      source->repaired = nst_picture_repair (source->kind, source->path);
      return source->repaired ? read_bytes (source, by_bytes) : NULL;

    case NST_KIND_PNG: /* libvips takes wrong checksums where it reads by libspng */
      return nst_picture_png_is_sound (source->path)
               ? call_loader (source->kind->loader, source->path, VIPS_FAIL_ON_TRUNCATED)
               : NULL;

    default:
      if (source->patience == 1)
        source->repaired = nst_picture_repair (source->kind, source->path);
      return source->repaired ? read_bytes (source, by_bytes)
                              : call_loader (source->kind->loader, source->path,
                                             get_patience (source));
    }
}

gboolean
nst_picture_source_retry (NstPictureSource *source)
{
  const char *said = vips_error_buffer ();

  /* libjpeg's words for data that is not there. */
  if (source->kind->trait != NST_KIND_JPEG || source->patience == NST_PICTURE_MOST_PATIENCE ||
      strstr (said, "Huffman") || strstr (said, "arithmetic") || strstr (said, "data segment") ||
      strstr (said, "end of") || strstr (said, "instead of RST"))
    return FALSE;

  source->patience++;
  g_clear_object (&source->image);
  g_clear_pointer (&source->repaired, g_bytes_unref);
  source->image = open_image (source);

  return source->image || nst_picture_source_retry (source);
}

/* What the kind knows of the file besides. */
static gboolean
look_closer (NstPictureSource *source,
             const char       *shown,
             GError          **error)
{
  if (source->kind->trait == NST_KIND_TIFF)
    {
      const NstTiffFacts facts = nst_picture_tiff_look_at (source->path);

      if (facts.is_raw)
        source->kind = nst_picture_kind_get_raw ();
      source->strip_bytes    = facts.strip_bytes;
      source->has_lone_extra = facts.has_lone_extra;
      source->tiff_reader    = facts.reader;
    }

  if (source->kind->trait == NST_KIND_BMP)
    source->has_lone_extra = !nst_picture_bmp_has_alpha (source->path);

  if (source->kind->trait == NST_KIND_EXR && !nst_picture_exr_has_colours (source->path))
    return nst_refuse (error, NST_ERROR_PICTURE,
                       _ ("\"%s\" has no colours that could be painted: an OpenEXR picture of "
                          "depth or other data."),
                       shown);

  return TRUE;
}

gboolean
nst_picture_source_open (NstPictureSource *source,
                         const char       *path,
                         gboolean          is_header,
                         GError          **error)
{
  g_autofree char *shown = g_filename_display_name (path);

  *source           = (NstPictureSource){ look_at (path, error) };
  source->path      = g_canonicalize_filename (path, NULL);
  source->is_header = is_header;

  if (!source->kind)
    return FALSE;
  /* libvips leaves the rows as they come. */
  source->row_order = source->orientation = source->kind->trait == NST_KIND_PFM ? 4 : 1;

  if (source->kind->trait == NST_KIND_REFUSED)
    return refuse_kind (source->kind, shown, error);

  if (!start_vips (error) || !look_closer (source, shown, error))
    return FALSE;

  if (source->kind->loader && !vips_type_find ("VipsOperation", source->kind->loader))
    return refuse_kind (source->kind, shown, error);

  source->image = open_image (source);
  if (!source->image && !nst_picture_source_retry (source))
    return nst_picture_source_refuse (source, error);

  if (nst_picture_kind_is_turned (source->kind))
    source->orientation = nst_exif_get_orientation (source->image);

  return TRUE;
}

void
nst_picture_source_clear (NstPictureSource *source)
{
  g_clear_object (&source->image);
  g_clear_pointer (&source->repaired, g_bytes_unref);
  g_clear_pointer (&source->path, g_free);
}

GBytes *
nst_picture_source_make_profile (const NstPictureSource *source)
{
  return source->kind->trait == NST_KIND_PNG ? nst_picture_png_make_profile (source->path)
                                             : NULL;
}

/* Bytes of a pixel that its loader holds of the whole picture; libvips tells of the ways to
 * store it that are for showing it coarsely first. */
static guint64
count_pixel_bytes (const NstPictureSource *source)
{
  const guint64 size = (guint64) VIPS_IMAGE_SIZEOF_PEL (source->image);
  int           interlaced;

  if (source->kind->bytes_per_pixel > 0)
    return (guint64) source->kind->bytes_per_pixel;
  if (source->tiff_reader == NST_TIFF_BY_MAGICK)
    return 2 * size;
  if (source->tiff_reader == NST_TIFF_BY_LIBTIFF) /* by way of floats */
    return source->image->BandFmt == VIPS_FORMAT_FLOAT ? size : size * (1 + sizeof (float));

  return vips_image_get_typeof (source->image, "interlaced") &&
             vips_image_get_int (source->image, "interlaced", &interlaced) == 0 && interlaced
           ? 2 * size
           : 0;
}

guint64
nst_picture_source_count_bytes (const NstPictureSource *source)
{
  return (guint64) source->image->Xsize * (guint64) source->image->Ysize *
           count_pixel_bytes (source) +
         source->strip_bytes + (source->repaired ? g_bytes_get_size (source->repaired) : 0);
}

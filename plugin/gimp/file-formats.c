/* SPDX-License-Identifier: GPL-3.0-or-later */

/* GIF and what else has few colours is not here: a painting has many. */

#include "plugin/gimp/file-formats.h"
#include "plugin/gimp/files-compat.h"

#include <string.h>

#include <glib/gi18n.h>

/* clang-format off */
const NstFileFormat nst_file_formats[] = {
  { "png",  N_("PNG"),                                 "file-png",  FALSE, FALSE },
  { "jpg",  N_("JPEG"),                                "file-jpeg", FALSE, TRUE },
  { "jpeg", NULL,                                      "file-jpeg", FALSE, TRUE },
  { "tif",  N_("TIFF"),                                "file-tiff", FALSE, FALSE },
  { "tiff", NULL,                                      "file-tiff", FALSE, FALSE },
  { "webp", N_("WebP"),                                "file-webp", FALSE, FALSE },
  { "xcf",  N_("XCF, GIMP's own, with the photo below"), "gimp-xcf",  TRUE,  FALSE },
  { "psd",  N_("PSD, with the photo below"),           "file-psd",  TRUE,  FALSE },
  { "exr",  N_("OpenEXR"),                             "file-exr",  FALSE, FALSE },
  { "jxl",  N_("JPEG XL"),                             "file-jpegxl", FALSE, FALSE },
  { "avif", N_("AVIF"),                                "file-heif-av1", FALSE, FALSE },
  { "heic", N_("HEIC"),                                "file-heif", FALSE, FALSE },
  { "bmp",  N_("BMP"),                                 "file-bmp",  FALSE, TRUE },
  { "ppm",  N_("PPM"),                                 "file-ppm",  FALSE, TRUE },
  { NULL }
};
/* clang-format on */

const NstFileFormat *
nst_file_format_find (const char *path)
{
  const char *dot = strrchr (path, '.');

  for (int i = 0; dot && nst_file_formats[i].ending; i++)
    if (g_ascii_strcasecmp (nst_file_formats[i].ending, dot + 1) == 0)
      return &nst_file_formats[i];

  return NULL;
}

const char **
nst_file_format_endings (void)
{
  const char **endings = g_new0 (const char *, G_N_ELEMENTS (nst_file_formats));
  int          n       = 0;

  for (int i = 0; nst_file_formats[i].ending; i++)
    if (nst_file_format_is_there (&nst_file_formats[i]))
      endings[n++] = nst_file_formats[i].ending;

  return endings;
}

gboolean
nst_file_format_is_there (const NstFileFormat *format)
{
  static const char *const ends[] = { "-export", "-save" };
  gboolean                 found  = FALSE;

  for (gsize i = 0; i < G_N_ELEMENTS (ends); i++)
    {
      g_autofree char *name = g_strconcat (format->saver, ends[i], NULL);

      found = found || nst_gimp_procedure_exists (name);
    }

  return found;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The settings that are told in a file: of a picture in its XMP, else the file is the text. */

#include "plugin/cli/exif.h"
#include "plugin/cli/picture-source.h"
#include "plugin/cli/picture.h"
#include "plugin/cli/xmp.h"
#include "plugin/settings/record.h"

#include <errno.h>
#include <stdio.h>

#include <glib/gi18n.h>
#include <glib/gstdio.h>

#define MOST_BYTES (1u << 20) /* of a text */

/* The first bytes of a file, so many or fewer, and a 0 after them. */
static GBytes *
read_beginning (const char *path,
                gsize       most,
                GError    **error)
{
  g_autofree char *shown = g_filename_display_name (path);
  g_autofree char *bytes = g_malloc (most + 1);
  FILE            *file  = g_fopen (path, "re");
  const gsize      n     = file ? fread (bytes, 1, most, file) : 0;
  const int        said  = !file || ferror (file) ? errno : 0;

  if (file)
    fclose (file);

  if (said)
    {
      nst_refuse (error, NST_ERROR_PICTURE, _ ("\"%s\" can't be read: %s."), shown,
                  g_strerror (said));
      return NULL;
    }

  bytes[n] = '\0';

  return g_bytes_new_take (g_steal_pointer (&bytes), n);
}

static char *
read_picture (const char *path,
              GError    **error)
{
  g_auto (NstPictureSource) source = { NULL };
  const char               *packet = NULL;
  size_t                    n      = 0;

  if (!nst_picture_source_open (&source, path, TRUE, error))
    return NULL;

  packet = nst_exif_find_block (source.image, VIPS_META_XMP_NAME, &n);

  return packet ? nst_xmp_find_text (packet, n) : NULL;
}

char *
nst_picture_read_record (const char *path,
                         GError    **error)
{
  g_autofree char   *shown  = g_filename_display_name (path);
  g_autoptr (GBytes) bytes  = read_beginning (path, MOST_BYTES, error);
  g_autofree char   *text   = NULL;
  GError            *reason = NULL;
  const char        *data;
  gsize              n;

  if (!bytes)
    return NULL;

  data = g_bytes_get_data (bytes, &n);
  if (nst_picture_kind_find ((const guchar *) data, n, path))
    text = read_picture (path, &reason);
  else if (n < MOST_BYTES && g_utf8_validate (data, (gssize) n, NULL))
    text = g_strdup (data);

  if (reason)
    g_propagate_error (error, reason);
  else if (!text || nst_record_is_empty (text))
    nst_refuse (error, NST_ERROR_PICTURE,
                _ ("There are no settings in \"%s\": name a painting that Neural Art has saved "
                   "as PNG, JPEG, TIFF or WebP, or a text with one name=value a line."),
                shown);
  else
    return g_steal_pointer (&text);

  return NULL;
}

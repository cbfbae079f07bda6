/* SPDX-License-Identifier: GPL-3.0-or-later */

/* GEGL decides how a file is written; here is what it leaves out: to notice
 * that it failed. */

#include "plugin/cli/picture.h"
#include "plugin/cli/output-file.h"
#include "plugin/cli/stderr-capture.h"
#include "plugin/shared/layer.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <glib/gi18n.h>
#include <glib/gstdio.h>

#define QUALITY     95    /* of formats that lose something */
#define SPARE_ROOM  65536 /* bytes, see check_room */
#define MOST_PACKED 16    /* a painting in no format is smaller by more than that */

typedef struct
{
  const char *extension;
  const char *operation;
  const char *depth_property; /* bits a channel; NULL: the format's own */
  const char *quality_property;
  gboolean    has_alpha;
  gboolean    has_floats;
  int         most; /* pixels a side; 0: any */
} Saver;

/* clang-format off */
static const Saver savers[] =
{
  { "png",  "gegl:png-save",  "bitdepth", NULL,      TRUE,  FALSE, 0 },
  { "jpg",  "gegl:jpg-save",  NULL,       "quality", FALSE, FALSE, 65500 },
  { "jpeg", "gegl:jpg-save",  NULL,       "quality", FALSE, FALSE, 65500 },
  { "tif",  "gegl:tiff-save", "bitdepth", NULL,      TRUE,  FALSE, 0 },
  { "tiff", "gegl:tiff-save", "bitdepth", NULL,      TRUE,  FALSE, 0 },
  { "webp", "gegl:webp-save", NULL,       "quality", TRUE,  FALSE, 16383 },
  { "ppm",  "gegl:ppm-save",  "bitdepth", NULL,      FALSE, FALSE, 0 },
  { "exr",  "gegl:exr-save",  NULL,       NULL,      TRUE,  TRUE , 0 },
  { "hdr",  "gegl:rgbe-save", NULL,       NULL,      FALSE, TRUE , 0 },
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
  const Saver *saver = find_saver (path, error);

  if (saver && saver->most && MAX (width, height) > saver->most)
    return nst_refuse (error, NST_ERROR_PICTURE,
                       _ ("A painting of %d x %d pixels can't be saved as .%s, which ends at %d: "
                          "choose another extension, or a smaller size."),
                       width, height, saver->extension, saver->most);

  return saver &&
         nst_output_file_check_room (path, (guint64) width * height * 3 / MOST_PACKED, error);
}


/* ---- saving ---------------------------------------------------------- */

static GeglBuffer *
fill_buffer (const NstImage *image,
             const NstImage *alpha,
             NstPaper        paper,
             const Saver    *saver,
             int             bits)
{
  const char      *type   = saver->has_floats                   ? "float"
                            : bits > 8 && saver->depth_property ? "u16"
                                                                : "u8";
  const gboolean   opaque = !alpha || !saver->has_alpha;
  g_autofree char *name   = g_strdup_printf ("%s %s",
                                           opaque ? "R'G'B'" : "R'G'B'A",
                                             type);
  GeglBuffer      *buffer =
    gegl_buffer_new (GEGL_RECTANGLE (0, 0, image->width, image->height),
                     babl_format (name));

  nst_layer_write (buffer, image, opaque ? NULL : alpha->data, paper, NULL, 0,
                   image->height);

  return buffer;
}

static void
run_saver (GeglBuffer  *buffer,
           const Saver *saver,
           const char  *name,
           int          bits)
{
  g_autoptr (GeglNode) graph  = gegl_node_new ();
  GeglNode            *source = gegl_node_new_child (graph, "operation",
                                                     "gegl:buffer-source",
                                                     "buffer", buffer, NULL);
  GeglNode            *save   = gegl_node_new_child (graph, "operation",
                                                     saver->operation,
                                                     "path", name, NULL);

  if (saver->depth_property)
    gegl_node_set (save, saver->depth_property, bits > 8 ? 16 : 8, NULL);

  if (saver->quality_property)
    gegl_node_set (save, saver->quality_property, QUALITY, NULL);

  gegl_node_link (source, save);
  gegl_node_process (save);
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

typedef struct
{
  GeglBuffer  *buffer;
  const Saver *saver;
  const char  *path;
  int          bits;
} Saving;

/* For nst_output_file_write. */
static gboolean
write_picture (const char *name,
               gpointer    data,
               GError    **error)
{
  const Saving    *saving  = data;
  g_autofree char *shown   = g_filename_display_name (saving->path);
  g_autofree char *trouble = g_strdup_printf (_ ("The file \"%s\" can't be written: the disk "
                                                 "may be full."),
                                              shown);
  g_autofree char *said    = NULL;
  NstStderrCapture capture;

  nst_stderr_capture_begin (&capture, trouble);
  run_saver (saving->buffer, saving->saver, name, saving->bits);
  said = nst_stderr_capture_end (&capture);

  errno = 0;

  if (check_room (name) && !nst_stderr_capture_tells_of_failure (said))
    return TRUE;

  return nst_refuse (error, NST_ERROR_PICTURE, "%s",
                     errno ? g_strerror (errno) : _ ("the disk may be full"));
}

gboolean
nst_picture_save (const char     *path,
                  NstImage      **image,
                  const NstImage *alpha,
                  NstPaper        paper,
                  int             bits,
                  GError        **error)
{
  const Saver           *saver  = find_saver (path, error);
  g_autoptr (GeglBuffer) buffer = NULL;

  if (!saver)
    return FALSE;

  buffer = fill_buffer (*image, alpha, paper, saver, bits);
  g_clear_pointer (image, nst_image_free);

  return nst_output_file_write (path, write_picture, &(Saving){ buffer, saver, path, bits },
                                error);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

/* GEGL decides how a file is written; here is what it leaves out: to notice
 * that it failed, and never to leave half a file behind. */

#include "plugin/cli/picture.h"
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

#define QUALITY    95    /* of formats that lose something */
#define SPARE_ROOM 65536 /* bytes, see check_room */

typedef struct
{
  const char *extension;
  const char *operation;
  const char *depth_property; /* bits a channel; NULL: the format's own */
  const char *quality_property;
  gboolean    has_alpha;
  gboolean    has_floats;
} Saver;

/* clang-format off */
static const Saver savers[] =
{
  { "png",  "gegl:png-save",  "bitdepth", NULL,      TRUE,  FALSE },
  { "jpg",  "gegl:jpg-save",  NULL,       "quality", FALSE, FALSE },
  { "jpeg", "gegl:jpg-save",  NULL,       "quality", FALSE, FALSE },
  { "tif",  "gegl:tiff-save", "bitdepth", NULL,      TRUE,  FALSE },
  { "tiff", "gegl:tiff-save", "bitdepth", NULL,      TRUE,  FALSE },
  { "webp", "gegl:webp-save", NULL,       "quality", TRUE,  FALSE },
  { "ppm",  "gegl:ppm-save",  "bitdepth", NULL,      FALSE, FALSE },
  { "exr",  "gegl:exr-save",  NULL,       NULL,      TRUE,  TRUE  },
  { "hdr",  "gegl:rgbe-save", NULL,       NULL,      FALSE, TRUE  },
};
/* clang-format on */

/* The folder of an unfinished picture; NULL without one. */
static char *unfinished;

/* Savers may leave files of their own there when they fail. */
void
nst_picture_discard_unfinished (void)
{
  const char      *folder = g_atomic_pointer_get (&unfinished);
  g_autoptr (GDir) files  = folder ? g_dir_open (folder, 0, NULL) : NULL;
  const char      *base;

  while (files && (base = g_dir_read_name (files)))
    {
      g_autofree char *name = g_build_filename (folder, base, NULL);

      g_unlink (name);
    }

  if (folder)
    g_rmdir (folder);
}


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

static gboolean
refuse_output (const char *path,
               const char *reason,
               GError    **error)
{
  g_autofree char *shown = g_filename_display_name (path);

  g_set_error (error, NST_ERROR, NST_ERROR_PICTURE,
               _ ("The picture \"%s\" can't be written: %s."), shown, reason);
  return FALSE;
}

/* A new folder beside the file to be written, so that the file can take its
 * place in one step; NULL, with the reason in errno, where there can't be one. */
static char *
make_folder (const char *path)
{
  g_autofree char *beside = g_path_get_dirname (path);
  g_autofree char *folder = g_build_filename (beside, ".neural-art-XXXXXX",
                                              NULL);

  return g_mkdtemp (folder) ? g_steal_pointer (&folder) : NULL;
}

gboolean
nst_picture_check_output (const char *path,
                          GError    **error)
{
  g_autofree char *folder = NULL;

  if (!find_saver (path, error))
    return FALSE;

  if (g_file_test (path, G_FILE_TEST_EXISTS))
    {
      if (!g_file_test (path, G_FILE_TEST_IS_REGULAR))
        return refuse_output (path, _ ("there is something else of that name"),
                              error);

      if (g_access (path, W_OK) != 0)
        return refuse_output (path, g_strerror (errno), error);
    }

  folder = make_folder (path);
  if (!folder)
    return refuse_output (path, g_strerror (errno), error);

  g_rmdir (folder);

  return TRUE;
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

/* Writes the whole file, path, as name for the time being. */
static gboolean
write_unfinished (GeglBuffer  *buffer,
                  const Saver *saver,
                  const char  *path,
                  const char  *name,
                  int          bits,
                  GError     **error)
{
  g_autoptr (GError) trouble = NULL;
  g_autofree char   *said    = NULL;
  NstStderrCapture   capture;

  refuse_output (path, _ ("the disk may be full"), &trouble);

  nst_stderr_capture_begin (&capture, trouble->message);
  run_saver (buffer, saver, name, bits);
  said = nst_stderr_capture_end (&capture);

  errno = 0;

  if (check_room (name) && !nst_stderr_capture_tells_of_failure (said))
    return TRUE;

  if (errno)
    return refuse_output (path, g_strerror (errno), error);

  g_propagate_error (error, g_steal_pointer (&trouble));
  return FALSE;
}

gboolean
nst_picture_save (const char     *path,
                  NstImage      **image,
                  const NstImage *alpha,
                  NstPaper        paper,
                  int             bits,
                  GError        **error)
{
  g_autoptr (GeglBuffer) buffer = NULL;
  g_autofree char       *real   = realpath (path, NULL);
  g_autofree char       *target = g_canonicalize_filename (real ? real : path,
                                                     NULL);
  g_autofree char *folder = NULL;
  g_autofree char *name   = NULL;
  const Saver     *saver  = find_saver (path, error);
  struct stat      before;
  gboolean         saved;

  if (!saver)
    return FALSE;

  folder = make_folder (target);
  if (!folder)
    return refuse_output (path, g_strerror (errno), error);

  name = g_strconcat (folder, "/painting.", saver->extension, NULL);
  g_atomic_pointer_set (&unfinished, folder);

  buffer = fill_buffer (*image, alpha, paper, saver, bits);
  g_clear_pointer (image, nst_image_free);
  saved = write_unfinished (buffer, saver, path, name, bits, error);

  if (saved && stat (target, &before) == 0)
    g_chmod (name, before.st_mode & 07777);

  if (saved && g_rename (name, target) != 0)
    saved = refuse_output (path, g_strerror (errno), error);

  nst_picture_discard_unfinished ();
  g_atomic_pointer_set (&unfinished, NULL);

  return saved;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

/* GEGL reads files; here is what it leaves out: to tell what is no picture, to notice
 * that it failed, and to turn photos upright. */

#include "plugin/cli/picture.h"
#include "plugin/cli/file-check.h"
#include "plugin/cli/stderr-capture.h"
#include "plugin/shared/layer.h"

#include <errno.h>
#include <math.h>
#include <string.h>
#include <unistd.h>

#include <gdk-pixbuf/gdk-pixbuf.h>
#include <gegl-plugin.h>
#include <gio/gio.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>

void
nst_picture_clear (NstPicture *picture)
{
  g_clear_pointer (&picture->image, nst_image_free);
  g_clear_pointer (&picture->alpha, nst_image_free);
}

static void
start_gegl (void)
{
  static gsize started;
  guint        n;

  if (g_once_init_enter (&started))
    {
      gegl_init (NULL, NULL);
      g_free (gegl_list_operations (&n)); /* or it knows no loaders yet */
      g_once_init_leave (&started, 1);
    }
}


/* ---- loading --------------------------------------------------------- */

/* GEGL draws a picture of its message where a file can't be opened: so that
 * is tried here. */
static GMappedFile *
open_file (const char *path,
           GError    **error)
{
  g_autoptr (GMappedFile) file  = NULL;
  g_autofree char        *shown = g_filename_display_name (path);

  if (!g_file_test (path, G_FILE_TEST_IS_REGULAR))
    {
      g_set_error (error, NST_ERROR, NST_ERROR_PICTURE,
                   g_file_test (path, G_FILE_TEST_EXISTS)
                     ? _ ("\"%s\" is not a file; name a picture file.")
                     : _ ("There is no file \"%s\"."),
                   shown);
      return NULL;
    }

  if (g_access (path, R_OK) != 0 ||
      !(file = g_mapped_file_new (path, FALSE, NULL)))
    {
      g_set_error (error, NST_ERROR, NST_ERROR_PICTURE,
                   _ ("The picture \"%s\" can't be opened: %s."),
                   shown, g_strerror (errno));
      return NULL;
    }

  return g_steal_pointer (&file);
}

/* GEGL's loader for a type of file; NULL where it has none of its own: then it would
 * ask ImageMagick, by way of a file that any program may have left. */
static const char *
find_loader_of (const char *type)
{
  const char *loader = gegl_operation_handlers_get_loader (type);

  return loader && strcmp (loader, "gegl:magick-load") != 0 ? loader : NULL;
}

/* By what is in the file, or else by its name. */
static const char *
find_loader (const char   *path,
             const guchar *bytes,
             gsize         n_bytes)
{
  g_autofree char *by_bytes = g_content_type_guess (NULL, bytes, n_bytes, NULL);
  g_autofree char *by_name  = g_content_type_guess (path, NULL, 0, NULL);
  const char      *loader   = find_loader_of (by_bytes);

  return loader ? loader : find_loader_of (by_name);
}

static GeglBuffer *
run_loader (const char *loader,
            const char *path)
{
  GeglBuffer          *buffer = NULL;
  g_autoptr (GeglNode) graph  = gegl_node_new ();
  GeglNode            *load   = gegl_node_new_child (graph,
                                                     "operation", loader,
                                                     "path", path, NULL);
  GeglNode            *sink   = gegl_node_new_child (graph, "operation",
                                                     "gegl:buffer-sink",
                                                     "buffer", &buffer,
                                                     "format", NULL, NULL);

  gegl_node_link (load, sink);
  gegl_node_process (sink);

  return buffer;
}

/* What GEGL has no loader for gdk-pixbuf may have one, as for BMP and TGA. */
static GeglBuffer *
load_pixbuf (const char *path)
{
  g_autoptr (GdkPixbuf) pixbuf = gdk_pixbuf_new_from_file (path, NULL);
  GeglBuffer           *buffer;

  if (!pixbuf)
    return NULL;

  buffer = gegl_buffer_new (GEGL_RECTANGLE (0, 0, gdk_pixbuf_get_width (pixbuf),
                                            gdk_pixbuf_get_height (pixbuf)),
                            babl_format (gdk_pixbuf_get_has_alpha (pixbuf)
                                           ? "R'G'B'A u8"
                                           : "R'G'B' u8"));
  gegl_buffer_set (buffer, NULL, 0, NULL, gdk_pixbuf_read_pixels (pixbuf),
                   gdk_pixbuf_get_rowstride (pixbuf));

  return buffer;
}

static GeglBuffer *
load_buffer (const char *path,
             int        *orientation,
             GError    **error)
{
  g_autoptr (GMappedFile) file   = open_file (path, error);
  g_autoptr (GeglBuffer)  buffer = NULL;
  g_autofree char        *said   = NULL;
  g_autofree char        *whole  = g_canonicalize_filename (path, NULL);
  g_autofree char        *shown  = g_filename_display_name (path);
  const GeglRectangle    *extent = NULL;
  const guchar           *bytes;
  const char             *loader;
  gsize                   n_bytes;
  g_autofree char        *trouble =
    g_strdup_printf (_ ("The picture \"%s\" can't be read: it is damaged, or "
                        "of a kind that is not known here."),
                     shown);
  NstStderrCapture capture;

  if (!file)
    return NULL;

  bytes        = (const guchar *) g_mapped_file_get_contents (file);
  n_bytes      = g_mapped_file_get_length (file);
  *orientation = nst_exif_orientation (bytes, n_bytes);

  nst_stderr_capture_begin (&capture, trouble);
  start_gegl ();
  loader = find_loader (path, bytes, n_bytes);
  buffer = loader ? run_loader (loader, whole) : load_pixbuf (path);
  said   = nst_stderr_capture_end (&capture);

  if (buffer)
    extent = gegl_buffer_get_extent (buffer);

  if (nst_exif_is_cut_short (bytes, n_bytes) ||
      !extent || extent->width < 1 || extent->height < 1 ||
      nst_stderr_capture_tells_of_failure (said))
    {
      g_set_error_literal (error, NST_ERROR, NST_ERROR_PICTURE, trouble);
      return NULL;
    }

  return g_steal_pointer (&buffer);
}

static gboolean
has_8_bits (GeglBuffer *buffer)
{
  return babl_format_get_type (gegl_buffer_get_format (buffer), 0) ==
         babl_type ("u8");
}

/* The image turned upright in place of itself. */
static gboolean
turn_image (NstImage **image,
            int        orientation,
            GError   **error)
{
  const gboolean swapped = orientation >= 5;
  const int      width   = swapped ? (*image)->height : (*image)->width;
  const int      height  = swapped ? (*image)->width : (*image)->height;
  NstImage      *turned  = nst_image_new (width, height, (*image)->channels,
                                          error);

  if (!turned)
    return FALSE;

  nst_exif_turn ((*image)->data, (*image)->width, (*image)->height,
                 (*image)->channels, orientation, turned->data);
  nst_image_free (*image);
  *image = turned;

  return TRUE;
}

gboolean
nst_picture_load (const char *path,
                  NstPicture *picture,
                  GError    **error)
{
  g_autoptr (GeglBuffer) buffer = NULL;
  g_auto (NstPixels)     pixels = { NULL, NULL };
  g_auto (NstPicture)    loaded = { NULL, NULL, 8 };
  g_autofree char       *name   = g_filename_display_basename (path);
  int                    orientation;

  buffer = load_buffer (path, &orientation, error);

  if (!buffer ||
      !nst_layer_read (buffer, NULL, NULL, name, &pixels, error))
    return FALSE;

  loaded.bits  = has_8_bits (buffer) ? 8 : 16;
  loaded.image = g_steal_pointer (&pixels.image);
  loaded.paper = pixels.paper;

  if (pixels.alpha)
    {
      const size_t n = (size_t) loaded.image->width * loaded.image->height;

      loaded.alpha = nst_image_new (loaded.image->width, loaded.image->height,
                                    1, error);
      if (!loaded.alpha)
        return FALSE;

      memcpy (loaded.alpha->data, pixels.alpha, n * sizeof (float));
    }

  if (orientation != 1 &&
      (!turn_image (&loaded.image, orientation, error) ||
       (loaded.alpha &&
        !turn_image (&loaded.alpha, orientation, error))))
    return FALSE;

  *picture     = loaded;
  loaded.image = NULL;
  loaded.alpha = NULL;

  return TRUE;
}

/* GEGL's loader of JPEG files rounds otherwise than most programs do, where
 * two values are nearly as close: this one is the common way. */
static GdkPixbuf *
load_jpeg (const char *path)
{
  GdkPixbufFormat      *format = gdk_pixbuf_get_file_info (path, NULL, NULL);
  g_autofree char      *name   = format ? gdk_pixbuf_format_get_name (format)
                                        : NULL;
  g_autoptr (GdkPixbuf) pixbuf = NULL;

  if (g_strcmp0 (name, "jpeg") != 0)
    return NULL;

  pixbuf = gdk_pixbuf_new_from_file (path, NULL);

  return pixbuf && gdk_pixbuf_get_n_channels (pixbuf) == 3
           ? g_steal_pointer (&pixbuf)
           : NULL;
}

/* k/255 from rows of bytes. */
static void
take_bytes (NstImage     *image,
            const guchar *bytes,
            size_t        stride)
{
  const size_t n = (size_t) image->width * 3;

  for (int y = 0; y < image->height; y++)
    for (size_t i = 0; i < n; i++)
      image->data[(size_t) y * n + i] =
        (float) bytes[(size_t) y * stride + i] / 255.0f;
}

/* Colours of any kind as they are, without a change of space. */
static gboolean
take_buffer (NstImage   *image,
             GeglBuffer *buffer,
             GError    **error)
{
  const Babl  *space = babl_format_get_space (gegl_buffer_get_format (buffer));
  const size_t n     = (size_t) image->width * image->height * 3;

  if (has_8_bits (buffer))
    {
      g_autofree guchar *bytes = g_try_malloc (n);

      if (!bytes)
        {
          g_set_error (error, NST_ERROR, NST_ERROR_MEMORY,
                       _ ("There is not enough memory for a picture of "
                          "%d x %d pixels."),
                       image->width, image->height);
          return FALSE;
        }

      gegl_buffer_get (buffer, NULL, 1.0,
                       babl_format_with_space ("R'G'B' u8", space), bytes,
                       GEGL_AUTO_ROWSTRIDE, GEGL_ABYSS_NONE);
      take_bytes (image, bytes, (size_t) image->width * 3);
      return TRUE;
    }

  gegl_buffer_get (buffer, NULL, 1.0,
                   babl_format_with_space ("R'G'B' float", space),
                   image->data, GEGL_AUTO_ROWSTRIDE, GEGL_ABYSS_NONE);

  for (size_t i = 0; i < n; i++)
    image->data[i] = image->data[i] > 0 ? fminf (image->data[i], 1) : 0;

  return TRUE;
}

gboolean
nst_picture_load_numbers (const char *path,
                          NstPicture *picture,
                          GError    **error)
{
  g_autoptr (GeglBuffer) buffer = NULL;
  g_autoptr (GdkPixbuf)  pixbuf = NULL;
  g_autoptr (NstImage)   image  = NULL;
  const GeglRectangle   *extent;
  int                    orientation;

  buffer = load_buffer (path, &orientation, error);
  if (!buffer)
    return FALSE;

  extent = gegl_buffer_get_extent (buffer);
  image  = nst_image_new (extent->width, extent->height, 3, error);
  if (!image)
    return FALSE;

  pixbuf = load_jpeg (path);

  if (pixbuf && gdk_pixbuf_get_width (pixbuf) == image->width &&
      gdk_pixbuf_get_height (pixbuf) == image->height)
    take_bytes (image, gdk_pixbuf_read_pixels (pixbuf),
                (size_t) gdk_pixbuf_get_rowstride (pixbuf));
  else if (!take_buffer (image, buffer, error))
    return FALSE;

  picture->bits  = has_8_bits (buffer) ? 8 : 16;
  picture->alpha = NULL;
  picture->image = g_steal_pointer (&image);

  return TRUE;
}

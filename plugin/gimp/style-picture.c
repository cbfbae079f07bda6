/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Files are read in a thread by GdkPixbuf, however large they are.  What it has no reader for
 * is asked of GIMP, which can be asked from the main thread alone, as it is for layers. */

#include "plugin/gimp/style-picture.h"
#include "plugin/gimp/files-compat.h"

#include <string.h>

typedef struct
{
  GtkListStore       *items;
  char               *key;
  gint32              layer;
  int                 size;
  NstStylePictureRead read;
} Request;

static void
free_request (gpointer data)
{
  Request *request = data;

  g_free (request->key);
  g_free (request);
}

GdkPixbuf *
nst_style_picture_of_file (const char *path,
                           int         size)
{
  g_autoptr (GdkPixbuf) picture = NULL;
  g_autoptr (GdkPixbuf) upright = NULL;
  double                scale;

  picture = gdk_pixbuf_new_from_file_at_scale (path, 2 * size, 2 * size, TRUE, NULL);
  if (!picture)
    return NULL;

  upright = gdk_pixbuf_apply_embedded_orientation (picture);
  scale   = MIN ((double) size / gdk_pixbuf_get_width (upright),
                 (double) size / gdk_pixbuf_get_height (upright));

  return gdk_pixbuf_scale_simple (upright, (int) MAX (1, gdk_pixbuf_get_width (upright) * scale),
                                  (int) MAX (1, gdk_pixbuf_get_height (upright) * scale),
                                  GDK_INTERP_BILINEAR);
}

/* Whether what goes wrong in a call is told to the plug-in alone; else GIMP tells people. */
static void
keep_errors (gboolean keep)
{
  const GimpPDBErrorHandler handler = keep ? GIMP_PDB_ERROR_HANDLER_PLUGIN
                                           : GIMP_PDB_ERROR_HANDLER_INTERNAL;

#if GIMP_CHECK_VERSION(2, 99, 0)
  gimp_plug_in_set_pdb_error_handler (gimp_get_plug_in (), handler);
#else
  gimp_plugin_set_pdb_error_handler (handler);
#endif
}

/* By GIMP's own loaders, into an image that nobody sees.  A file that they can't read is no
 * error here. */
static GdkPixbuf *
ask_gimp (const char *path,
          int         size)
{
  GdkPixbuf *picture = NULL;
  gint32     image;

  keep_errors (TRUE);
  image = nst_gimp_file_load (path);
  keep_errors (FALSE);

  if (image != NST_GIMP_NONE)
    {
      picture = gimp_image_get_thumbnail (NST_IMAGE (image), size, size,
                                          GIMP_PIXBUF_SMALL_CHECKS);
      gimp_image_delete (NST_IMAGE (image));
    }

  gimp_progress_end ();
  return picture;
}

/* Whether GdkPixbuf would read such files, by the name's ending. */
static gboolean
has_reader (const char *path)
{
  const char      *dot     = strrchr (path, '.');
  g_autofree char *ending  = g_ascii_strdown (dot ? dot + 1 : "", -1);
  GSList          *formats = gdk_pixbuf_get_formats ();
  gboolean         found   = !dot;

  for (GSList *one = formats; one && !found; one = one->next)
    {
      g_auto (GStrv) endings = gdk_pixbuf_format_get_extensions (one->data);

      found = g_strv_contains ((const char *const *) endings, ending);
    }

  g_slist_free (formats);
  return found;
}

/* In a thread. */
static void
read_file (GTask        *task,
           gpointer      source,
           gpointer      data,
           GCancellable *gone)
{
  Request *request = data;

  (void) source;
  (void) gone;

  g_task_return_pointer (task, nst_style_picture_of_file (request->key, request->size),
                         g_object_unref);
}

static gboolean
read_layer (gpointer data)
{
  GTask   *task    = data;
  Request *request = g_task_get_task_data (task);

  g_task_return_pointer (task,
                         nst_gimp_item_is_valid (request->layer)
                           ? gimp_drawable_get_thumbnail (NST_DRAWABLE (request->layer),
                                                          request->size, request->size,
                                                          GIMP_PIXBUF_SMALL_CHECKS)
                           : NULL,
                         g_object_unref);
  return G_SOURCE_REMOVE;
}

static void
finish (GObject      *source,
        GAsyncResult *result,
        gpointer      unused)
{
  GTask                *task    = G_TASK (result);
  Request              *request = g_task_get_task_data (task);
  g_autoptr (GdkPixbuf) picture = g_task_propagate_pointer (task, NULL);

  (void) source;
  (void) unused;

  if (g_cancellable_is_cancelled (g_task_get_cancellable (task)))
    return; /* and the items may be no more */

  if (!picture && request->layer == NST_GIMP_NONE && !has_reader (request->key))
    picture = ask_gimp (request->key, request->size);

  request->read (request->items, request->key, picture);
}

void
nst_style_picture_read (GtkListStore       *items,
                        const char         *key,
                        gint32              layer,
                        int                 size,
                        GCancellable       *gone,
                        NstStylePictureRead read)
{
  g_autoptr (GTask) task    = g_task_new (NULL, gone, finish, NULL);
  Request          *request = g_new0 (Request, 1);

  request->items = items;
  request->key   = g_strdup (key);
  request->layer = layer;
  request->size  = size;
  request->read  = read;
  g_task_set_task_data (task, request, free_request);

  if (layer == NST_GIMP_NONE)
    g_task_run_in_thread (task, read_file);
  else
    g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, read_layer, g_object_ref (task), g_object_unref);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "plugin/gimp/paint.h"
#include "plugin/shared/progress-text.h"
#include "plugin/gimp/result.h"
#include "plugin/gimp/run-window.h"
#include "plugin/shared/shelf.h"

#include <string.h>

#include <glib/gi18n.h>

#define POLL_S    0.1
#define AT_ONCE_S 0.15


/* ---- before a run ---------------------------------------------------- */

gboolean
nst_paint_check (const NstPaint  *paint,
                 GError         **error)
{
  const char *reason = NULL;
  int         x, y, width, height;

  if (! nst_gimp_item_is_layer (paint->content))
    reason = _("Neural Art paints layers, not masks or channels: click on a "
               "layer in the Layers dialog first.");
  else if (nst_gimp_image_base_type (paint->image) == GIMP_INDEXED)
    reason = _("Neural Art can't paint in the few colors of an indexed "
               "picture: choose Image > Mode > RGB first.");
  else if (nst_gimp_floating_sel (paint->image) != NST_GIMP_NONE)
    reason = _("The picture has a floating selection: anchor it or make it a "
               "layer first.");
  else if (! gimp_drawable_mask_intersect (NST_DRAWABLE (paint->content), &x,
                                           &y, &width, &height))
    reason = _("The selection does not touch the layer: select a part of the "
               "layer, or nothing.");
  else if (paint->run_mode == GIMP_RUN_INTERACTIVE &&
           ! nst_run_window_possible ())
    reason = _("There is no display to show the dialog on: call Neural Art "
               "with RUN-NONINTERACTIVE.");

  if (reason)
    g_set_error_literal (error, NST_ERROR, NST_ERROR_PICTURE, reason);

  return ! reason;
}

/* The network that belongs to the program. */
static NstNetwork *
open_network (GError **error)
{
  g_autofree char *folder = g_path_get_dirname (gimp_get_progname ());
  g_autofree char *path   = nst_find_network (folder, error);

  return path ? nst_network_open (path, error) : NULL;
}


/* ---- layers in ------------------------------------------------------- */

static gboolean
read_drawable (gint32                drawable,
               const GeglRectangle  *box,
               const Babl           *space,
               NstPixels            *pixels,
               GError              **error)
{
  g_autofree char *name   = gimp_item_get_name (NST_ITEM (drawable));
  GeglBuffer      *buffer = gimp_drawable_get_buffer (NST_DRAWABLE (drawable));
  const gboolean   read   = nst_layer_read (buffer, box, space, name, pixels,
                                            error);

  g_object_unref (buffer);
  return read;
}

static gboolean
read_whole (gint32      drawable,
            NstPixels  *pixels,
            GError    **error)
{
  return read_drawable (drawable, NULL,
                        nst_gimp_image_space (
                          nst_gimp_item_get_image (drawable)),
                        pixels, error);
}

/* GIMP's own loaders read whatever GIMP can open, profile and all. */
static gboolean
read_file (const char  *path,
           NstPixels   *pixels,
           GError     **error)
{
  gint32   image = NST_GIMP_NONE;
  gint32   layer = NST_GIMP_NONE;
  gboolean read;

  if (g_file_test (path, G_FILE_TEST_IS_REGULAR))
    {
      image = nst_gimp_file_load (path);
      if (image != NST_GIMP_NONE)
        layer = nst_gimp_flatten (image);

      /* What GIMP did here stays in its status bar until it is told. */
      gimp_progress_end ();
    }

  if (layer == NST_GIMP_NONE)
    {
      const char *reason = g_file_test (path, G_FILE_TEST_IS_REGULAR)
                           ? _("GIMP could not open it as a picture")
                           : _("there is no such file");

      if (image != NST_GIMP_NONE)
        gimp_image_delete (NST_IMAGE (image));
      g_set_error (error, NST_ERROR, NST_ERROR_PICTURE,
                   _("The file \"%s\" can't be used: %s; choose another."),
                   path, reason);
      return FALSE;
    }

  read = read_drawable (layer, NULL, nst_gimp_image_space (image), pixels,
                        error);
  gimp_image_delete (NST_IMAGE (image));
  return read;
}

static gboolean
has_file (const NstPaint *paint)
{
  return paint->style_file && *paint->style_file;
}

/* The style file may be named as on the shelf. */
static gboolean
read_style_file (const char  *named,
                 NstPixels   *style,
                 GError     **error)
{
  g_autofree char *folder = g_path_get_dirname (gimp_get_progname ());
  g_autofree char *path   = nst_shelf_look_up (folder, named, error);

  return path && read_file (path, style, error);
}

static gboolean
read_style (const NstPaint     *paint,
            const NstSettings  *settings,
            NstPixels          *style,
            GError            **error)
{
  if (! *settings->style_layers)
    return TRUE;

  if (has_file (paint))
    return read_style_file (paint->style_file, style, error);

  if (paint->style == NST_GIMP_NONE ||
      ! nst_gimp_item_is_valid (paint->style))
    {
      g_set_error (error, NST_ERROR, NST_ERROR_PICTURE,
                   _("No style is chosen: choose a layer of any open picture, "
                     "or a picture file."));
      return FALSE;
    }

  return read_whole (paint->style, style, error);
}

/* The picture to start from, where one is asked for; the engine complains where
 * there is none. */
static gboolean
read_start (const NstPaint     *paint,
            const NstSettings  *settings,
            NstPixels          *start,
            GError            **error)
{
  if (settings->init != NST_INIT_FILE)
    return TRUE;

  if (*paint->options.init_file)
    return read_file (paint->options.init_file, start, error);

  return paint->start == NST_GIMP_NONE ||
         ! nst_gimp_item_is_valid (paint->start) ||
         read_whole (paint->start, start, error);
}

/* What is painted from: of a content that gives its size alone, no more than
 * that, and there may be nothing to see in it. */
static gboolean
read_content (const NstPaint       *paint,
              const GeglRectangle  *box,
              const NstSettings    *settings,
              NstPixels            *content,
              GError              **error)
{
  if (nst_settings_see_content (settings))
    return read_drawable (paint->content, box,
                          nst_gimp_image_space (paint->image), content, error);

  content->image = nst_image_new (box->width, box->height, 3, error);
  if (content->image)
    memset (content->image->data, 0,
            sizeof (float) * 3 * (size_t) box->width * (size_t) box->height);

  return content->image != NULL;
}

/* The layer's name; but the file's where the layer is all there is of another
 * picture, since GIMP calls every photo's layer "Background". */
static char *
name_drawable (gint32 drawable,
               gint32 content_image)
{
  const gint32       image  = nst_gimp_item_get_image (drawable);
  g_autofree gint32 *layers = nst_gimp_layers (image);
  char              *name   = NULL;

  if (image != content_image && layers[0] == drawable &&
      layers[1] == NST_GIMP_NONE)
    name = nst_gimp_image_file_name (image);

  return name ? name : gimp_item_get_name (NST_ITEM (drawable));
}

/* What the style is called, without the ending of a file's name. */
static char *
name_style (const NstPaint *paint)
{
  char *name;
  char *dot;

  if (has_file (paint))
    name = g_path_get_basename (paint->style_file);
  else if (paint->style != NST_GIMP_NONE &&
           nst_gimp_item_is_valid (paint->style))
    name = name_drawable (paint->style, paint->image);
  else
    return g_strdup (_("no style"));

  dot = strrchr (name, '.');
  if (dot && dot > name && strlen (dot) <= 5)
    *dot = '\0';

  return name;
}


/* ---- the run --------------------------------------------------------- */

/* All that is looked at; only the content has to be there. */
typedef struct
{
  NstPixels content;
  NstPixels style;
  NstPixels start;
} Pictures;

static void
pictures_clear (Pictures *pictures)
{
  nst_pixels_clear (&pictures->content);
  nst_pixels_clear (&pictures->style);
  nst_pixels_clear (&pictures->start);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Pictures, pictures_clear)

typedef struct
{
  NstResult *result;
  NstJob    *job;
} Show;

static gboolean
tick (gpointer user_data)
{
  Show *show = user_data;

  return nst_result_develop (show->result, show->job);
}

/* GIMP's own progress bar, for scripts. */
static void
wait_quietly (NstJob     *job,
              const char *style_name)
{
  g_autofree char *title = g_strdup_printf (_("Painting in the style of %s"),
                                            style_name);

  gimp_progress_init (title);

  while (! nst_job_wait (job, POLL_S))
    {
      NstProgress progress;

      if (nst_job_progress (job, &progress))
        {
          g_autofree char *text = nst_progress_text (&progress);

          gimp_progress_set_text (text);
          gimp_progress_update (CLAMP (progress.fraction, 0.0, 1.0));
        }
    }

  gimp_progress_end ();
}

/* Runs the engine; NULL with G_IO_ERROR_CANCELLED where the run was dropped. */
static NstImage *
run_engine (const NstPaint     *paint,
            NstNetwork         *network,
            const Pictures     *pictures,
            const NstSettings  *settings,
            const char         *style_name,
            NstResult          *result,
            GError            **error)
{
  g_autoptr (NstJob) job  = nst_job_start (network, pictures->content.image,
                                           pictures->style.image,
                                           pictures->start.image, settings);
  Show               show = { result, job };
  gboolean           kept = TRUE;

  /* What can't be done is known at once, and needs no window. */
  if (nst_job_wait (job, AT_ONCE_S))
    kept = TRUE;
  else if (paint->run_mode != GIMP_RUN_NONINTERACTIVE &&
           nst_run_window_possible ())
    kept = nst_run_window (job, style_name, tick, &show);
  else
    wait_quietly (job, style_name);

  if (kept)
    return nst_job_result (job, error);

  /* Before the engine's thread has ended, which may take it a moment. */
  nst_result_clear (result);
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED,
                       _("The painting was cancelled."));
  return NULL;
}

/* The text kept on the new layer: how to paint the same again. */
static char *
describe (const NstPaint *paint,
          const char     *style_name)
{
  g_autofree char *pairs  = nst_options_to_pairs (&paint->options);
  g_autofree char *quoted = g_shell_quote (style_name);

  return g_strdup_printf ("style=%s%s%s", quoted, *pairs ? " " : "", pairs);
}

/* A texture of a size of its own lies in the content's corner, and has nothing to
 * do with its transparency or with what is selected of it. */
static void
fit_result (NstResult         *result,
            const NstSettings *settings)
{
  GeglRectangle *box = &result->box;
  int            width, height;

  nst_fit_canvas (settings, box->width, box->height, &width, &height);

  if (width == box->width && height == box->height)
    return;

  *box             = (GeglRectangle) { 0, 0, width, height };
  result->alpha    = NULL;
  result->unmasked = TRUE;
}

/* With everything read: the layer, the run, the painting. */
static gint32
paint_layer (const NstPaint       *paint,
             const GeglRectangle  *box,
             NstNetwork           *network,
             const Pictures       *pictures,
             const NstSettings    *settings,
             GError              **error)
{
  g_autofree char *style_name  = name_style (paint);
  g_autofree char *name        = g_strdup_printf (_("Neural Art: %s"),
                                                  style_name);
  g_autofree char *description = describe (paint, style_name);
  NstResult        result      =
    {
      .image   = paint->image,
      .content = paint->content,
      .box     = *box,
      .space   = nst_gimp_image_space (paint->image),
      .alpha   = pictures->content.alpha,
      .paper   = pictures->content.paper,
      .layer   = NST_GIMP_NONE
    };
  gint32           layer       = NST_GIMP_NONE;

  fit_result (&result, settings);

  if (nst_result_make (&result, name, description, error))
    {
      NstImage *painting = run_engine (paint, network, pictures, settings,
                                       style_name, &result, error);

      if (painting)
        layer = nst_result_finish (&result, painting, error);
      g_clear_pointer (&painting, nst_image_free);
    }

  nst_result_clear (&result);
  return layer;
}

gint32
nst_paint (const NstPaint  *paint,
           GError         **error)
{
  g_autoptr (NstNetwork) network  = NULL;
  g_auto (Pictures)      pictures = { .content = { NULL, NULL } };
  NstOptions             options  = paint->options;
  GeglRectangle          box;
  NstSettings            settings;

  /* As an init-file does. */
  if (options.init == 0 && paint->start != NST_GIMP_NONE)
    options.init = NST_INIT_FILE + 1;

  if (! nst_paint_check (paint, error) ||
      ! nst_options_resolve (&options, &settings, error))
    return NST_GIMP_NONE;

  gimp_drawable_mask_intersect (NST_DRAWABLE (paint->content), &box.x, &box.y,
                                &box.width, &box.height);

  network = open_network (error);
  if (! network ||
      ! read_style (paint, &settings, &pictures.style, error) ||
      ! read_start (paint, &settings, &pictures.start, error) ||
      ! read_content (paint, &box, &settings, &pictures.content, error))
    return NST_GIMP_NONE;

  return paint_layer (paint, &box, network, &pictures, &settings, error);
}

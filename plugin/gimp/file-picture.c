/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The image is made as simple as a photo before it is painted: one layer, no selection, and no
 * palette.  What is saved is what was loaded, with the painting in the photo's place. */

#include "plugin/gimp/file-picture.h"
#include "plugin/gimp/file-formats.h"
#include "plugin/gimp/files-compat.h"
#include "plugin/gimp/paint.h"
#include "plugin/gimp/preview-layer.h"
#include "plugin/shared/whole-file.h"

#include <errno.h>

#include <glib/gi18n.h>
#include <glib/gstdio.h>

#define TRIAL_SIDE 8


/* ---- saving ---------------------------------------------------------- */

static gboolean
refuse_to_save (const char *target,
                const char *reason,
                GError    **error)
{
  g_autofree char *shown = g_filename_display_name (target);

  g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, _ ("\"%s\" can't be saved: %s"), shown,
               reason);
  return FALSE;
}

/* Under another name, which is the target's only if keep. */
static gboolean
save (gint32      image,
      gint32      layer,
      const char *target,
      gboolean    keep,
      GError    **error)
{
  const NstFileFormat *format = nst_file_format_find (target);
  g_autofree char     *name   = nst_whole_file_name (target);
  g_autofree char     *folder = g_path_get_dirname (target);
  const char          *reason = NULL;

  if (g_mkdir_with_parents (folder, 0777) != 0)
    return refuse_to_save (target, g_strerror (errno), error);

  if (!nst_gimp_file_save (image, layer, name, format ? format->saver : NULL))
    reason = nst_gimp_last_error ();
  else if (!nst_whole_file_is_on_disk (name) ||
           (keep && !nst_whole_file_take_name (name, target)))
    reason = g_strerror (errno);

  if (!reason && keep)
    return TRUE;

  if (reason)
    refuse_to_save (target, reason, error);
  g_unlink (name);

  return !reason;
}

gboolean
nst_file_picture_can_save (const char *target,
                           GError    **error)
{
  const gint32 image = nst_gimp_image_new (TRIAL_SIDE, TRIAL_SIDE);
  const gint32 layer = nst_gimp_layer_new (image, "", TRIAL_SIDE, TRIAL_SIDE, GIMP_RGB_IMAGE);
  gboolean     saved;

  nst_gimp_insert_layer (image, layer, NST_GIMP_NONE, 0);
  saved = save (image, layer, target, FALSE, error);
  gimp_image_delete (NST_IMAGE (image));
  gimp_progress_end ();

  return saved;
}


/* ---- loading --------------------------------------------------------- */

/* The layer of an image that has no other, and nothing that would make it look otherwise;
 * NST_GIMP_NONE where there is more. */
static gint32
get_only_layer (gint32 image)
{
  g_autofree gint32 *layers = nst_gimp_layers (image);
  const gint32       layer  = layers[0];
  int                x, y;

  if (layer == NST_GIMP_NONE || layers[1] != NST_GIMP_NONE ||
      gimp_item_is_group (NST_ITEM (layer)) || !gimp_item_get_visible (NST_ITEM (layer)) ||
      nst_gimp_layer_get_mask (layer) != NST_GIMP_NONE || nst_gimp_is_filtered (layer) ||
      gimp_layer_get_opacity (NST_LAYER (layer)) < 100)
    return NST_GIMP_NONE;

  nst_gimp_drawable_offsets (layer, &x, &y);

  return x == 0 && y == 0 && nst_gimp_drawable_width (layer) == nst_gimp_image_width (image) &&
             nst_gimp_drawable_height (layer) == nst_gimp_image_height (image)
           ? layer
           : NST_GIMP_NONE;
}

/* Makes the image one layer of its size, as it is seen; NST_GIMP_NONE where nothing is. */
static gint32
simplify (gint32   image,
          GError **error)
{
  gint32 layer;

  gimp_image_undo_disable (NST_IMAGE (image));
  nst_preview_layers_remove (image);
  gimp_selection_none (NST_IMAGE (image));
  if (nst_gimp_image_base_type (image) == GIMP_INDEXED)
    gimp_image_convert_rgb (NST_IMAGE (image));

  layer = get_only_layer (image);
  if (layer == NST_GIMP_NONE)
    layer = nst_gimp_flatten (image);
  if (layer == NST_GIMP_NONE)
    nst_refuse (error, NST_ERROR_PICTURE, _ ("There is nothing to be seen in this picture."));

  return layer;
}

static gint32
load (const char *path,
      GError    **error)
{
  gint32 image = NST_GIMP_NONE;

  if (!g_file_test (path, G_FILE_TEST_IS_REGULAR))
    nst_refuse (error, NST_ERROR_PICTURE, _ ("There is no such file any more."));
  else if ((image = nst_gimp_file_load (path)) == NST_GIMP_NONE)
    nst_refuse (error, NST_ERROR_PICTURE, _ ("GIMP can't open it: %s"), nst_gimp_last_error ());

  /* What GIMP did here stays in its status bar until it is told. */
  gimp_progress_end ();
  return image;
}


/* ---- painting -------------------------------------------------------- */

/* The painting takes the photo's place, where its format can't have both. */
static gint32
put_in_place (gint32               image,
              gint32               photo,
              gint32               painting,
              const NstFileFormat *format)
{
  const gboolean opaque = !gimp_drawable_has_alpha (NST_DRAWABLE (photo));

  if (format && format->layered)
    return painting;

  gimp_image_remove_layer (NST_IMAGE (image), NST_LAYER (photo));
  gimp_image_resize_to_layers (NST_IMAGE (image));

  return opaque || (format && format->opaque) ? nst_gimp_flatten_all (image) : painting;
}

static gboolean
paint_and_save (const NstFilesJob *job,
                const NstOptions  *options,
                gint32             image,
                NstPaintWait       wait,
                gpointer           user_data,
                GError           **error)
{
  NstPaint paint = {
    .run_mode   = GIMP_RUN_NONINTERACTIVE,
    .image      = image,
    .content    = simplify (image, error),
    .style      = NST_GIMP_NONE,
    .style_file = job->style,
    .start      = NST_GIMP_NONE,
    .like       = NST_GIMP_NONE,
    .options    = *options,
    .wait       = wait,
    .wait_data  = user_data,
  };
  gint32 painting;
  gint32 layer;

  if (paint.content == NST_GIMP_NONE || nst_paint (&paint, &painting, error) != GIMP_PDB_SUCCESS)
    return FALSE;

  layer = put_in_place (image, paint.content, painting, nst_file_format_find (job->target));

  return save (image, layer, job->target, TRUE, error);
}

gboolean
nst_file_picture_paint (const NstFilesJob *job,
                        const NstOptions  *options,
                        NstPaintWait       wait,
                        gpointer           user_data,
                        GError           **error)
{
  const gint32 image = load (job->picture, error);
  gboolean     done;

  if (image == NST_GIMP_NONE)
    return FALSE;

  done = paint_and_save (job, options, image, wait, user_data, error);
  gimp_image_delete (NST_IMAGE (image));
  gimp_progress_end ();

  return done;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The new layer, from the first frame to the finished painting.  Every call here asks
 * first whether layer and image are still there: GIMP ends a plug-in that writes to a
 * layer which the user has deleted. */

#include "plugin/gimp/result.h"
#include "plugin/gimp/layer-record.h"
#include "plugin/gimp/untraced.h"

#include <glib/gi18n.h>

#define FRAME_PAUSE_US   G_USEC_PER_SEC
#define PIXELS_AT_A_TIME 400000

static gboolean
image_is_there (const NstResult *result)
{
  return nst_gimp_image_is_valid (result->image);
}

static gboolean
layer_is_there (const NstResult *result)
{
  return image_is_there (result) && nst_gimp_item_is_valid (result->layer);
}


/* ---- making ---------------------------------------------------------- */

/* Which layer the result is blended and masked as: a painting whose size was changed has no
 * mask that would fit. */
static gint32
get_model (const NstResult *result)
{
  const gint32 like = result->like;

  return like != NST_GIMP_NONE && nst_gimp_drawable_width (like) == result->box.width &&
             nst_gimp_drawable_height (like) == result->box.height
           ? like
           : result->content;
}

/* Multiplies the box of another mask into the result's own mask. */
static void
multiply_mask (gint32        other,
               GeglRectangle box,
               gint32        mask)
{
  const GeglRectangle all    = { 0, 0, box.width, box.height };
  const size_t        n      = (size_t) box.width * (size_t) box.height;
  const Babl         *format = babl_format ("Y float");
  g_autofree float   *ours   = g_try_new (float, n);
  g_autofree float   *theirs = g_try_new (float, n);
  GeglBuffer         *buffer;

  if (!ours || !theirs)
    return;

  buffer = gimp_drawable_get_buffer (NST_DRAWABLE (other));
  gegl_buffer_get (buffer, &box, 1.0, format, theirs, GEGL_AUTO_ROWSTRIDE,
                   GEGL_ABYSS_NONE);
  g_object_unref (buffer);

  buffer = gimp_drawable_get_buffer (NST_DRAWABLE (mask));
  gegl_buffer_get (buffer, &all, 1.0, format, ours, GEGL_AUTO_ROWSTRIDE,
                   GEGL_ABYSS_NONE);
  for (size_t i = 0; i < n; i++)
    ours[i] *= theirs[i];
  gegl_buffer_set (buffer, &all, 0, format, ours, GEGL_AUTO_ROWSTRIDE);
  gegl_buffer_flush (buffer);
  g_object_unref (buffer);
}

/* The selection, and the mask, where that is in force, of what the result is blended as. */
static void
make_mask (NstResult *result)
{
  const gint32   model    = get_model (result);
  const gboolean selected = model == result->content && !result->whole &&
                            !gimp_selection_is_empty (NST_IMAGE (result->image));
  const gint32   other  = nst_gimp_layer_get_mask (model);
  const gboolean masked = other != NST_GIMP_NONE &&
                          gimp_layer_get_apply_mask (NST_LAYER (model));
  GeglRectangle box = result->box;
  gint32        mask;

  if (!selected && !masked)
    return;

  if (model != result->content)
    box.x = box.y = 0;

  mask = nst_gimp_create_mask (result->layer,
                               selected ? GIMP_ADD_MASK_SELECTION
                                        : GIMP_ADD_MASK_WHITE);
  nst_gimp_add_mask (result->layer, mask);
  /* GIMP goes on with the mask as what is painted on, and filtered. */
  gimp_layer_set_edit_mask (NST_LAYER (result->layer), FALSE);

  if (masked)
    multiply_mask (other, box, mask);
}

/* Of a content that can't be seen at all, there is something to see. */
static void
blend_as_model (const NstResult *result)
{
  const gint32        model   = get_model (result);
  const GimpLayerMode mode    = gimp_layer_get_mode (NST_LAYER (model));
  const double        opacity = gimp_layer_get_opacity (NST_LAYER (model));

  if (opacity > 0)
    gimp_layer_set_opacity (NST_LAYER (result->layer), opacity);

  if (mode == GIMP_LAYER_MODE_PASS_THROUGH) /* a group's alone */
    return;

  gimp_layer_set_mode (NST_LAYER (result->layer), mode);
  gimp_layer_set_blend_space (
    NST_LAYER (result->layer),
    gimp_layer_get_blend_space (NST_LAYER (model)));
  gimp_layer_set_composite_space (
    NST_LAYER (result->layer),
    gimp_layer_get_composite_space (NST_LAYER (model)));
  gimp_layer_set_composite_mode (
    NST_LAYER (result->layer),
    gimp_layer_get_composite_mode (NST_LAYER (model)));
}

gboolean
nst_result_make (NstResult  *result,
                 const char *name,
                 const char *settings_text,
                 GError    **error)
{
  const gboolean grey = nst_gimp_image_base_type (result->image) == GIMP_GRAY;
  int            x, y;

  result->layer = nst_gimp_layer_new (result->image, name, result->box.width,
                                      result->box.height,
                                      grey ? GIMP_GRAYA_IMAGE
                                           : GIMP_RGBA_IMAGE);
  if (result->layer == NST_GIMP_NONE)
    {
      g_set_error (error, NST_ERROR, NST_ERROR_MEMORY,
                   _ ("GIMP could not make a layer of %d x %d pixels; close "
                      "other pictures and try again."),
                   result->box.width, result->box.height);
      return FALSE;
    }

  nst_gimp_drawable_offsets (result->content, &x, &y);
  gimp_layer_set_offsets (NST_LAYER (result->layer),
                          x + result->box.x, y + result->box.y);
  if (!result->unmasked)
    {
      blend_as_model (result);
      make_mask (result);
    }

  if (settings_text)
    nst_layer_record_attach (result->layer, settings_text);

  result->buffer = gimp_drawable_get_buffer (NST_DRAWABLE (result->layer));
  return TRUE;
}


/* ---- in the image and out of it -------------------------------------- */

/* Puts a layer of ours into the image. */
static gboolean
insert (const NstResult *result,
        gint32           layer,
        gint32           parent,
        int              position,
        const gint32    *selected)
{
  if (!nst_gimp_insert_layer (result->image, layer, parent, position))
    return FALSE;

  if (!result->selected)
    nst_gimp_select_layers (result->image, selected);
  return TRUE;
}

/* Above the content and the paintings that lie on it; above everything where the
 * content is gone. */
static gboolean
insert_above_content (NstResult *result)
{
  g_autofree gint32 *selected = nst_gimp_selected_layers (result->image);
  g_autofree gint32 *beside   = NULL;
  gint32             parent   = NST_GIMP_NONE;
  int                position = 0;

  if (nst_gimp_item_is_valid (result->content) &&
      nst_gimp_item_get_image (result->content) == result->image)
    {
      parent   = nst_gimp_item_get_parent (result->content);
      position = gimp_image_get_item_position (NST_IMAGE (result->image),
                                               NST_ITEM (result->content));
      beside   = parent == NST_GIMP_NONE ? nst_gimp_layers (result->image)
                                         : nst_gimp_children (parent);
      while (position > 0 && nst_layer_record_is_there (beside[position - 1]))
        position--;
    }

  return insert (result, result->layer, parent, position, selected);
}

static void
show_layer (NstResult *result)
{
  const gboolean unchanged = nst_untraced_begin (result->image);

  result->shown = insert_above_content (result);
  nst_untraced_end (result->image, unchanged);
}

static void
hide_layer (NstResult *result)
{
  const gboolean unchanged = nst_untraced_begin (result->image);

  gimp_image_remove_layer (NST_IMAGE (result->image),
                           NST_LAYER (result->layer));
  nst_untraced_end (result->image, unchanged);
  result->shown = FALSE;
}

/* Takes out the layer shown so far and puts in a copy of it, with whatever
 * the user has done to it, in the same place: that has an undo step. */
static gboolean
replace_layer (NstResult *result)
{
  const gint32 parent = nst_gimp_item_get_parent (result->layer);
  const int    position =
    gimp_image_get_item_position (NST_IMAGE (result->image),
                                  NST_ITEM (result->layer));
  g_autofree gint32 *selected = nst_gimp_selected_layers (result->image);
  g_autofree char   *name     = gimp_item_get_name (NST_ITEM (result->layer));
  const gint32       copy     = nst_gimp_layer_copy (result->layer);

  if (copy == NST_GIMP_NONE)
    return FALSE;

  for (int i = 0; selected[i] != NST_GIMP_NONE; i++)
    if (selected[i] == result->layer)
      selected[i] = copy;

  hide_layer (result);
  result->layer = copy;
  gimp_item_set_name (NST_ITEM (copy), name);

  return insert (result, copy, parent, position, selected);
}


/* ---- pixels ---------------------------------------------------------- */

static void
write_rows (NstResult      *result,
            const NstImage *image,
            int             first,
            int             n)
{
  nst_layer_write (result->buffer, image, result->alpha, result->paper,
                   result->space, first, n);
  gegl_buffer_flush (result->buffer);

  if (result->shown)
    gimp_drawable_update (NST_DRAWABLE (result->layer), 0, first,
                          result->box.width, n);
}

gboolean
nst_result_write_some (NstResult *result)
{
  const int rows = MAX (1, PIXELS_AT_A_TIME / result->box.width);

  if (!layer_is_there (result))
    return FALSE;

  write_rows (result, result->frame, result->row,
              MIN (rows, result->box.height - result->row));
  result->row += rows;

  if (result->row >= result->box.height)
    {
      g_clear_pointer (&result->frame, nst_image_free);
      result->row = 0;

      if (!result->shown)
        show_layer (result);
      gimp_displays_flush ();
    }

  return TRUE;
}

gboolean
nst_result_develop (NstResult *result,
                    NstJob    *job)
{
  const gint64 now = g_get_monotonic_time ();

  if (!result->frame && now >= result->next_frame_us)
    {
      nst_job_ask_frame (job);
      result->frame = nst_job_take_frame (job);
    }
  if (!result->frame)
    return layer_is_there (result);

  result->next_frame_us = now + FRAME_PAUSE_US;

  return nst_result_write_some (result);
}

gint32
nst_result_finish (NstResult      *result,
                   const NstImage *painting,
                   GError        **error)
{
  gint32   finished;
  gboolean inserted;

  if (!layer_is_there (result))
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED,
                   _ ("The picture was closed, or the new layer deleted, "
                      "before the painting was done."));
      return NST_GIMP_NONE;
    }

  write_rows (result, painting, 0, result->box.height);
  g_clear_object (&result->buffer);

  gimp_image_undo_group_start (NST_IMAGE (result->image));
  inserted = result->shown ? replace_layer (result)
                           : insert_above_content (result);
  finished = inserted && result->split.photo
               ? nst_split_make (&result->split, result->image, result->layer)
               : NST_GIMP_NONE;
  gimp_image_undo_group_end (NST_IMAGE (result->image));

  if (!inserted)
    {
      g_set_error (error, NST_ERROR, NST_ERROR_PICTURE,
                   _ ("GIMP did not let the new layer into the picture: "
                      "unlock the layer group that it goes into, and try "
                      "again."));
      return NST_GIMP_NONE;
    }

  gimp_displays_flush ();
  if (finished == NST_GIMP_NONE)
    finished = result->layer;
  result->layer = NST_GIMP_NONE;
  return finished;
}

void
nst_result_clear (NstResult *result)
{
  g_clear_pointer (&result->frame, nst_image_free);
  g_clear_object (&result->buffer);

  if (result->layer == NST_GIMP_NONE || !layer_is_there (result))
    return;

  if (result->shown)
    {
      g_autofree gint32 *selected = nst_gimp_selected_layers (result->image);

      for (int i = 0; selected[i] != NST_GIMP_NONE; i++)
        if (selected[i] == result->layer)
          selected[i] = result->content;

      hide_layer (result);
      nst_gimp_select_layers (result->image, selected);
      gimp_displays_flush ();
    }
  else
    {
      gimp_item_delete (NST_ITEM (result->layer));
    }

  result->layer = NST_GIMP_NONE;
}

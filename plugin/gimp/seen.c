/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What is seen of a layer, by GIMP's own means: a copy, alone in an image that nobody
 * sees, and what is visible of that image.  Most layers need none of this. */

#include "plugin/gimp/seen.h"
#include "plugin/gimp/preview-layer.h"
#include "core/nst.h"

#include <glib/gi18n.h>

static gboolean
has_mask (gint32 layer)
{
  return nst_gimp_layer_get_mask (layer) != NST_GIMP_NONE &&
         gimp_layer_get_apply_mask (NST_LAYER (layer));
}

/* An image for one layer of that size, in which its numbers mean the same. */
static gint32
new_image (gint32 drawable)
{
  const gint32            owner = nst_gimp_item_get_image (drawable);
  const GimpImageBaseType type  = nst_gimp_image_base_type (owner);
  GimpColorProfile       *profile;
  gint32                  image;

  image = nst_gimp_image_new_like (owner, nst_gimp_drawable_width (drawable),
                                   nst_gimp_drawable_height (drawable),
                                   type == GIMP_GRAY ? GIMP_GRAY : GIMP_RGB);
  if (image == NST_GIMP_NONE)
    return image;

  gimp_image_undo_disable (NST_IMAGE (image));
  profile = gimp_image_get_color_profile (NST_IMAGE (owner));
  if (profile)
    {
      gimp_image_set_color_profile (NST_IMAGE (image), profile);
      g_object_unref (profile);
    }

  return image;
}

/* Puts a copy of the layer into image, by itself; FALSE where GIMP can't. */
static gboolean
copy_layer (gint32   layer,
            gboolean masked,
            gint32   image)
{
  const gint32 copy = nst_gimp_layer_new_from_drawable (layer, image);

  if (copy == NST_GIMP_NONE)
    return FALSE;

  gimp_layer_set_mode (NST_LAYER (copy), GIMP_LAYER_MODE_NORMAL);
  gimp_layer_set_opacity (NST_LAYER (copy), 100);
  gimp_item_set_visible (NST_ITEM (copy), TRUE);
  if (nst_gimp_layer_get_mask (copy) != NST_GIMP_NONE)
    gimp_layer_set_apply_mask (NST_LAYER (copy), masked);

  if (!nst_gimp_insert_layer (image, copy, NST_GIMP_NONE, 0))
    return FALSE;

  gimp_layer_set_offsets (NST_LAYER (copy), 0, 0);
  return TRUE;
}

static gint32
look_at (gint32 image,
         gint32 layer)
{
  g_autofree char *name = gimp_item_get_name (NST_ITEM (layer));
  const gint32     seen = nst_gimp_layer_new_from_visible (image, name);

  /* It belongs to the image, and goes with it. */
  return seen != NST_GIMP_NONE &&
             nst_gimp_insert_layer (image, seen, NST_GIMP_NONE, 0)
           ? seen
           : NST_GIMP_NONE;
}

gboolean
nst_seen_begin (NstSeen *seen,
                gint32   drawable,
                gboolean masked,
                GError **error)
{
  seen->drawable = drawable;
  seen->image    = NST_GIMP_NONE;

  if (!nst_gimp_item_is_valid (drawable))
    return nst_refuse (error, NST_ERROR_PICTURE,
                       _ ("A layer that was to be looked at is not there any more: "
                          "choose another."));

  if (nst_preview_layer_is (drawable))
    return nst_refuse (error, NST_ERROR_PICTURE,
                       _ ("A preview on the canvas is no picture to paint from: choose another "
                          "layer."));

  if (!nst_gimp_item_is_layer (drawable) ||
      (!nst_gimp_is_filtered (drawable) && !(masked && has_mask (drawable))))
    return TRUE;

  seen->drawable = NST_GIMP_NONE;
  seen->image    = new_image (drawable);
  if (seen->image != NST_GIMP_NONE && copy_layer (drawable, masked, seen->image))
    seen->drawable = look_at (seen->image, drawable);
  if (seen->drawable != NST_GIMP_NONE)
    return TRUE;

  nst_seen_end (seen);
  return nst_refuse (error, NST_ERROR_MEMORY,
                     _ ("GIMP could not make a copy of a layer with its filters and "
                        "mask; close other pictures and try again."));
}

void
nst_seen_end (NstSeen *seen)
{
  if (seen->image != NST_GIMP_NONE)
    gimp_image_delete (NST_IMAGE (seen->image));
  seen->image = NST_GIMP_NONE;
}

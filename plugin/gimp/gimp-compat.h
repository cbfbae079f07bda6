/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The calls that GIMP 2.10 and GIMP 3, and their GTKs, have under different names
 * or shapes, under the one name that the rest uses.  Images, layers and other items are
 * numbers here, as in 2.10: a number can be asked about after its layer is
 * gone.  -1 is none.
 */

#pragma once

#include <libgimp/gimp.h>
#include <libgimp/gimpui.h>

#define NST_GIMP_NONE (-1)

#if GIMP_CHECK_VERSION(2, 99, 0)

#define NST_IMAGE(id)    gimp_image_get_by_id (id)
#define NST_ITEM(id)     gimp_item_get_by_id (id)
#define NST_DRAWABLE(id) gimp_drawable_get_by_id (id)
#define NST_LAYER(id)    gimp_layer_get_by_id (id)

static inline gint32
nst_gimp_item_id (gpointer item)
{
  return item ? gimp_item_get_id (item) : NST_GIMP_NONE;
}

#define nst_gimp_ui_init()            gimp_ui_init ("neural-art")
#define nst_gimp_image_is_valid(id)   gimp_image_id_is_valid (id)
#define nst_gimp_item_is_valid(id)    gimp_item_id_is_valid (id)
#define nst_gimp_item_is_layer(id)    gimp_item_id_is_layer (id)
#define nst_gimp_item_is_drawable(id) gimp_item_id_is_drawable (id)
#define nst_gimp_item_get_parent(id) \
  nst_gimp_item_id (gimp_item_get_parent (NST_ITEM (id)))
#define nst_gimp_drawable_offsets(id, x, y) \
  gimp_drawable_get_offsets (NST_DRAWABLE (id), x, y)
#define nst_gimp_image_base_type(id) gimp_image_get_base_type (NST_IMAGE (id))
#define nst_gimp_drawable_width(id)  gimp_drawable_get_width (NST_DRAWABLE (id))
#define nst_gimp_drawable_height(id) gimp_drawable_get_height (NST_DRAWABLE (id))
#define nst_gimp_floating_sel(id) \
  nst_gimp_item_id (gimp_image_get_floating_sel (NST_IMAGE (id)))
#define nst_gimp_layer_get_mask(id) \
  nst_gimp_item_id (gimp_layer_get_mask (NST_LAYER (id)))
#define nst_gimp_layer_copy(id) \
  nst_gimp_item_id (gimp_layer_copy (NST_LAYER (id)))
#define nst_gimp_create_mask(id, t) \
  nst_gimp_item_id (gimp_layer_create_mask (NST_LAYER (id), t))
#define nst_gimp_add_mask(id, mask) \
  gimp_layer_add_mask (NST_LAYER (id), GIMP_LAYER_MASK (NST_ITEM (mask)))
#define nst_gimp_item_get_tattoo(id) gimp_item_get_tattoo (NST_ITEM (id))
#define nst_gimp_layer_by_tattoo(id, tattoo) \
  nst_gimp_item_id (gimp_image_get_layer_by_tattoo (NST_IMAGE (id), tattoo))
#define nst_gimp_channel_by_tattoo(id, tattoo) \
  nst_gimp_item_id (gimp_image_get_channel_by_tattoo (NST_IMAGE (id), tattoo))
#define nst_gimp_channel_by_name(id, name) \
  nst_gimp_item_id (gimp_image_get_channel_by_name (NST_IMAGE (id), name))
#define nst_gimp_layer_by_name(id, name) \
  nst_gimp_item_id (gimp_image_get_layer_by_name (NST_IMAGE (id), name))
#define nst_gimp_selection(id)  nst_gimp_item_id (gimp_image_get_selection (NST_IMAGE (id)))
#define nst_gimp_image_name(id) gimp_image_get_name (NST_IMAGE (id))
#define nst_gimp_flatten(id) \
  nst_gimp_item_id (gimp_image_merge_visible_layers (NST_IMAGE (id), \
                                                     GIMP_CLIP_TO_IMAGE))

static inline gint32
nst_gimp_image_new_like (gint32            image,
                         int               width,
                         int               height,
                         GimpImageBaseType type)
{
  GimpImage *made = gimp_image_new_with_precision (
    width, height, type, gimp_image_get_precision (NST_IMAGE (image)));

  return made ? gimp_image_get_id (made) : NST_GIMP_NONE;
}

static inline gint32
nst_gimp_layer_new_from_drawable (gint32 drawable,
                                  gint32 image)
{
  return nst_gimp_item_id (gimp_layer_new_from_drawable (NST_DRAWABLE (drawable),
                                                         NST_IMAGE (image)));
}

static inline gint32
nst_gimp_layer_new_from_visible (gint32      image,
                                 const char *name)
{
  return nst_gimp_item_id (gimp_layer_new_from_visible (NST_IMAGE (image),
                                                        NST_IMAGE (image), name));
}

/* Whether there are filters on the drawable that have not become its pixels. */
static inline gboolean
nst_gimp_is_filtered (gint32 drawable)
{
  g_autofree GimpDrawableFilter **filters =
    gimp_drawable_get_filters (NST_DRAWABLE (drawable));

  for (int i = 0; filters && filters[i]; i++)
    if (gimp_drawable_filter_get_visible (filters[i]))
      return TRUE;

  return FALSE;
}

static inline gint32
nst_gimp_item_get_image (gint32 item)
{
  GimpImage *image = gimp_item_get_image (NST_ITEM (item));

  return image ? gimp_image_get_id (image) : NST_GIMP_NONE;
}

static inline gint32
nst_gimp_layer_new (gint32        image,
                    const char   *name,
                    int           width,
                    int           height,
                    GimpImageType type)
{
  GimpImage *owner = NST_IMAGE (image);

  return nst_gimp_item_id (
    gimp_layer_new (owner, name, width, height, type, 100,
                    gimp_image_get_default_new_layer_mode (owner)));
}

static inline gboolean
nst_gimp_insert_layer (gint32 image,
                       gint32 layer,
                       gint32 parent,
                       int    position)
{
  return gimp_image_insert_layer (NST_IMAGE (image), NST_LAYER (layer),
                                  parent == NST_GIMP_NONE
                                    ? NULL
                                    : NST_LAYER (parent),
                                  position);
}

/* Takes a list of items. */
static inline gint32 *
nst_gimp_ids (gpointer items)
{
  const gsize n   = gimp_core_object_array_get_length (items);
  gint32     *ids = g_new (gint32, n + 1);

  for (gsize i = 0; i < n; i++)
    ids[i] = nst_gimp_item_id (((gpointer *) items)[i]);
  ids[n] = NST_GIMP_NONE;

  g_free (items);
  return ids;
}

/* The image's layers at the top level, those in a group, those that are selected,
 * and the open images: new lists ended by NST_GIMP_NONE. */
static inline gint32 *
nst_gimp_layers (gint32 image)
{
  return nst_gimp_ids (gimp_image_get_layers (NST_IMAGE (image)));
}

static inline gint32 *
nst_gimp_children (gint32 group)
{
  return nst_gimp_ids (gimp_item_get_children (NST_ITEM (group)));
}

static inline gint32 *
nst_gimp_selected_layers (gint32 image)
{
  return nst_gimp_ids (gimp_image_get_selected_layers (NST_IMAGE (image)));
}

/* Where there are none the selection stays as it is. */
static inline void
nst_gimp_select_layers (gint32        image,
                        const gint32 *layers)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new ();

  for (int i = 0; layers[i] != NST_GIMP_NONE; i++)
    if (gimp_item_id_is_valid (layers[i]))
      g_ptr_array_add (list, NST_LAYER (layers[i]));

  if (list->len == 0)
    return;

  g_ptr_array_add (list, NULL);
  gimp_image_set_selected_layers (NST_IMAGE (image),
                                  (const GimpLayer **) list->pdata);
}

static inline gint32 *
nst_gimp_images (void)
{
  GimpImage **images = gimp_get_images ();
  const gsize n      = gimp_core_object_array_get_length ((GObject **) images);
  gint32     *ids    = g_new (gint32, n + 1);

  for (gsize i = 0; i < n; i++)
    ids[i] = gimp_image_get_id (images[i]);
  ids[n] = NST_GIMP_NONE;

  g_free (images);
  return ids;
}

/* The name of the file that the image came from, or NULL.  Free with g_free. */
static inline char *
nst_gimp_image_file_name (gint32 image)
{
  GFile *file = gimp_image_get_imported_file (NST_IMAGE (image));

  if (!file)
    file = gimp_image_get_xcf_file (NST_IMAGE (image));

  return file ? g_file_get_basename (file) : NULL;
}

/* babl knows the space of GIMP 3's layers. */
#define nst_gimp_image_space(image) NULL

#else

#define NST_IMAGE(id)    (id)
#define NST_ITEM(id)     (id)
#define NST_DRAWABLE(id) (id)
#define NST_LAYER(id)    (id)

#define nst_gimp_ui_init()                  gimp_ui_init ("neural-art", TRUE)
#define nst_gimp_image_is_valid(id)         gimp_image_is_valid (id)
#define nst_gimp_item_is_valid(id)          gimp_item_is_valid (id)
#define nst_gimp_item_is_layer(id)          gimp_item_is_layer (id)
#define nst_gimp_item_is_drawable(id)       (gimp_item_is_valid (id) && gimp_item_is_drawable (id))
#define nst_gimp_item_get_parent(id)        gimp_item_get_parent (id)
#define nst_gimp_item_get_image(id)         gimp_item_get_image (id)
#define nst_gimp_drawable_offsets(id, x, y) gimp_drawable_offsets (id, x, y)
#define nst_gimp_image_base_type(id)        gimp_image_base_type (id)
#define nst_gimp_floating_sel(id)           gimp_image_get_floating_sel (id)
#define nst_gimp_layer_get_mask(id)         gimp_layer_get_mask (id)
#define nst_gimp_layer_copy(id)             gimp_layer_copy (id)
#define nst_gimp_create_mask(id, t)         gimp_layer_create_mask (id, t)
#define nst_gimp_add_mask(id, mask)         gimp_layer_add_mask (id, mask)
#define nst_gimp_item_get_tattoo(id)        ((guint) gimp_item_get_tattoo (id))
#define nst_gimp_layer_by_tattoo(id, tattoo) \
  gimp_image_get_layer_by_tattoo (id, (gint) (tattoo))
#define nst_gimp_channel_by_tattoo(id, tattoo) \
  gimp_image_get_channel_by_tattoo (id, (gint) (tattoo))
#define nst_gimp_channel_by_name(id, name) gimp_image_get_channel_by_name (id, name)
#define nst_gimp_layer_by_name(id, name)   gimp_image_get_layer_by_name (id, name)
#define nst_gimp_selection(id)             gimp_image_get_selection (id)
#define nst_gimp_image_name(id)            gimp_image_get_name (id)
#define nst_gimp_flatten(id) \
  gimp_image_merge_visible_layers (id, GIMP_CLIP_TO_IMAGE)
#define nst_gimp_insert_layer(image, layer, parent, position) \
  gimp_image_insert_layer (image, layer, parent, position)
#define nst_gimp_drawable_width(id)  gimp_drawable_width (id)
#define nst_gimp_drawable_height(id) gimp_drawable_height (id)
#define nst_gimp_image_new_like(image, width, height, type) \
  gimp_image_new_with_precision (width, height, type, \
                                 gimp_image_get_precision (image))
#define nst_gimp_layer_new_from_drawable(drawable, image) \
  gimp_layer_new_from_drawable (drawable, image)
#define nst_gimp_layer_new_from_visible(image, name) \
  gimp_layer_new_from_visible (image, image, name)
#define nst_gimp_is_filtered(drawable) FALSE

static inline gint32
nst_gimp_layer_new (gint32        image,
                    const char   *name,
                    int           width,
                    int           height,
                    GimpImageType type)
{
  return gimp_layer_new (image, name, width, height, type, 100,
                         gimp_image_get_default_new_layer_mode (image));
}

static inline gint32 *
nst_gimp_ids (gint *numbers,
              int   n)
{
  gint32 *ids = g_new (gint32, n + 1);

  for (int i = 0; i < n; i++)
    ids[i] = numbers[i];
  ids[n] = NST_GIMP_NONE;

  g_free (numbers);
  return ids;
}

static inline gint32 *
nst_gimp_layers (gint32 image)
{
  int   n       = 0;
  gint *numbers = gimp_image_get_layers (image, &n);

  return nst_gimp_ids (numbers, n);
}

static inline gint32 *
nst_gimp_children (gint32 group)
{
  int   n       = 0;
  gint *numbers = gimp_item_get_children (group, &n);

  return nst_gimp_ids (numbers, n);
}

static inline gint32 *
nst_gimp_selected_layers (gint32 image)
{
  gint32 *ids = g_new (gint32, 2);

  ids[0] = gimp_image_get_active_layer (image);
  ids[1] = NST_GIMP_NONE;
  return ids;
}

static inline void
nst_gimp_select_layers (gint32        image,
                        const gint32 *layers)
{
  if (gimp_item_is_valid (layers[0]) && gimp_item_is_layer (layers[0]))
    gimp_image_set_active_layer (image, layers[0]);
}

static inline gint32 *
nst_gimp_images (void)
{
  int   n       = 0;
  gint *numbers = gimp_image_list (&n);

  return nst_gimp_ids (numbers, n);
}

static inline char *
nst_gimp_image_file_name (gint32 image)
{
  g_autofree char  *uri  = gimp_image_get_imported_uri (image);
  g_autoptr (GFile) file = NULL;

  if (!uri)
    uri = gimp_image_get_xcf_uri (image);
  if (!uri)
    return NULL;

  file = g_file_new_for_uri (uri);
  return g_file_get_basename (file);
}

/* The space of the image's profile, which 2.10 does not tell its plug-ins'
 * buffers; NULL where the profile can't be made into one, and the numbers are
 * then taken as they are. */
static inline const Babl *
nst_gimp_image_space (gint32 image)
{
  GimpColorProfile *profile = gimp_image_get_effective_color_profile (image);
  const Babl       *space   = NULL;

  if (profile)
    {
      space = gimp_color_profile_get_space (
        profile, GIMP_COLOR_RENDERING_INTENT_RELATIVE_COLORIMETRIC, NULL);
      g_object_unref (profile);
    }

  return space;
}

#endif

static inline GtkWidget *
nst_gtk_box_new (GtkOrientation orientation,
                 int            spacing)
{
#if GTK_CHECK_VERSION(3, 0, 0)
  return gtk_box_new (orientation, spacing);
#else
  return orientation == GTK_ORIENTATION_HORIZONTAL
           ? gtk_hbox_new (FALSE, spacing)
           : gtk_vbox_new (FALSE, spacing);
#endif
}

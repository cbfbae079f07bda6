/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The group is blended by itself before it meets what lies below: so the layer of colours
 * needs no mask of its own, and the painting none either. */

#include "plugin/gimp/split.h"
#include "plugin/gimp/layer-record.h"

#include <glib/gi18n.h>

static gint32
new_group (gint32 image)
{
#if GIMP_CHECK_VERSION(2, 99, 0)
  return nst_gimp_item_id (gimp_group_layer_new (NST_IMAGE (image), NULL));
#else
  return gimp_layer_group_new (image);
#endif
}

/* A painting is blended in its group as it is. */
static void
move_blending (gint32 from,
               gint32 to)
{
  gimp_layer_set_opacity (NST_LAYER (to), gimp_layer_get_opacity (NST_LAYER (from)));
  gimp_layer_set_mode (NST_LAYER (to), gimp_layer_get_mode (NST_LAYER (from)));
  gimp_layer_set_blend_space (NST_LAYER (to), gimp_layer_get_blend_space (NST_LAYER (from)));
  gimp_layer_set_composite_space (NST_LAYER (to),
                                  gimp_layer_get_composite_space (NST_LAYER (from)));
  gimp_layer_set_composite_mode (NST_LAYER (to),
                                 gimp_layer_get_composite_mode (NST_LAYER (from)));

  gimp_layer_set_opacity (NST_LAYER (from), 100);
  gimp_layer_set_mode (NST_LAYER (from), GIMP_LAYER_MODE_NORMAL);
  gimp_layer_set_blend_space (NST_LAYER (from), GIMP_LAYER_COLOR_SPACE_AUTO);
  gimp_layer_set_composite_space (NST_LAYER (from), GIMP_LAYER_COLOR_SPACE_AUTO);
  gimp_layer_set_composite_mode (NST_LAYER (from), GIMP_LAYER_COMPOSITE_AUTO);
}

static void
move_mask (gint32 from,
           gint32 to)
{
  const gint32 mask = nst_gimp_layer_get_mask (from);
  GeglBuffer  *theirs;
  GeglBuffer  *ours;

  if (mask == NST_GIMP_NONE)
    return;

  nst_gimp_add_mask (to, nst_gimp_create_mask (to, GIMP_ADD_MASK_WHITE));
  theirs = gimp_drawable_get_buffer (NST_DRAWABLE (mask));
  ours   = gimp_drawable_get_buffer (NST_DRAWABLE (nst_gimp_layer_get_mask (to)));
  gegl_buffer_copy (theirs, NULL, GEGL_ABYSS_NONE, ours, NULL);
  gegl_buffer_flush (ours);
  g_object_unref (theirs);
  g_object_unref (ours);

  gimp_layer_set_edit_mask (NST_LAYER (to), FALSE);
  gimp_layer_remove_mask (NST_LAYER (from), GIMP_MASK_DISCARD);
}

/* The names of layers are one of each in an image. */
static void
move_name (gint32 from,
           gint32 to)
{
  g_autofree char *name = gimp_item_get_name (NST_ITEM (from));

  gimp_item_set_name (NST_ITEM (from), _ ("Painting"));
  gimp_item_set_name (NST_ITEM (to), name);
}

static char **
list_parasites (gint32 item)
{
#if GIMP_CHECK_VERSION(2, 99, 0)
  return gimp_item_get_parasite_list (NST_ITEM (item));
#else
  int    n     = 0;
  char **names = gimp_item_get_parasite_list (item, &n);

  names    = g_renew (char *, names, n + 1);
  names[n] = NULL;

  return names;
#endif
}

/* What is kept on a painting is on both: its layer is one without the group, too. */
static void
copy_parasites (gint32 from,
                gint32 to)
{
  g_auto (GStrv) names = list_parasites (from);

  for (int i = 0; names && names[i]; i++)
    {
      GimpParasite *parasite = gimp_item_get_parasite (NST_ITEM (from), names[i]);

      gimp_item_attach_parasite (NST_ITEM (to), parasite);
      gimp_parasite_free (parasite);
    }
}

static gboolean
add_colours (const NstSplit *split,
             gint32          image,
             gint32          group,
             gint32          painting)
{
  const int    width  = nst_gimp_drawable_width (painting);
  const int    height = nst_gimp_drawable_height (painting);
  const gint32 layer  = nst_gimp_layer_new (image, _ ("The photo's colours"), width, height,
                                            GIMP_RGBA_IMAGE);
  GeglBuffer  *buffer;
  int          x, y;

  if (layer == NST_GIMP_NONE)
    return FALSE;

  nst_gimp_drawable_offsets (painting, &x, &y);
  gimp_layer_set_offsets (NST_LAYER (layer), x, y);
  gimp_layer_set_mode (NST_LAYER (layer), GIMP_LAYER_MODE_LCH_COLOR);
  gimp_item_set_visible (NST_ITEM (layer), split->shown);

  buffer = gimp_drawable_get_buffer (NST_DRAWABLE (layer));
  nst_layer_write (buffer, split->photo, split->alpha, split->paper, split->space, 0, height);
  gegl_buffer_flush (buffer);
  g_object_unref (buffer);

  return nst_gimp_insert_layer (image, layer, group, 0);
}

gint32
nst_split_make (const NstSplit *split,
                gint32          image,
                gint32          painting)
{
  g_autofree gint32 *selected = nst_gimp_selected_layers (image);
  const gint32       parent   = nst_gimp_item_get_parent (painting);
  const int          position = gimp_image_get_item_position (NST_IMAGE (image),
                                                              NST_ITEM (painting));
  const gint32       group    = new_group (image);

  if (group == NST_GIMP_NONE || !nst_gimp_insert_layer (image, group, parent, position) ||
      !gimp_image_reorder_item (NST_IMAGE (image), NST_ITEM (painting), NST_ITEM (group), 0))
    return NST_GIMP_NONE;

  move_blending (painting, group);
  move_mask (painting, group);
  move_name (painting, group);
  copy_parasites (painting, group);
  if (!add_colours (split, image, group, painting))
    return NST_GIMP_NONE;

  for (int i = 0; selected[i] != NST_GIMP_NONE; i++)
    if (selected[i] == painting)
      selected[i] = group;
  nst_gimp_select_layers (image, selected);

  return group;
}

gint32
nst_split_find_whole (gint32 layer)
{
  const gint32 parent = nst_gimp_item_get_parent (layer);

  return parent != NST_GIMP_NONE && nst_layer_record_is_there (parent) ? parent : layer;
}

gint32
nst_split_find_painted (gint32 painting)
{
  g_autofree gint32 *children = NULL;

  if (!gimp_item_is_group (NST_ITEM (painting)))
    return painting;

  children = nst_gimp_children (painting);
  for (int i = 0; children[i] != NST_GIMP_NONE; i++)
    if (nst_layer_record_is_there (children[i]))
      return children[i];

  return painting;
}

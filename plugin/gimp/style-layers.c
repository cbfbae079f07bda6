/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The layers of the open images, groups and what is in them alike. */

#include "plugin/gimp/style-layers.h"
#include "plugin/gimp/items.h"
#include "plugin/gimp/preview-layer.h"

#include <glib/gi18n.h>

static gboolean
is_group (gint32 layer)
{
  return nst_gimp_item_is_layer (layer) && gimp_item_is_group (NST_ITEM (layer));
}

/* NST_GIMP_NONE where the content is gone. */
static gint32
get_image (gint32 content)
{
  return nst_gimp_item_is_valid (content) ? nst_gimp_item_get_image (content) : NST_GIMP_NONE;
}

/* Whether content is layer, or lies in it. */
static gboolean
holds (gint32 layer,
       gint32 content)
{
  gint32 item = nst_gimp_item_is_valid (content) ? content : NST_GIMP_NONE;

  while (item != NST_GIMP_NONE && item != layer)
    item = nst_gimp_item_get_parent (item);

  return item != NST_GIMP_NONE;
}

/* Takes the list. */
static void
add_layers (GArray *found,
            gint32 *layers,
            gint32  content)
{
  for (int i = 0; layers[i] != NST_GIMP_NONE; i++)
    {
      if (!holds (layers[i], content) && !nst_preview_layer_is (layers[i]))
        g_array_append_val (found, layers[i]);
      if (is_group (layers[i]))
        add_layers (found, nst_gimp_children (layers[i]), content);
    }

  g_free (layers);
}

gint32 *
nst_style_layers_list (gint32 content)
{
  GArray            *found  = g_array_new (FALSE, FALSE, sizeof (gint32));
  g_autofree gint32 *images = nst_gimp_images ();
  const gint32       none   = NST_GIMP_NONE;
  const gint32       own    = get_image (content);

  if (own != NST_GIMP_NONE)
    add_layers (found, nst_gimp_layers (own), content);
  for (int i = 0; images[i] != NST_GIMP_NONE; i++)
    if (images[i] != own)
      add_layers (found, nst_gimp_layers (images[i]), content);

  g_array_append_val (found, none);
  return (gint32 *) (gpointer) g_array_free (found, FALSE);
}

gint32 *
nst_style_layers_of_group (gint32 layer)
{
  gint32 *layers;
  int     n = 0;

  if (!nst_gimp_item_is_valid (layer) || !is_group (layer))
    return NULL;

  layers = nst_gimp_children (layer);
  for (int i = 0; layers[i] != NST_GIMP_NONE; i++)
    if (gimp_item_get_visible (NST_ITEM (layers[i])) && !nst_preview_layer_is (layers[i]))
      layers[n++] = layers[i];
  layers[n] = NST_GIMP_NONE;

  return layers;
}

static int
count_visible (gint32 group)
{
  g_autofree gint32 *layers = nst_style_layers_of_group (group);

  return nst_items_count (layers);
}

char *
nst_style_layers_plain_name (gint32 layer,
                             gint32 content)
{
  return nst_gimp_item_get_image (layer) == get_image (content)
           ? gimp_item_get_name (NST_ITEM (layer))
           : nst_item_tell (layer);
}

char *
nst_style_layers_name (gint32 layer,
                       gint32 content)
{
  char *name = nst_style_layers_plain_name (layer, content);

  if (is_group (layer))
    {
      const int        n     = count_visible (layer);
      g_autofree char *alone = name;

      name = g_strdup_printf (ngettext ("%s (%d style)", "%s (%d styles)", (gulong) n), alone, n);
    }

  return name;
}

char *
nst_style_layers_tell (gint32 layer)
{
  g_autofree char *name = nst_item_tell (layer);

  return is_group (layer)
           ? g_strdup_printf (_ ("%s\nA layer group: each visible layer in it is a style"),
                              name)
           : g_steal_pointer (&name);
}

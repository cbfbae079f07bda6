/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Names come first: a layer may be called "12". */

#include "plugin/gimp/items.h"

#include "core/nst.h"
#include "plugin/settings/where.h"

#include <string.h>

#include <glib/gi18n.h>

gint32
nst_item_find (gint32      image,
               const char *named)
{
  gint32 item   = nst_gimp_channel_by_name (image, named);
  gint64 number = NST_GIMP_NONE;

  if (item == NST_GIMP_NONE)
    item = nst_gimp_layer_by_name (image, named);
  if (item != NST_GIMP_NONE)
    return item;

  return g_ascii_string_to_signed (named, 10, 1, G_MAXINT32, &number, NULL) &&
             nst_gimp_item_is_drawable ((gint32) number)
           ? (gint32) number
           : NST_GIMP_NONE;
}

/* Names that mean something else among places are no names. */
static gboolean
can_stand (const char *name)
{
  g_autofree char *bare = g_strstrip (g_strdup (name));

  return *name && strcmp (bare, name) == 0 && !strchr (name, ',') && strcmp (name, "-") != 0 &&
         strcmp (name, NST_WHERE_SELECTION) != 0;
}

char *
nst_item_write (gint32 image,
                gint32 item)
{
  g_autofree char *name = gimp_item_get_name (NST_ITEM (item));

  return can_stand (name) && nst_item_find (image, name) == item
           ? g_steal_pointer (&name)
           : g_strdup_printf ("%d", item);
}

char *
nst_item_tell (gint32 item)
{
  g_autofree char *name  = gimp_item_get_name (NST_ITEM (item));
  g_autofree char *image = nst_gimp_image_name (nst_gimp_item_get_image (item));

  return g_strdup_printf ("%s - %s", name, image);
}

int
nst_items_count (const gint32 *items)
{
  int n = 0;

  while (items && items[n] != NST_GIMP_NONE)
    n++;

  return n;
}

gint32 *
nst_items_copy (const gint32 *items)
{
  return g_memdup2 (items, items ? sizeof (gint32) * ((gsize) nst_items_count (items) + 1) : 0);
}

gint32 *
nst_items_find (gint32      image,
                const char *named,
                GError    **error)
{
  g_auto (GStrv)     words = g_strsplit (named, ",", -1);
  const guint        n     = g_strv_length (words);
  g_autofree gint32 *items = g_new (gint32, n + 1);

  for (guint i = 0; i < n; i++)
    {
      items[i] = nst_item_find (image, g_strstrip (words[i]));
      if (items[i] == NST_GIMP_NONE)
        {
          nst_refuse (error, NST_ERROR_SETTINGS,
                      _ ("There is no layer \"%s\": name layers of this picture, or write the "
                         "numbers that GIMP's scripts have for them."),
                      words[i]);
          return NULL;
        }
    }
  items[n] = NST_GIMP_NONE;

  return g_steal_pointer (&items);
}

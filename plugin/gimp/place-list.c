/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Channels come first, as they are made for it; a layer's mask is a place by itself, and a layer
 * without one by its light. */

#include "plugin/gimp/place-list.h"
#include "plugin/gimp/file-choice.h"
#include "plugin/gimp/items.h"
#include "plugin/gimp/places-compat.h"
#include "plugin/gimp/preview-layer.h"
#include "plugin/settings/where.h"

#include <string.h>

#include <glib/gi18n.h>

static void
add (GtkListStore *list,
     const char   *name,
     const char   *label)
{
  if (nst_place_list_find (list, name) < 0)
    gtk_list_store_insert_with_values (list, NULL, -1, NST_PLACE_NAME, name, NST_PLACE_LABEL,
                                       label, -1);
}

/* format has one %s, for what the drawable is called. */
static void
add_drawable (GtkListStore *list,
              gint32        image,
              gint32        drawable,
              const char   *format)
{
  g_autofree char *called = gimp_item_get_name (NST_ITEM (drawable));
  g_autofree char *name   = nst_item_write (image, drawable);
  GString         *label  = g_string_new (format);

  g_string_replace (label, "%s", called, 1);
  add (list, name, label->str);
  g_string_free (label, TRUE);
}

/* Takes the list of layers: of those with a mask, or of those without. */
static void
add_layers (GtkListStore *list,
            gint32        image,
            gint32       *layers,
            gboolean      masks)
{
  for (int i = 0; layers[i] != NST_GIMP_NONE; i++)
    {
      if (nst_preview_layer_is (layers[i]))
        continue;
      if ((nst_gimp_layer_get_mask (layers[i]) != NST_GIMP_NONE) == masks)
        add_drawable (list, image, layers[i],
                      masks ? _ ("Mask of \"%s\"") : _ ("Light of \"%s\""));
      if (gimp_item_is_group (NST_ITEM (layers[i])))
        add_layers (list, image, nst_gimp_children (layers[i]), masks);
    }

  g_free (layers);
}

static void
add_image (GtkListStore *list,
           gint32        image)
{
  g_autofree gint32 *channels = nst_gimp_channels (image);

  for (int i = 0; channels[i] != NST_GIMP_NONE; i++)
    add_drawable (list, image, channels[i], _ ("Channel \"%s\""));
  add_layers (list, image, nst_gimp_layers (image), TRUE);
  add_layers (list, image, nst_gimp_layers (image), FALSE);
}

GtkListStore *
nst_place_list_new (void)
{
  return gtk_list_store_new (NST_PLACE_N_COLUMNS, G_TYPE_STRING, G_TYPE_STRING);
}

void
nst_place_list_fill (GtkListStore    *list,
                     gint32           image,
                     const GPtrArray *named)
{
  gtk_list_store_clear (list);
  add (list, "", _ ("Everywhere"));
  add (list, NST_WHERE_SELECTION, _ ("The selection"));
  if (nst_gimp_image_is_valid (image))
    add_image (list, image);

  for (guint i = 0; i < named->len; i++)
    {
      g_autofree char *label = g_filename_display_basename (named->pdata[i]);

      add (list, named->pdata[i], label);
    }

  add (list, NST_PLACE_OTHER, _ ("A picture file..."));
}

char *
nst_place_list_ask_file (GtkListStore *list,
                         GtkWidget    *over,
                         const char   *now)
{
  const int        last  = gtk_tree_model_iter_n_children (GTK_TREE_MODEL (list), NULL) - 1;
  g_auto (GStrv)   paths = nst_file_choice_run (over, _ ("Where This Style Is"),
                                                GTK_FILE_CHOOSER_ACTION_OPEN, now);
  g_autofree char *label = paths ? g_filename_display_basename (paths[0]) : NULL;

  if (!paths || strchr (paths[0], ','))
    return NULL;

  if (nst_place_list_find (list, paths[0]) < 0)
    gtk_list_store_insert_with_values (list, NULL, last, NST_PLACE_NAME, paths[0],
                                       NST_PLACE_LABEL, label, -1);

  return g_strdup (paths[0]);
}

int
nst_place_list_find (GtkListStore *list,
                     const char   *name)
{
  GtkTreeModel *model = GTK_TREE_MODEL (list);
  GtkTreeIter   row;
  gboolean      more = gtk_tree_model_get_iter_first (model, &row);

  for (int i = 0; more; i++, more = gtk_tree_model_iter_next (model, &row))
    {
      g_autofree char *its = NULL;

      gtk_tree_model_get (model, &row, NST_PLACE_NAME, &its, -1);
      if (g_strcmp0 (its, name) == 0)
        return i;
    }

  return -1;
}

void
nst_place_list_tell (GtkListStore *list,
                     gboolean      have_places)
{
  GtkTreeIter row;

  if (gtk_tree_model_get_iter_first (GTK_TREE_MODEL (list), &row))
    gtk_list_store_set (list, &row, NST_PLACE_LABEL,
                        have_places ? _ ("Everywhere else") : _ ("Everywhere"), -1);
}

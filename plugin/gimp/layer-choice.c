/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The list has no layer yet, the layers that are there when it is made, and below them any other
 * that is set. */

#include "plugin/gimp/layer-choice.h"
#include "plugin/gimp/narrow-list.h"
#include "plugin/gimp/style-layers.h"

#include <glib/gi18n.h>

#define CHOICE_KEY "neural-art-layer-choice"
#define PICTURE    24 /* either way, pixels */

enum
{
  LAYER,
  PIXBUF,
  NAME,
  N_COLUMNS
};

typedef struct
{
  NstLayerChosen chosen;
  gpointer       user_data;
  gint32         content;
  gboolean       showing; /* it is not the user who sets the layer */
} Choice;

static Choice *
get_choice (GtkWidget *widget)
{
  return g_object_get_data (G_OBJECT (widget), CHOICE_KEY);
}

static void
changed (GtkWidget *widget)
{
  const Choice *choice = get_choice (widget);

  if (choice->chosen && !choice->showing)
    choice->chosen (choice->user_data);
}

static void
add_layer (GtkListStore *list,
           gint32        layer,
           gint32        content)
{
  g_autofree char      *name    = nst_style_layers_plain_name (layer, content);
  g_autoptr (GdkPixbuf) picture = gimp_drawable_get_thumbnail (NST_DRAWABLE (layer), PICTURE,
                                                               PICTURE, GIMP_PIXBUF_SMALL_CHECKS);

  gtk_list_store_insert_with_values (list, NULL, -1, LAYER, layer, PIXBUF, picture, NAME, name, -1);
}

static GtkListStore *
get_list (GtkWidget *widget)
{
  return GTK_LIST_STORE (gtk_combo_box_get_model (GTK_COMBO_BOX (widget)));
}

static void
fill (GtkListStore *list,
      gint32        content)
{
  g_autofree gint32 *layers = nst_style_layers_list (content);

  gtk_list_store_clear (list);
  gtk_list_store_insert_with_values (list, NULL, -1, LAYER, NST_GIMP_NONE, NAME, _ ("None"), -1);
  for (int i = 0; layers[i] != NST_GIMP_NONE; i++)
    add_layer (list, layers[i], content);
}

/* The place of the layer in the list, or below 0. */
static int
find (GtkListStore *list,
      gint32        layer)
{
  GtkTreeModel *model = GTK_TREE_MODEL (list);
  GtkTreeIter   row;
  gboolean      more = gtk_tree_model_get_iter_first (model, &row);

  for (int i = 0; more; i++, more = gtk_tree_model_iter_next (model, &row))
    {
      gint32 its;

      gtk_tree_model_get (model, &row, LAYER, &its, -1);
      if (its == layer)
        return i;
    }

  return -1;
}

gint32
nst_layer_choice_get (GtkWidget *widget)
{
  GtkTreeIter row;
  gint32      layer = NST_GIMP_NONE;

  if (gtk_combo_box_get_active_iter (GTK_COMBO_BOX (widget), &row))
    gtk_tree_model_get (GTK_TREE_MODEL (get_list (widget)), &row, LAYER, &layer, -1);

  return layer != NST_GIMP_NONE && nst_gimp_item_is_valid (layer) ? layer : NST_GIMP_NONE;
}

void
nst_layer_choice_set (GtkWidget *widget,
                      gint32     layer)
{
  Choice       *choice = get_choice (widget);
  GtkListStore *list   = get_list (widget);

  if (layer != NST_GIMP_NONE && find (list, layer) < 0 && nst_gimp_item_is_drawable (layer))
    add_layer (list, layer, choice->content);

  choice->showing = TRUE;
  gtk_combo_box_set_active (GTK_COMBO_BOX (widget), MAX (find (list, layer), 0));
  choice->showing = FALSE;
}

void
nst_layer_choice_refresh (GtkWidget *widget)
{
  Choice      *choice = get_choice (widget);
  const gint32 layer  = nst_layer_choice_get (widget);

  choice->showing = TRUE;
  fill (get_list (widget), choice->content);
  nst_layer_choice_set (widget, layer);
}

static GtkWidget *
new_widget (GtkListStore *list)
{
  GtkWidget       *widget  = nst_narrow_list_new (GTK_TREE_MODEL (list), NAME);
  GtkCellLayout   *layout  = GTK_CELL_LAYOUT (widget);
  GtkCellRenderer *picture = gtk_cell_renderer_pixbuf_new ();

  gtk_cell_layout_pack_start (layout, picture, FALSE);
  gtk_cell_layout_reorder (layout, picture, 0);
  gtk_cell_layout_add_attribute (layout, picture, "pixbuf", PIXBUF);
  g_object_set (picture, "xpad", 3, NULL);

  return widget;
}

GtkWidget *
nst_layer_choice_new (gint32         layer,
                      gint32         content,
                      const char    *help,
                      NstLayerChosen chosen,
                      gpointer       user_data)
{
  Choice       *choice = g_new0 (Choice, 1);
  GtkListStore *list   = gtk_list_store_new (N_COLUMNS, G_TYPE_INT, GDK_TYPE_PIXBUF, G_TYPE_STRING);
  GtkWidget    *widget = new_widget (list);

  *choice = (Choice){ chosen, user_data, content, FALSE };
  g_object_set_data_full (G_OBJECT (widget), CHOICE_KEY, choice, g_free);
  g_signal_connect (widget, "changed", G_CALLBACK (changed), NULL);
  fill (list, content);
  g_object_unref (list);
  nst_layer_choice_set (widget, layer);
  gtk_widget_set_tooltip_text (widget, help);

  return widget;
}

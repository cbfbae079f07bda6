/* SPDX-License-Identifier: GPL-3.0-or-later */

/* GTK 3's list asks for all the width that its texts would like, and its menu is as wide as the
 * list unless told otherwise.  GTK 2 draws the list and each line of its menu by one renderer. */

#include "plugin/gimp/narrow-list.h"

#if GTK_CHECK_VERSION(3, 0, 0)
typedef GtkComboBox      NarrowList;
typedef GtkComboBoxClass NarrowListClass;

static GType narrow_list_get_type (void);

G_DEFINE_TYPE (NarrowList, narrow_list, GTK_TYPE_COMBO_BOX)

static void
narrow_list_get_width (GtkWidget *widget,
                       int       *least,
                       int       *natural)
{
  GTK_WIDGET_CLASS (narrow_list_parent_class)->get_preferred_width (widget, least, natural);
  *natural = *least;
}

static void
narrow_list_get_width_for_height (GtkWidget *widget,
                                  int        height,
                                  int       *least,
                                  int       *natural)
{
  GTK_WIDGET_CLASS (narrow_list_parent_class)
    ->get_preferred_width_for_height (widget, height, least, natural);
  *natural = *least;
}

static void
narrow_list_class_init (NarrowListClass *class)
{
  GTK_WIDGET_CLASS (class)->get_preferred_width            = narrow_list_get_width;
  GTK_WIDGET_CLASS (class)->get_preferred_width_for_height = narrow_list_get_width_for_height;
}

static void
narrow_list_init (NarrowList *list)
{
  gtk_combo_box_set_popup_fixed_width (list, FALSE);
}

static GtkWidget *
new_list (GtkTreeModel    *model,
          GtkCellRenderer *text)
{
  GtkWidget *list = g_object_new (narrow_list_get_type (), "model", model, NULL);

  g_object_set (text, "ellipsize", PANGO_ELLIPSIZE_END, NULL);
  gtk_cell_layout_pack_start (GTK_CELL_LAYOUT (list), text, TRUE);

  return list;
}
#else
static void
ellipsize (GtkCellLayout   *layout,
           GtkCellRenderer *text,
           GtkTreeModel    *model,
           GtkTreeIter     *line,
           gpointer         unused)
{
  GtkWidget *parent  = GTK_IS_WIDGET (layout) ? gtk_widget_get_parent (GTK_WIDGET (layout)) : NULL;
  gboolean   in_menu = parent && GTK_IS_MENU_ITEM (parent);

  (void) model;
  (void) line;
  (void) unused;

  g_object_set (text, "ellipsize", in_menu ? PANGO_ELLIPSIZE_NONE : PANGO_ELLIPSIZE_END, NULL);
}

static GtkWidget *
new_list (GtkTreeModel    *model,
          GtkCellRenderer *text)
{
  GtkWidget     *list   = gtk_combo_box_new_with_model (model);
  GtkCellLayout *layout = GTK_CELL_LAYOUT (list);

  gtk_cell_layout_pack_start (layout, text, TRUE);
  gtk_cell_layout_set_cell_data_func (layout, text, ellipsize, NULL, NULL);

  return list;
}
#endif

GtkWidget *
nst_narrow_list_new (GtkTreeModel *model,
                     int           column)
{
  GtkCellRenderer *text = gtk_cell_renderer_text_new ();
  GtkWidget       *list = new_list (model, text);

  gtk_cell_layout_add_attribute (GTK_CELL_LAYOUT (list), text, "text", column);

  return list;
}

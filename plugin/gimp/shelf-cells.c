/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The cells of the grid, for both GTKs. */

#include "plugin/gimp/shelf-cells.h"

#define FRAME        4
#define MOST_LINES   2          /* of a name */
#define MOST_LETTERS 100        /* that these may have */
#define FRAME_COLOUR 0x3584e4ff /* seen on light and dark alike */

/* GTK 2 adds up the text's place in its line and the cell's. */
#if GTK_CHECK_VERSION(3, 0, 0)
#define TEXT_ALIGN 0.5f
#else
#define TEXT_ALIGN 0.0f
#endif

/* What is chosen has a frame: in GIMP's dark themes the background alone hardly tells it from
 * the others. */
static void
show_picture (GtkCellLayout   *layout,
              GtkCellRenderer *cell,
              GtkTreeModel    *model,
              GtkTreeIter     *row,
              gpointer         unused)
{
  GtkTreePath          *place   = gtk_tree_model_get_path (model, row);
  const gboolean        chosen  = gtk_icon_view_path_is_selected (GTK_ICON_VIEW (layout), place);
  g_autoptr (GdkPixbuf) picture = NULL;
  g_autoptr (GdkPixbuf) framed  = NULL;
  gboolean              read;
  int                   width, height;

  (void) unused;
  gtk_tree_path_free (place);

  gtk_tree_model_get (model, row, NST_STYLE_PICTURE, &picture, NST_STYLE_READ, &read, -1);
  if (!picture)
    {
      g_object_set (cell, "pixbuf", NULL, "icon-name", read ? "image-x-generic" : NULL, NULL);
      return;
    }

  width  = gdk_pixbuf_get_width (picture) - 2 * FRAME;
  height = gdk_pixbuf_get_height (picture) - 2 * FRAME;

  if (chosen && width > 0 && height > 0)
    {
      framed = gdk_pixbuf_copy (picture);
      gdk_pixbuf_fill (framed, FRAME_COLOUR);
      gdk_pixbuf_copy_area (picture, FRAME, FRAME, width, height, framed, FRAME, FRAME);
    }

  g_object_set (cell, "pixbuf", framed ? framed : picture, NULL);
}

/* So many letters of a name of that length: of its beginning and its end. */
static char *
leave_out (const char *name,
           glong       length,
           glong       kept)
{
  g_autofree char *begin = g_utf8_substring (name, 0, (kept + 1) / 2);
  const char      *end   = g_utf8_offset_to_pointer (name, length - kept / 2);

  return g_strconcat (begin, kept < length ? "…" : "", end, NULL);
}

char *
nst_shelf_cells_fit_name (GtkWidget  *widget,
                          const char *name)
{
  g_autoptr (PangoLayout) layout  = gtk_widget_create_pango_layout (widget, NULL);
  const glong             length  = g_utf8_strlen (name, -1);
  glong                   kept    = MIN (length, MOST_LETTERS);
  char                   *fitting = leave_out (name, length, kept);

  pango_layout_set_width (layout, NST_SHELF_CELLS_WIDTH * PANGO_SCALE);
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_text (layout, fitting, -1);

  while (pango_layout_get_line_count (layout) > MOST_LINES && kept > 2)
    {
      g_free (fitting);
      fitting = leave_out (name, length, --kept);
      pango_layout_set_text (layout, fitting, -1);
    }

  return fitting;
}

static void
show_name (GtkCellLayout   *layout,
           GtkCellRenderer *cell,
           GtkTreeModel    *model,
           GtkTreeIter     *row,
           gpointer         unused)
{
  g_autofree char *name    = NULL;
  g_autofree char *fitting = NULL;

  (void) unused;

  gtk_tree_model_get (model, row, NST_STYLE_NAME, &name, -1);
  fitting = nst_shelf_cells_fit_name (GTK_WIDGET (layout), name ? name : "");
  g_object_set (cell, "text", fitting, NULL);
}

static gboolean
tell_item (GtkWidget  *icons,
           int         x,
           int         y,
           gboolean    by_key,
           GtkTooltip *tip,
           gpointer    unused)
{
  GtkTreeModel    *model;
  GtkTreePath     *place;
  GtkTreeIter      row;
  g_autofree char *text = NULL;

  (void) unused;

  if (!gtk_icon_view_get_tooltip_context (GTK_ICON_VIEW (icons), &x, &y, by_key, &model, &place,
                                          &row))
    return FALSE;

  gtk_tree_model_get (model, &row, NST_STYLE_TELL, &text, -1);
  gtk_tooltip_set_text (tip, text);
  gtk_icon_view_set_tooltip_item (GTK_ICON_VIEW (icons), tip, place);
  gtk_tree_path_free (place);

  return TRUE;
}

#if !GTK_CHECK_VERSION(3, 0, 0)
/* GIMP 2.10's dark theme writes dark on dark where the grid has the focus: it looks as without. */
static void
keep_legible (GtkWidget *icons)
{
  const GtkStyle *style = gtk_widget_get_style (icons);
  const GdkColor  text  = style->text[GTK_STATE_ACTIVE];
  const GdkColor  base  = style->base[GTK_STATE_ACTIVE];

  if (gdk_color_equal (&text, &style->text[GTK_STATE_SELECTED]))
    return;

  gtk_widget_modify_text (icons, GTK_STATE_SELECTED, &text);
  gtk_widget_modify_base (icons, GTK_STATE_SELECTED, &base);
}
#endif

void
nst_shelf_cells_add (GtkIconView *icons)
{
  GtkCellLayout   *layout  = GTK_CELL_LAYOUT (icons);
  GtkCellRenderer *picture = gtk_cell_renderer_pixbuf_new ();
  GtkCellRenderer *name    = gtk_cell_renderer_text_new ();

  gtk_cell_renderer_set_fixed_size (picture, NST_SHELF_CELLS_WIDTH, NST_STYLE_ITEMS_SIZE);
  g_object_set (picture, "stock-size", GTK_ICON_SIZE_DIALOG, NULL);
  gtk_cell_layout_pack_start (layout, picture, FALSE);
  gtk_cell_layout_set_cell_data_func (layout, picture, show_picture, NULL, NULL);

  g_object_set (name, "wrap-mode", PANGO_WRAP_WORD_CHAR, "wrap-width", NST_SHELF_CELLS_WIDTH,
                "alignment", PANGO_ALIGN_CENTER, "xalign", TEXT_ALIGN, "yalign", 0.0f,
                "xpad", 0, NULL);
  gtk_cell_renderer_set_fixed_size (name, NST_SHELF_CELLS_WIDTH, -1);
  gtk_cell_layout_pack_start (layout, name, FALSE);
  gtk_cell_layout_set_cell_data_func (layout, name, show_name, NULL, NULL);

#if !GTK_CHECK_VERSION(3, 0, 0)
  g_signal_connect (icons, "style-set", G_CALLBACK (keep_legible), NULL);
#endif
  gtk_widget_set_has_tooltip (GTK_WIDGET (icons), TRUE);
  g_signal_connect (icons, "query-tooltip", G_CALLBACK (tell_item), NULL);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The row of small pictures, for both GTKs.  Pictures are read in a thread, one after
 * the other, and shown as they come; which one is selected is kept by its path, since
 * it may be named before its picture is there. */

#include "plugin/gimp/shelf-view.h"
#include "plugin/gimp/gimp-compat.h"
#include "plugin/shared/shelf.h"

#include <string.h>

#include <glib/gi18n.h>

#define PICTURE_WIDTH  84
#define PICTURE_HEIGHT 64
#define PADDING        4
#define FRAME          4
#define FRAME_COLOUR   0x3584e4ff /* seen on light and dark alike */
#define VIEW_KEY       "neural-art-shelf"

enum
{
  COLUMN_PICTURE,
  COLUMN_TITLE,
  COLUMN_PATH,
  N_COLUMNS
};

typedef struct
{
  NstShelfChosen chosen;
  gpointer       user_data;
  GPtrArray     *styles;
  guint          n_read; /* of the styles */
  GCancellable  *gone;   /* cancelled when the row is taken apart */
  GtkListStore  *store;
  GtkWidget     *box; /* all of it */
  GtkIconView   *icons;
  char          *selected;  /* path, NULL: none */
  gboolean       selecting; /* it is not the user who selects */
} View;

static void
free_view (gpointer data)
{
  View *view = data;

  g_ptr_array_unref (view->styles);
  g_object_unref (view->gone);
  g_object_unref (view->store);
  g_free (view->selected);
  g_free (view);
}

/* What is selected stays so when the row is taken apart. */
static void
end_view (View *view)
{
  view->selecting = TRUE;
  g_cancellable_cancel (view->gone);
}

static char *
get_path (View        *view,
          GtkTreeIter *row)
{
  char *path;

  gtk_tree_model_get (GTK_TREE_MODEL (view->store), row, COLUMN_PATH, &path, -1);

  return path;
}

/* Shows in the row which one is selected, where it is there. */
static void
mark_selected (View *view)
{
  GtkTreeModel *model = GTK_TREE_MODEL (view->store);
  GtkTreeIter   row;
  gboolean      more = gtk_tree_model_get_iter_first (model, &row);

  view->selecting = TRUE;
  gtk_icon_view_unselect_all (view->icons);

  for (; more; more = gtk_tree_model_iter_next (model, &row))
    {
      g_autofree char *path = get_path (view, &row);

      if (g_strcmp0 (path, view->selected) == 0)
        {
          GtkTreePath *place = gtk_tree_model_get_path (model, &row);

          gtk_icon_view_select_path (view->icons, place);
          gtk_icon_view_scroll_to_path (view->icons, place, FALSE, 0, 0);
          gtk_tree_path_free (place);
        }
    }

  view->selecting = FALSE;
  gtk_widget_queue_draw (GTK_WIDGET (view->icons));
}

static void
selection_changed (View *view)
{
  GList      *places = gtk_icon_view_get_selected_items (view->icons);
  GtkTreeIter row;

  if (!view->selecting)
    {
      g_clear_pointer (&view->selected, g_free);
      if (places && gtk_tree_model_get_iter (GTK_TREE_MODEL (view->store), &row,
                                             places->data))
        view->selected = get_path (view, &row);

      gtk_widget_queue_draw (GTK_WIDGET (view->icons));
      view->chosen (view->selected, view->user_data);
    }

  g_list_free_full (places, (GDestroyNotify) gtk_tree_path_free);
}

/* As a double click on a file does. */
static void
item_activated (View *view)
{
  GtkWidget *window = gtk_widget_get_toplevel (view->box);

  if (GTK_IS_WINDOW (window))
    gtk_window_activate_default (GTK_WINDOW (window));
}

/* A picture file, upright, at a size that fits the row; NULL for a damaged one. */
static GdkPixbuf *
read_small (const char *path)
{
  g_autoptr (GdkPixbuf) picture = NULL;
  g_autoptr (GdkPixbuf) upright = NULL;
  double                scale;

  picture = gdk_pixbuf_new_from_file_at_scale (path, 2 * PICTURE_WIDTH,
                                               2 * PICTURE_WIDTH, TRUE, NULL);
  if (!picture)
    return NULL;

  upright = gdk_pixbuf_apply_embedded_orientation (picture);
  scale   = MIN ((double) PICTURE_WIDTH / gdk_pixbuf_get_width (upright),
                 (double) PICTURE_HEIGHT / gdk_pixbuf_get_height (upright));

  return gdk_pixbuf_scale_simple (
    upright, (int) MAX (1, gdk_pixbuf_get_width (upright) * scale),
    (int) MAX (1, gdk_pixbuf_get_height (upright) * scale),
    GDK_INTERP_BILINEAR);
}

static void
add_picture (View                *view,
             const NstShelfStyle *style,
             GdkPixbuf           *picture)
{
  g_autofree char *title = g_markup_escape_text (style->title, -1);

  gtk_list_store_insert_with_values (view->store, NULL, -1,
                                     COLUMN_PICTURE, picture,
                                     COLUMN_TITLE, title,
                                     COLUMN_PATH, style->path, -1);
  gtk_icon_view_set_columns (
    view->icons,
    gtk_tree_model_iter_n_children (GTK_TREE_MODEL (view->store), NULL));
  gtk_widget_show (view->box);

  if (g_strcmp0 (style->path, view->selected) == 0)
    mark_selected (view);
}

static void
read_in_thread (GTask        *task,
                gpointer      source,
                gpointer      path,
                GCancellable *gone)
{
  (void) source;
  (void) gone;

  g_task_return_pointer (task, read_small (path), g_object_unref);
}

static void read_next (View *view);

/* A damaged picture is left out. */
static void
picture_read (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  GTask                *task    = G_TASK (result);
  View                 *view    = user_data;
  g_autoptr (GdkPixbuf) picture = g_task_propagate_pointer (task, NULL);

  (void) source;

  if (g_cancellable_is_cancelled (g_task_get_cancellable (task)))
    return; /* and view may be no more */

  if (picture)
    add_picture (view, view->styles->pdata[view->n_read], picture);

  view->n_read++;
  read_next (view);
}

/* One picture after the other, in a thread: the dialog need not wait for them, however
 * large they are. */
static void
read_next (View *view)
{
  const NstShelfStyle *style;
  g_autoptr (GTask)    task = NULL;

  if (view->n_read == view->styles->len)
    return;

  style = view->styles->pdata[view->n_read];
  task  = g_task_new (NULL, view->gone, picture_read, view);
  g_task_set_task_data (task, g_strdup (style->path), g_free);
  g_task_run_in_thread (task, read_in_thread);
}

/* The selected picture has a frame: in GIMP's dark themes the background alone hardly
 * tells it from the others. */
static void
show_picture (GtkCellLayout   *icons,
              GtkCellRenderer *cell,
              GtkTreeModel    *model,
              GtkTreeIter     *row,
              gpointer         data)
{
  View                 *view    = data;
  g_autoptr (GdkPixbuf) picture = NULL;
  g_autoptr (GdkPixbuf) framed  = NULL;
  g_autofree char      *path    = get_path (view, row);
  int                   width, height;

  (void) icons;

  gtk_tree_model_get (model, row, COLUMN_PICTURE, &picture, -1);
  width  = gdk_pixbuf_get_width (picture) - 2 * FRAME;
  height = gdk_pixbuf_get_height (picture) - 2 * FRAME;

  if (g_strcmp0 (path, view->selected) == 0 && width > 0 && height > 0)
    {
      framed = gdk_pixbuf_copy (picture);
      gdk_pixbuf_fill (framed, FRAME_COLOUR);
      gdk_pixbuf_copy_area (picture, FRAME, FRAME, width, height, framed, FRAME,
                            FRAME);
    }

  g_object_set (cell, "pixbuf", framed ? framed : picture, NULL);
}

/* The wheel moves the row, which has nowhere else to go. */
static gboolean
wheel_turned (GtkWidget      *scrolled,
              GdkEventScroll *event,
              gpointer        user_data)
{
  GtkAdjustment *place = gtk_scrolled_window_get_hadjustment (
    GTK_SCROLLED_WINDOW (scrolled));
  const double last = gtk_adjustment_get_upper (place) -
                      gtk_adjustment_get_page_size (place);
  double turn = 0;

  (void) user_data;

  if (event->direction == GDK_SCROLL_UP)
    turn = -1;
  else if (event->direction == GDK_SCROLL_DOWN)
    turn = 1;
#if GTK_CHECK_VERSION(3, 0, 0)
  else if (event->direction == GDK_SCROLL_SMOOTH && event->delta_x == 0)
    turn = event->delta_y;
#endif

  gtk_adjustment_set_value (
    place, CLAMP (gtk_adjustment_get_value (place) + turn * PICTURE_WIDTH, 0,
                  MAX (last, 0)));

  return turn != 0;
}

static GtkWidget *
new_icons (View *view)
{
  GtkWidget *icons = gtk_icon_view_new_with_model (
    GTK_TREE_MODEL (view->store));
  GtkCellRenderer *cell = gtk_cell_renderer_pixbuf_new ();

  view->icons = GTK_ICON_VIEW (icons);
  gtk_cell_layout_pack_start (GTK_CELL_LAYOUT (icons), cell, TRUE);
  gtk_cell_layout_set_cell_data_func (GTK_CELL_LAYOUT (icons), cell,
                                      show_picture, view, NULL);
  gtk_icon_view_set_tooltip_column (view->icons, COLUMN_TITLE);
  gtk_icon_view_set_selection_mode (view->icons, GTK_SELECTION_SINGLE);
  gtk_icon_view_set_item_padding (view->icons, PADDING);
  gtk_icon_view_set_margin (view->icons, 0);
  gtk_icon_view_set_column_spacing (view->icons, 0);
  gtk_icon_view_set_row_spacing (view->icons, 0);
  gtk_widget_set_size_request (icons, -1, PICTURE_HEIGHT + 2 * PADDING);

  g_signal_connect_swapped (icons, "selection-changed",
                            G_CALLBACK (selection_changed), view);
  g_signal_connect_swapped (icons, "item-activated",
                            G_CALLBACK (item_activated), view);

  return icons;
}

static GtkWidget *
new_label (void)
{
  g_autofree char *folder = nst_shelf_own_folder ();
  g_autofree char *shown  = g_filename_display_name (folder);
  g_autofree char *help   = g_strdup_printf (
      _ ("To have pictures of your own here, put them into the folder %s"), shown);
  GtkWidget *label = gtk_label_new (_ ("Or from the shelf:"));

  g_object_set (label, "xalign", 0.0f, "tooltip-text", help, NULL);

  return label;
}

GtkWidget *
nst_shelf_view_new (const char    *program_dir,
                    NstShelfChosen chosen,
                    gpointer       user_data)
{
  View      *view     = g_new0 (View, 1);
  GtkWidget *scrolled = gtk_scrolled_window_new (NULL, NULL);

  view->chosen    = chosen;
  view->user_data = user_data;
  view->styles    = nst_shelf_list (program_dir);
  view->gone      = g_cancellable_new ();
  view->store     = gtk_list_store_new (N_COLUMNS, GDK_TYPE_PIXBUF,
                                        G_TYPE_STRING, G_TYPE_STRING);
  view->box       = nst_gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  g_object_set_data_full (G_OBJECT (view->box), VIEW_KEY, view, free_view);

  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled),
                                  GTK_POLICY_AUTOMATIC, GTK_POLICY_NEVER);
  gtk_scrolled_window_set_shadow_type (GTK_SCROLLED_WINDOW (scrolled),
                                       GTK_SHADOW_IN);
  g_signal_connect (scrolled, "scroll-event", G_CALLBACK (wheel_turned), NULL);
  gtk_container_add (GTK_CONTAINER (scrolled), new_icons (view));
  gtk_box_pack_start (GTK_BOX (view->box), new_label (), FALSE, FALSE, 0);
  gtk_box_pack_start (GTK_BOX (view->box), scrolled, TRUE, TRUE, 0);

  /* Hidden from gtk_widget_show_all too, until there is something to see. */
  gtk_widget_show_all (view->box);
  gtk_widget_hide (view->box);
  gtk_widget_set_no_show_all (view->box, TRUE);

  g_signal_connect_swapped (view->box, "destroy", G_CALLBACK (end_view), view);
  read_next (view);

  return view->box;
}

void
nst_shelf_view_select (GtkWidget  *box,
                       const char *path)
{
  View *view = g_object_get_data (G_OBJECT (box), VIEW_KEY);

  if (g_strcmp0 (path, view->selected) == 0)
    return;

  g_free (view->selected);
  view->selected = g_strdup (path);
  mark_selected (view);
}

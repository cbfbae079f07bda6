/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The grid, for both GTKs.  What is chosen is kept by its keys: it may be chosen before its
 * picture is there, or while a search hides it. */

#include "plugin/gimp/shelf-view.h"
#include "plugin/gimp/gimp-compat.h"
#include "plugin/gimp/shelf-cells.h"
#include "plugin/gimp/shelf-search.h"
#include "plugin/gimp/style-choice.h"
#include "plugin/gimp/style-items.h"

#include <string.h>

#define PADDING    4
#define ITEM_WIDTH (NST_SHELF_CELLS_WIDTH + 2 * PADDING + 2) /* with the focus */
#define MIN_WIDTH  (4 * ITEM_WIDTH + 30)                     /* with the scroll bar */
#define MIN_HEIGHT 168                                       /* a row and a bit */

/* The grid wraps.  But GTK 3 would make the window as wide as all pictures in one row for a view
 * that never scrolls across, and GTK 2 shows a bar that has nothing to do for one that may. */
#if GTK_CHECK_VERSION(3, 0, 0)
#define ACROSS GTK_POLICY_AUTOMATIC
#else
#define ACROSS GTK_POLICY_NEVER
#endif

#define VIEW_KEY "neural-art-shelf"

typedef struct
{
  NstShelfChosen chosen;
  gpointer       user_data;
  GtkListStore  *items;
  GtkTreeModel  *shown; /* those that the search finds */
  GtkIconView   *icons;
  GPtrArray     *keys;    /* of what is chosen */
  gboolean       marking; /* it is not the user who selects */
  guint          restore; /* an idle source, or 0 */
} View;

static void
free_view (gpointer data)
{
  View *view = data;

  g_object_unref (view->shown);
  g_object_unref (view->items);
  g_ptr_array_unref (view->keys);
  g_free (view);
}

static View *
get_view (GtkWidget *box)
{
  return g_object_get_data (G_OBJECT (box), VIEW_KEY);
}


/* ---- what is chosen -------------------------------------------------- */

static char *
get_key (GtkTreeModel *model,
         GtkTreeIter  *row)
{
  char *key;

  gtk_tree_model_get (model, row, NST_STYLE_KEY, &key, -1);

  return key;
}

static gboolean
contains (const GPtrArray *keys,
          const char      *key)
{
  return g_ptr_array_find_with_equal_func ((GPtrArray *) keys, key, g_str_equal, NULL);
}

/* Shows what is chosen, of what is shown. */
static void
mark_chosen (View    *view,
             gboolean scroll)
{
  GtkTreeIter row;
  gboolean    more = gtk_tree_model_get_iter_first (view->shown, &row);

  view->marking = TRUE;
  gtk_icon_view_unselect_all (view->icons);

  for (; more; more = gtk_tree_model_iter_next (view->shown, &row))
    {
      g_autofree char *key = get_key (view->shown, &row);

      if (contains (view->keys, key))
        {
          GtkTreePath *place = gtk_tree_model_get_path (view->shown, &row);

          gtk_icon_view_select_path (view->icons, place);
          if (scroll)
            {
              gtk_icon_view_set_cursor (view->icons, place, NULL, FALSE);
              gtk_icon_view_scroll_to_path (view->icons, place, FALSE, 0, 0);
            }
          gtk_tree_path_free (place);
        }
    }

  view->marking = FALSE;
  gtk_widget_queue_draw (GTK_WIDGET (view->icons));
}

/* What is marked, and what is chosen and hidden by the search where adding says so. */
static GPtrArray *
list_marked (View    *view,
             gboolean adding)
{
  GPtrArray  *keys = g_ptr_array_new_with_free_func (g_free);
  GtkTreeIter row;
  gboolean    more = gtk_tree_model_get_iter_first (view->shown, &row);

  for (guint i = 0; adding && i < view->keys->len; i++)
    g_ptr_array_add (keys, g_strdup (view->keys->pdata[i]));

  for (; more; more = gtk_tree_model_iter_next (view->shown, &row))
    {
      g_autofree char *key   = get_key (view->shown, &row);
      GtkTreePath     *place = gtk_tree_model_get_path (view->shown, &row);
      guint            index;
      const gboolean   marked = gtk_icon_view_path_is_selected (view->icons, place);
      const gboolean   listed =
        g_ptr_array_find_with_equal_func (keys, key, g_str_equal, &index);

      if (marked && !listed)
        g_ptr_array_add (keys, g_steal_pointer (&key));
      else if (!marked && listed)
        g_ptr_array_remove_index (keys, index);
      gtk_tree_path_free (place);
    }

  return keys;
}

/* Of several, those that go with the one that came last. */
static void
keep_what_combines (View      *view,
                    GPtrArray *keys)
{
  const char *last = keys->len ? keys->pdata[keys->len - 1] : NULL;

  for (guint i = 0; i < keys->len; i++)
    if (!contains (view->keys, keys->pdata[i]))
      last = keys->pdata[i];

  for (guint i = keys->len; last && i-- > 0;)
    if (keys->pdata[i] != last && !nst_style_choice_combine (view->items, last, keys->pdata[i]))
      g_ptr_array_remove_index (keys, i);
}

static gboolean
restore_marks (gpointer data)
{
  View  *view   = data;
  GList *places = gtk_icon_view_get_selected_items (view->icons);

  view->restore = 0;
  if (!places)
    mark_chosen (view, FALSE);
  g_list_free_full (places, (GDestroyNotify) gtk_tree_path_free);

  return G_SOURCE_REMOVE;
}

/* A click beside the pictures chooses nothing else; Ctrl+click leaves what it is on.  GTK unmarks
 * all before it marks another by a key, so what has no mark may have one at once. */
static void
selection_changed (View *view)
{
  GdkModifierType state = 0;
  gboolean        adding;
  GPtrArray      *keys;

  if (view->marking)
    return;

  adding = gtk_get_current_event_state (&state) && (state & GDK_CONTROL_MASK);
  keys   = list_marked (view, adding);
  if (keys->len == 0 && !adding)
    {
      g_ptr_array_unref (keys);
      if (!view->restore)
        view->restore = g_idle_add (restore_marks, view);
      return;
    }

  keep_what_combines (view, keys);
  g_ptr_array_unref (view->keys);
  view->keys = keys;
  mark_chosen (view, FALSE);
  view->chosen (view->user_data);
}

/* As a double click on a file does. */
static void
item_activated (View *view)
{
  GtkWidget *window = gtk_widget_get_toplevel (GTK_WIDGET (view->icons));

  if (GTK_IS_WINDOW (window))
    gtk_window_activate_default (GTK_WINDOW (window));
}


/* What is chosen stays so while the search hides it. */
static void
searched (gboolean begins,
          gpointer data)
{
  View *view = data;

  view->marking = TRUE;
  if (!begins)
    mark_chosen (view, FALSE);
}


/* ---- making the widget ----------------------------------------------- */

static GtkWidget *
new_icons (View *view)
{
  GtkWidget *icons    = gtk_icon_view_new_with_model (view->shown);
  GtkWidget *scrolled = gtk_scrolled_window_new (NULL, NULL);

  view->icons = GTK_ICON_VIEW (icons);
  nst_shelf_cells_add (view->icons);
  gtk_icon_view_set_selection_mode (view->icons, GTK_SELECTION_MULTIPLE);
  gtk_icon_view_set_item_padding (view->icons, PADDING);
  gtk_icon_view_set_margin (view->icons, 2);
  gtk_icon_view_set_column_spacing (view->icons, 0);
  gtk_icon_view_set_row_spacing (view->icons, 2);

  /* GTK 3 draws nothing anew where no size changes. */
  g_signal_connect_object (view->shown, "row-changed", G_CALLBACK (gtk_widget_queue_draw), icons,
                           G_CONNECT_SWAPPED);
  g_signal_connect_swapped (icons, "selection-changed", G_CALLBACK (selection_changed), view);
  g_signal_connect_swapped (icons, "item-activated", G_CALLBACK (item_activated), view);

  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), ACROSS, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_shadow_type (GTK_SCROLLED_WINDOW (scrolled), GTK_SHADOW_IN);
  gtk_widget_set_size_request (scrolled, MIN_WIDTH, MIN_HEIGHT);
  gtk_container_add (GTK_CONTAINER (scrolled), icons);

  return scrolled;
}

static GtkWidget *
new_head (View       *view,
          const char *text)
{
  GtkWidget *head   = nst_gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *label  = gtk_label_new_with_mnemonic (text);
  GtkWidget *search = nst_shelf_search_new_row (view->shown, GTK_WIDGET (view->icons));

  gtk_label_set_mnemonic_widget (GTK_LABEL (label), GTK_WIDGET (view->icons));
  gtk_box_pack_start (GTK_BOX (head), label, FALSE, FALSE, 0);
  gtk_box_pack_end (GTK_BOX (head), search, FALSE, FALSE, 0);

  return head;
}

/* What is chosen stays so when the grid is taken apart. */
static void
end_view (View *view)
{
  view->marking = TRUE;
  if (view->restore)
    g_source_remove (view->restore);
  view->restore = 0;
}

GtkWidget *
nst_shelf_view_new (GtkListStore  *items,
                    const char    *label,
                    NstShelfChosen chosen,
                    gpointer       user_data)
{
  View      *view = g_new0 (View, 1);
  GtkWidget *box  = nst_gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *scrolled;

  view->chosen    = chosen;
  view->user_data = user_data;
  view->items     = g_object_ref (items);
  view->shown     = nst_shelf_search_new (items, searched, view);
  view->keys      = g_ptr_array_new_with_free_func (g_free);
  g_object_set_data_full (G_OBJECT (box), VIEW_KEY, view, free_view);

  scrolled = new_icons (view);
  gtk_box_pack_start (GTK_BOX (box), new_head (view, label), FALSE, FALSE, 0);
  gtk_box_pack_start (GTK_BOX (box), scrolled, TRUE, TRUE, 0);

  g_signal_connect_swapped (box, "destroy", G_CALLBACK (end_view), view);

  return box;
}

const GPtrArray *
nst_shelf_view_get (GtkWidget *box)
{
  return get_view (box)->keys;
}

void
nst_shelf_view_set (GtkWidget       *box,
                    const GPtrArray *keys)
{
  View *view = get_view (box);

  g_ptr_array_set_size (view->keys, 0);
  for (guint i = 0; i < keys->len; i++)
    g_ptr_array_add (view->keys, g_strdup (keys->pdata[i]));
  nst_shelf_search_update (view->shown);
  mark_chosen (view, TRUE);
}

void
nst_shelf_view_leave (GtkWidget  *box,
                      const char *key)
{
  View *view = get_view (box);
  guint index;

  if (!g_ptr_array_find_with_equal_func (view->keys, key, g_str_equal, &index))
    return;

  g_ptr_array_remove_index (view->keys, index);
  mark_chosen (view, FALSE);
  view->chosen (view->user_data);
}

void
nst_shelf_view_focus (GtkWidget *box)
{
  gtk_widget_grab_focus (GTK_WIDGET (get_view (box)->icons));
}

void
nst_shelf_view_refresh (GtkWidget *box)
{
  View       *view = get_view (box);
  const guint n    = view->keys->len;
  GtkTreeIter row;

  view->marking = TRUE;
  nst_style_items_refresh (view->items);
  for (guint i = view->keys->len; i-- > 0;)
    if (!nst_style_items_find (view->items, view->keys->pdata[i], &row))
      g_ptr_array_remove_index (view->keys, i);
  nst_shelf_search_update (view->shown);

  if (view->keys->len < n)
    view->chosen (view->user_data);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The search, for both GTKs.  What is found is a list of its own, brought into line with the
 * items: GTK 3's icon view and its filter model count references differently. */

#include "plugin/gimp/shelf-search.h"
#include "plugin/gimp/gimp-compat.h"
#include "plugin/gimp/style-items.h"

#include <string.h>

#include <gdk/gdkkeysyms.h>
#include <glib/gi18n.h>

#define FEW        12 /* found without a search */
#define SEARCH_KEY "neural-art-shelf-search"

typedef struct
{
  NstShelfSearched searched;
  gpointer         user_data;
  GtkListStore    *items;
  GtkListStore    *found; /* whose data this is */
  guint            idle;  /* a source, or 0 */
  char           **words; /* case folded */
  GtkWidget       *row;
  GtkWidget       *entry;
} Search;

static void
free_search (gpointer data)
{
  Search *search = data;

  if (search->idle)
    g_source_remove (search->idle);
  g_signal_handlers_disconnect_by_data (search->items, search);
  g_object_unref (search->items);
  g_strfreev (search->words);
  g_free (search);
}

static gboolean
is_found (const Search *search,
          GtkTreeIter  *row)
{
  g_autofree char *text = NULL;

  gtk_tree_model_get (GTK_TREE_MODEL (search->items), row, NST_STYLE_WORDS, &text, -1);
  for (int i = 0; search->words && search->words[i]; i++)
    if (!text || !strstr (text, search->words[i]))
      return FALSE;

  return TRUE;
}

/* Copies what has changed. */
static void
copy_row (Search      *search,
          GtkTreeIter *from,
          GtkTreeIter *to)
{
  for (int i = 0; i < NST_STYLE_N_COLUMNS; i++)
    {
      GValue   value = G_VALUE_INIT;
      GValue   old   = G_VALUE_INIT;
      gboolean same;

      gtk_tree_model_get_value (GTK_TREE_MODEL (search->items), from, i, &value);
      gtk_tree_model_get_value (GTK_TREE_MODEL (search->found), to, i, &old);
      if (G_VALUE_HOLDS_STRING (&value))
        same = g_strcmp0 (g_value_get_string (&value), g_value_get_string (&old)) == 0;
      else if (G_VALUE_HOLDS_OBJECT (&value))
        same = g_value_get_object (&value) == g_value_get_object (&old);
      else if (G_VALUE_HOLDS_BOOLEAN (&value))
        same = g_value_get_boolean (&value) == g_value_get_boolean (&old);
      else
        same = g_value_get_int (&value) == g_value_get_int (&old);

      if (!same)
        gtk_list_store_set_value (search->found, to, i, &value);
      g_value_unset (&value);
      g_value_unset (&old);
    }
}

/* Puts an item's row to that position, where all before are in their places. */
static void
put_row (Search      *search,
         GtkTreeIter *item,
         int          position)
{
  g_autofree char *key = NULL;
  GtkTreeIter      row, there;
  const gboolean   end =
    !gtk_tree_model_iter_nth_child (GTK_TREE_MODEL (search->found), &there, NULL, position);

  gtk_tree_model_get (GTK_TREE_MODEL (search->items), item, NST_STYLE_KEY, &key, -1);
  if (!nst_style_items_find (search->found, key, &row))
    gtk_list_store_insert_with_values (search->found, &row, position, NST_STYLE_KEY, key, -1);
  else if (!end && row.user_data != there.user_data)
    gtk_list_store_move_before (search->found, &row, &there);

  copy_row (search, item, &row);
}

static void
update (Search *search)
{
  GtkTreeModel *items = GTK_TREE_MODEL (search->items);
  int           n     = 0;
  GtkTreeIter   row;
  gboolean      more = gtk_tree_model_get_iter_first (items, &row);

  search->searched (TRUE, search->user_data);

  for (; more; more = gtk_tree_model_iter_next (items, &row))
    if (is_found (search, &row))
      put_row (search, &row, n++);
  while (gtk_tree_model_iter_nth_child (GTK_TREE_MODEL (search->found), &row, NULL, n))
    gtk_list_store_remove (search->found, &row);

  search->searched (FALSE, search->user_data);
}

static gboolean
update_later (gpointer data)
{
  Search *search = data;

  search->idle = 0;
  update (search);

  return G_SOURCE_REMOVE;
}

/* An item has come, gone or got its picture: in the midst of that nothing else is touched. */
static void
items_changed (Search *search)
{
  if (!search->idle)
    search->idle = g_idle_add (update_later, search);
}

static void
search_changed (Search *search)
{
  g_autofree char *text = g_utf8_casefold (gtk_entry_get_text (GTK_ENTRY (search->entry)), -1);

  g_strfreev (search->words);
  search->words = g_strsplit (text, " ", -1);

  update (search);
}

/* The arrow keys go on from there. */
static void
choose_first (GtkIconView *grid)
{
  GtkTreePath *first = gtk_tree_path_new_first ();

  if (gtk_tree_model_iter_n_children (gtk_icon_view_get_model (grid), NULL) > 0)
    {
      gtk_icon_view_set_cursor (grid, first, NULL, FALSE);
      gtk_icon_view_unselect_all (grid);
      gtk_icon_view_select_path (grid, first);
    }
  gtk_tree_path_free (first);
}

/* Return chooses the first that was found; Escape takes the search back, and then closes the
 * dialog. */
static gboolean
search_key (GtkWidget   *entry,
            GdkEventKey *event,
            GtkWidget   *grid)
{
  const gboolean empty = *gtk_entry_get_text (GTK_ENTRY (entry)) == '\0';

  switch (event->keyval)
    {
    case GDK_KEY_Escape:
      if (empty)
        return FALSE;
      gtk_entry_set_text (GTK_ENTRY (entry), "");
      return TRUE;

    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
    case GDK_KEY_Down:
      if (empty && event->keyval != GDK_KEY_Down)
        return FALSE;
      gtk_widget_grab_focus (grid);
      choose_first (GTK_ICON_VIEW (grid));
      return TRUE;

    default:
      return FALSE;
    }
}

/* Where there are many, there is a search. */
static void
count_items (Search *search)
{
  const int n = gtk_tree_model_iter_n_children (GTK_TREE_MODEL (search->items), NULL);

  if (n > FEW)
    gtk_widget_show (search->row);
  else
    gtk_widget_hide (search->row);

  if (n <= FEW && *gtk_entry_get_text (GTK_ENTRY (search->entry)))
    gtk_entry_set_text (GTK_ENTRY (search->entry), "");
}

/* No more is heard of what happens to the items. */
static void
end_row (Search *search)
{
  g_signal_handlers_disconnect_by_data (search->items, search);
  if (search->idle)
    g_source_remove (search->idle);
  search->idle = 0;
}

GtkTreeModel *
nst_shelf_search_new (GtkListStore    *items,
                      NstShelfSearched searched,
                      gpointer         user_data)
{
  GType   types[NST_STYLE_N_COLUMNS];
  Search *search = g_new0 (Search, 1);

  for (int i = 0; i < NST_STYLE_N_COLUMNS; i++)
    types[i] = gtk_tree_model_get_column_type (GTK_TREE_MODEL (items), i);

  search->searched  = searched;
  search->user_data = user_data;
  search->items     = g_object_ref (items);
  search->found     = gtk_list_store_newv (NST_STYLE_N_COLUMNS, types);
  g_object_set_data_full (G_OBJECT (search->found), SEARCH_KEY, search, free_search);
  g_signal_connect_swapped (items, "row-inserted", G_CALLBACK (items_changed), search);
  g_signal_connect_swapped (items, "row-changed", G_CALLBACK (items_changed), search);
  g_signal_connect_swapped (items, "row-deleted", G_CALLBACK (items_changed), search);

  return GTK_TREE_MODEL (search->found);
}

void
nst_shelf_search_update (GtkTreeModel *found)
{
  update (g_object_get_data (G_OBJECT (found), SEARCH_KEY));
}

GtkWidget *
nst_shelf_search_new_row (GtkTreeModel *found,
                          GtkWidget    *grid)
{
  Search    *search = g_object_get_data (G_OBJECT (found), SEARCH_KEY);
  GtkWidget *label  = gtk_label_new_with_mnemonic (_ ("_Find:"));

  search->row   = nst_gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  search->entry = gtk_entry_new ();
  gtk_label_set_mnemonic_widget (GTK_LABEL (label), search->entry);
  gtk_entry_set_width_chars (GTK_ENTRY (search->entry), 18);
  gtk_widget_set_tooltip_text (search->entry,
                               _ ("Words of a painter's, a picture's or a layer's name"));
  gtk_box_pack_start (GTK_BOX (search->row), label, FALSE, FALSE, 0);
  gtk_box_pack_start (GTK_BOX (search->row), search->entry, TRUE, TRUE, 0);
  gtk_widget_show_all (search->row);
  gtk_widget_set_no_show_all (search->row, TRUE);

  g_signal_connect_swapped (search->entry, "changed", G_CALLBACK (search_changed), search);
  g_signal_connect (search->entry, "key-press-event", G_CALLBACK (search_key), grid);
  g_signal_connect_swapped (search->items, "row-inserted", G_CALLBACK (count_items), search);
  g_signal_connect_swapped (search->items, "row-deleted", G_CALLBACK (count_items), search);
  g_signal_connect_swapped (search->row, "destroy", G_CALLBACK (end_row), search);
  count_items (search);

  return search->row;
}

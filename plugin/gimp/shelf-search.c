/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The search, for both GTKs: a filter on the list of items. */

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
  GtkTreeModel    *found; /* whose data this is */
  char           **words; /* case folded */
  GtkWidget       *row;
  GtkWidget       *entry;
} Search;

static void
free_search (gpointer data)
{
  Search *search = data;

  g_strfreev (search->words);
  g_free (search);
}

static gboolean
is_found (GtkTreeModel *model,
          GtkTreeIter  *row,
          gpointer      data)
{
  const Search    *search = data;
  g_autofree char *text   = NULL;

  gtk_tree_model_get (model, row, NST_STYLE_WORDS, &text, -1);
  for (int i = 0; search->words && search->words[i]; i++)
    if (!text || !strstr (text, search->words[i]))
      return FALSE;

  return TRUE;
}

static void
search_changed (Search *search)
{
  g_autofree char *text = g_utf8_casefold (gtk_entry_get_text (GTK_ENTRY (search->entry)), -1);

  g_strfreev (search->words);
  search->words = g_strsplit (text, " ", -1);

  search->searched (TRUE, search->user_data);
  gtk_tree_model_filter_refilter (GTK_TREE_MODEL_FILTER (search->found));
  search->searched (FALSE, search->user_data);
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
  const int n = gtk_tree_model_iter_n_children (
    gtk_tree_model_filter_get_model (GTK_TREE_MODEL_FILTER (search->found)), NULL);

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
  g_signal_handlers_disconnect_by_data (
    gtk_tree_model_filter_get_model (GTK_TREE_MODEL_FILTER (search->found)), search);
}

GtkTreeModel *
nst_shelf_search_new (GtkListStore    *items,
                      NstShelfSearched searched,
                      gpointer         user_data)
{
  Search       *search = g_new0 (Search, 1);
  GtkTreeModel *found  = gtk_tree_model_filter_new (GTK_TREE_MODEL (items), NULL);

  search->searched  = searched;
  search->user_data = user_data;
  search->found     = found;
  gtk_tree_model_filter_set_visible_func (GTK_TREE_MODEL_FILTER (found), is_found, search, NULL);
  g_object_set_data_full (G_OBJECT (found), SEARCH_KEY, search, free_search);

  return found;
}

GtkWidget *
nst_shelf_search_new_row (GtkTreeModel *found,
                          GtkWidget    *grid)
{
  Search       *search = g_object_get_data (G_OBJECT (found), SEARCH_KEY);
  GtkTreeModel *items  = gtk_tree_model_filter_get_model (GTK_TREE_MODEL_FILTER (found));
  GtkWidget    *label  = gtk_label_new_with_mnemonic (_ ("_Find:"));

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
  g_signal_connect_swapped (items, "row-inserted", G_CALLBACK (count_items), search);
  g_signal_connect_swapped (items, "row-deleted", G_CALLBACK (count_items), search);
  g_signal_connect_swapped (search->row, "destroy", G_CALLBACK (end_row), search);
  count_items (search);

  return search->row;
}

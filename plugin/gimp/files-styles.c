/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The list of styles, for both GTKs.  Small pictures are read one after the other while nothing
 * else is to be done. */

#include "plugin/gimp/files-styles.h"
#include "plugin/gimp/gimp-compat.h"
#include "plugin/shared/files-find.h"
#include "plugin/shared/shelf.h"

#include <string.h>

#include <glib/gi18n.h>

#define STYLES_KEY     "neural-art-files-styles"
#define PICTURE_WIDTH  64
#define PICTURE_HEIGHT 44
#define LIST_HEIGHT    220

enum
{
  COLUMN_TICKED,
  COLUMN_PICTURE,
  COLUMN_TITLE,
  COLUMN_PATH,
  COLUMN_READ,
  N_COLUMNS
};

typedef struct
{
  char                 *program_dir;
  NstFilesStylesChanged changed;
  gpointer              user_data;
  GtkListStore         *store;
  guint                 idle;
} Styles;

static void
free_styles (gpointer data)
{
  Styles *styles = data;

  if (styles->idle)
    g_source_remove (styles->idle);
  g_object_unref (styles->store);
  g_free (styles->program_dir);
  g_free (styles);
}


/* ---- rows ------------------------------------------------------------ */

static char *
get_path (Styles      *styles,
          GtkTreeIter *row)
{
  char *path;

  gtk_tree_model_get (GTK_TREE_MODEL (styles->store), row, COLUMN_PATH, &path, -1);

  return path;
}

/* FALSE where there is none of that path. */
static gboolean
find_row (Styles      *styles,
          const char  *path,
          GtkTreeIter *row)
{
  gboolean more = gtk_tree_model_get_iter_first (GTK_TREE_MODEL (styles->store), row);

  for (; more; more = gtk_tree_model_iter_next (GTK_TREE_MODEL (styles->store), row))
    {
      g_autofree char *there = get_path (styles, row);

      if (strcmp (there, path) == 0)
        return TRUE;
    }

  return FALSE;
}

/* A picture that can't be read has none here. */
static gboolean
read_next (gpointer data)
{
  Styles       *styles = data;
  GtkTreeModel *model  = GTK_TREE_MODEL (styles->store);
  GtkTreeIter   row;
  gboolean      more = gtk_tree_model_get_iter_first (model, &row);
  gboolean      read = TRUE;

  for (; more; more = gtk_tree_model_iter_next (model, &row))
    {
      gtk_tree_model_get (model, &row, COLUMN_READ, &read, -1);
      if (!read)
        {
          g_autofree char      *path = get_path (styles, &row);
          g_autoptr (GdkPixbuf) picture =
            gdk_pixbuf_new_from_file_at_size (path, PICTURE_WIDTH, PICTURE_HEIGHT, NULL);

          gtk_list_store_set (styles->store, &row, COLUMN_PICTURE, picture, COLUMN_READ, TRUE, -1);
          return G_SOURCE_CONTINUE;
        }
    }

  styles->idle = 0;
  return G_SOURCE_REMOVE;
}

/* One that is there already is ticked, or stays as it is. */
static void
add_row (Styles     *styles,
         const char *path,
         const char *title,
         gboolean    ticked)
{
  GtkTreeIter row;

  if (!find_row (styles, path, &row))
    gtk_list_store_insert_with_values (styles->store, NULL, -1, COLUMN_TICKED, ticked,
                                       COLUMN_TITLE, title, COLUMN_PATH, path, -1);
  else if (ticked)
    gtk_list_store_set (styles->store, &row, COLUMN_TICKED, TRUE, -1);

  if (!styles->idle)
    styles->idle = g_idle_add_full (G_PRIORITY_LOW, read_next, styles, NULL);
}

static void
add_file (Styles     *styles,
          const char *path)
{
  g_autofree char *name  = nst_files_cut_ending (path);
  g_autofree char *title = g_filename_display_name (name);

  add_row (styles, path, title, TRUE);
}


/* ---- what the user does ---------------------------------------------- */

static void
turn (Styles      *styles,
      GtkTreePath *place)
{
  GtkTreeIter row;
  gboolean    ticked;

  if (!gtk_tree_model_get_iter (GTK_TREE_MODEL (styles->store), &row, place))
    return;

  gtk_tree_model_get (GTK_TREE_MODEL (styles->store), &row, COLUMN_TICKED, &ticked, -1);
  gtk_list_store_set (styles->store, &row, COLUMN_TICKED, !ticked, -1);
  styles->changed (styles->user_data);
}

static void
tick_toggled (GtkCellRendererToggle *cell,
              char                  *place,
              Styles                *styles)
{
  GtkTreePath *path = gtk_tree_path_new_from_string (place);

  (void) cell;

  turn (styles, path);
  gtk_tree_path_free (path);
}

/* A double click, Return and Space. */
static void
row_activated (GtkTreeView       *view,
               GtkTreePath       *place,
               GtkTreeViewColumn *column,
               Styles            *styles)
{
  (void) view;
  (void) column;

  turn (styles, place);
}

static void
add_files (Styles    *styles,
           GtkWidget *button)
{
  GtkWidget *window = gtk_widget_get_toplevel (button);
  GtkWidget *dialog = gtk_file_chooser_dialog_new (_ ("Choose Styles"), GTK_WINDOW (window),
                                                   GTK_FILE_CHOOSER_ACTION_OPEN, _ ("_Cancel"),
                                                   GTK_RESPONSE_CANCEL, _ ("_Add"),
                                                   GTK_RESPONSE_OK, NULL);
  GSList    *files  = NULL;

  gtk_file_chooser_set_select_multiple (GTK_FILE_CHOOSER (dialog), TRUE);
  gtk_dialog_set_default_response (GTK_DIALOG (dialog), GTK_RESPONSE_OK);
  if (gtk_dialog_run (GTK_DIALOG (dialog)) == GTK_RESPONSE_OK)
    files = gtk_file_chooser_get_filenames (GTK_FILE_CHOOSER (dialog));
  gtk_widget_destroy (dialog);

  for (GSList *file = files; file; file = file->next)
    add_file (styles, file->data);
  if (files)
    styles->changed (styles->user_data);
  g_slist_free_full (files, g_free);
}

static void
clear_ticks (Styles *styles)
{
  GtkTreeIter row;
  gboolean    more = gtk_tree_model_get_iter_first (GTK_TREE_MODEL (styles->store), &row);

  for (; more; more = gtk_tree_model_iter_next (GTK_TREE_MODEL (styles->store), &row))
    gtk_list_store_set (styles->store, &row, COLUMN_TICKED, FALSE, -1);

  styles->changed (styles->user_data);
}


/* ---- making the widget ----------------------------------------------- */

static GtkWidget *
new_list (Styles *styles)
{
  GtkWidget         *scrolled = gtk_scrolled_window_new (NULL, NULL);
  GtkWidget         *view     = gtk_tree_view_new_with_model (GTK_TREE_MODEL (styles->store));
  GtkTreeViewColumn *column   = gtk_tree_view_column_new ();
  GtkCellRenderer   *tick     = gtk_cell_renderer_toggle_new ();
  GtkCellRenderer   *picture  = gtk_cell_renderer_pixbuf_new ();
  GtkCellRenderer   *title    = gtk_cell_renderer_text_new ();

  g_object_set (picture, "width", PICTURE_WIDTH + 8, "height", PICTURE_HEIGHT + 4, NULL);
  gtk_tree_view_column_pack_start (column, tick, FALSE);
  gtk_tree_view_column_pack_start (column, picture, FALSE);
  gtk_tree_view_column_pack_start (column, title, TRUE);
  gtk_tree_view_column_add_attribute (column, tick, "active", COLUMN_TICKED);
  gtk_tree_view_column_add_attribute (column, picture, "pixbuf", COLUMN_PICTURE);
  gtk_tree_view_column_add_attribute (column, title, "text", COLUMN_TITLE);
  gtk_tree_view_append_column (GTK_TREE_VIEW (view), column);
  gtk_tree_view_set_headers_visible (GTK_TREE_VIEW (view), FALSE);
  gtk_tree_view_set_search_column (GTK_TREE_VIEW (view), COLUMN_TITLE);

  g_signal_connect (tick, "toggled", G_CALLBACK (tick_toggled), styles);
  g_signal_connect (view, "row-activated", G_CALLBACK (row_activated), styles);

  gtk_scrolled_window_set_shadow_type (GTK_SCROLLED_WINDOW (scrolled), GTK_SHADOW_IN);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_widget_set_size_request (scrolled, -1, LIST_HEIGHT);
  gtk_container_add (GTK_CONTAINER (scrolled), view);

  return scrolled;
}

/* Those that are ticked come first. */
static void
add_all (Styles *styles,
         char  **chosen)
{
  g_autoptr (GPtrArray) shelf = nst_shelf_list (styles->program_dir);

  for (int i = 0; chosen[i]; i++)
    {
      const NstShelfStyle *known = nst_shelf_find (shelf, chosen[i]);
      g_autofree char     *path  = nst_shelf_look_up (styles->program_dir, chosen[i], NULL);

      for (guint j = 0; j < shelf->len && path && !known; j++)
        if (strcmp (((NstShelfStyle *) shelf->pdata[j])->path, path) == 0)
          known = shelf->pdata[j];

      if (known)
        add_row (styles, known->path, known->title, TRUE);
      else if (path && g_file_test (path, G_FILE_TEST_IS_REGULAR))
        add_file (styles, path);
    }

  for (guint i = 0; i < shelf->len; i++)
    {
      const NstShelfStyle *style = shelf->pdata[i];

      add_row (styles, style->path, style->title, FALSE);
    }
}

GtkWidget *
nst_files_styles_new (const char           *program_dir,
                      char                **chosen,
                      NstFilesStylesChanged changed,
                      gpointer              user_data)
{
  Styles    *styles = g_new0 (Styles, 1);
  GtkWidget *box    = nst_gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *row    = nst_gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *add    = gtk_button_new_with_mnemonic (_ ("_Add Files..."));
  GtkWidget *none   = gtk_button_new_with_mnemonic (_ ("Non_e"));

  styles->program_dir = g_strdup (program_dir);
  styles->changed     = changed;
  styles->user_data   = user_data;
  styles->store       = gtk_list_store_new (N_COLUMNS, G_TYPE_BOOLEAN, GDK_TYPE_PIXBUF,
                                            G_TYPE_STRING,
                                            G_TYPE_STRING, G_TYPE_BOOLEAN);
  g_object_set_data_full (G_OBJECT (box), STYLES_KEY, styles, free_styles);

  add_all (styles, chosen);

  g_signal_connect_swapped (add, "clicked", G_CALLBACK (add_files), styles);
  g_signal_connect_swapped (none, "clicked", G_CALLBACK (clear_ticks), styles);
  gtk_box_pack_start (GTK_BOX (row), add, FALSE, FALSE, 0);
  gtk_box_pack_start (GTK_BOX (row), none, FALSE, FALSE, 0);
  gtk_box_pack_start (GTK_BOX (box), new_list (styles), TRUE, TRUE, 0);
  gtk_box_pack_start (GTK_BOX (box), row, FALSE, FALSE, 0);

  return box;
}

char **
nst_files_styles_get (GtkWidget *box)
{
  Styles               *styles = g_object_get_data (G_OBJECT (box), STYLES_KEY);
  g_autoptr (GPtrArray) paths  = g_ptr_array_new ();
  GtkTreeIter           row;
  gboolean              more = gtk_tree_model_get_iter_first (GTK_TREE_MODEL (styles->store), &row);

  for (; more; more = gtk_tree_model_iter_next (GTK_TREE_MODEL (styles->store), &row))
    {
      gboolean ticked;

      gtk_tree_model_get (GTK_TREE_MODEL (styles->store), &row, COLUMN_TICKED, &ticked, -1);
      if (ticked)
        g_ptr_array_add (paths, get_path (styles, &row));
    }

  g_ptr_array_add (paths, NULL);

  return (char **) g_ptr_array_free (g_steal_pointer (&paths), FALSE);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The list of styles.  It is made anew each time, and the rows are brought into line with it,
 * so that rows which stay keep their small pictures; those are style-picture.h's. */

#include "plugin/gimp/style-items.h"
#include "plugin/gimp/style-layers.h"
#include "plugin/gimp/style-picture.h"
#include "plugin/shared/shelf.h"

#include <string.h>

#include <glib/gi18n.h>

#define ITEMS_KEY "neural-art-style-items"

typedef struct
{
  char         *program_dir;
  gint32        content;
  GPtrArray    *files;  /* paths that were named and are not on the shelf */
  GArray       *layers; /* gint32: that were named and are not in the list of layers */
  GtkListStore *store;  /* whose data this is */
  GCancellable *gone;   /* cancelled with it */
  gboolean      reading;
} Items;

/* One row as it should be. */
typedef struct
{
  char  *key;
  gint32 layer;
  char  *name;
  char  *tell;
} Item;

static void
free_item (gpointer data)
{
  Item *item = data;

  g_free (item->key);
  g_free (item->name);
  g_free (item->tell);
  g_free (item);
}

static void
free_items (gpointer data)
{
  Items *items = data;

  g_cancellable_cancel (items->gone);
  g_object_unref (items->gone);
  g_ptr_array_unref (items->files);
  g_array_unref (items->layers);
  g_free (items->program_dir);
  g_free (items);
}

static Items *
get_items (GtkListStore *store)
{
  return g_object_get_data (G_OBJECT (store), ITEMS_KEY);
}


/* ---- the list as it should be ---------------------------------------- */

static void
add_item (GPtrArray *list,
          char      *key,
          gint32     layer,
          char      *name,
          char      *tell)
{
  Item *item = g_new (Item, 1);

  *item = (Item){ key, layer, name, tell };
  g_ptr_array_add (list, item);
}

static char *
layer_key (gint32 layer)
{
  return g_strdup_printf ("layer %d", layer);
}

static void
add_layer (GPtrArray *list,
           gint32     layer,
           gint32     content)
{
  add_item (list, layer_key (layer), layer, nst_style_layers_name (layer, content),
            nst_style_layers_tell (layer));
}

static void
add_style (GPtrArray           *list,
           const NstShelfStyle *style)
{
  char *tell = nst_shelf_tell (style);

  add_item (list, g_strdup (style->path), NST_GIMP_NONE, g_strdup (style->title),
            tell ? tell : g_strdup (style->title));
}

/* Those of the shelf that are the user's own, or that are not. */
static void
add_shelf (GPtrArray *list,
           GPtrArray *shelf,
           gboolean   own)
{
  g_autofree char *folder = nst_shelf_own_folder ();

  for (guint i = 0; i < shelf->len; i++)
    {
      const NstShelfStyle *style = shelf->pdata[i];
      g_autofree char     *place = g_path_get_dirname (style->path);

      if ((strcmp (place, folder) == 0) == own)
        add_style (list, style);
    }
}

static void
add_layers (GPtrArray   *list,
            const Items *items)
{
  g_autofree gint32 *layers = nst_style_layers_list (items->content);

  for (guint i = 0; i < items->layers->len; i++)
    {
      const gint32 layer = g_array_index (items->layers, gint32, i);

      if (nst_gimp_item_is_valid (layer))
        add_layer (list, layer, items->content);
    }

  for (int i = 0; layers[i] != NST_GIMP_NONE; i++)
    add_layer (list, layers[i], items->content);
}

static GPtrArray *
list_items (const Items *items)
{
  GPtrArray            *list  = g_ptr_array_new_with_free_func (free_item);
  g_autoptr (GPtrArray) shelf = nst_shelf_list (items->program_dir);

  for (guint i = 0; i < items->files->len; i++)
    {
      const char *path = items->files->pdata[i];

      add_item (list, g_strdup (path), NST_GIMP_NONE, g_filename_display_basename (path),
                g_filename_display_name (path));
    }

  add_shelf (list, shelf, TRUE);
  add_layers (list, items);
  add_shelf (list, shelf, FALSE);

  return list;
}


/* ---- small pictures -------------------------------------------------- */

static void read_next (Items *items);

static void
picture_read (GtkListStore *store,
              const char   *key,
              GdkPixbuf    *picture)
{
  Items      *items = get_items (store);
  GtkTreeIter row;
  gint32      layer;

  if (nst_style_items_find (store, key, &row))
    {
      gtk_tree_model_get (GTK_TREE_MODEL (store), &row, NST_STYLE_LAYER, &layer, -1);
      gtk_list_store_set (store, &row, NST_STYLE_READ, TRUE, -1);

      /* A damaged picture is not on the shelf; but one that was named is shown as it is. */
      if (picture)
        gtk_list_store_set (store, &row, NST_STYLE_PICTURE, picture, -1);
      else if (layer == NST_GIMP_NONE &&
               !g_ptr_array_find_with_equal_func (items->files, key, g_str_equal, NULL))
        gtk_list_store_remove (store, &row);
    }

  items->reading = FALSE;
  read_next (items);
}

/* One picture after the other, from the first row on. */
static void
read_next (Items *items)
{
  GtkTreeModel *model = GTK_TREE_MODEL (items->store);
  GtkTreeIter   row;
  gboolean      more = gtk_tree_model_get_iter_first (model, &row);

  if (items->reading)
    return;

  for (; more; more = gtk_tree_model_iter_next (model, &row))
    {
      g_autofree char *key = NULL;
      gint32           layer;
      gboolean         read;

      gtk_tree_model_get (model, &row, NST_STYLE_KEY, &key, NST_STYLE_LAYER, &layer,
                          NST_STYLE_READ, &read, -1);
      if (!read)
        {
          items->reading = TRUE;
          nst_style_picture_read (items->store, key, layer, NST_STYLE_ITEMS_SIZE, items->gone,
                                  picture_read);
          return;
        }
    }
}


/* ---- the rows -------------------------------------------------------- */

gboolean
nst_style_items_find (GtkListStore *store,
                      const char   *key,
                      GtkTreeIter  *row)
{
  GtkTreeModel *model = GTK_TREE_MODEL (store);
  gboolean      more  = gtk_tree_model_get_iter_first (model, row);

  for (; more; more = gtk_tree_model_iter_next (model, row))
    {
      g_autofree char *found = NULL;

      gtk_tree_model_get (model, row, NST_STYLE_KEY, &found, -1);
      if (strcmp (found, key) == 0)
        return TRUE;
    }

  return FALSE;
}

/* A layer's picture may be another by now. */
static void
set_row (GtkListStore *store,
         GtkTreeIter  *row,
         const Item   *item)
{
  g_autofree char *all   = g_strjoin (" ", item->name, item->tell, item->key, NULL);
  g_autofree char *words = g_utf8_casefold (all, -1);

  gtk_list_store_set (store, row,
                      NST_STYLE_NAME, item->name,
                      NST_STYLE_TELL, item->tell,
                      NST_STYLE_WORDS, words, -1);
  if (item->layer != NST_GIMP_NONE)
    gtk_list_store_set (store, row, NST_STYLE_READ, FALSE, -1);
}

/* Puts the item's row to that position, where all before are in their places. */
static void
put_row (GtkListStore *store,
         const Item   *item,
         int           position)
{
  GtkTreeModel *model = GTK_TREE_MODEL (store);
  GtkTreeIter   row, there;
  gboolean      end = !gtk_tree_model_iter_nth_child (model, &there, NULL, position);

  if (!nst_style_items_find (store, item->key, &row))
    gtk_list_store_insert_with_values (store, &row, position,
                                       NST_STYLE_KEY, item->key,
                                       NST_STYLE_LAYER, item->layer, -1);
  else if (!end && row.user_data != there.user_data)
    gtk_list_store_move_before (store, &row, &there);

  set_row (store, &row, item);
}

void
nst_style_items_refresh (GtkListStore *store)
{
  Items                *items = get_items (store);
  g_autoptr (GPtrArray) list  = list_items (items);
  GtkTreeIter           row;

  for (guint i = 0; i < list->len; i++)
    put_row (store, list->pdata[i], (int) i);

  while (gtk_tree_model_iter_nth_child (GTK_TREE_MODEL (store), &row, NULL, (int) list->len))
    gtk_list_store_remove (store, &row);

  read_next (items);
}

char *
nst_style_items_take_file (GtkListStore *store,
                           const char   *path)
{
  Items           *items = get_items (store);
  g_autofree char *whole = g_canonicalize_filename (path, NULL);
  GtkTreeIter      row;

  if (!g_file_test (whole, G_FILE_TEST_IS_REGULAR))
    return NULL;

  nst_style_items_refresh (store);
  if (!nst_style_items_find (store, whole, &row))
    {
      g_ptr_array_add (items->files, g_strdup (whole));
      nst_style_items_refresh (store);
    }

  return g_steal_pointer (&whole);
}

char *
nst_style_items_take_layer (GtkListStore *store,
                            gint32        layer)
{
  Items           *items = get_items (store);
  g_autofree char *key   = layer_key (layer);
  GtkTreeIter      row;

  if (layer == NST_GIMP_NONE || layer == items->content || !nst_gimp_item_is_valid (layer))
    return NULL;

  if (!nst_style_items_find (store, key, &row))
    {
      g_array_append_val (items->layers, layer);
      nst_style_items_refresh (store);
    }

  return g_steal_pointer (&key);
}

GPtrArray *
nst_style_items_spread (GtkListStore    *store,
                        const GPtrArray *keys)
{
  GPtrArray *styles = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < keys->len; i++)
    {
      gint32             layer = NST_GIMP_NONE;
      g_autofree gint32 *parts = NULL;
      GtkTreeIter        row;

      if (nst_style_items_find (store, keys->pdata[i], &row))
        gtk_tree_model_get (GTK_TREE_MODEL (store), &row, NST_STYLE_LAYER, &layer, -1);
      parts = nst_style_layers_of_group (layer);
      if (!parts)
        g_ptr_array_add (styles, g_strdup (keys->pdata[i]));
      for (int k = 0; parts && parts[k] != NST_GIMP_NONE; k++)
        g_ptr_array_add (styles, layer_key (parts[k]));
    }

  return styles;
}

GtkListStore *
nst_style_items_new (const char *program_dir,
                     gint32      content)
{
  Items *items = g_new0 (Items, 1);

  items->program_dir = g_strdup (program_dir);
  items->content     = content;
  items->files       = g_ptr_array_new_with_free_func (g_free);
  items->layers      = g_array_new (FALSE, FALSE, sizeof (gint32));
  items->gone        = g_cancellable_new ();
  items->store       = gtk_list_store_new (NST_STYLE_N_COLUMNS, G_TYPE_STRING, G_TYPE_INT,
                                           GDK_TYPE_PIXBUF, G_TYPE_STRING, G_TYPE_STRING,
                                           G_TYPE_STRING, G_TYPE_BOOLEAN);
  g_object_set_data_full (G_OBJECT (items->store), ITEMS_KEY, items, free_items);
  nst_style_items_refresh (items->store);

  return items->store;
}

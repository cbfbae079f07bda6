/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The rows, made anew where the styles are others.  All of them have one list of places. */

#include "plugin/gimp/style-rows.h"
#include "plugin/gimp/place-list.h"
#include "plugin/gimp/shelf-view.h"
#include "plugin/gimp/style-chooser.h"
#include "plugin/gimp/style-items.h"
#include "plugin/gimp/style-row.h"

#define ROWS_KEY  "neural-art-style-rows"
#define MOST_ROWS 3 /* more are scrolled to */
#define SPACING   4

typedef struct
{
  NstStyleRowsChanged changed;
  gpointer            user_data;
  gint32              image;
  GtkWidget          *chooser;
  GtkListStore       *places;
  NstParts           *parts;
  GPtrArray          *rows; /* of GtkWidget */
  GtkWidget          *scrolled;
  GtkWidget          *list;     /* in it */
  gboolean            changing; /* it is the user who changes a row */
  char               *leaving;  /* the style that is to be left out */
  guint               idle;     /* a source that does that, or 0 */
} Rows;

static void
free_rows (gpointer data)
{
  Rows *rows = data;

  g_object_unref (rows->places);
  g_ptr_array_unref (rows->rows);
  nst_parts_free (rows->parts);
  g_free (rows->leaving);
  g_free (rows);
}

static Rows *
get_rows (GtkWidget *widget)
{
  return g_object_get_data (G_OBJECT (widget), ROWS_KEY);
}

static NstPart *
get_part (const Rows *rows,
          guint       i)
{
  return rows->parts->all->pdata[i];
}


/* ---- what rows show -------------------------------------------------- */

static void
show_rows (Rows *rows)
{
  nst_place_list_tell (rows->places, nst_parts_have_places (rows->parts));
  for (guint i = 0; i < rows->rows->len; i++)
    {
      const NstPart *part = get_part (rows, i);

      nst_style_row_show (rows->rows->pdata[i], nst_place_list_find (rows->places, part->where),
                          part->share, nst_parts_get_fraction (rows->parts, i),
                          !nst_parts_is_alone (rows->parts, i));
    }
}

/* What the user chooses from is left alone meanwhile. */
static void
list_places (Rows *rows)
{
  g_autoptr (GPtrArray) named = g_ptr_array_new ();

  for (guint i = 0; i < rows->parts->all->len; i++)
    g_ptr_array_add (named, get_part (rows, i)->where);
  for (guint i = 0; i < rows->rows->len; i++)
    nst_style_row_show (rows->rows->pdata[i], -1, 0.0, 0.0, TRUE);

  nst_place_list_fill (rows->places, rows->image, named);
  show_rows (rows);
}

static void
show_item (Rows        *rows,
           guint        i,
           GtkTreeIter *item)
{
  GtkTreeModel         *items   = GTK_TREE_MODEL (nst_style_chooser_get_items (rows->chooser));
  g_autoptr (GdkPixbuf) picture = NULL;
  g_autofree char      *name    = NULL;
  g_autofree char      *told    = NULL;

  gtk_tree_model_get (items, item, NST_STYLE_PICTURE, &picture, NST_STYLE_NAME, &name,
                      NST_STYLE_TELL, &told, -1);
  if (picture)
    nst_style_row_set_picture (rows->rows->pdata[i], picture);
  nst_style_row_set_name (rows->rows->pdata[i], name ? name : "", told);
}

/* Pictures come in one by one. */
static void
item_changed (GtkWidget    *widget,
              GtkTreePath  *path,
              GtkTreeIter  *item,
              GtkTreeModel *items)
{
  Rows            *rows = get_rows (widget);
  g_autofree char *key  = NULL;

  (void) path;
  gtk_tree_model_get (items, item, NST_STYLE_KEY, &key, -1);

  for (guint i = 0; i < rows->rows->len; i++)
    if (g_strcmp0 (get_part (rows, i)->key, key) == 0)
      show_item (rows, i, item);
}


/* ---- what the user does ---------------------------------------------- */

static void
tell (Rows *rows)
{
  rows->changing = TRUE;
  show_rows (rows);
  rows->changed (rows->user_data);
  rows->changing = FALSE;
}

static void
share_changed (guint    index,
               double   share,
               gpointer data)
{
  Rows *rows = data;

  get_part (rows, index)->share = share;
  tell (rows);
}

static void
place_changed (guint        index,
               GtkTreeIter *place,
               gpointer     data)
{
  Rows            *rows = data;
  g_autofree char *name = NULL;

  rows->changing = TRUE;
  gtk_tree_model_get (GTK_TREE_MODEL (rows->places), place, NST_PLACE_NAME, &name, -1);
  if (g_strcmp0 (name, NST_PLACE_OTHER) == 0)
    {
      g_free (name);
      name = nst_place_list_ask_file (rows->places, rows->chooser, get_part (rows, index)->where);
    }

  if (name)
    nst_parts_set_where (rows->parts, index, name);
  tell (rows);
}

static gboolean
leave (gpointer data)
{
  Rows            *rows = data;
  g_autofree char *key  = g_steal_pointer (&rows->leaving);

  rows->idle = 0;
  nst_shelf_view_leave (nst_style_chooser_get_view (rows->chooser), key);

  return G_SOURCE_REMOVE;
}

/* The button goes with its row, so it has to come to its end first. */
static void
left (guint    index,
      gpointer data)
{
  Rows *rows = data;

  if (rows->idle)
    return;

  rows->leaving = g_strdup (get_part (rows, index)->key);
  rows->idle    = g_idle_add (leave, rows);
}


/* ---- which rows there are -------------------------------------------- */

/* As high as its rows, or as so many of them that there is room for. */
static void
fit_height (Rows *rows)
{
  const gboolean scrolls = rows->rows->len > MOST_ROWS;
  GtkRequisition needed  = { 0, 0 };

  if (scrolls)
#if GTK_CHECK_VERSION(3, 0, 0)
    gtk_widget_get_preferred_size (rows->rows->pdata[0], &needed, NULL);
#else
    gtk_widget_size_request (rows->rows->pdata[0], &needed);
#endif

  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (rows->scrolled), GTK_POLICY_NEVER,
                                  scrolls ? GTK_POLICY_AUTOMATIC : GTK_POLICY_NEVER);
  gtk_widget_set_size_request (rows->scrolled, -1,
                               scrolls ? MOST_ROWS * (needed.height + SPACING) : -1);
}

/* apart: the styles can be left one by one, which layers of a group can't. */
static void
make_rows (Rows    *rows,
           gboolean apart)
{
  const NstStyleRowCalls calls = { share_changed, place_changed, left, rows };
  GtkListStore          *items = nst_style_chooser_get_items (rows->chooser);
  const guint            n     = rows->parts->all->len;

  for (guint i = 0; i < rows->rows->len; i++)
    gtk_widget_destroy (rows->rows->pdata[i]);
  g_ptr_array_set_size (rows->rows, 0);
  for (guint i = 0; i < n; i++)
    {
      GtkWidget  *row = n == 1 ? nst_style_row_new_alone (rows->places, &calls)
                               : nst_style_row_new (i, rows->places, NST_MOST_SHARE, apart, &calls);
      GtkTreeIter item;

      g_ptr_array_add (rows->rows, row);
      gtk_box_pack_start (GTK_BOX (rows->list), row, FALSE, FALSE, 0);
      if (nst_style_items_find (items, get_part (rows, i)->key, &item))
        show_item (rows, i, &item);
    }

  gtk_widget_set_visible (rows->scrolled, n > 0);
  fit_height (rows);
}

/* The keys of the styles that are chosen, and whether each is chosen by itself. */
static GPtrArray *
list_styles (const Rows *rows,
             gboolean   *apart)
{
  const GPtrArray *chosen = nst_shelf_view_get (nst_style_chooser_get_view (rows->chooser));
  GPtrArray       *keys   = nst_style_items_spread (nst_style_chooser_get_items (rows->chooser),
                                                    chosen);

  *apart = keys->len == chosen->len;

  return keys;
}

static gboolean
have_keys (const Rows      *rows,
           const GPtrArray *keys)
{
  for (guint i = 0; i < MIN (keys->len, rows->rows->len); i++)
    if (g_strcmp0 (get_part (rows, i)->key, keys->pdata[i]) != 0)
      return FALSE;

  return keys->len == rows->rows->len;
}

/* Whether all places that the styles have are in the list. */
static gboolean
are_listed (const Rows *rows)
{
  for (guint i = 0; i < rows->parts->all->len; i++)
    if (nst_place_list_find (rows->places, get_part (rows, i)->where) < 0)
      return FALSE;

  return TRUE;
}

gboolean
nst_style_rows_follow (GtkWidget  *widget,
                       NstOptions *options)
{
  Rows                 *rows = get_rows (widget);
  gboolean              apart;
  g_autoptr (GPtrArray) keys  = list_styles (rows, &apart);
  const gboolean        stays = have_keys (rows, keys);
  const gboolean        told  = nst_parts_follow (rows->parts, keys, options);

  if (!stays)
    make_rows (rows, apart);
  if (!stays || !are_listed (rows))
    list_places (rows);
  else if (!rows->changing)
    show_rows (rows);

  return told;
}

void
nst_style_rows_give (GtkWidget  *widget,
                     NstOptions *options)
{
  nst_parts_give (get_rows (widget)->parts, options);
}


/* ---- making the widget ----------------------------------------------- */

/* Channels come and go, and layers of a group are shown and hidden, while other windows are
 * used. */
static void
window_activated (GtkWidget  *widget,
                  GParamSpec *active,
                  GtkWindow  *window)
{
  Rows                 *rows = get_rows (widget);
  gboolean              apart;
  g_autoptr (GPtrArray) keys = list_styles (rows, &apart);

  (void) active;

  if (!gtk_window_is_active (window) || rows->changing)
    return;

  if (have_keys (rows, keys))
    list_places (rows);
  else
    rows->changed (rows->user_data);
}

static void
mapped (GtkWidget *widget)
{
  GtkWidget *window = gtk_widget_get_toplevel (widget);

  g_signal_handlers_disconnect_by_func (widget, mapped, NULL);
  if (GTK_IS_WINDOW (window))
    g_signal_connect_object (window, "notify::is-active", G_CALLBACK (window_activated), widget,
                             G_CONNECT_SWAPPED);
}

static void
end_rows (Rows *rows)
{
  if (rows->idle)
    g_source_remove (rows->idle);
  rows->idle = 0;
  g_ptr_array_set_size (rows->rows, 0);
}

static GtkWidget *
new_scrolled (GtkWidget *list)
{
  GtkWidget *scrolled = gtk_scrolled_window_new (NULL, NULL);
  GtkWidget *port     = gtk_viewport_new (NULL, NULL);

  gtk_viewport_set_shadow_type (GTK_VIEWPORT (port), GTK_SHADOW_NONE);
  gtk_container_add (GTK_CONTAINER (port), list);
  gtk_container_add (GTK_CONTAINER (scrolled), port);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_widget_show_all (scrolled);
  gtk_widget_set_no_show_all (scrolled, TRUE);

  return scrolled;
}

GtkWidget *
nst_style_rows_new (GtkWidget          *chooser,
                    gint32              image,
                    NstStyleRowsChanged changed,
                    gpointer            user_data)
{
  Rows      *rows = g_new0 (Rows, 1);
  GtkWidget *box  = nst_gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  rows->changed   = changed;
  rows->user_data = user_data;
  rows->image     = image;
  rows->chooser   = chooser;
  rows->places    = nst_place_list_new ();
  rows->parts     = nst_parts_new ();
  rows->rows      = g_ptr_array_new ();
  rows->list      = nst_gtk_box_new (GTK_ORIENTATION_VERTICAL, SPACING);
  rows->scrolled  = new_scrolled (rows->list);
  gtk_box_pack_start (GTK_BOX (box), rows->scrolled, FALSE, FALSE, 0);
  g_object_set_data_full (G_OBJECT (box), ROWS_KEY, rows, free_rows);

  g_signal_connect_object (nst_style_chooser_get_items (chooser), "row-changed",
                           G_CALLBACK (item_changed), box, G_CONNECT_SWAPPED);
  g_signal_connect (box, "map", G_CALLBACK (mapped), NULL);
  g_signal_connect_swapped (box, "destroy", G_CALLBACK (end_rows), rows);
  gtk_widget_show (box);

  return box;
}

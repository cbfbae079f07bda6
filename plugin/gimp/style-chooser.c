/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The grid, and what brings a file into it, for both GTKs.  The state is the grid's. */

#include "plugin/gimp/style-chooser.h"
#include "plugin/gimp/picture-dialog.h"
#include "plugin/gimp/picture-drop.h"
#include "plugin/gimp/shelf-view.h"
#include "plugin/gimp/style-items.h"
#include "plugin/shared/shelf.h"

#include <string.h>

#include <glib/gi18n.h>

#define CHOOSER_KEY "neural-art-style-chooser"

typedef struct
{
  NstStyleChanged changed;
  gpointer        user_data;
  char           *program_dir;
  GtkListStore   *items;
  GtkWidget      *box; /* all of it */
  GtkWidget      *view;
  GtkWidget      *told; /* a label */
  char           *files;
  gint32         *layers;
  gint32          layer; /* chosen last, NST_GIMP_NONE: none */
  gboolean        keep;  /* a copy of what is added */
} Chooser;

static void
free_chooser (gpointer data)
{
  Chooser *chooser = data;

  g_object_unref (chooser->items);
  g_free (chooser->program_dir);
  g_free (chooser->files);
  g_free (chooser->layers);
  g_free (chooser);
}


/* ---- what is chosen -------------------------------------------------- */

/* A text of the item, its first line. */
static char *
get_text (const Chooser *chooser,
          const char    *key,
          int            column)
{
  GtkTreeIter row;
  char       *text = NULL;

  if (nst_style_items_find (chooser->items, key, &row))
    gtk_tree_model_get (GTK_TREE_MODEL (chooser->items), &row, column, &text, -1);

  if (text)
    text[strcspn (text, "\n")] = '\0';

  return text ? text : g_strdup ("");
}

static gint32
get_layer (const Chooser *chooser,
           const char    *key)
{
  GtkTreeIter row;
  gint32      layer = NST_GIMP_NONE;

  if (nst_style_items_find (chooser->items, key, &row))
    gtk_tree_model_get (GTK_TREE_MODEL (chooser->items), &row, NST_STYLE_LAYER, &layer, -1);

  return layer;
}

/* Where the style is a layer, that is the one to come back to. */
static void
keep_layer (Chooser *chooser)
{
  const GPtrArray *keys  = nst_shelf_view_get (chooser->view);
  const gint32     layer = keys->len == 1 ? get_layer (chooser, keys->pdata[0]) : NST_GIMP_NONE;

  if (layer != NST_GIMP_NONE)
    chooser->layer = layer;
}

static char *
tell_several (const Chooser   *chooser,
              const GPtrArray *keys)
{
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint i = 0; i < keys->len; i++)
    {
      g_autofree char *name = get_text (chooser, keys->pdata[i], NST_STYLE_NAME);

      g_string_append_printf (names, "%s%s", i ? ", " : "", name);
    }

  return g_strdup_printf (ngettext ("%u style: %s", "%u styles: %s", keys->len), keys->len,
                          names->str);
}

static void
show_told (Chooser *chooser)
{
  const GPtrArray *keys = nst_shelf_view_get (chooser->view);
  g_autofree char *text = NULL;

  if (keys->len == 0)
    text = g_strdup (_ ("No style is chosen yet: click on a picture"));
  else if (keys->len == 1)
    text = get_text (chooser, keys->pdata[0], NST_STYLE_TELL);
  else
    text = tell_several (chooser, keys);

  gtk_label_set_text (GTK_LABEL (chooser->told), text);
  gtk_widget_set_tooltip_text (chooser->told, text);
}

static void
chosen (gpointer data)
{
  Chooser *chooser = data;

  keep_layer (chooser);
  show_told (chooser);
  chooser->changed (chooser->user_data);
}

/* Chooses it alone, as if the user had; takes the key, does nothing for NULL. */
static void
choose (Chooser *chooser,
        char    *key)
{
  g_autoptr (GPtrArray) keys = g_ptr_array_new_with_free_func (g_free);

  if (!key)
    return;

  g_ptr_array_add (keys, key);
  nst_shelf_view_set (chooser->view, keys);
  nst_shelf_view_focus (chooser->view);
  chosen (chooser);
}


/* ---- files that are added -------------------------------------------- */

static void
tell_error (Chooser *chooser,
            GError  *error)
{
  GtkWidget *top    = gtk_widget_get_toplevel (chooser->box);
  GtkWidget *dialog = gtk_message_dialog_new (GTK_IS_WINDOW (top) ? GTK_WINDOW (top) : NULL,
                                              GTK_DIALOG_MODAL, GTK_MESSAGE_ERROR,
                                              GTK_BUTTONS_CLOSE, "%s", error->message);

  gtk_dialog_run (GTK_DIALOG (dialog));
  gtk_widget_destroy (dialog);
}

static void
add_file (Chooser *chooser,
          GFile   *file,
          gboolean keep)
{
  g_autoptr (GError) error = NULL;
  g_autofree char   *path  = keep ? nst_shelf_add (file, &error) : g_file_get_path (file);

  if (error)
    tell_error (chooser, error);
  else if (path)
    choose (chooser, nst_style_items_take_file (chooser->items, path));
}

static void
add_clicked (Chooser *chooser)
{
  g_autoptr (GFile) file = nst_picture_dialog_run (chooser->box, &chooser->keep);

  if (file)
    add_file (chooser, file, chooser->keep);
}

static void
file_dropped (GFile   *file,
              gpointer data)
{
  add_file (data, file, TRUE);
}


/* ---- making the widget ----------------------------------------------- */

/* Layers come and go, and pictures are put into the folder, while other windows are used. */
static void
window_activated (GtkWidget  *box,
                  GParamSpec *active,
                  GtkWindow  *window)
{
  Chooser *chooser = g_object_get_data (G_OBJECT (box), CHOOSER_KEY);

  (void) active;

  if (gtk_window_is_active (window))
    {
      nst_shelf_view_refresh (chooser->view);
      show_told (chooser);
    }
}

static void
mapped (Chooser *chooser)
{
  GtkWidget *window = gtk_widget_get_toplevel (chooser->box);

  g_signal_handlers_disconnect_by_func (chooser->box, mapped, chooser);
  if (GTK_IS_WINDOW (window))
    g_signal_connect_object (window, "notify::is-active", G_CALLBACK (window_activated),
                             chooser->box, G_CONNECT_SWAPPED);
}

static GtkWidget *
new_foot (Chooser *chooser)
{
  g_autofree char *folder = nst_shelf_own_folder ();
  g_autofree char *shown  = g_filename_display_name (folder);
  g_autofree char *help   = g_strdup_printf (
      _ ("Use another picture as a style.  A copy is kept in the folder %s, unless you want none; "
           "a file that is dropped here is added too"),
      shown);
  GtkWidget *foot = nst_gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *add  = gtk_button_new_with_mnemonic (_ ("_Add a Picture..."));

  chooser->told = gtk_label_new (NULL);
  /* Whatever it tells, the dialog stays as wide. */
  gtk_label_set_ellipsize (GTK_LABEL (chooser->told), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (chooser->told), 1);
  g_object_set (chooser->told, "xalign", 0.0f, NULL);
  gtk_widget_set_tooltip_text (add, help);
  g_signal_connect_swapped (add, "clicked", G_CALLBACK (add_clicked), chooser);

  gtk_box_pack_start (GTK_BOX (foot), chooser->told, TRUE, TRUE, 0);
  gtk_box_pack_start (GTK_BOX (foot), add, FALSE, FALSE, 0);

  return foot;
}

static void
make_box (Chooser *chooser)
{
  GtkWidget *box = nst_gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  chooser->box  = box;
  chooser->view = nst_shelf_view_new (chooser->items, _ ("St_yle:"), chosen, chooser);
  gtk_box_pack_start (GTK_BOX (box), chooser->view, TRUE, TRUE, 0);
  gtk_box_pack_start (GTK_BOX (box), new_foot (chooser), FALSE, FALSE, 0);
  g_object_set_data_full (G_OBJECT (box), CHOOSER_KEY, chooser, free_chooser);

  nst_picture_drop_accept (box, file_dropped, chooser);
  g_signal_connect_swapped (box, "map", G_CALLBACK (mapped), chooser);
  gtk_widget_show_all (box);
}


/* ---- from outside ---------------------------------------------------- */

GtkWidget *
nst_style_chooser_new (const char           *program_dir,
                       gint32                content,
                       const NstStyleChoice *begin,
                       NstStyleChanged       changed,
                       gpointer              user_data)
{
  Chooser              *chooser = g_new0 (Chooser, 1);
  g_autoptr (GPtrArray) keys    = NULL;

  chooser->changed     = changed;
  chooser->user_data   = user_data;
  chooser->program_dir = g_strdup (program_dir);
  chooser->items       = nst_style_items_new (program_dir, content);
  chooser->layer       = begin->layer != content ? begin->layer : NST_GIMP_NONE;
  chooser->keep        = TRUE;
  make_box (chooser);

  keys = nst_style_choice_take (begin, chooser->items, program_dir);
  nst_shelf_view_set (chooser->view, keys);
  show_told (chooser);

  return chooser->box;
}

GtkWidget *
nst_style_chooser_get_view (GtkWidget *box)
{
  return ((Chooser *) g_object_get_data (G_OBJECT (box), CHOOSER_KEY))->view;
}

GtkListStore *
nst_style_chooser_get_items (GtkWidget *box)
{
  return ((Chooser *) g_object_get_data (G_OBJECT (box), CHOOSER_KEY))->items;
}

void
nst_style_chooser_set_file (GtkWidget  *box,
                            const char *file)
{
  Chooser              *chooser = g_object_get_data (G_OBJECT (box), CHOOSER_KEY);
  const NstStyleChoice  choice  = { NST_GIMP_NONE, NULL, file };
  g_autoptr (GPtrArray) keys    = nst_style_choice_take (&choice, chooser->items,
                                                         chooser->program_dir);

  if (keys->len == 0)
    return;

  nst_shelf_view_set (chooser->view, keys);
  show_told (chooser);
}

void
nst_style_chooser_set_layer (GtkWidget *box,
                             gint32     layer)
{
  Chooser              *chooser = g_object_get_data (G_OBJECT (box), CHOOSER_KEY);
  const NstStyleChoice  choice  = { layer, NULL, NULL };
  g_autoptr (GPtrArray) keys    = nst_style_choice_take (&choice, chooser->items,
                                                         chooser->program_dir);

  chooser->layer = keys->len > 0 ? layer : NST_GIMP_NONE;
  nst_shelf_view_set (chooser->view, keys);
  show_told (chooser);
}

gboolean
nst_style_chooser_get (GtkWidget      *box,
                       NstStyleChoice *choice)
{
  Chooser              *chooser = g_object_get_data (G_OBJECT (box), CHOOSER_KEY);
  const GPtrArray      *keys    = nst_shelf_view_get (chooser->view);
  g_autoptr (GPtrArray) paths   = g_ptr_array_new ();
  int                   n       = 0;

  g_free (chooser->files);
  g_free (chooser->layers);
  chooser->files  = NULL;
  chooser->layers = g_new (gint32, keys->len + 1);
  keep_layer (chooser);

  for (guint i = 0; i < keys->len; i++)
    {
      const gint32 layer = get_layer (chooser, keys->pdata[i]);

      if (layer == NST_GIMP_NONE)
        g_ptr_array_add (paths, keys->pdata[i]);
      else
        chooser->layers[n++] = layer;
    }
  chooser->layers[n] = NST_GIMP_NONE;

  if (paths->len > 0)
    {
      g_ptr_array_add (paths, NULL);
      chooser->files = g_strjoinv (",", (char **) paths->pdata);
    }

  choice->file   = chooser->files;
  choice->layers = n > 1 ? chooser->layers : NULL;
  choice->layer  = keys->len > 0 && nst_gimp_item_is_valid (chooser->layer) ? chooser->layer
                                                                            : NST_GIMP_NONE;

  return choice->file || choice->layers || choice->layer != NST_GIMP_NONE;
}

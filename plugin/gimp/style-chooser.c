/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Layer, file and shelf, for both GTKs.  The state is in the struct, and the widgets
 * show it: each thing that the user does changes the state first. */

#include "plugin/gimp/style-chooser.h"
#include "plugin/gimp/arguments.h"
#include "plugin/gimp/dim.h"
#include "plugin/gimp/layer-choice.h"
#include "plugin/gimp/shelf-view.h"
#include "plugin/shared/shelf.h"

#include <glib/gi18n.h>

#define CHOOSER_KEY "neural-art-style-chooser"

typedef struct
{
  NstStyleChanged changed;
  gpointer        user_data;
  char           *program_dir;
  char           *file;    /* NULL: none; the layer is in its widget */
  gboolean        by_file; /* else by layer */
  gboolean        showing; /* it is not the user who clicks */
  GtkWidget      *by_layer_button;
  GtkWidget      *layer_widget;
  GtkWidget      *by_file_button;
  GtkWidget      *file_widget;
  GtkWidget      *no_file;
  GtkWidget      *shelf;
} Chooser;

static void
free_chooser (gpointer data)
{
  Chooser *chooser = data;

  g_free (chooser->program_dir);
  g_free (chooser->file);
  g_free (chooser);
}


/* ---- what the widgets show ------------------------------------------- */

static void
show_file (Chooser *chooser)
{
  GtkFileChooser *button = GTK_FILE_CHOOSER (chooser->file_widget);

  if (chooser->file)
    gtk_file_chooser_set_filename (button, chooser->file);
  else
    gtk_file_chooser_unselect_all (button);
}

static void
show_used (Chooser *chooser)
{
  GtkWidget *button = chooser->by_file ? chooser->by_file_button
                                       : chooser->by_layer_button;

  chooser->showing = TRUE;
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (button), TRUE);
  chooser->showing = FALSE;

  nst_dim_never (chooser->by_layer_button);
  nst_dim_never (chooser->by_file_button);
  nst_dim (chooser->layer_widget, chooser->by_file);
  nst_dim (chooser->file_widget, !chooser->by_file);
  gtk_widget_set_sensitive (chooser->no_file, chooser->file != NULL);
  nst_shelf_view_select (chooser->shelf,
                         chooser->by_file ? chooser->file : NULL);
}


/* ---- what the user does ---------------------------------------------- */

static gboolean
has_layer (const Chooser *chooser)
{
  return nst_layer_choice_get (chooser->layer_widget) != NST_GIMP_NONE;
}

static void
use (Chooser *chooser,
     gboolean by_file)
{
  chooser->by_file = by_file;
  show_used (chooser);
  chooser->changed (chooser->user_data);
}

static void
take_file (Chooser    *chooser,
           const char *path)
{
  g_free (chooser->file);
  chooser->file = g_strdup (path);

  use (chooser, path || (chooser->by_file && !has_layer (chooser)));
}

static void
button_toggled (Chooser *chooser)
{
  if (!chooser->showing)
    use (chooser, gtk_toggle_button_get_active (
                    GTK_TOGGLE_BUTTON (chooser->by_file_button)));
}

static void
layer_chosen (gpointer data)
{
  Chooser *chooser = data;

  use (chooser, chooser->file && !has_layer (chooser));
}

static void
file_chosen (Chooser *chooser)
{
  g_autofree char *path =
    gtk_file_chooser_get_filename (GTK_FILE_CHOOSER (chooser->file_widget));

  take_file (chooser, path);
}

static void
shelf_chosen (const char *path,
              gpointer    data)
{
  take_file (data, path);
  show_file (data);
}

static void
file_dropped (Chooser *chooser)
{
  shelf_chosen (NULL, chooser);
}


/* ---- making the widget ----------------------------------------------- */

static GtkWidget *
new_radio_button (GtkRadioButton *other,
                  NstArg          arg)
{
  GtkWidget *button = gtk_radio_button_new_with_mnemonic_from_widget (
    other, gettext (nst_arguments[arg].label));

  gtk_widget_set_tooltip_text (button, gettext (nst_arguments[arg].help));

  return button;
}

static GtkWidget *
new_row (GtkSizeGroup *buttons,
         GtkWidget    *button,
         GtkWidget    *widget)
{
  GtkWidget *row = nst_gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  gtk_size_group_add_widget (buttons, button);
  gtk_box_pack_start (GTK_BOX (row), button, FALSE, FALSE, 0);
  gtk_box_pack_start (GTK_BOX (row), widget, TRUE, TRUE, 0);

  return row;
}

static void
make_buttons (Chooser *chooser,
              gint32   layer)
{
  chooser->by_layer_button = new_radio_button (NULL, NST_ARG_STYLE);
  chooser->layer_widget =
    nst_layer_choice_new (layer, gettext (nst_arguments[NST_ARG_STYLE].help),
                          layer_chosen, chooser);

  chooser->by_file_button =
    new_radio_button (GTK_RADIO_BUTTON (chooser->by_layer_button),
                      NST_ARG_STYLE_FILE);
  chooser->file_widget =
    gtk_file_chooser_button_new (_ ("Choose a picture"),
                                 GTK_FILE_CHOOSER_ACTION_OPEN);
  chooser->no_file = gtk_button_new_with_mnemonic (_ ("No f_ile"));

  g_signal_connect_swapped (chooser->by_file_button, "toggled",
                            G_CALLBACK (button_toggled), chooser);
  g_signal_connect_swapped (chooser->file_widget, "file-set",
                            G_CALLBACK (file_chosen), chooser);
  g_signal_connect_swapped (chooser->no_file, "clicked",
                            G_CALLBACK (file_dropped), chooser);
}

static GtkWidget *
make_box (Chooser *chooser)
{
  GtkWidget    *box     = nst_gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkSizeGroup *buttons = gtk_size_group_new (GTK_SIZE_GROUP_HORIZONTAL);
  GtkWidget    *row;

  row = new_row (buttons, chooser->by_layer_button, chooser->layer_widget);
  gtk_box_pack_start (GTK_BOX (box), row, FALSE, FALSE, 0);

  row = new_row (buttons, chooser->by_file_button, chooser->file_widget);
  gtk_box_pack_start (GTK_BOX (row), chooser->no_file, FALSE, FALSE, 0);
  gtk_box_pack_start (GTK_BOX (box), row, FALSE, FALSE, 0);

  gtk_box_pack_start (GTK_BOX (box), chooser->shelf, FALSE, FALSE, 0);

  g_object_unref (buttons);
  return box;
}

/* The path of a file that is there; NULL for others. */
static char *
find_file (const Chooser *chooser,
           const char    *file)
{
  g_autofree char *path = file && *file
                            ? nst_shelf_look_up (chooser->program_dir, file, NULL)
                            : NULL;

  return path && g_file_test (path, G_FILE_TEST_IS_REGULAR)
           ? g_steal_pointer (&path)
           : NULL;
}

GtkWidget *
nst_style_chooser_new (const char     *program_dir,
                       gint32          layer,
                       const char     *file,
                       NstStyleChanged changed,
                       gpointer        user_data)
{
  Chooser   *chooser = g_new0 (Chooser, 1);
  GtkWidget *box;

  chooser->changed     = changed;
  chooser->user_data   = user_data;
  chooser->program_dir = g_strdup (program_dir);
  chooser->file        = find_file (chooser, file);
  chooser->by_file     = chooser->file != NULL;
  chooser->shelf       = nst_shelf_view_new (program_dir, shelf_chosen, chooser);
  make_buttons (chooser, layer);

  box = make_box (chooser);
  g_object_set_data_full (G_OBJECT (box), CHOOSER_KEY, chooser, free_chooser);
  if (chooser->file)
    show_file (chooser);

  /* When it is in its window, whose colours it has. */
  g_signal_connect_swapped (box, "realize", G_CALLBACK (show_used), chooser);
  gtk_widget_show_all (box);

  return box;
}

void
nst_style_chooser_set_file (GtkWidget  *box,
                            const char *file)
{
  Chooser         *chooser = g_object_get_data (G_OBJECT (box), CHOOSER_KEY);
  g_autofree char *path    = find_file (chooser, file);

  if (!path)
    return;

  g_free (chooser->file);
  chooser->file    = g_steal_pointer (&path);
  chooser->by_file = TRUE;
  show_file (chooser);
  show_used (chooser);
}

gboolean
nst_style_chooser_get (GtkWidget   *box,
                       gint32      *layer,
                       const char **file)
{
  const Chooser *chooser = g_object_get_data (G_OBJECT (box), CHOOSER_KEY);

  *file  = chooser->by_file ? chooser->file : NULL;
  *layer = chooser->by_file && !*file
             ? NST_GIMP_NONE
             : nst_layer_choice_get (chooser->layer_widget);

  return *file || *layer != NST_GIMP_NONE;
}

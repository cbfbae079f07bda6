/* SPDX-License-Identifier: GPL-3.0-or-later */

/* GTK's own window for files, with our preview and one choice more. */

#include "plugin/gimp/picture-dialog.h"
#include "plugin/gimp/style-picture.h"
#include "plugin/shared/shelf.h"

#include <glib/gi18n.h>

#define PREVIEW_SIZE 192

static void
update_preview (GtkFileChooser *chooser,
                GtkImage       *preview)
{
  g_autofree char      *path    = gtk_file_chooser_get_preview_filename (chooser);
  g_autoptr (GdkPixbuf) picture = path && g_file_test (path, G_FILE_TEST_IS_REGULAR)
                                    ? nst_style_picture_of_file (path, PREVIEW_SIZE)
                                    : NULL;

  gtk_image_set_from_pixbuf (preview, picture);
  gtk_file_chooser_set_preview_widget_active (chooser, picture != NULL);
}

static gboolean
is_picture (const GtkFileFilterInfo *info,
            gpointer                 unused)
{
  (void) unused;

  return nst_shelf_knows_ending (info->display_name);
}

static void
add_filters (GtkFileChooser *chooser)
{
  GtkFileFilter *pictures = gtk_file_filter_new ();
  GtkFileFilter *all      = gtk_file_filter_new ();

  gtk_file_filter_set_name (pictures, _ ("Pictures"));
  gtk_file_filter_add_custom (pictures, GTK_FILE_FILTER_DISPLAY_NAME, is_picture, NULL, NULL);
  gtk_file_chooser_add_filter (chooser, pictures);

  gtk_file_filter_set_name (all, _ ("All files"));
  gtk_file_filter_add_pattern (all, "*");
  gtk_file_chooser_add_filter (chooser, all);
}

GFile *
nst_picture_dialog_run (GtkWidget *parent,
                        gboolean  *keep)
{
  GtkWidget *top    = gtk_widget_get_toplevel (parent);
  GtkWidget *dialog = gtk_file_chooser_dialog_new (
    _ ("Add a Picture"), GTK_IS_WINDOW (top) ? GTK_WINDOW (top) : NULL,
    GTK_FILE_CHOOSER_ACTION_OPEN, _ ("_Cancel"), GTK_RESPONSE_CANCEL, _ ("_Add"),
    GTK_RESPONSE_ACCEPT, NULL);
  GtkFileChooser *chooser  = GTK_FILE_CHOOSER (dialog);
  GtkWidget      *preview  = gtk_image_new ();
  GtkWidget      *kept     = gtk_check_button_new_with_mnemonic (_ ("_Keep a copy on the shelf"));
  const char     *pictures = g_get_user_special_dir (G_USER_DIRECTORY_PICTURES);
  GFile          *file     = NULL;

  gtk_widget_set_tooltip_text (kept, _ ("Copies the picture into your folder of styles, where it "
                                        "is found again; else it is used where it lies"));
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (kept), *keep);
  gtk_widget_show (kept);
  gtk_file_chooser_set_extra_widget (chooser, kept);
  gtk_file_chooser_set_preview_widget (chooser, preview);
  g_signal_connect (dialog, "update-preview", G_CALLBACK (update_preview), preview);
  gtk_dialog_set_default_response (GTK_DIALOG (dialog), GTK_RESPONSE_ACCEPT);
  add_filters (chooser);
  gtk_file_chooser_set_current_folder (chooser, pictures ? pictures : g_get_home_dir ());

  if (gtk_dialog_run (GTK_DIALOG (dialog)) == GTK_RESPONSE_ACCEPT)
    file = gtk_file_chooser_get_file (chooser);

  *keep = gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (kept));
  gtk_widget_destroy (dialog);

  return file;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The same for both GTKs. */

#include "plugin/gimp/file-choice.h"

#include <glib/gi18n.h>

char **
nst_file_choice_run (GtkWidget           *over,
                     const char          *title,
                     GtkFileChooserAction action,
                     const char          *begin)
{
  GtkWidget      *window  = gtk_widget_get_toplevel (over);
  GtkWidget      *dialog  = gtk_file_chooser_dialog_new (title, GTK_WINDOW (window), action,
                                                         _ ("_Cancel"), GTK_RESPONSE_CANCEL,
                                                         _ ("_Choose"), GTK_RESPONSE_OK, NULL);
  GtkFileChooser *chooser = GTK_FILE_CHOOSER (dialog);
  GSList         *files   = NULL;
  char          **paths   = NULL;
  guint           n       = 0;

  gtk_dialog_set_default_response (GTK_DIALOG (dialog), GTK_RESPONSE_OK);
  gtk_file_chooser_set_local_only (chooser, TRUE);
  gtk_file_chooser_set_select_multiple (chooser, action == GTK_FILE_CHOOSER_ACTION_OPEN);
  if (begin && g_file_test (begin, G_FILE_TEST_EXISTS))
    gtk_file_chooser_set_filename (chooser, begin);

  if (gtk_dialog_run (GTK_DIALOG (dialog)) == GTK_RESPONSE_OK)
    files = gtk_file_chooser_get_filenames (chooser);
  gtk_widget_destroy (dialog);

  if (files)
    paths = g_new0 (char *, g_slist_length (files) + 1);
  for (GSList *file = files; file; file = file->next)
    paths[n++] = file->data;
  g_slist_free (files);

  return paths;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A line that tells which pictures, and two buttons to choose others. */

#include "plugin/gimp/files-pictures.h"
#include "plugin/gimp/file-choice.h"
#include "plugin/gimp/gimp-compat.h"

#include <glib/gi18n.h>

#define PICTURES_KEY "neural-art-files-pictures"

typedef struct
{
  NstFilesWish *wish;
  void (*changed) (gpointer user_data);
  gpointer   user_data;
  GtkWidget *box;
  GtkWidget *label;
} Pictures;

static void
show (Pictures *pictures)
{
  char           **paths = pictures->wish->pictures;
  const int        n     = (int) g_strv_length (paths);
  g_autofree char *text  = NULL;

  if (n == 0)
    text = g_strdup (_ ("None yet: choose a folder, or files."));
  else if (n == 1)
    text = g_filename_display_name (paths[0]);
  else
    text = g_strdup_printf (ngettext ("%d file", "%d files", (gulong) n), n);

  gtk_label_set_text (GTK_LABEL (pictures->label), text);
}

/* Takes the paths. */
static void
take (Pictures *pictures,
      char    **paths)
{
  if (!paths)
    return;

  g_strfreev (pictures->wish->pictures);
  pictures->wish->pictures = paths;
  show (pictures);
  pictures->changed (pictures->user_data);
}

static void
choose_folder (Pictures *pictures)
{
  take (pictures, nst_file_choice_run (pictures->box, _ ("Choose a Folder of Pictures"),
                                       GTK_FILE_CHOOSER_ACTION_SELECT_FOLDER,
                                       pictures->wish->pictures[0]));
}

static void
choose_files (Pictures *pictures)
{
  take (pictures, nst_file_choice_run (pictures->box, _ ("Choose Pictures"),
                                       GTK_FILE_CHOOSER_ACTION_OPEN,
                                       pictures->wish->pictures[0]));
}

static void
add_button (Pictures   *pictures,
            GtkWidget  *row,
            const char *label,
            void (*clicked) (Pictures *pictures))
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  g_signal_connect_swapped (button, "clicked", G_CALLBACK (clicked), pictures);
  gtk_box_pack_start (GTK_BOX (row), button, FALSE, FALSE, 0);
}

GtkWidget *
nst_files_pictures_new (NstFilesWish *wish,
                        void (*changed) (gpointer user_data),
                        gpointer user_data)
{
  Pictures  *pictures = g_new0 (Pictures, 1);
  GtkWidget *row      = nst_gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  *pictures = (Pictures){ wish, changed, user_data, nst_gtk_box_new (GTK_ORIENTATION_VERTICAL, 6),
                          gtk_label_new ("") };
  g_object_set_data_full (G_OBJECT (pictures->box), PICTURES_KEY, pictures, g_free);

  g_object_set (pictures->label, "xalign", 0.0f, NULL);
  gtk_label_set_ellipsize (GTK_LABEL (pictures->label), PANGO_ELLIPSIZE_START);
  add_button (pictures, row, _ ("Fol_der..."), choose_folder);
  add_button (pictures, row, _ ("F_iles..."), choose_files);
  gtk_box_pack_start (GTK_BOX (pictures->box), pictures->label, FALSE, FALSE, 0);
  gtk_box_pack_start (GTK_BOX (pictures->box), row, FALSE, FALSE, 0);

  show (pictures);

  return pictures->box;
}

void
nst_files_pictures_show (GtkWidget *box)
{
  show (g_object_get_data (G_OBJECT (box), PICTURES_KEY));
}

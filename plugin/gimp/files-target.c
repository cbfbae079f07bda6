/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Four rows.  Of the formats those are offered that this GIMP can save. */

#include "plugin/gimp/files-target.h"
#include "plugin/gimp/file-choice.h"
#include "plugin/gimp/file-formats.h"
#include "plugin/gimp/files-rows.h"
#include "plugin/gimp/gimp-compat.h"

#include <string.h>

#include <glib/gi18n.h>

#define TARGET_KEY "neural-art-files-target"

typedef struct
{
  NstFilesWish *wish;
  void (*changed) (gpointer user_data);
  gpointer   user_data;
  GtkWidget *folder;
  GtkWidget *names;
  GtkWidget *format;
  GPtrArray *endings; /* of the format's entries */
  GtkWidget *replace;
  gboolean   showing; /* it is not the user who sets them */
} Target;

static void
free_target (gpointer data)
{
  Target *target = data;

  g_ptr_array_unref (target->endings);
  g_free (target);
}

/* ---- what the user does ---------------------------------------------- */

static void
take (char      **text,
      const char *value)
{
  g_free (*text);
  *text = g_strdup (value);
}

static void
something_changed (Target *target)
{
  NstFilesWish *wish   = target->wish;
  const int     chosen = gtk_combo_box_get_active (GTK_COMBO_BOX (target->format));

  if (target->showing)
    return;

  take (&wish->folder, gtk_entry_get_text (GTK_ENTRY (target->folder)));
  take (&wish->names, gtk_entry_get_text (GTK_ENTRY (target->names)));
  if (chosen >= 0)
    take (&wish->format, target->endings->pdata[chosen]);
  wish->replace = gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (target->replace));

  target->changed (target->user_data);
}

static void
choose_folder (Target *target)
{
  g_auto (GStrv) paths = nst_file_choice_run (target->folder, _ ("Choose the Folder to Save In"),
                                              GTK_FILE_CHOOSER_ACTION_SELECT_FOLDER,
                                              target->wish->folder);

  if (paths)
    gtk_entry_set_text (GTK_ENTRY (target->folder), paths[0]);
}


/* ---- making the widget ----------------------------------------------- */

static void
add_format (Target     *target,
            const char *ending,
            const char *label)
{
  gtk_combo_box_text_append_text (GTK_COMBO_BOX_TEXT (target->format), label);
  g_ptr_array_add (target->endings, g_strdup (ending));
}

static void
add_formats (Target *target)
{
  add_format (target, "", _ ("Like the picture"));
  for (int i = 0; nst_file_formats[i].ending; i++)
    if (nst_file_formats[i].label && nst_file_format_is_there (&nst_file_formats[i]))
      add_format (target, nst_file_formats[i].ending, gettext (nst_file_formats[i].label));
}

/* An ending that a script has named may be none of the list. */
static void
show_format (Target *target)
{
  guint place = 0;

  while (place < target->endings->len &&
         strcmp (target->endings->pdata[place], target->wish->format) != 0)
    place++;

  if (place == target->endings->len)
    add_format (target, target->wish->format, target->wish->format);

  gtk_combo_box_set_active (GTK_COMBO_BOX (target->format), (int) place);
}

static void
show (Target *target)
{
  const NstFilesWish *wish = target->wish;

  target->showing = TRUE;
  gtk_entry_set_text (GTK_ENTRY (target->folder), wish->folder);
  gtk_entry_set_text (GTK_ENTRY (target->names), wish->names);
  show_format (target);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (target->replace), wish->replace);
  target->showing = FALSE;
}

static void
make_widgets (Target *target)
{
  target->folder  = gtk_entry_new ();
  target->names   = gtk_entry_new ();
  target->format  = gtk_combo_box_text_new ();
  target->replace = gtk_check_button_new_with_mnemonic (_ ("Paint a_gain what is there already"));
  add_formats (target);
  show (target);

  g_signal_connect_swapped (target->folder, "changed", G_CALLBACK (something_changed), target);
  g_signal_connect_swapped (target->names, "changed", G_CALLBACK (something_changed), target);
  g_signal_connect_swapped (target->format, "changed", G_CALLBACK (something_changed), target);
  g_signal_connect_swapped (target->replace, "toggled", G_CALLBACK (something_changed), target);
}

GtkWidget *
nst_files_target_new (NstFilesWish *wish,
                      void (*changed) (gpointer user_data),
                      gpointer user_data)
{
  Target       *target = g_new0 (Target, 1);
  GtkWidget    *box    = nst_gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkSizeGroup *labels = gtk_size_group_new (GTK_SIZE_GROUP_HORIZONTAL);
  GtkWidget    *button = gtk_button_new_with_mnemonic (_ ("Choo_se..."));
  GtkWidget    *row;

  *target = (Target){ wish, changed, user_data, NULL, NULL, NULL,
                      g_ptr_array_new_with_free_func (g_free) };
  g_object_set_data_full (G_OBJECT (box), TARGET_KEY, target, free_target);
  make_widgets (target);

  row = nst_files_rows_pair (labels, _ ("_Folder"), target->folder,
                             _ ("It is made where there is none"));
  gtk_widget_set_tooltip_text (button, _ ("Choose the folder to save in"));
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (choose_folder), target);
  gtk_box_pack_start (GTK_BOX (row), button, FALSE, FALSE, 0);
  gtk_box_pack_start (GTK_BOX (box), row, FALSE, FALSE, 0);

  row = nst_files_rows_pair (labels, _ ("_Names"), target->names,
                             _ ("{name} is the picture's name, {style} the style's; a setting in "
                                "braces, as in {strength}, stands for its value"));
  gtk_box_pack_start (GTK_BOX (box), row, FALSE, FALSE, 0);

  row = nst_files_rows_pair (labels, _ ("For_mat"), target->format, NULL);
  gtk_box_pack_start (GTK_BOX (box), row, FALSE, FALSE, 0);
  gtk_widget_set_tooltip_text (target->replace,
                               _ ("Else what is there already is left as it is, so that what was "
                                  "cut off goes on"));
  gtk_box_pack_start (GTK_BOX (box), target->replace, FALSE, FALSE, 0);
  g_object_unref (labels);

  return box;
}

void
nst_files_target_show (GtkWidget *box)
{
  show (g_object_get_data (G_OBJECT (box), TARGET_KEY));
}

void
nst_files_target_suggest (GtkWidget *box)
{
  Target          *target = g_object_get_data (G_OBJECT (box), TARGET_KEY);
  const char      *first  = target->wish->pictures[0];
  g_autofree char *folder = first && !g_file_test (first, G_FILE_TEST_IS_DIR)
                              ? g_path_get_dirname (first)
                              : g_strdup (first);

  if (folder && !*target->wish->folder)
    {
      g_autofree char *path = g_build_filename (folder, _ ("paintings"), NULL);

      take (&target->wish->folder, path);
      show (target);
    }
}

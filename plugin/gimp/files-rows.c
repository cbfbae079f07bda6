/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The basic settings have a row each; the text has all others that are not at their default. */

#include "plugin/gimp/files-rows.h"
#include "plugin/gimp/file-choice.h"
#include "plugin/gimp/gimp-compat.h"
#include "plugin/gimp/setting-row.h"

#include <glib/gi18n.h>

#define ROWS_KEY "neural-art-files-rows"

typedef struct
{
  NstFilesWish *wish;
  void (*changed) (const char *fault,
                   gpointer    user_data);
  gpointer    user_data;
  GtkWidget **row; /* [n] */
  int         n;
  GtkWidget  *others;
  gboolean    showing; /* it is not the user who sets the text */
} Rows;

static void
free_rows (gpointer data)
{
  Rows *rows = data;

  g_free (rows->row);
  g_free (rows);
}

static void
row_changed (gpointer data)
{
  Rows *rows = data;

  rows->changed (NULL, rows->user_data);
}

static void
show_rows (Rows *rows)
{
  for (int i = 0; i < rows->n; i++)
    nst_setting_row_show (rows->row[i], 0, 0);
}

GtkWidget *
nst_files_rows_pair (GtkSizeGroup *labels,
                     const char   *label,
                     GtkWidget    *widget,
                     const char   *help)
{
  GtkWidget       *row   = nst_gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  g_autofree char *text  = g_strdup_printf ("%s:", label);
  GtkWidget       *shown = gtk_label_new_with_mnemonic (text);

  g_object_set (shown, "xalign", 0.0f, NULL);
  gtk_label_set_mnemonic_widget (GTK_LABEL (shown), widget);
  gtk_size_group_add_widget (labels, shown);
  gtk_widget_set_tooltip_text (widget, help);
  gtk_box_pack_start (GTK_BOX (row), shown, FALSE, FALSE, 0);
  gtk_box_pack_start (GTK_BOX (row), widget, TRUE, TRUE, 0);

  return row;
}

/* ---- all other settings ---------------------------------------------- */

static void
show_all (Rows *rows)
{
  g_autofree char *text   = NULL;
  NstOptions       others = rows->wish->options;
  NstOptions       plain;

  nst_options_init (&plain);
  nst_options_copy_group (&others, &plain, NST_GROUP_BASIC);
  text = nst_options_to_pairs (&others);

  show_rows (rows);
  rows->showing = TRUE;
  gtk_entry_set_text (GTK_ENTRY (rows->others), text);
  rows->showing = FALSE;
}

/* What is written replaces all settings that have no row; a row's goes there. */
static void
others_changed (Rows *rows)
{
  g_autoptr (GError) error = NULL;
  NstOptions         options;

  if (rows->showing)
    return;

  nst_options_init (&options);
  nst_options_copy_group (&options, &rows->wish->options, NST_GROUP_BASIC);

  if (nst_options_parse_pairs (&options, gtk_entry_get_text (GTK_ENTRY (rows->others)), &error))
    {
      rows->wish->options = options;
      show_rows (rows);
    }

  rows->changed (error ? error->message : NULL, rows->user_data);
}

static void
load (Rows *rows)
{
  g_auto (GStrv)     paths = nst_file_choice_run (rows->others, _ ("Choose a File of Settings"),
                                                  GTK_FILE_CHOOSER_ACTION_OPEN, NULL);
  g_autoptr (GError) error = NULL;

  if (!paths)
    return;

  if (nst_files_wish_take_settings (rows->wish, paths[0], &error))
    show_all (rows);
  rows->changed (error ? error->message : NULL, rows->user_data);
}


/* ---- making the widget ----------------------------------------------- */

static void
add_others (Rows         *rows,
            GtkWidget    *box,
            GtkSizeGroup *labels)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (_ ("_Load..."));
  GtkWidget *row;

  rows->others = gtk_entry_new ();
  g_signal_connect_swapped (rows->others, "changed", G_CALLBACK (others_changed), rows);
  row = nst_files_rows_pair (labels, _ ("O_thers"), rows->others,
                             _ ("All other settings as name=value with spaces between, as in "
                                "\"style-scale=1.5 seed=3\"; the README has a table of them"));
  gtk_widget_set_tooltip_text (button, _ ("Take all settings from a file, with one name=value a "
                                          "line"));
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (load), rows);
  gtk_box_pack_start (GTK_BOX (row), button, FALSE, FALSE, 0);
  gtk_box_pack_start (GTK_BOX (box), row, FALSE, FALSE, 0);
}

GtkWidget *
nst_files_rows_new (NstFilesWish *wish,
                    void (*changed) (const char *fault,
                                     gpointer    user_data),
                    gpointer user_data)
{
  int               n;
  const NstSetting *table  = nst_settings_table (&n);
  Rows             *rows   = g_new0 (Rows, 1);
  GtkWidget        *box    = nst_gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkSizeGroup     *labels = gtk_size_group_new (GTK_SIZE_GROUP_HORIZONTAL);

  *rows = (Rows){ wish, changed, user_data, g_new0 (GtkWidget *, n) };
  g_object_set_data_full (G_OBJECT (box), ROWS_KEY, rows, free_rows);

  for (int i = 0; i < n; i++)
    if (table[i].group == NST_GROUP_BASIC)
      {
        GtkWidget *row = nst_setting_row_new (&table[i], &wish->options, labels, row_changed, rows);

        rows->row[rows->n++] = row;
        gtk_box_pack_start (GTK_BOX (box), row, FALSE, FALSE, 0);
      }
  add_others (rows, box, labels);
  g_object_unref (labels);

  show_all (rows);

  return box;
}

void
nst_files_rows_show (GtkWidget *box)
{
  show_all (g_object_get_data (G_OBJECT (box), ROWS_KEY));
}

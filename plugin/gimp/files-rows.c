/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A choice is a list, a number with few steps a slider, another number a field.  The text has all
 * that has no row and is not at its default. */

#include "plugin/gimp/files-rows.h"
#include "plugin/gimp/file-choice.h"
#include "plugin/gimp/gimp-compat.h"

#include <glib/gi18n.h>

#define ROWS_KEY     "neural-art-files-rows"
#define SLIDER_STEPS 100

typedef struct _Rows Rows;

typedef struct
{
  Rows             *rows;
  const NstSetting *setting;
  GtkWidget        *widget;
} Row;

struct _Rows
{
  NstFilesWish *wish;
  void (*changed) (const char *fault,
                   gpointer    user_data);
  gpointer   user_data;
  Row       *row; /* [n] */
  int        n;
  GtkWidget *others;
  gboolean   showing; /* it is not the user who sets them */
};

static void
free_rows (gpointer data)
{
  Rows *rows = data;

  g_free (rows->row);
  g_free (rows);
}

static void
row_changed (Row *row)
{
  NstOptions       *options = &row->rows->wish->options;
  const NstSetting *setting = row->setting;

  if (row->rows->showing)
    return;

  if (setting->type == NST_SETTING_CHOICE)
    nst_options_set_number (options, setting,
                            gtk_combo_box_get_active (GTK_COMBO_BOX (row->widget)));
  else if (setting->type == NST_SETTING_TEXT)
    nst_options_set_text (options, setting, gtk_entry_get_text (GTK_ENTRY (row->widget)));
  else if (GTK_IS_RANGE (row->widget))
    nst_options_set_number (options, setting, gtk_range_get_value (GTK_RANGE (row->widget)));
  else
    nst_options_set_number (options, setting,
                            gtk_spin_button_get_value (GTK_SPIN_BUTTON (row->widget)));

  row->rows->changed (NULL, row->rows->user_data);
}

static void
row_show (const Row *row)
{
  const NstOptions *options = &row->rows->wish->options;
  const NstSetting *setting = row->setting;
  const double      number  = setting->type == NST_SETTING_TEXT
                                ? 0
                                : nst_options_get_number (options, setting);

  if (setting->type == NST_SETTING_CHOICE)
    gtk_combo_box_set_active (GTK_COMBO_BOX (row->widget), (int) number);
  else if (setting->type == NST_SETTING_TEXT)
    gtk_entry_set_text (GTK_ENTRY (row->widget), nst_options_get_text (options, setting));
  else if (GTK_IS_RANGE (row->widget))
    gtk_range_set_value (GTK_RANGE (row->widget), number);
  else
    gtk_spin_button_set_value (GTK_SPIN_BUTTON (row->widget), number);
}

static GtkWidget *
new_slider (const NstSetting *setting)
{
#if GTK_CHECK_VERSION(3, 0, 0)
  GtkWidget *scale = gtk_scale_new_with_range (GTK_ORIENTATION_HORIZONTAL, setting->min,
                                               setting->max, setting->step);
#else
  GtkWidget *scale = gtk_hscale_new_with_range (setting->min, setting->max, setting->step);
#endif

  gtk_scale_set_digits (GTK_SCALE (scale), setting->digits);
  gtk_scale_set_value_pos (GTK_SCALE (scale), GTK_POS_RIGHT);

  return scale;
}

static GtkWidget *
new_widget (const NstSetting *setting)
{
  GtkWidget *widget;

  switch (setting->type)
    {
    case NST_SETTING_CHOICE:
      widget = gtk_combo_box_text_new ();
      for (int i = 0; setting->choices[i].name; i++)
        gtk_combo_box_text_append_text (GTK_COMBO_BOX_TEXT (widget),
                                        gettext (setting->choices[i].label));
      return widget;

    case NST_SETTING_TEXT:
      return gtk_entry_new ();

    case NST_SETTING_INT:
    case NST_SETTING_DOUBLE:
      if ((setting->max - setting->min) / setting->step <= SLIDER_STEPS)
        return new_slider (setting);

      widget = gtk_spin_button_new_with_range (setting->min, setting->max, setting->step);
      gtk_spin_button_set_digits (GTK_SPIN_BUTTON (widget), (guint) setting->digits);
      return widget;
    }

  g_return_val_if_reached (NULL);
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

/* The basic settings are copied from others. */
static void
copy_basic (NstOptions       *options,
            const NstOptions *from)
{
  int               n;
  const NstSetting *table = nst_settings_table (&n);

  for (int i = 0; i < n; i++)
    if (table[i].group == NST_GROUP_BASIC)
      nst_options_copy (options, from, &table[i]);
}

static void
show_all (Rows *rows)
{
  g_autofree char *text   = NULL;
  NstOptions       others = rows->wish->options;
  NstOptions       plain;

  nst_options_init (&plain);
  copy_basic (&others, &plain);
  text = nst_options_to_pairs (&others);

  rows->showing = TRUE;
  for (int i = 0; i < rows->n; i++)
    row_show (&rows->row[i]);
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
  copy_basic (&options, &rows->wish->options);

  if (nst_options_parse_pairs (&options, gtk_entry_get_text (GTK_ENTRY (rows->others)), &error))
    {
      rows->wish->options = options;
      rows->showing       = TRUE;
      for (int i = 0; i < rows->n; i++)
        row_show (&rows->row[i]);
      rows->showing = FALSE;
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
add_row (Rows             *rows,
         GtkWidget        *box,
         GtkSizeGroup     *labels,
         const NstSetting *setting)
{
  Row *row = &rows->row[rows->n++];

  *row = (Row){ rows, setting, new_widget (setting) };
  g_signal_connect_swapped (row->widget,
                            GTK_IS_RANGE (row->widget) || GTK_IS_SPIN_BUTTON (row->widget)
                              ? "value-changed"
                              : "changed",
                            G_CALLBACK (row_changed), row);
  gtk_box_pack_start (GTK_BOX (box),
                      nst_files_rows_pair (labels, gettext (setting->label), row->widget,
                                           gettext (setting->help)),
                      FALSE, FALSE, 0);
}

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

  *rows = (Rows){ wish, changed, user_data, g_new0 (Row, n) };
  g_object_set_data_full (G_OBJECT (box), ROWS_KEY, rows, free_rows);

  for (int i = 0; i < n; i++)
    if (table[i].group == NST_GROUP_BASIC)
      add_row (rows, box, labels, &table[i]);
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

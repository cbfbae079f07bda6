/* SPDX-License-Identifier: GPL-3.0-or-later */

/* GIMP 2.10 makes no widgets from a procedure's arguments, so this does, from the table of
 * settings. */

#include "plugin/gimp/gimp2-rows.h"
#include "plugin/gimp/gimp-compat.h"

#include <glib/gi18n.h>

#define SLIDER_STEPS 100 /* more steps than that: no slider */

/* One setting's widget. */
typedef struct
{
  NstRows          *rows;
  const NstSetting *setting;
  GtkWidget        *widget;     /* combo or entry ... */
  GtkAdjustment    *adjustment; /* ... or number */
} Row;

struct _NstRows
{
  NstOptions    *options;
  NstRowsChanged changed;
  gpointer       user_data;
  Row           *rows;
  int            n;
};

/* The presets have a row of their own (preset-row.h). */
static gboolean
is_elsewhere (const Row *row)
{
  return row->setting == nst_settings_find ("preset");
}

static void
row_changed (Row *row)
{
  NstOptions       *options = row->rows->options;
  const NstSetting *setting = row->setting;
  int               choice  = 0;

  switch (setting->type)
    {
    case NST_SETTING_CHOICE:
      gimp_int_combo_box_get_active (GIMP_INT_COMBO_BOX (row->widget),
                                     &choice);
      nst_options_set_number (options, setting, choice);
      break;

    case NST_SETTING_TEXT:
      nst_options_set_text (options, setting,
                            gtk_entry_get_text (GTK_ENTRY (row->widget)));
      break;

    case NST_SETTING_INT:
    case NST_SETTING_DOUBLE:
      nst_options_set_number (options, setting,
                              gtk_adjustment_get_value (row->adjustment));
      break;
    }

  row->rows->changed (row->rows->user_data);
}

/* Shows what the options say. */
static void
row_show (Row *row)
{
  const NstOptions *options = row->rows->options;

  if (row->setting->type == NST_SETTING_TEXT)
    gtk_entry_set_text (GTK_ENTRY (row->widget),
                        nst_options_get_text (options, row->setting));
  else if (row->setting->type == NST_SETTING_CHOICE)
    gimp_int_combo_box_set_active (GIMP_INT_COMBO_BOX (row->widget),
                                   (int) nst_options_get_number (options,
                                                                 row->setting));
  else
    gtk_adjustment_set_value (row->adjustment,
                              nst_options_get_number (options, row->setting));
}

static GtkWidget *
new_combo (const NstChoice *choices)
{
  GtkWidget *combo = g_object_new (GIMP_TYPE_INT_COMBO_BOX, NULL);

  for (int i = 0; choices[i].name; i++)
    gimp_int_combo_box_append (GIMP_INT_COMBO_BOX (combo),
                               GIMP_INT_STORE_VALUE, i,
                               GIMP_INT_STORE_LABEL, gettext (choices[i].label),
                               -1);

  return combo;
}

static void
add_number (Row        *row,
            GtkTable   *table,
            int         position,
            const char *label)
{
  const NstSetting *setting = row->setting;
  const double      value =
    nst_options_get_number (row->rows->options, setting);

  if (setting->type == NST_SETTING_DOUBLE &&
      (setting->max - setting->min) / setting->step <= SLIDER_STEPS)
    {
      row->adjustment = GTK_ADJUSTMENT (
        gimp_scale_entry_new (table, 0, position, label, 160, 7, value,
                              setting->min, setting->max, setting->step,
                              setting->step * 5, (guint) setting->digits,
                              TRUE, 0, 0, gettext (setting->help), NULL));
    }
  else
    {
      GtkWidget *spin = gtk_spin_button_new_with_range (setting->min,
                                                        setting->max,
                                                        setting->step);

      gtk_spin_button_set_digits (GTK_SPIN_BUTTON (spin),
                                  (guint) setting->digits);
      row->adjustment =
        gtk_spin_button_get_adjustment (GTK_SPIN_BUTTON (spin));
      gimp_help_set_help_data (spin, gettext (setting->help), NULL);
      gimp_table_attach_aligned (table, 0, position, label, 0.0f, 0.5f, spin,
                                 2, TRUE);
    }

  row_show (row);
  g_signal_connect_swapped (row->adjustment, "value-changed",
                            G_CALLBACK (row_changed), row);
}

static void
add_row (Row      *row,
         GtkTable *table,
         int       position)
{
  const NstSetting *setting = row->setting;
  g_autofree char  *label   = g_strdup_printf ("%s:",
                                               gettext (setting->label));

  if (setting->type == NST_SETTING_INT || setting->type == NST_SETTING_DOUBLE)
    {
      add_number (row, table, position, label);
      return;
    }

  row->widget = setting->type == NST_SETTING_CHOICE
                  ? new_combo (setting->choices)
                  : gtk_entry_new ();
  row_show (row);
  g_signal_connect_swapped (row->widget, "changed", G_CALLBACK (row_changed),
                            row);
  gimp_help_set_help_data (row->widget, gettext (setting->help), NULL);
  gimp_table_attach_aligned (table, 0, position, label, 0.0f, 0.5f,
                             row->widget, 2, FALSE);
}

NstRows *
nst_rows_new (NstOptions    *options,
              NstRowsChanged changed,
              gpointer       user_data)
{
  NstRows          *rows  = g_new0 (NstRows, 1);
  const NstSetting *table = nst_settings_table (&rows->n);

  rows->options   = options;
  rows->changed   = changed;
  rows->user_data = user_data;
  rows->rows      = g_new0 (Row, rows->n);
  for (int i = 0; i < rows->n; i++)
    rows->rows[i] = (Row){ .rows = rows, .setting = &table[i] };

  return rows;
}

int
nst_rows_add (NstRows        *rows,
              NstSettingGroup group,
              GtkTable       *table,
              int             position)
{
  for (int i = 0; i < rows->n; i++)
    if (rows->rows[i].setting->group == group && !is_elsewhere (&rows->rows[i]))
      add_row (&rows->rows[i], table, position++);

  return position;
}

void
nst_rows_show (NstRows *rows)
{
  for (int i = 0; i < rows->n; i++)
    if (!is_elsewhere (&rows->rows[i]))
      row_show (&rows->rows[i]);
}

void
nst_rows_free (NstRows *rows)
{
  g_free (rows->rows);
  g_free (rows);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

/* GIMP 2.10's dialog.  GIMP 2.10 makes no widgets from a procedure's arguments, so
 * this does, from the table of settings; each changes the options of the paint as
 * soon as it is changed.  Keeps nothing for the next run and reads no picture's
 * pixels. */

#include "plugin/gimp/gimp2-dialog.h"
#include "plugin/gimp/arguments.h"
#include "plugin/gimp/estimate-label.h"
#include "plugin/gimp/layer-choice.h"
#include "plugin/gimp/preview-pane.h"
#include "plugin/gimp/style-chooser.h"

#include <glib/gi18n.h>

#define RESPONSE_RESET  1
#define SLIDER_STEPS    100 /* more steps than that: no slider */
#define ADVANCED_HEIGHT 240

typedef struct _Dialog Dialog;

/* One setting's widget. */
typedef struct
{
  Dialog           *dialog;
  const NstSetting *setting;
  GtkWidget        *widget;     /* combo or entry ... */
  GtkAdjustment    *adjustment; /* ... or number */
} Row;

struct _Dialog
{
  NstPaint  *paint;
  GtkWidget *window;
  GtkWidget *style;
  GtkWidget *start;
  GtkWidget *estimate;
  GtkWidget *preview;
  Row       *rows;
  int        n_rows;
};

/* Something is chosen anew: what that takes, and how it will look. */
static void
show_choice (gpointer data)
{
  Dialog        *dialog = data;
  NstPaint       paint  = *dialog->paint;
  const gboolean styled = nst_style_chooser_get (dialog->style, &paint.style,
                                                 &paint.style_file);

  paint.start = nst_layer_choice_get (dialog->start);
  nst_estimate_label_ask (dialog->estimate, paint.content, styled, &paint.options);
  nst_preview_pane_ask (dialog->preview, &paint, styled);
}

static gboolean
may_preview (gpointer data)
{
  const Dialog *dialog = data;

  return !nst_estimate_label_is_busy (dialog->estimate);
}


/* ---- rows ------------------------------------------------------------ */

static void
row_changed (Row *row)
{
  NstOptions       *options = &row->dialog->paint->options;
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

  show_choice (row->dialog);
}

/* Shows what the options say. */
static void
row_show (Row *row)
{
  const NstOptions *options = &row->dialog->paint->options;

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
    nst_options_get_number (&row->dialog->paint->options, setting);

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

static GtkTable *
new_table (void)
{
  GtkTable *table = GTK_TABLE (gtk_table_new (1, 3, FALSE));

  gtk_table_set_row_spacings (table, 6);
  gtk_table_set_col_spacings (table, 6);

  return table;
}

/* The rows of one group, from position on; where the next row goes. */
static int
add_group (Dialog         *dialog,
           NstSettingGroup group,
           GtkTable       *table,
           int             position)
{
  for (int i = 0; i < dialog->n_rows; i++)
    if (dialog->rows[i].setting->group == group)
      add_row (&dialog->rows[i], table, position++);

  return position;
}

static void
add_start_row (Dialog   *dialog,
               GtkTable *table,
               int       position)
{
  const NstArgument *start = &nst_arguments[NST_ARG_START];
  g_autofree char   *label = g_strdup_printf ("%s:", gettext (start->label));

  dialog->start = nst_layer_choice_new (dialog->paint->start,
                                        gettext (start->help), show_choice, dialog);
  gimp_table_attach_aligned (table, 0, position, label, 0.0f, 0.5f,
                             dialog->start, 2, FALSE);
}


/* ---- the window ------------------------------------------------------ */

static GtkWidget *
new_advanced (Dialog *dialog)
{
  GtkWidget *expander = gtk_expander_new_with_mnemonic (_ ("A_dvanced"));
  GtkWidget *scrolled = gtk_scrolled_window_new (NULL, NULL);
  GtkTable  *table    = new_table ();

  gtk_container_set_border_width (GTK_CONTAINER (table), 6);
  add_start_row (dialog, table,
                 add_group (dialog, NST_GROUP_ADVANCED, table, 0));

  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled),
                                  GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_add_with_viewport (GTK_SCROLLED_WINDOW (scrolled),
                                         GTK_WIDGET (table));
  gtk_widget_set_size_request (scrolled, -1, ADVANCED_HEIGHT);
  gtk_container_add (GTK_CONTAINER (expander), scrolled);

  return expander;
}

/* All that is chosen, beside the preview. */
static GtkWidget *
make_choices (Dialog     *dialog,
              const char *folder,
              const char *style_file)
{
  GtkWidget *box   = gtk_vbox_new (FALSE, 12);
  GtkTable  *table = new_table ();

  dialog->style = nst_style_chooser_new (folder, dialog->paint->style,
                                         style_file, show_choice, dialog);
  gtk_box_pack_start (GTK_BOX (box), dialog->style, FALSE, FALSE, 0);

  gtk_box_pack_start (GTK_BOX (box), GTK_WIDGET (table), FALSE, FALSE, 0);
  add_group (dialog, NST_GROUP_BASIC, table, 0);

  dialog->estimate = nst_estimate_label_new (folder);
  gtk_box_pack_start (GTK_BOX (box), dialog->estimate, FALSE, FALSE, 0);

  gtk_box_pack_start (GTK_BOX (box), new_advanced (dialog), TRUE, TRUE, 0);

  return box;
}

static void
build (Dialog     *dialog,
       const char *folder,
       const char *style_file)
{
  GtkWidget *box = gtk_hbox_new (FALSE, 18);

  dialog->window = gimp_dialog_new (_ ("Neural Art"), "neural-art", NULL, 0,
                                    gimp_standard_help_func, NST_PROCEDURE,
                                    _ ("_Reset"), RESPONSE_RESET,
                                    _ ("_Cancel"), GTK_RESPONSE_CANCEL,
                                    _ ("_OK"), GTK_RESPONSE_OK,
                                    NULL);
  gtk_dialog_set_default_response (GTK_DIALOG (dialog->window),
                                   GTK_RESPONSE_OK);
  gimp_window_set_transient (GTK_WINDOW (dialog->window));

  gtk_container_set_border_width (GTK_CONTAINER (box), 12);
  gtk_box_pack_start (
    GTK_BOX (gtk_dialog_get_content_area (GTK_DIALOG (dialog->window))), box,
    TRUE, TRUE, 0);

  dialog->preview = nst_preview_pane_new (folder, may_preview, dialog);
  gtk_box_pack_start (GTK_BOX (box), dialog->preview, TRUE, TRUE, 0);
  gtk_box_pack_start (GTK_BOX (box), make_choices (dialog, folder, style_file), FALSE, TRUE, 0);

  show_choice (dialog);
  gtk_widget_show_all (dialog->window);
  gtk_widget_grab_focus (
    gtk_dialog_get_widget_for_response (GTK_DIALOG (dialog->window),
                                        GTK_RESPONSE_OK));
}

/* Puts every setting back; the style stays. */
static void
reset (Dialog *dialog)
{
  nst_options_init (&dialog->paint->options);

  for (int i = 0; i < dialog->n_rows; i++)
    row_show (&dialog->rows[i]);

  nst_layer_choice_set (dialog->start, NST_GIMP_NONE);
}

static void
make_rows (Dialog *dialog)
{
  const NstSetting *table = nst_settings_table (&dialog->n_rows);

  dialog->rows = g_new0 (Row, dialog->n_rows);
  for (int i = 0; i < dialog->n_rows; i++)
    {
      dialog->rows[i].dialog  = dialog;
      dialog->rows[i].setting = &table[i];
    }
}

gboolean
nst_gimp2_dialog (NstPaint *paint,
                  char    **style_file)
{
  g_autofree char *folder = g_path_get_dirname (gimp_get_progname ());
  Dialog           dialog = { .paint = paint };
  const char      *file;
  int              response;

  nst_gimp_ui_init ();
  make_rows (&dialog);
  build (&dialog, folder, *style_file);

  while ((response = gimp_dialog_run (GIMP_DIALOG (dialog.window))) ==
         RESPONSE_RESET)
    reset (&dialog);

  nst_preview_pane_stop (dialog.preview);
  paint->start = nst_layer_choice_get (dialog.start);
  nst_style_chooser_get (dialog.style, &paint->style, &file);
  g_free (*style_file);
  *style_file = g_strdup (file);

  gtk_widget_destroy (dialog.window);
  g_free (dialog.rows);

  return response == GTK_RESPONSE_OK;
}

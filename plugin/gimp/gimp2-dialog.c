/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "plugin/gimp/gimp2-dialog.h"
#include "plugin/shared/estimator.h"
#include "plugin/shared/shelf.h"
#include "plugin/gimp/shelf-view.h"

#include <glib/gi18n.h>

#define RESPONSE_RESET   1
#define SLIDER_STEPS     100    /* more steps than that: no slider */
#define ADVANCED_HEIGHT  240

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
  NstPaint     *paint;
  GtkWidget    *window;
  GtkWidget    *style;
  GtkWidget    *file;
  GtkWidget    *no_file;
  GtkWidget    *shelf;
  GtkWidget    *start;
  char         *style_file;     /* what file and shelf show; NULL: none */
  GtkWidget    *estimate;
  Row          *rows;
  int           n_rows;
  NstEstimator *estimator;
};


/* ---- the estimate, and whether there is something to do --------------- */

static void
show_estimate (const char *text,
               gboolean    possible,
               gpointer    data)
{
  Dialog *dialog = data;

  gtk_label_set_text (GTK_LABEL (dialog->estimate), text);
  gtk_dialog_set_response_sensitive (GTK_DIALOG (dialog->window),
                                     GTK_RESPONSE_OK, possible);
}

/* NST_GIMP_NONE for the entry that is no layer. */
static gint32
chosen_layer (GtkWidget *combo)
{
  gint32 layer = NST_GIMP_NONE;

  gimp_int_combo_box_get_active (GIMP_INT_COMBO_BOX (combo), &layer);

  return layer;
}

static void
ask_estimate (Dialog *dialog)
{
  int x, y, width, height;

  if (gimp_drawable_mask_intersect (dialog->paint->content, &x, &y, &width,
                                    &height))
    nst_estimator_ask (dialog->estimator, width, height,
                       chosen_layer (dialog->style) != NST_GIMP_NONE ||
                       dialog->style_file, &dialog->paint->options);
}

static void
style_changed (Dialog *dialog)
{
  const gboolean by_file = chosen_layer (dialog->style) == NST_GIMP_NONE;

  gtk_widget_set_sensitive (dialog->file, by_file);
  gtk_widget_set_sensitive (dialog->no_file, by_file && dialog->style_file);
  nst_shelf_view_select (dialog->shelf, by_file ? dialog->style_file : NULL);

  ask_estimate (dialog);
}

static void
file_chosen (Dialog *dialog)
{
  g_free (dialog->style_file);
  dialog->style_file =
    gtk_file_chooser_get_filename (GTK_FILE_CHOOSER (dialog->file));
  style_changed (dialog);
}

static void
show_file (Dialog *dialog)
{
  GtkFileChooser *chooser = GTK_FILE_CHOOSER (dialog->file);

  if (dialog->style_file)
    gtk_file_chooser_set_filename (chooser, dialog->style_file);
  else
    gtk_file_chooser_unselect_all (chooser);
}

/* From the shelf: a file, in place of a layer. */
static void
shelf_chosen (const char *path,
              gpointer    data)
{
  Dialog *dialog = data;

  g_free (dialog->style_file);
  dialog->style_file = g_strdup (path);
  show_file (dialog);

  if (path)
    gimp_int_combo_box_set_active (GIMP_INT_COMBO_BOX (dialog->style),
                                   NST_GIMP_NONE);
  style_changed (dialog);
}

static void
file_dropped (Dialog *dialog)
{
  shelf_chosen (NULL, dialog);
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

  ask_estimate (row->dialog);
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
  const double      value   =
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
                ? new_combo (setting->choices) : gtk_entry_new ();
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
add_group (Dialog          *dialog,
           NstSettingGroup  group,
           GtkTable        *table,
           int              position)
{
  for (int i = 0; i < dialog->n_rows; i++)
    if (dialog->rows[i].setting->group == group)
      add_row (&dialog->rows[i], table, position++);

  return position;
}

/* Every layer of every open image, and none of them first, by that name. */
static GtkWidget *
new_layer_combo (const char *none,
                 const char *help)
{
  GtkWidget *combo = gimp_layer_combo_box_new (NULL, NULL);

  gimp_int_combo_box_prepend (GIMP_INT_COMBO_BOX (combo),
                              GIMP_INT_STORE_VALUE, NST_GIMP_NONE,
                              GIMP_INT_STORE_LABEL, none, -1);
  gimp_help_set_help_data (combo, help, NULL);

  return combo;
}


/* ---- the window ------------------------------------------------------ */

static void
add_style_rows (Dialog     *dialog,
                GtkTable   *table,
                const char *folder)
{
  const gint32 style = dialog->style_file ? NST_GIMP_NONE
                                          : dialog->paint->style;

  dialog->style = new_layer_combo (_("From the file below"),
                                   _("The layer whose style is taken, of any "
                                     "open picture."));
  gimp_table_attach_aligned (table, 0, 0, _("St_yle:"), 0.0f, 0.5f,
                             dialog->style, 2, FALSE);

  dialog->file = gtk_file_chooser_button_new (_("Choose a picture"),
                                              GTK_FILE_CHOOSER_ACTION_OPEN);
  show_file (dialog);
  gimp_table_attach_aligned (table, 0, 1, _("Style _file:"), 0.0f, 0.5f,
                             dialog->file, 1, FALSE);
  dialog->no_file = gtk_button_new_with_mnemonic (_("No f_ile"));
  gtk_table_attach (table, dialog->no_file, 2, 3, 1, 2, GTK_FILL, GTK_FILL, 0,
                    0);

  dialog->shelf = nst_shelf_view_new (folder, shelf_chosen, dialog);
  gtk_table_attach (table, dialog->shelf, 0, 3, 2, 3, GTK_FILL, GTK_FILL, 0,
                    0);

  gimp_int_combo_box_connect (GIMP_INT_COMBO_BOX (dialog->style), style, NULL,
                              NULL);
  g_signal_connect_swapped (dialog->style, "changed",
                            G_CALLBACK (style_changed), dialog);
  g_signal_connect_swapped (dialog->file, "file-set",
                            G_CALLBACK (file_chosen), dialog);
  g_signal_connect_swapped (dialog->no_file, "clicked",
                            G_CALLBACK (file_dropped), dialog);
}

static void
add_start_row (Dialog   *dialog,
               GtkTable *table,
               int       position)
{
  dialog->start = new_layer_combo (_("None"),
                                   _("A layer that the painting starts from, "
                                     "scaled to its size, where no initial "
                                     "file is named; an automatic init is "
                                     "then file"));
  gimp_int_combo_box_set_active (GIMP_INT_COMBO_BOX (dialog->start),
                                 dialog->paint->start);
  gimp_table_attach_aligned (table, 0, position, _("Initial layer:"), 0.0f,
                             0.5f, dialog->start, 2, FALSE);
}

static GtkWidget *
new_advanced (Dialog *dialog)
{
  GtkWidget *expander = gtk_expander_new_with_mnemonic (_("A_dvanced"));
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

static void
build (Dialog     *dialog,
       const char *folder)
{
  GtkWidget *box   = gtk_vbox_new (FALSE, 12);
  GtkTable  *table = new_table ();

  dialog->window = gimp_dialog_new (_("Neural Art"), "neural-art", NULL, 0,
                                    gimp_standard_help_func, NST_PROCEDURE,
                                    _("_Reset"),  RESPONSE_RESET,
                                    _("_Cancel"), GTK_RESPONSE_CANCEL,
                                    _("_OK"),     GTK_RESPONSE_OK,
                                    NULL);
  gtk_dialog_set_default_response (GTK_DIALOG (dialog->window),
                                   GTK_RESPONSE_OK);
  gimp_window_set_transient (GTK_WINDOW (dialog->window));

  gtk_container_set_border_width (GTK_CONTAINER (box), 12);
  gtk_box_pack_start (
    GTK_BOX (gtk_dialog_get_content_area (GTK_DIALOG (dialog->window))), box,
    TRUE, TRUE, 0);

  gtk_box_pack_start (GTK_BOX (box), GTK_WIDGET (table), FALSE, FALSE, 0);
  add_style_rows (dialog, table, folder);
  add_group (dialog, NST_GROUP_BASIC, table, 3);

  dialog->estimate = gtk_label_new (_("Estimating the time..."));
  gtk_misc_set_alignment (GTK_MISC (dialog->estimate), 0.0f, 0.5f);
  gtk_label_set_line_wrap (GTK_LABEL (dialog->estimate), TRUE);
  gtk_box_pack_start (GTK_BOX (box), dialog->estimate, FALSE, FALSE, 0);

  gtk_box_pack_start (GTK_BOX (box), new_advanced (dialog), TRUE, TRUE, 0);

  style_changed (dialog);
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

  gimp_int_combo_box_set_active (GIMP_INT_COMBO_BOX (dialog->start),
                                 NST_GIMP_NONE);
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

/* The path of a style file, if there still is such a file. */
static char *
find_file (const char *folder,
           const char *style_file)
{
  char *path = style_file && *style_file
               ? nst_shelf_look_up (folder, style_file, NULL) : NULL;

  if (path && !g_file_test (path, G_FILE_TEST_IS_REGULAR))
    g_clear_pointer (&path, g_free);

  return path;
}

gboolean
nst_gimp2_dialog (NstPaint  *paint,
                  char     **style_file)
{
  g_autofree char *folder = g_path_get_dirname (gimp_get_progname ());
  Dialog           dialog =
    {
      .paint      = paint,
      .style_file = find_file (folder, *style_file)
    };
  int              response;

  nst_gimp_ui_init ();
  dialog.estimator = nst_estimator_new (folder, show_estimate, &dialog);
  make_rows (&dialog);
  build (&dialog, folder);

  while ((response = gimp_dialog_run (GIMP_DIALOG (dialog.window))) ==
         RESPONSE_RESET)
    reset (&dialog);

  paint->style = chosen_layer (dialog.style);
  paint->start = chosen_layer (dialog.start);
  g_free (*style_file);
  *style_file = paint->style == NST_GIMP_NONE
                ? g_steal_pointer (&dialog.style_file) : NULL;

  nst_estimator_free (dialog.estimator);
  gtk_widget_destroy (dialog.window);
  g_free (dialog.style_file);
  g_free (dialog.rows);

  return response == GTK_RESPONSE_OK;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "plugin/gimp/gimp3-dialog.h"
#include "plugin/shared/estimator.h"
#include "plugin/shared/shelf.h"
#include "plugin/gimp/shelf-view.h"

#include <glib/gi18n.h>

#define SLIDER_STEPS     100    /* more steps than that: no slider */
#define ADVANCED_HEIGHT  240

typedef struct
{
  GimpProcedureConfig *config;
  gint32               content;
  GtkWidget           *window;
  GtkWidget           *style;
  GtkWidget           *file;
  GtkWidget           *no_file;
  GtkWidget           *shelf;
  char                *shown_file;      /* by file; NULL: none */
  GtkWidget           *estimate;
  NstEstimator        *estimator;
} Dialog;

void
nst_gimp3_options (GimpProcedureConfig *config,
                   NstOptions          *options)
{
  int               n;
  const NstSetting *table = nst_settings_table (&n);

  nst_options_init (options);

  for (int i = 0; i < n; i++)
    {
      const NstSetting *setting = &table[i];
      g_autofree char  *text    = NULL;
      double            number  = 0;
      int               whole   = 0;

      switch (setting->type)
        {
        case NST_SETTING_INT:
          g_object_get (config, setting->name, &whole, NULL);
          nst_options_set_number (options, setting, whole);
          break;

        case NST_SETTING_DOUBLE:
          g_object_get (config, setting->name, &number, NULL);
          nst_options_set_number (options, setting, number);
          break;

        case NST_SETTING_CHOICE:
          whole = gimp_procedure_config_get_choice_id (config, setting->name);
          nst_options_set_number (options, setting, whole);
          break;

        case NST_SETTING_TEXT:
          g_object_get (config, setting->name, &text, NULL);
          nst_options_set_text (options, setting, text);
          break;
        }
    }
}


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

static void
ask_estimate (Dialog   *dialog,
              gboolean  styled)
{
  NstOptions options;
  int        x, y, width, height;

  nst_gimp3_options (dialog->config, &options);
  if (gimp_drawable_mask_intersect (NST_DRAWABLE (dialog->content), &x, &y,
                                    &width, &height))
    nst_estimator_ask (dialog->estimator, width, height, styled, &options);
}

/* The button and the shelf show what the config says. */
static void
show_file (Dialog     *dialog,
           const char *file)
{
  GtkFileChooser *chooser = GTK_FILE_CHOOSER (dialog->file);

  nst_shelf_view_select (dialog->shelf, file);

  if (g_strcmp0 (file, dialog->shown_file) == 0)
    return;

  g_free (dialog->shown_file);
  dialog->shown_file = g_strdup (file);

  if (file)
    gtk_file_chooser_set_filename (chooser, file);
  else
    gtk_file_chooser_unselect_all (chooser);
}

static void
config_changed (Dialog *dialog)
{
  g_autofree char         *file  = NULL;
  g_autoptr (GimpDrawable) style = NULL;
  gboolean                 with_file;

  g_object_get (dialog->config, NST_ARG_STYLE, &style, NST_ARG_STYLE_FILE,
                &file, NULL);
  with_file = file && *file;

  show_file (dialog, with_file ? file : NULL);
  gtk_widget_set_sensitive (dialog->style, !with_file);
  gtk_widget_set_sensitive (dialog->no_file, with_file);

  ask_estimate (dialog, style || with_file);
}

static void
file_chosen (Dialog *dialog)
{
  g_autofree char *file =
    gtk_file_chooser_get_filename (GTK_FILE_CHOOSER (dialog->file));

  g_free (dialog->shown_file);
  dialog->shown_file = g_strdup (file);
  if (file)
    g_object_set (dialog->config, NST_ARG_STYLE_FILE, file, NULL);
}

static void
file_dropped (Dialog *dialog)
{
  g_object_set (dialog->config, NST_ARG_STYLE_FILE, "", NULL);
}

static void
shelf_chosen (const char *path,
              gpointer    dialog)
{
  g_object_set (((Dialog *) dialog)->config, NST_ARG_STYLE_FILE,
                path ? path : "", NULL);
}


/* ---- the window ------------------------------------------------------ */

/* GIMP 3.0 shows no picture for a layer that is set before the dialog is. */
static gboolean
show_style_again (gpointer data)
{
  GimpDrawableChooser *chooser = data;

  gimp_drawable_chooser_set_drawable (
    chooser, gimp_drawable_chooser_get_drawable (chooser));

  return G_SOURCE_REMOVE;
}

static void
style_mapped (GtkWidget *chooser)
{
  g_idle_add (show_style_again, chooser);
}

/* The style file is a text among the arguments; people choose a file. */
static void
add_file_row (Dialog *dialog)
{
  GtkWidget *row   = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *label = gtk_label_new_with_mnemonic (_("Style _file"));

  dialog->file    = gtk_file_chooser_button_new (_("Choose a picture"),
                                                 GTK_FILE_CHOOSER_ACTION_OPEN);
  dialog->no_file = gtk_button_new_with_mnemonic (_("No f_ile"));
  gtk_label_set_mnemonic_widget (GTK_LABEL (label), dialog->file);
  gtk_widget_set_tooltip_text (dialog->file,
                               _("A picture whose style is taken, in place "
                                 "of the layer's"));

  gtk_box_pack_start (GTK_BOX (row), label, FALSE, FALSE, 0);
  gtk_box_pack_start (GTK_BOX (row), dialog->file, TRUE, TRUE, 0);
  gtk_box_pack_start (GTK_BOX (row), dialog->no_file, FALSE, FALSE, 0);
  gtk_box_pack_start (
    GTK_BOX (gtk_dialog_get_content_area (GTK_DIALOG (dialog->window))),
    row, FALSE, FALSE, 6);
  gtk_widget_show_all (row);

  g_signal_connect_swapped (dialog->file, "file-set",
                            G_CALLBACK (file_chosen), dialog);
  g_signal_connect_swapped (dialog->no_file, "clicked",
                            G_CALLBACK (file_dropped), dialog);
}

static void
add_shelf (Dialog     *dialog,
           const char *folder)
{
  dialog->shelf = nst_shelf_view_new (folder, shelf_chosen, dialog);
  gtk_box_pack_start (
    GTK_BOX (gtk_dialog_get_content_area (GTK_DIALOG (dialog->window))),
    dialog->shelf, FALSE, FALSE, 6);
}

/* The widget that suits a number: a slider where it has few steps, and as many
 * digits as the setting has. */
static void
make_number (GimpProcedureDialog *window,
             const NstSetting    *setting)
{
  const double steps = (setting->max - setting->min) / setting->step;
  GtkWidget   *widget;

  if (setting->type == NST_SETTING_DOUBLE && steps <= SLIDER_STEPS)
    widget = gimp_procedure_dialog_get_scale_entry (window, setting->name,
                                                    1.0);
  else
    widget = gimp_procedure_dialog_get_widget (window, setting->name,
                                               G_TYPE_NONE);

  if (GIMP_IS_LABEL_SPIN (widget))
    {
      gimp_label_spin_set_digits (GIMP_LABEL_SPIN (widget), setting->digits);
      gimp_label_spin_set_increments (GIMP_LABEL_SPIN (widget), setting->step,
                                      MIN (setting->step * 5,
                                           setting->max - setting->min));
    }
}

/* The names of a group's settings, their widgets made. */
static GList *
list_group (GimpProcedureDialog *window,
            NstSettingGroup      group)
{
  GList            *names = NULL;
  int               n;
  const NstSetting *table = nst_settings_table (&n);

  for (int i = 0; i < n; i++)
    if (table[i].group == group)
      {
        if (table[i].type == NST_SETTING_DOUBLE ||
            table[i].type == NST_SETTING_INT)
          make_number (window, &table[i]);

        names = g_list_append (names, (char *) table[i].name);
      }

  return names;
}

/* An expander of our own: the one that GIMP 3.0.4 makes stays shut. */
static void
add_advanced (Dialog *dialog,
              GList  *names)
{
  GimpProcedureDialog *window   = GIMP_PROCEDURE_DIALOG (dialog->window);
  GtkWidget           *expander;
  GtkWidget           *scrolled;

  expander = gtk_expander_new_with_mnemonic (_("A_dvanced"));
  gimp_procedure_dialog_fill_box_list (window, "advanced-box", names);
  scrolled = gimp_procedure_dialog_fill_scrolled_window (window,
                                                         "advanced-scrolled",
                                                         "advanced-box");
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled),
                                  GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_min_content_height (GTK_SCROLLED_WINDOW (scrolled),
                                              ADVANCED_HEIGHT);

  gtk_container_add (GTK_CONTAINER (expander), scrolled);
  gtk_box_pack_start (
    GTK_BOX (gtk_dialog_get_content_area (GTK_DIALOG (dialog->window))),
    expander, TRUE, TRUE, 6);
  gtk_widget_show_all (expander);
}

static void
build (Dialog        *dialog,
       GimpProcedure *procedure,
       const char    *folder)
{
  GimpProcedureDialog *window;
  GList               *basic;
  GList               *advanced;

  dialog->window = gimp_procedure_dialog_new (procedure, dialog->config,
                                              _("Neural Art"));
  window         = GIMP_PROCEDURE_DIALOG (dialog->window);
  basic          = list_group (window, NST_GROUP_BASIC);
  advanced       = g_list_append (list_group (window, NST_GROUP_ADVANCED),
                                  NST_ARG_START);

  dialog->style = gimp_procedure_dialog_get_widget (window, NST_ARG_STYLE,
                                                    G_TYPE_NONE);
  g_signal_connect_after (dialog->style, "map", G_CALLBACK (style_mapped),
                          NULL);
  gimp_procedure_dialog_fill (window, NST_ARG_STYLE, NULL);
  add_file_row (dialog);
  add_shelf (dialog, folder);

  dialog->estimate =
    gimp_procedure_dialog_get_label (window, "estimate",
                                     _("Estimating the time..."), FALSE,
                                     FALSE);
  gtk_label_set_line_wrap (GTK_LABEL (dialog->estimate), TRUE);
  gtk_label_set_max_width_chars (GTK_LABEL (dialog->estimate), 50);
  gtk_label_set_xalign (GTK_LABEL (dialog->estimate), 0.0f);

  basic = g_list_append (basic, "estimate");
  gimp_procedure_dialog_fill_list (window, basic);
  add_advanced (dialog, advanced);

  g_list_free (basic);
  g_list_free (advanced);
}

/* A style file that is named as on the shelf is shown as the file that it is. */
static void
find_file (GimpProcedureConfig *config,
           const char          *folder)
{
  g_autofree char *file = NULL;
  g_autofree char *path = NULL;

  g_object_get (config, NST_ARG_STYLE_FILE, &file, NULL);
  if (file && *file)
    path = nst_shelf_look_up (folder, file, NULL);
  if (path)
    g_object_set (config, NST_ARG_STYLE_FILE, path, NULL);
}

gboolean
nst_gimp3_dialog (GimpProcedure       *procedure,
                  GimpProcedureConfig *config,
                  gint32               content)
{
  g_autofree char *folder = g_path_get_dirname (gimp_get_progname ());
  Dialog           dialog = { .config = config, .content = content };
  gulong           handler;
  gboolean         chosen;

  nst_gimp_ui_init ();
  dialog.estimator = nst_estimator_new (folder, show_estimate, &dialog);
  find_file (config, folder);
  build (&dialog, procedure, folder);

  handler = g_signal_connect_swapped (config, "notify",
                                      G_CALLBACK (config_changed), &dialog);
  config_changed (&dialog);
  gtk_widget_grab_focus (
    gtk_dialog_get_widget_for_response (GTK_DIALOG (dialog.window),
                                        GTK_RESPONSE_OK));

  chosen = gimp_procedure_dialog_run (GIMP_PROCEDURE_DIALOG (dialog.window));

  g_signal_handler_disconnect (config, handler);
  nst_estimator_free (dialog.estimator);
  gtk_widget_destroy (dialog.window);
  g_free (dialog.shown_file);

  return chosen;
}

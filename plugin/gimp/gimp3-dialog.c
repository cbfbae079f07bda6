/* SPDX-License-Identifier: GPL-3.0-or-later */

/* GIMP 3's dialog.  GIMP makes the settings' widgets, which change the config by
 * themselves; the style has a widget of ours, whose choice is put into the config.
 * Keeps nothing for the next run and reads no picture's pixels. */

#include "plugin/gimp/gimp3-dialog.h"
#include "plugin/gimp/apply.h"
#include "plugin/gimp/estimate-label.h"
#include "plugin/gimp/gimp3-config.h"
#include "plugin/gimp/help.h"
#include "plugin/gimp/paint.h"
#include "plugin/gimp/preset-row.h"
#include "plugin/gimp/preview-pane.h"
#include "plugin/gimp/style-chooser.h"

#include <glib/gi18n.h>

#define SLIDER_STEPS    100 /* more steps than that: no slider */
#define ADVANCED_HEIGHT 240

typedef struct
{
  GimpProcedureConfig *config;
  const NstPaint      *paint; /* what is painted; of all else the config tells */
  GtkWidget           *window;
  GtkWidget           *choices; /* beside the preview */
  GtkWidget           *preview;
  GtkWidget           *style;
  GtkWidget           *estimate;
  GtkWidget           *presets;
  NstGimp3Apply        apply;
  gboolean             putting; /* it is this dialog that sets the style */
} Dialog;


/* ---- the config ------------------------------------------------------ */

static void
put_style (gpointer data)
{
  Dialog     *dialog = data;
  gint32      layer;
  const char *file;

  nst_style_chooser_get (dialog->style, &layer, &file);
  dialog->putting = TRUE;
  nst_gimp3_set_style (dialog->config, layer, file);
  dialog->putting = FALSE;
}

/* GIMP's own buttons change the config too: settings that are loaded may name a file
 * for the style, but it stays when the settings are reset. */
static void
follow_config (Dialog *dialog)
{
  g_autofree char *config_file = nst_gimp3_style_file (dialog->config);
  gint32           layer;
  const char      *file;

  nst_style_chooser_get (dialog->style, &layer, &file);
  if (g_strcmp0 (file, config_file) == 0 &&
      layer == nst_gimp3_layer (dialog->config, NST_ARG_STYLE))
    return;

  nst_style_chooser_set_file (dialog->style, config_file);
  put_style (dialog);
}

/* The presets' row gets and sets all at once; so does the proof sheet. */
static void
get_settings (NstOptions *options,
              char      **style_file,
              gpointer    data)
{
  Dialog *dialog = data;

  nst_gimp3_options (dialog->config, options);
  *style_file = nst_gimp3_style_file (dialog->config);
}

static void
set_settings (const NstOptions *options,
              const char       *style_file,
              gpointer          data)
{
  Dialog *dialog = data;

  nst_gimp3_set_options (dialog->config, options);
  if (!style_file)
    return;

  nst_style_chooser_set_file (dialog->style, style_file);
  put_style (dialog);
}

static void
config_changed (Dialog *dialog)
{
  NstPaint paint = *dialog->paint;
  gboolean styled;

  if (!dialog->putting)
    follow_config (dialog);

  nst_preset_row_update (dialog->presets);
  nst_gimp3_options (dialog->config, &paint.options);
  styled      = nst_style_chooser_get (dialog->style, &paint.style, &paint.style_file);
  paint.start = nst_gimp3_layer (dialog->config, NST_ARG_START);
  nst_estimate_label_ask (dialog->estimate, &paint, styled);
  nst_preview_pane_ask (dialog->preview, &paint, styled);
}

static void
apply (gpointer data)
{
  Dialog *dialog = data;

  nst_preview_pane_stop (dialog->preview);
  dialog->apply (dialog->config, dialog->paint);
}

static gboolean
may_preview (gpointer data)
{
  const Dialog *dialog = data;

  return !nst_estimate_label_is_busy (dialog->estimate);
}


/* ---- the window ------------------------------------------------------ */

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
    if (table[i].group == group && &table[i] != nst_settings_find ("preset"))
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
  GimpProcedureDialog *window = GIMP_PROCEDURE_DIALOG (dialog->window);
  GtkWidget           *expander;
  GtkWidget           *scrolled;

  expander = gtk_expander_new_with_mnemonic (_ ("A_dvanced"));
  gimp_procedure_dialog_fill_box_list (window, "advanced-box", names);
  scrolled = gimp_procedure_dialog_fill_scrolled_window (window,
                                                         "advanced-scrolled",
                                                         "advanced-box");
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled),
                                  GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_min_content_height (GTK_SCROLLED_WINDOW (scrolled),
                                              ADVANCED_HEIGHT);

  gtk_container_add (GTK_CONTAINER (expander), scrolled);
  gtk_box_pack_start (GTK_BOX (dialog->choices), expander, TRUE, TRUE, 6);
  gtk_widget_show_all (expander);
}

static void
pack (Dialog    *dialog,
      GtkWidget *widget)
{
  gtk_box_pack_start (GTK_BOX (dialog->choices), widget, FALSE, FALSE, 6);
  gtk_widget_show (widget);
}

/* The preview, and a box for all that is chosen beside it. */
static void
make_halves (Dialog     *dialog,
             const char *folder)
{
  GtkWidget *halves = nst_gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 18);

  dialog->preview = nst_preview_pane_new (folder, &(NstPreviewCalls){ may_preview, set_settings,
                                                                      dialog });
  dialog->choices = nst_gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_box_pack_start (GTK_BOX (halves), dialog->preview, TRUE, TRUE, 0);
  gtk_box_pack_start (GTK_BOX (halves), dialog->choices, FALSE, TRUE, 0);
  gtk_box_pack_start (
    GTK_BOX (gtk_dialog_get_content_area (GTK_DIALOG (dialog->window))), halves, TRUE, TRUE, 6);
  gtk_widget_show (halves);
  gtk_widget_show (dialog->choices);
}

/* As gimp_procedure_dialog_new makes it, but with a help of our own. */
static GtkWidget *
new_window (GimpProcedure       *procedure,
            GimpProcedureConfig *config)
{
  gboolean header_bar;

  g_object_get (gtk_settings_get_default (), "gtk-dialogs-use-header", &header_bar, NULL);

  return g_object_new (GIMP_TYPE_PROCEDURE_DIALOG, "procedure", procedure, "config", config,
                       "title", _ ("Neural Art"), "help-func", nst_help_func, "help-id",
                       NST_PROCEDURE, "use-header-bar", header_bar, NULL);
}

static void
build (Dialog        *dialog,
       GimpProcedure *procedure,
       const char    *folder)
{
  const NstPresetHost  host = { get_settings, set_settings, dialog };
  g_autofree char     *file = nst_gimp3_style_file (dialog->config);
  GimpProcedureDialog *window;
  GList               *basic;
  GList               *advanced;

  dialog->window = new_window (procedure, dialog->config);
  window         = GIMP_PROCEDURE_DIALOG (dialog->window);
  nst_apply_add (GTK_DIALOG (window), apply, dialog);
  basic    = list_group (window, NST_GROUP_BASIC);
  advanced = g_list_append (list_group (window, NST_GROUP_ADVANCED),
                            (char *) nst_arguments[NST_ARG_START].name);

  make_halves (dialog, folder);

  dialog->style = nst_style_chooser_new (folder, dialog->paint->content,
                                         nst_gimp3_layer (dialog->config,
                                                          NST_ARG_STYLE),
                                         file, put_style, dialog);
  gtk_box_pack_start (GTK_BOX (dialog->choices), dialog->style, TRUE, TRUE, 6);

  dialog->presets = nst_preset_row_new (folder, &host, TRUE);
  pack (dialog, dialog->presets);
  pack (dialog, gimp_procedure_dialog_fill_box_list (window, "basic-box", basic));

  dialog->estimate = nst_estimate_label_new (folder);
  pack (dialog, dialog->estimate);

  add_advanced (dialog, advanced);

  g_list_free (basic);
  g_list_free (advanced);
}

gboolean
nst_gimp3_dialog (GimpProcedure       *procedure,
                  GimpProcedureConfig *config,
                  const NstPaint      *paint,
                  NstGimp3Apply        when_applied)
{
  g_autofree char *folder = g_path_get_dirname (gimp_get_progname ());
  Dialog           dialog = { .config = config, .paint = paint, .apply = when_applied };
  gulong           handler;
  gboolean         chosen;

  nst_gimp_ui_init ();
  build (&dialog, procedure, folder);

  put_style (&dialog);
  handler = g_signal_connect_swapped (config, "notify",
                                      G_CALLBACK (config_changed), &dialog);
  config_changed (&dialog);
  gtk_widget_grab_focus (
    gtk_dialog_get_widget_for_response (GTK_DIALOG (dialog.window),
                                        GTK_RESPONSE_OK));

  chosen = gimp_procedure_dialog_run (GIMP_PROCEDURE_DIALOG (dialog.window));

  nst_preview_pane_stop (dialog.preview);
  g_signal_handler_disconnect (config, handler);
  gtk_widget_destroy (dialog.window);

  return chosen;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

/* GIMP 3's dialog: GIMP's buttons, which load and reset the config, around our own widgets, whose
 * choices are put into the config.  Keeps nothing for the next run and reads no picture's
 * pixels. */

#include "plugin/gimp/gimp3-dialog.h"
#include "plugin/gimp/apply.h"
#include "plugin/gimp/estimate-label.h"
#include "plugin/gimp/gimp3-config.h"
#include "plugin/gimp/gimp3-window.h"
#include "plugin/gimp/last-values.h"
#include "plugin/gimp/layer-choice.h"
#include "plugin/gimp/mnemonics.h"
#include "plugin/gimp/outside.h"
#include "plugin/gimp/paint-subject.h"
#include "plugin/gimp/paint.h"
#include "plugin/gimp/preset-row.h"
#include "plugin/gimp/preview-pane.h"
#include "plugin/gimp/settings-pages.h"
#include "plugin/gimp/style-chooser.h"
#include "plugin/gimp/style-rows.h"

#include <glib/gi18n.h>

/* What the dialog has when it comes. */
typedef struct
{
  NstOptions options;
  char      *style_file;
  gint32     style;
  gint32     start;
} First;

typedef struct
{
  GimpProcedureConfig *config;
  const NstPaint      *paint;   /* what is painted; of all else the config tells */
  NstOptions           options; /* the config's, for the pages of settings */
  GtkWidget           *window;
  GtkWidget           *preview;
  GtkWidget           *style;
  GtkWidget           *styles; /* those that are chosen */
  GtkWidget           *start;
  GtkWidget           *estimate;
  GtkWidget           *presets;
  GtkWidget           *pages;
  NstGimp3Apply        apply;
  First                first;
  gboolean             putting; /* it is this dialog that changes the config */
} Dialog;


/* ---- the config ------------------------------------------------------ */

/* What our widgets say becomes the config's. */
static void
put_style (Dialog *dialog)
{
  NstStyleChoice choice;

  nst_style_chooser_get (dialog->style, &choice);
  dialog->putting = TRUE;
  nst_gimp3_set_style (dialog->config, choice.layer, choice.layers, choice.file);
  dialog->putting = FALSE;
}

static void
put_options (Dialog *dialog)
{
  dialog->putting = TRUE;
  nst_gimp3_set_options (dialog->config, &dialog->options);
  dialog->putting = FALSE;
}

/* Something is chosen anew: what that takes, and how it will look. */
static void
show_choice (gpointer data)
{
  Dialog        *dialog = data;
  NstPaint       paint  = *dialog->paint;
  GeglRectangle  box    = { 0 };
  NstStyleChoice choice;
  gboolean       styled;

  if (nst_style_rows_follow (dialog->styles, &dialog->options))
    put_options (dialog);

  styled           = nst_style_chooser_get (dialog->style, &choice);
  paint.options    = dialog->options;
  paint.style      = choice.layer;
  paint.styles     = choice.layers;
  paint.style_file = choice.file;
  paint.start      = nst_gimp3_layer (dialog->config, NST_ARG_START);
  if (nst_gimp_item_is_valid (paint.content))
    nst_paint_get_box (&paint, &box);
  nst_settings_pages_set_size (dialog->pages, box.width, box.height);
  nst_estimate_label_ask (dialog->estimate, &paint, styled);
  nst_preview_pane_ask (dialog->preview, &paint, styled);
}

static void
style_chosen (gpointer data)
{
  put_style (data);
  show_choice (data);
}

static void
options_changed (gpointer data)
{
  Dialog *dialog = data;

  put_options (dialog);
  nst_preset_row_update (dialog->presets);
  show_choice (dialog);
}

static void
styles_changed (gpointer data)
{
  Dialog *dialog = data;

  nst_style_rows_give (dialog->styles, &dialog->options);
  options_changed (dialog);
}

static void
start_chosen (gpointer data)
{
  Dialog *dialog = data;

  dialog->putting = TRUE;
  nst_gimp3_set_layer (dialog->config, NST_ARG_START, nst_layer_choice_get (dialog->start));
  dialog->putting = FALSE;
  nst_settings_pages_show (dialog->pages);
  show_choice (dialog);
}

/* GIMP's own buttons change the config too: settings that are loaded may name a file
 * for the style, but it stays when the settings are reset. */
static void
follow_style (Dialog *dialog)
{
  g_autofree char *config_file = nst_gimp3_style_file (dialog->config);
  NstStyleChoice   choice;

  nst_style_chooser_get (dialog->style, &choice);
  if (g_strcmp0 (choice.file, config_file) == 0 &&
      choice.layer == nst_gimp3_layer (dialog->config, NST_ARG_STYLE))
    return;

  nst_style_chooser_set_file (dialog->style, config_file);
  put_style (dialog);
}

static void
config_changed (Dialog *dialog)
{
  const gint32 start = nst_gimp3_layer (dialog->config, NST_ARG_START);

  if (dialog->putting)
    return;

  follow_style (dialog);
  nst_gimp3_options (dialog->config, &dialog->options);
  if (start != nst_layer_choice_get (dialog->start))
    nst_layer_choice_set (dialog->start, start);

  nst_preset_row_update (dialog->presets);
  nst_settings_pages_show (dialog->pages);
  show_choice (dialog);
}


/* ---- what the widgets ask, and tell ---------------------------------- */

/* The presets' row gets and sets all at once; so does the proof sheet. */
static void
get_settings (NstOptions *options,
              char      **style_file,
              gpointer    data)
{
  Dialog *dialog = data;

  *options    = dialog->options;
  *style_file = nst_gimp3_style_file (dialog->config);
}

static void
set_settings (const NstOptions *options,
              const char       *style_file,
              gpointer          data)
{
  Dialog *dialog = data;

  dialog->options = *options;
  put_options (dialog);
  if (style_file)
    {
      nst_style_chooser_set_file (dialog->style, style_file);
      put_style (dialog);
    }

  nst_preset_row_show (dialog->presets);
  nst_settings_pages_show (dialog->pages);
  show_choice (dialog);
}

static void
keep_first (Dialog *dialog)
{
  First *first = &dialog->first;

  get_settings (&first->options, &first->style_file, dialog);
  first->style = nst_gimp3_layer (dialog->config, NST_ARG_STYLE);
  first->start = nst_gimp3_layer (dialog->config, NST_ARG_START);
}

static void
reset (gboolean factory,
       gpointer data)
{
  Dialog *dialog = data;
  First   to     = dialog->first;

  if (factory)
    {
      to = (First){ .style = nst_suggest_style (dialog->paint->image, dialog->paint->content),
                    .start = NST_GIMP_NONE };
      nst_options_init (&to.options);
    }

  if (!nst_gimp_item_is_valid (to.start))
    to.start = NST_GIMP_NONE;
  dialog->putting = TRUE;
  nst_gimp3_set_layer (dialog->config, NST_ARG_START, to.start);
  dialog->putting = FALSE;
  nst_layer_choice_set (dialog->start, to.start);

  if (!to.style_file)
    {
      nst_style_chooser_set_layer (dialog->style, to.style);
      put_style (dialog);
    }
  set_settings (&to.options, to.style_file, dialog);
}

static void
get_preset (NstOptions *options,
            gpointer    data)
{
  const Dialog *dialog = data;

  nst_preset_row_get_values (dialog->presets, options);
}

static gboolean
has_start (gpointer data)
{
  const Dialog *dialog = data;

  return nst_layer_choice_get (dialog->start) != NST_GIMP_NONE;
}

static void
drop_start (gpointer data)
{
  Dialog *dialog = data;

  nst_layer_choice_set (dialog->start, NST_GIMP_NONE);
  dialog->putting = TRUE;
  nst_gimp3_set_layer (dialog->config, NST_ARG_START, NST_GIMP_NONE);
  dialog->putting = FALSE;
}

static void
take_times (const double *seconds,
            gpointer      data)
{
  const Dialog *dialog = data;

  nst_settings_pages_set_times (dialog->pages, seconds);
}

static void
apply (gpointer data)
{
  Dialog *dialog = data;

  nst_preview_pane_stop (dialog->preview);
  dialog->apply (dialog->config, dialog->paint);
  nst_layer_choice_refresh (dialog->start);
  show_choice (dialog);
}

static gboolean
may_preview (gpointer data)
{
  const Dialog *dialog = data;

  return !nst_estimate_label_is_busy (dialog->estimate);
}


/* ---- the window ------------------------------------------------------ */

/* All that is chosen, beside the preview. */
static GtkWidget *
make_choices (Dialog     *dialog,
              const char *folder)
{
  const NstPresetHost  presets = { get_settings, set_settings, dialog };
  g_autofree char     *file    = nst_gimp3_style_file (dialog->config);
  g_autofree gint32   *layers  = nst_gimp3_layers (dialog->config, NST_ARG_STYLES);
  const NstStyleChoice begin   = { nst_gimp3_layer (dialog->config, NST_ARG_STYLE), layers, file };
  GtkWidget           *box     = nst_gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget           *styles  = nst_gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  dialog->style  = nst_style_chooser_new (folder, dialog->paint->content, &begin, style_chosen,
                                          dialog);
  dialog->styles = nst_style_rows_new (dialog->style, dialog->paint->image, styles_changed, dialog);
  gtk_box_pack_start (GTK_BOX (styles), dialog->style, TRUE, TRUE, 0);
  gtk_box_pack_start (GTK_BOX (styles), dialog->styles, FALSE, FALSE, 0);
  dialog->presets = nst_preset_row_new (folder, &presets);
  dialog->start   = nst_layer_choice_new (nst_gimp3_layer (dialog->config, NST_ARG_START),
                                          dialog->paint->content,
                                          gettext (nst_arguments[NST_ARG_START].help),
                                          start_chosen, dialog);
  dialog->pages   = nst_settings_pages_new (&(NstSettingsHost){
      &dialog->options, styles, dialog->presets, dialog->start, options_changed, get_preset,
      has_start, drop_start, dialog });
  gtk_box_pack_start (GTK_BOX (box), dialog->pages, TRUE, TRUE, 0);

  dialog->estimate = nst_estimate_label_new (folder, take_times, dialog);
  gtk_box_pack_start (GTK_BOX (box), dialog->estimate, FALSE, FALSE, 0);

  return box;
}

static void
build (Dialog        *dialog,
       GimpProcedure *procedure,
       const char    *folder)
{
  GtkWidget *halves = nst_gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 18);

  dialog->window = nst_gimp3_window_new (procedure, dialog->config, reset, dialog);
  nst_apply_add (GTK_DIALOG (dialog->window), apply, dialog);
  gtk_dialog_set_default_response (GTK_DIALOG (dialog->window), GTK_RESPONSE_OK);

  dialog->preview = nst_preview_pane_new (folder, &(NstPreviewCalls){ may_preview, set_settings,
                                                                      dialog });
  gtk_box_pack_start (GTK_BOX (halves), dialog->preview, TRUE, TRUE, 0);
  gtk_box_pack_start (GTK_BOX (halves), make_choices (dialog, folder), FALSE, TRUE, 0);
  gtk_box_pack_start (
    GTK_BOX (gtk_dialog_get_content_area (GTK_DIALOG (dialog->window))), halves, TRUE, TRUE, 6);
  gtk_widget_show_all (halves);
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
  nst_gimp3_options (config, &dialog.options);
  build (&dialog, procedure, folder);

  put_style (&dialog);
  keep_first (&dialog);
  handler = g_signal_connect_swapped (config, "notify",
                                      G_CALLBACK (config_changed), &dialog);
  config_changed (&dialog);
  nst_outside_watch (dialog.window, paint, show_choice, &dialog);
  nst_mnemonics_share (dialog.window);
  nst_settings_pages_fit (dialog.pages, GTK_WINDOW (dialog.window));
  gtk_widget_grab_focus (
    gtk_dialog_get_widget_for_response (GTK_DIALOG (dialog.window),
                                        GTK_RESPONSE_OK));

  chosen = gimp_procedure_dialog_run (GIMP_PROCEDURE_DIALOG (dialog.window));

  nst_preview_pane_stop (dialog.preview);
  g_signal_handler_disconnect (config, handler);
  gtk_widget_destroy (dialog.window);
  g_free (dialog.first.style_file);

  return chosen;
}

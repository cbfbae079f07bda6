/* SPDX-License-Identifier: GPL-3.0-or-later */

/* GIMP 2.10's dialog: the preview, and beside it style, settings and estimate.  Keeps nothing
 * for the next run. */

#include "plugin/gimp/gimp2-dialog.h"
#include "plugin/gimp/apply.h"
#include "plugin/gimp/arguments.h"
#include "plugin/gimp/estimate-label.h"
#include "plugin/gimp/help.h"
#include "plugin/gimp/items.h"
#include "plugin/gimp/last-values.h"
#include "plugin/gimp/layer-choice.h"
#include "plugin/gimp/mnemonics.h"
#include "plugin/gimp/outside.h"
#include "plugin/gimp/paint-subject.h"
#include "plugin/gimp/preset-row.h"
#include "plugin/gimp/preview-pane.h"
#include "plugin/gimp/settings-pages.h"
#include "plugin/gimp/style-chooser.h"
#include "plugin/gimp/style-rows.h"

#include <glib/gi18n.h>

#define RESPONSE_RESET 1

typedef struct
{
  NstPaint  *paint;
  GtkWidget *window;
  GtkWidget *style;
  GtkWidget *styles; /* those that are chosen */
  GtkWidget *start;
  GtkWidget *estimate;
  GtkWidget *preview;
  GtkWidget *presets;
  GtkWidget *pages;

  NstGimp2Apply  apply;
  NstPaintOwned *owned;
} Dialog;

/* Gives the paint what is chosen as the style, which the chooser owns; whether there is one. */
static gboolean
choose_style (const Dialog *dialog,
              NstPaint     *paint)
{
  NstStyleChoice choice;
  const gboolean styled = nst_style_chooser_get (dialog->style, &choice);

  paint->style      = choice.layer;
  paint->styles     = choice.layers;
  paint->style_file = choice.file;

  return styled;
}

/* Something is chosen anew: what that takes, and how it will look. */
static void
show_choice (gpointer data)
{
  Dialog       *dialog = data;
  GeglRectangle box    = { 0 };
  NstPaint      paint;
  gboolean      styled;

  nst_style_rows_follow (dialog->styles, &dialog->paint->options);
  paint  = *dialog->paint;
  styled = choose_style (dialog, &paint);

  paint.start = nst_layer_choice_get (dialog->start);
  if (nst_gimp_item_is_valid (paint.content))
    nst_paint_get_box (&paint, &box);
  nst_settings_pages_set_size (dialog->pages, box.width, box.height);
  nst_estimate_label_ask (dialog->estimate, &paint, styled);
  nst_preview_pane_ask (dialog->preview, &paint, styled);
}

static void
styles_changed (gpointer data)
{
  Dialog *dialog = data;

  nst_style_rows_give (dialog->styles, &dialog->paint->options);
  show_choice (dialog);
}

/* What is chosen besides the settings becomes the paint's. */
static void
take_choice (Dialog *dialog)
{
  NstStyleChoice choice;

  nst_preview_pane_stop (dialog->preview);
  dialog->paint->start = nst_layer_choice_get (dialog->start);
  nst_style_chooser_get (dialog->style, &choice);

  nst_paint_owned_clear (dialog->owned);
  dialog->owned->style_file = g_strdup (choice.file);
  dialog->owned->styles     = nst_items_copy (choice.layers);
  dialog->paint->style      = choice.layer;
  dialog->paint->styles     = dialog->owned->styles;
}

static void
apply (gpointer data)
{
  Dialog *dialog = data;

  take_choice (dialog);
  dialog->apply (dialog->paint, dialog->owned->style_file);
  nst_layer_choice_refresh (dialog->start);
  show_choice (dialog);
}

static gboolean
may_preview (gpointer data)
{
  const Dialog *dialog = data;

  return !nst_estimate_label_is_busy (dialog->estimate);
}


/* ---- rows ------------------------------------------------------------ */

/* The presets' row gets and sets what all the others show; so does the proof sheet. */
static void
get_settings (NstOptions *options,
              char      **style_file,
              gpointer    data)
{
  Dialog        *dialog = data;
  NstStyleChoice choice;

  *options = dialog->paint->options;
  nst_style_chooser_get (dialog->style, &choice);
  *style_file = g_strdup (choice.file);
}

static void
set_settings (const NstOptions *options,
              const char       *style_file,
              gpointer          data)
{
  Dialog *dialog = data;

  /* Shares are for so many styles. */
  if (style_file)
    nst_style_chooser_set_file (dialog->style, style_file);
  dialog->paint->options = *options;
  nst_preset_row_show (dialog->presets);
  nst_settings_pages_show (dialog->pages);
  show_choice (dialog);
}

/* What the pages of settings ask, and tell. */
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
  const Dialog *dialog = data;

  nst_layer_choice_set (dialog->start, NST_GIMP_NONE);
}

static void
start_chosen (gpointer data)
{
  Dialog *dialog = data;

  nst_settings_pages_show (dialog->pages);
  show_choice (dialog);
}

static void
take_times (const double *seconds,
            gpointer      data)
{
  const Dialog *dialog = data;

  nst_settings_pages_set_times (dialog->pages, seconds);
}


/* ---- the window ------------------------------------------------------ */

/* All that is chosen, beside the preview. */
static GtkWidget *
make_choices (Dialog     *dialog,
              const char *folder)
{
  const NstPresetHost  presets = { get_settings, set_settings, dialog };
  const NstStyleChoice begin   = { dialog->paint->style, dialog->paint->styles,
                                   dialog->owned->style_file };
  GtkWidget           *box     = gtk_vbox_new (FALSE, 6);
  GtkWidget           *styles  = gtk_vbox_new (FALSE, 6);

  dialog->style  = nst_style_chooser_new (folder, dialog->paint->content, &begin, show_choice,
                                          dialog);
  dialog->styles = nst_style_rows_new (dialog->style, dialog->paint->image, styles_changed, dialog);
  gtk_box_pack_start (GTK_BOX (styles), dialog->style, TRUE, TRUE, 0);
  gtk_box_pack_start (GTK_BOX (styles), dialog->styles, FALSE, FALSE, 0);
  dialog->presets = nst_preset_row_new (folder, &presets);
  dialog->start   = nst_layer_choice_new (dialog->paint->start, dialog->paint->content,
                                          gettext (nst_arguments[NST_ARG_START].help),
                                          start_chosen, dialog);
  dialog->pages   = nst_settings_pages_new (&(NstSettingsHost){
      &dialog->paint->options, styles, dialog->presets, dialog->start, show_choice,
      get_preset, has_start, drop_start, dialog });
  gtk_box_pack_start (GTK_BOX (box), dialog->pages, TRUE, TRUE, 0);

  dialog->estimate = nst_estimate_label_new (folder, take_times, dialog);
  gtk_box_pack_start (GTK_BOX (box), dialog->estimate, FALSE, FALSE, 0);

  return box;
}

static void
build (Dialog     *dialog,
       const char *folder)
{
  GtkWidget *box = gtk_hbox_new (FALSE, 18);

  dialog->window = gimp_dialog_new (_ ("Neural Art"), "neural-art", NULL, 0,
                                    nst_help_func, NST_PROCEDURE,
                                    _ ("_Reset"), RESPONSE_RESET,
                                    _ ("_Cancel"), GTK_RESPONSE_CANCEL,
                                    _ ("_OK"), GTK_RESPONSE_OK,
                                    NULL);
  nst_apply_add (GTK_DIALOG (dialog->window), apply, dialog);
  gtk_dialog_set_default_response (GTK_DIALOG (dialog->window),
                                   GTK_RESPONSE_OK);
  gimp_window_set_transient (GTK_WINDOW (dialog->window));

  gtk_container_set_border_width (GTK_CONTAINER (box), 12);
  gtk_box_pack_start (
    GTK_BOX (gtk_dialog_get_content_area (GTK_DIALOG (dialog->window))), box,
    TRUE, TRUE, 0);

  dialog->preview = nst_preview_pane_new (folder, &(NstPreviewCalls){ may_preview, set_settings,
                                                                      dialog });
  gtk_box_pack_start (GTK_BOX (box), dialog->preview, TRUE, TRUE, 0);
  gtk_box_pack_start (GTK_BOX (box), make_choices (dialog, folder), FALSE, TRUE, 0);

  show_choice (dialog);
  nst_outside_watch (dialog->window, dialog->paint, show_choice, dialog);
  nst_mnemonics_share (dialog->window);
  gtk_widget_show_all (box);
  nst_settings_pages_fit (dialog->pages, GTK_WINDOW (dialog->window));
  gtk_widget_show_all (dialog->window);
  gtk_widget_grab_focus (
    gtk_dialog_get_widget_for_response (GTK_DIALOG (dialog->window),
                                        GTK_RESPONSE_OK));
}

/* All is as in the first dialog. */
static void
reset (Dialog *dialog)
{
  const NstPaint *paint = dialog->paint;

  nst_options_init (&dialog->paint->options);
  nst_layer_choice_set (dialog->start, NST_GIMP_NONE);
  nst_style_chooser_set_layer (dialog->style, nst_suggest_style (paint->image, paint->content));
  nst_preset_row_show (dialog->presets);
  nst_settings_pages_show (dialog->pages);
  show_choice (dialog);
}

gboolean
nst_gimp2_dialog (NstPaint      *paint,
                  NstPaintOwned *owned,
                  NstGimp2Apply  when_applied)
{
  g_autofree char *folder = g_path_get_dirname (gimp_get_progname ());
  Dialog           dialog = { .paint = paint, .apply = when_applied, .owned = owned };
  int              response;

  nst_gimp_ui_init ();
  build (&dialog, folder);

  while ((response = gimp_dialog_run (GIMP_DIALOG (dialog.window))) ==
         RESPONSE_RESET)
    reset (&dialog);

  take_choice (&dialog);
  gtk_widget_destroy (dialog.window);

  return response == GTK_RESPONSE_OK;
}

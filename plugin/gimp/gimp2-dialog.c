/* SPDX-License-Identifier: GPL-3.0-or-later */

/* GIMP 2.10's dialog: the preview, and beside it style, settings and estimate.  Keeps nothing
 * for the next run. */

#include "plugin/gimp/gimp2-dialog.h"
#include "plugin/gimp/apply.h"
#include "plugin/gimp/arguments.h"
#include "plugin/gimp/estimate-label.h"
#include "plugin/gimp/gimp2-rows.h"
#include "plugin/gimp/help.h"
#include "plugin/gimp/layer-choice.h"
#include "plugin/gimp/preset-row.h"
#include "plugin/gimp/preview-pane.h"
#include "plugin/gimp/style-chooser.h"

#include <glib/gi18n.h>

#define RESPONSE_RESET  1
#define ADVANCED_HEIGHT 240

typedef struct
{
  NstPaint  *paint;
  GtkWidget *window;
  GtkWidget *style;
  GtkWidget *start;
  GtkWidget *estimate;
  GtkWidget *preview;
  GtkWidget *presets;
  NstRows   *rows;

  NstGimp2Apply apply;
  char        **style_file;
} Dialog;

/* Something is chosen anew: what that takes, and how it will look. */
static void
show_choice (gpointer data)
{
  Dialog        *dialog = data;
  NstPaint       paint  = *dialog->paint;
  const gboolean styled = nst_style_chooser_get (dialog->style, &paint.style,
                                                 &paint.style_file);

  paint.start = nst_layer_choice_get (dialog->start);
  nst_estimate_label_ask (dialog->estimate, &paint, styled);
  nst_preview_pane_ask (dialog->preview, &paint, styled);
}

/* What is chosen besides the settings becomes the paint's. */
static void
take_choice (Dialog *dialog)
{
  const char *file;

  nst_preview_pane_stop (dialog->preview);
  dialog->paint->start = nst_layer_choice_get (dialog->start);
  nst_style_chooser_get (dialog->style, &dialog->paint->style, &file);
  g_free (*dialog->style_file);
  *dialog->style_file = g_strdup (file);
}

static void
apply (gpointer data)
{
  Dialog *dialog = data;

  take_choice (dialog);
  dialog->apply (dialog->paint, *dialog->style_file);
}

static gboolean
may_preview (gpointer data)
{
  const Dialog *dialog = data;

  return !nst_estimate_label_is_busy (dialog->estimate);
}


/* ---- rows ------------------------------------------------------------ */

static GtkTable *
new_table (void)
{
  GtkTable *table = GTK_TABLE (gtk_table_new (1, 3, FALSE));

  gtk_table_set_row_spacings (table, 6);
  gtk_table_set_col_spacings (table, 6);

  return table;
}

/* The presets' row gets and sets what all the others show; so does the proof sheet. */
static void
get_settings (NstOptions *options,
              char      **style_file,
              gpointer    data)
{
  Dialog     *dialog = data;
  const char *file;
  gint32      layer;

  *options = dialog->paint->options;
  nst_style_chooser_get (dialog->style, &layer, &file);
  *style_file = g_strdup (file);
}

static void
set_settings (const NstOptions *options,
              const char       *style_file,
              gpointer          data)
{
  Dialog *dialog = data;

  dialog->paint->options = *options;
  nst_rows_show (dialog->rows);
  if (style_file)
    nst_style_chooser_set_file (dialog->style, style_file);
  show_choice (dialog);
}

static void
add_presets (Dialog     *dialog,
             const char *folder,
             GtkTable   *table)
{
  const NstPresetHost host  = { get_settings, set_settings, dialog };
  g_autofree char    *label = g_strdup_printf ("%s:",
                                               gettext (nst_settings_find ("preset")->label));

  dialog->presets = nst_preset_row_new (folder, &host, FALSE);
  gimp_table_attach_aligned (table, 0, 0, label, 0.0f, 0.0f, dialog->presets, 2, FALSE);
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
                 nst_rows_add (dialog->rows, NST_GROUP_ADVANCED, table, 0));

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

  dialog->style = nst_style_chooser_new (folder, dialog->paint->content,
                                         dialog->paint->style, style_file,
                                         show_choice, dialog);
  gtk_box_pack_start (GTK_BOX (box), dialog->style, TRUE, TRUE, 0);

  gtk_box_pack_start (GTK_BOX (box), GTK_WIDGET (table), FALSE, FALSE, 0);
  add_presets (dialog, folder, table);
  nst_rows_add (dialog->rows, NST_GROUP_BASIC, table, 1);

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
  nst_rows_show (dialog->rows);
  nst_preset_row_update (dialog->presets);
  nst_layer_choice_set (dialog->start, NST_GIMP_NONE);
}

gboolean
nst_gimp2_dialog (NstPaint     *paint,
                  char        **style_file,
                  NstGimp2Apply when_applied)
{
  g_autofree char *folder = g_path_get_dirname (gimp_get_progname ());
  Dialog           dialog = { .paint = paint, .apply = when_applied, .style_file = style_file };
  int              response;

  nst_gimp_ui_init ();
  dialog.rows = nst_rows_new (&paint->options, show_choice, &dialog);
  build (&dialog, folder, *style_file);

  while ((response = gimp_dialog_run (GIMP_DIALOG (dialog.window))) ==
         RESPONSE_RESET)
    reset (&dialog);

  take_choice (&dialog);
  gtk_widget_destroy (dialog.window);
  nst_rows_free (dialog.rows);

  return response == GTK_RESPONSE_OK;
}

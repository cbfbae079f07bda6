/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The wish is the state, and its parts have widgets of their own: on the left what comes in, on
 * the right what becomes of it and where it goes, below what that means. */

#include "plugin/gimp/files-dialog.h"
#include "plugin/gimp/files-estimate.h"
#include "plugin/gimp/files-pictures.h"
#include "plugin/gimp/files-rows.h"
#include "plugin/gimp/files-styles.h"
#include "plugin/gimp/files-target.h"
#include "plugin/gimp/gimp-compat.h"
#include "plugin/gimp/help.h"
#include "plugin/gimp/mnemonics.h"

#include <glib/gi18n.h>

#define RESPONSE_RESET 1
#define COLUMN_WIDTH   360
#define LINE_WIDTH     (2 * COLUMN_WIDTH)

typedef struct
{
  NstFilesWish     *wish;
  NstFilesEstimate *estimate;
  GtkWidget        *window;
  GtkWidget        *pictures;
  GtkWidget        *styles;
  GtkWidget        *mixed;
  GtkWidget        *rows;
  GtkWidget        *target;
  GtkWidget        *line;
  char             *fault; /* of the settings' text; NULL: none */
} Dialog;

static void
tell (Dialog     *dialog,
      const char *text,
      gboolean    possible)
{
  gtk_label_set_text (GTK_LABEL (dialog->line), text);
  gtk_dialog_set_response_sensitive (GTK_DIALOG (dialog->window), GTK_RESPONSE_OK, possible);
}

/* An answer may come when there is a fault by now. */
static void
answer (const char *text,
        gboolean    possible,
        gpointer    data)
{
  Dialog *dialog = data;

  if (!dialog->fault)
    tell (dialog, text, possible);
}

static void
ask (gpointer data)
{
  Dialog *dialog = data;

  if (dialog->fault)
    tell (dialog, dialog->fault, FALSE);
  else
    nst_files_estimate_ask (dialog->estimate, dialog->wish);
}


/* ---- what the user does ---------------------------------------------- */

static void
pictures_changed (gpointer data)
{
  Dialog *dialog = data;

  nst_files_target_suggest (dialog->target);
  ask (dialog);
}

static void
styles_changed (gpointer data)
{
  Dialog *dialog = data;

  g_strfreev (dialog->wish->styles);
  dialog->wish->styles = nst_files_styles_get (dialog->styles);
  gtk_widget_set_sensitive (dialog->mixed, g_strv_length (dialog->wish->styles) > 1);
  ask (dialog);
}

static void
mixed_toggled (Dialog *dialog)
{
  dialog->wish->mixed = gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (dialog->mixed));
  ask (dialog);
}

static void
settings_changed (const char *fault,
                  gpointer    data)
{
  Dialog *dialog = data;

  g_free (dialog->fault);
  dialog->fault = g_strdup (fault);
  ask (dialog);
}

/* Puts every setting back, and what paintings are called; what comes in and where it goes
 * stays. */
static void
reset (Dialog *dialog)
{
  NstFilesWish *wish = dialog->wish;
  NstFilesWish  plain;

  nst_files_wish_init (&plain);
  g_free (wish->names);
  g_free (wish->format);
  wish->options = plain.options;
  wish->names   = g_steal_pointer (&plain.names);
  wish->format  = g_steal_pointer (&plain.format);
  wish->replace = plain.replace;
  nst_files_wish_clear (&plain);

  nst_files_rows_show (dialog->rows);
  nst_files_target_show (dialog->target);
  settings_changed (NULL, dialog);
}


/* ---- the window ------------------------------------------------------ */

static void
add_part (GtkWidget  *column,
          const char *title,
          GtkWidget  *part,
          gboolean    grows)
{
  GtkWidget *frame = gimp_frame_new (title);

  gtk_container_add (GTK_CONTAINER (frame), part);
  gtk_box_pack_start (GTK_BOX (column), frame, grows, grows, 0);
}

static GtkWidget *
new_column (GtkWidget *row)
{
  GtkWidget *column = nst_gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);

  gtk_widget_set_size_request (column, COLUMN_WIDTH, -1);
  gtk_box_pack_start (GTK_BOX (row), column, TRUE, TRUE, 0);

  return column;
}

static void
make_parts (Dialog     *dialog,
            GtkWidget  *row,
            const char *folder)
{
  GtkWidget *left  = new_column (row);
  GtkWidget *right = new_column (row);

  dialog->pictures = nst_files_pictures_new (dialog->wish, pictures_changed, dialog);
  dialog->styles   = nst_files_styles_new (folder, dialog->wish->styles, styles_changed, dialog);
  dialog->rows     = nst_files_rows_new (dialog->wish, settings_changed, dialog);
  dialog->target   = nst_files_target_new (dialog->wish, ask, dialog);
  dialog->mixed    = gtk_check_button_new_with_mnemonic (_ ("Mi_x the styles in each painting"));

  gtk_widget_set_tooltip_text (dialog->mixed, _ ("Else each picture is painted in each style"));
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (dialog->mixed), dialog->wish->mixed);
  g_signal_connect_swapped (dialog->mixed, "toggled", G_CALLBACK (mixed_toggled), dialog);
  gtk_box_pack_start (GTK_BOX (dialog->styles), dialog->mixed, FALSE, FALSE, 0);

  add_part (left, _ ("Pictures"), dialog->pictures, FALSE);
  add_part (left, _ ("Styles"), dialog->styles, TRUE);
  add_part (right, _ ("Settings"), dialog->rows, FALSE);
  add_part (right, _ ("Save in"), dialog->target, FALSE);
}

static void
build (Dialog     *dialog,
       const char *folder)
{
  GtkWidget *box = nst_gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *row = nst_gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 24);

  dialog->window = gimp_dialog_new (_ ("Neural Art: Many Files"), "neural-art-files", NULL, 0,
                                    nst_help_func, NST_FILES_PROCEDURE, _ ("_Reset"),
                                    RESPONSE_RESET, _ ("_Cancel"), GTK_RESPONSE_CANCEL, _ ("_OK"),
                                    GTK_RESPONSE_OK, NULL);
  gtk_dialog_set_default_response (GTK_DIALOG (dialog->window), GTK_RESPONSE_OK);
  gimp_window_set_transient (GTK_WINDOW (dialog->window));

  gtk_container_set_border_width (GTK_CONTAINER (box), 12);
  gtk_box_pack_start (GTK_BOX (gtk_dialog_get_content_area (GTK_DIALOG (dialog->window))), box,
                      TRUE, TRUE, 0);
  gtk_box_pack_start (GTK_BOX (box), row, TRUE, TRUE, 0);

  dialog->line = gtk_label_new (_ ("Counting..."));
  g_object_set (dialog->line, "xalign", 0.0f, "wrap", TRUE, NULL);
  gtk_widget_set_size_request (dialog->line, LINE_WIDTH, -1);
  gtk_box_pack_start (GTK_BOX (box), dialog->line, FALSE, FALSE, 0);

  make_parts (dialog, row, folder);
  nst_files_target_suggest (dialog->target);
  styles_changed (dialog);
  nst_mnemonics_share (dialog->window);
  gtk_widget_show_all (dialog->window);
  gtk_widget_grab_focus (gtk_dialog_get_widget_for_response (GTK_DIALOG (dialog->window),
                                                             GTK_RESPONSE_OK));
}

gboolean
nst_files_dialog (NstFilesWish *wish)
{
  g_autofree char *folder = g_path_get_dirname (gimp_get_progname ());
  Dialog           dialog = { .wish = wish };
  int              response;

  nst_gimp_ui_init ();
  dialog.estimate = nst_files_estimate_new (folder, answer, &dialog);
  build (&dialog, folder);

  while ((response = gimp_dialog_run (GIMP_DIALOG (dialog.window))) == RESPONSE_RESET)
    reset (&dialog);

  nst_files_estimate_free (dialog.estimate);
  gtk_widget_destroy (dialog.window);
  g_free (dialog.fault);

  return response == GTK_RESPONSE_OK;
}

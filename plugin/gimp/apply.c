/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The response is taken before whoever runs the dialog gets it, and would end it. */

#include "plugin/gimp/apply.h"

#include <glib/gi18n.h>

#define APPLY_KEY "neural-art-apply"

typedef struct
{
  NstApplyFunc func;
  gpointer     user_data;
  gboolean     working;
} Apply;

/* A dialog that is run is modal: the window of what is painted would not answer. */
static void
work (GtkWidget *dialog,
      Apply     *apply)
{
  GtkWindow     *window = GTK_WINDOW (dialog);
  const gboolean modal  = gtk_window_get_modal (window);

  apply->working = TRUE;
  gtk_window_set_modal (window, FALSE);
  gtk_widget_set_sensitive (dialog, FALSE);
  apply->func (apply->user_data);
  gtk_widget_set_sensitive (dialog, TRUE);
  gtk_window_set_modal (window, modal);
  apply->working = FALSE;
}

/* Nor can the dialog be closed meanwhile. */
static void
on_response (GtkWidget *dialog,
             int        response,
             Apply     *apply)
{
  if (response != GTK_RESPONSE_APPLY && !apply->working)
    return;

  g_signal_stop_emission_by_name (dialog, "response");
  if (!apply->working)
    work (dialog, apply);
}

static void
put_before_ok (GtkDialog *dialog,
               GtkWidget *button)
{
  GtkWidget *ok       = gtk_dialog_get_widget_for_response (dialog, GTK_RESPONSE_OK);
  GtkWidget *buttons  = gtk_widget_get_parent (button);
  int        position = 0;

  if (!ok)
    return;

  gtk_container_child_get (GTK_CONTAINER (buttons), ok, "position", &position, NULL);
  gtk_box_reorder_child (GTK_BOX (buttons), button, position);
}

void
nst_apply_add (GtkDialog   *dialog,
               NstApplyFunc func,
               gpointer     user_data)
{
  Apply     *apply = g_new0 (Apply, 1);
  GtkWidget *button;

  apply->func      = func;
  apply->user_data = user_data;
  g_object_set_data_full (G_OBJECT (dialog), APPLY_KEY, apply, g_free);
  g_signal_connect (dialog, "response", G_CALLBACK (on_response), apply);

  button = gtk_dialog_add_button (dialog, _ ("App_ly"), GTK_RESPONSE_APPLY);
  gtk_widget_set_tooltip_text (button, _ ("Paint now, and keep this window to try something "
                                          "else."));
  put_before_ok (dialog, button);
}

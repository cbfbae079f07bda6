/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Remembered at once, so that it does not matter how the dialog is left. */

#include "plugin/gimp/kept-switch.h"
#include "plugin/gimp/last-values.h"

gboolean
nst_kept_switch_get (GtkWidget *widget)
{
  return gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (widget));
}

static void
remember (GtkWidget  *widget,
          const char *name)
{
  nst_remember_switch (name, nst_kept_switch_get (widget));
}

GtkWidget *
nst_kept_switch_new (const char *name,
                     const char *label,
                     const char *tooltip,
                     gboolean    first)
{
  GtkWidget *widget = gtk_check_button_new_with_mnemonic (label);

  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (widget), nst_recall_switch (name, first));
  gtk_widget_set_tooltip_text (widget, tooltip);
  g_signal_connect (widget, "toggled", G_CALLBACK (remember), (gpointer) name);

  return widget;
}

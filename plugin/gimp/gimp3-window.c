/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The response of the button is taken before whoever runs the dialog gets it. */

#include "plugin/gimp/gimp3-window.h"
#include "plugin/gimp/help.h"
#include "plugin/gimp/paint.h"

#include <glib/gi18n.h>

#define RESET_KEY      "neural-art-reset"
#define RESPONSE_RESET 1 /* as libgimp's gimpproceduredialog.c has it */

typedef struct
{
  GtkWidget    *menu;
  NstGimp3Reset func;
  gpointer      user_data;
} Reset;

static void
free_reset (gpointer data)
{
  Reset *reset = data;

  g_object_unref (reset->menu);
  g_free (reset);
}

static void
to_initial (Reset *reset)
{
  reset->func (FALSE, reset->user_data);
}

static void
to_factory (Reset *reset)
{
  reset->func (TRUE, reset->user_data);
}

static void
on_response (GtkDialog *dialog,
             int        response,
             Reset     *reset)
{
  if (response != RESPONSE_RESET)
    return;

  g_signal_stop_emission_by_name (dialog, "response");
  gtk_menu_popup_at_widget (GTK_MENU (reset->menu),
                            gtk_dialog_get_widget_for_response (dialog, RESPONSE_RESET),
                            GDK_GRAVITY_NORTH_WEST, GDK_GRAVITY_SOUTH_WEST, NULL);
}

static void
add_item (Reset      *reset,
          const char *label,
          GCallback   does)
{
  GtkWidget *item = gtk_menu_item_new_with_mnemonic (label);

  gtk_menu_shell_append (GTK_MENU_SHELL (reset->menu), item);
  g_signal_connect_swapped (item, "activate", does, reset);
}

static void
take_reset (GtkWidget    *dialog,
            NstGimp3Reset func,
            gpointer      user_data)
{
  Reset *reset = g_new0 (Reset, 1);

  reset->menu      = g_object_ref_sink (gtk_menu_new ());
  reset->func      = func;
  reset->user_data = user_data;
  add_item (reset, _ ("Reset to _Initial Values"), G_CALLBACK (to_initial));
  add_item (reset, _ ("Reset to _Factory Defaults"), G_CALLBACK (to_factory));
  gtk_widget_show_all (reset->menu);

  g_object_set_data_full (G_OBJECT (dialog), RESET_KEY, reset, free_reset);
  g_signal_connect (dialog, "response", G_CALLBACK (on_response), reset);
}

/* As gimp_procedure_dialog_new makes it, else. */
GtkWidget *
nst_gimp3_window_new (GimpProcedure       *procedure,
                      GimpProcedureConfig *config,
                      NstGimp3Reset        func,
                      gpointer             user_data)
{
  GtkWidget *window;
  gboolean   header_bar;

  g_object_get (gtk_settings_get_default (), "gtk-dialogs-use-header", &header_bar, NULL);

  window = g_object_new (GIMP_TYPE_PROCEDURE_DIALOG, "procedure", procedure, "config", config,
                         "title", _ ("Neural Art"), "help-func", nst_help_func, "help-id",
                         NST_PROCEDURE, "use-header-bar", header_bar, NULL);
  take_reset (window, func, user_data);

  return window;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A window in the lower right corner of the screen out of which one file can be dragged, as out
 * of a file manager: drag-source FILE. */

#include <gtk/gtk.h>

static void
get_data (GtkWidget        *window,
          GdkDragContext   *context,
          GtkSelectionData *data,
          guint             info,
          guint             time,
          gpointer          uri)
{
  char *uris[] = { uri, NULL };

  (void) window;
  (void) context;
  (void) info;
  (void) time;

  gtk_selection_data_set_uris (data, uris);
}

int
main (int    argc,
      char **argv)
{
  GtkWidget        *window;
  g_autoptr (GFile) file = NULL;
  g_autofree char  *uri  = NULL;

  gtk_init (&argc, &argv);
  g_return_val_if_fail (argc == 2, 1);

  file   = g_file_new_for_path (argv[1]);
  uri    = g_file_get_uri (file);
  window = gtk_window_new (GTK_WINDOW_TOPLEVEL);
  gtk_window_set_title (GTK_WINDOW (window), "a file");
  gtk_widget_set_size_request (window, 100, 60);
  gtk_window_move (GTK_WINDOW (window), gdk_screen_width () - 100, gdk_screen_height () - 60);
  gtk_drag_source_set (window, GDK_BUTTON1_MASK, NULL, 0, GDK_ACTION_COPY);
  gtk_drag_source_add_uri_targets (window);
  g_signal_connect (window, "drag-data-get", G_CALLBACK (get_data), uri);
  gtk_widget_show (window);
  gtk_main ();

  return 0;
}

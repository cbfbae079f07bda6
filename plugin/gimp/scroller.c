/* SPDX-License-Identifier: GPL-3.0-or-later */

/* GTK 3 knows what a widget likes to have besides what it must; in GTK 2 the scroller is asked to
 * be as high as what is in it, less what is too much. */

#include "plugin/gimp/scroller.h"

#define FRAME 60 /* what a window manager and its bar take of a screen, pixels */

/* What a window may take of its screen. */
static GdkRectangle
get_room (GtkWindow *window)
{
#if GTK_CHECK_VERSION(3, 0, 0)
  GdkDisplay  *display = gtk_widget_get_display (GTK_WIDGET (window));
  GdkMonitor  *monitor = gdk_display_get_primary_monitor (display);
  GdkRectangle area;

  if (!monitor)
    monitor = gdk_display_get_monitor (display, 0);
  gdk_monitor_get_workarea (monitor, &area);
#else
  GdkScreen   *screen = gtk_window_get_screen (window);
  GdkRectangle area;

  gdk_screen_get_monitor_geometry (screen, gdk_screen_get_primary_monitor (screen), &area);
#endif

  area.height -= FRAME;

  return area;
}

GtkWidget *
nst_scroller_new (GtkWidget *widget,
                  int        least)
{
  GtkWidget     *scroller = gtk_scrolled_window_new (NULL, NULL);
  GtkWidget     *viewport = gtk_viewport_new (NULL, NULL);
  GtkAdjustment *across   = gtk_scrolled_window_get_hadjustment (GTK_SCROLLED_WINDOW (scroller));
  GtkAdjustment *down     = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scroller));

  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_viewport_set_shadow_type (GTK_VIEWPORT (viewport), GTK_SHADOW_NONE);
  gtk_container_add (GTK_CONTAINER (viewport), widget);
  gtk_container_add (GTK_CONTAINER (scroller), viewport);

  /* What gets the focus is scrolled into sight. */
  gtk_container_set_focus_hadjustment (GTK_CONTAINER (viewport), across);
  gtk_container_set_focus_vadjustment (GTK_CONTAINER (viewport), down);

#if GTK_CHECK_VERSION(3, 0, 0)
  gtk_scrolled_window_set_min_content_height (GTK_SCROLLED_WINDOW (scroller), least);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scroller), TRUE);
#else
  gtk_widget_set_size_request (scroller, -1, least);
#endif

  return scroller;
}

#if GTK_CHECK_VERSION(3, 0, 0)

void
nst_scrollers_fit (GtkWindow        *window,
                   GtkWidget *const *scrollers,
                   int               n)
{
  const GdkRectangle room = get_room (window);
  GtkRequisition     likes;

  (void) scrollers;
  (void) n;

  gtk_widget_get_preferred_size (GTK_WIDGET (window), NULL, &likes);
  gtk_window_set_default_size (window, MIN (likes.width, room.width),
                               MIN (likes.height, room.height));
}

#else

static int
get_height (GtkWidget *widget)
{
  GtkRequisition needs;

  gtk_widget_size_request (widget, &needs);

  return needs.height;
}

/* Each by itself as high as what is in it; then all less by what the window is too high. */
void
nst_scrollers_fit (GtkWindow *window,
                   GtkWidget *const *scrollers,
                   int n)
{
  const int room = get_room (window).height;

  for (int i = 0; i < n; i++)
    {
      GtkWidget *viewport = gtk_bin_get_child (GTK_BIN (scrollers[i]));
      int least;
      int likes;
      int excess;

      gtk_widget_get_size_request (scrollers[i], NULL, &least);
      likes = get_height (gtk_bin_get_child (GTK_BIN (viewport)));
      gtk_widget_set_size_request (scrollers[i], -1, MAX (likes, least));
      excess = get_height (GTK_WIDGET (window)) - room;
      if (excess > 0)
        gtk_widget_set_size_request (scrollers[i], -1, MAX (likes - excess, least));
    }
}

#endif

/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A widget's own way with the wheel, which would change its value, comes after ours.  Where that
 * is left out, the event goes on to what the widget is in. */

#include "plugin/gimp/wheel.h"

static gboolean
has_focus (GtkWidget *widget)
{
  GtkWidget *window = gtk_widget_get_toplevel (widget);
  GtkWidget *focus  = GTK_IS_WINDOW (window) ? gtk_window_get_focus (GTK_WINDOW (window)) : NULL;

  return focus && (focus == widget || gtk_widget_is_ancestor (focus, widget));
}

static gboolean
scrolled (GtkWidget *widget,
          GdkEvent  *event,
          gpointer   unused)
{
  (void) event;
  (void) unused;

  if (!has_focus (widget))
    g_signal_stop_emission_by_name (widget, "scroll-event");

  return FALSE;
}

static void
pass (GtkWidget *widget,
      gpointer   unused)
{
  (void) unused;

  g_signal_connect (widget, "scroll-event", G_CALLBACK (scrolled), NULL);
  if (GTK_IS_CONTAINER (widget))
    gtk_container_forall (GTK_CONTAINER (widget), pass, NULL);
}

void
nst_wheel_pass (GtkWidget *widget)
{
  pass (widget, NULL);
}

double
nst_wheel_get_steps (const GdkEventScroll *event)
{
#if GTK_CHECK_VERSION(3, 0, 0)
  double dx, dy;

  if (event->direction == GDK_SCROLL_SMOOTH &&
      gdk_event_get_scroll_deltas ((const GdkEvent *) event, &dx, &dy))
    return -dy;
#endif

  return event->direction == GDK_SCROLL_UP     ? 1.0
         : event->direction == GDK_SCROLL_DOWN ? -1.0
                                               : 0.0;
}

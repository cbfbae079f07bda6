/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A third of a side is to be a window of usual proportions. */

#include "plugin/gimp/screen-side.h"

int
nst_screen_side (void)
{
#if GTK_CHECK_VERSION(3, 0, 0)
  GdkMonitor  *monitor = gdk_display_get_monitor (gdk_display_get_default (), 0);
  GdkRectangle place   = { 0 };

  if (monitor)
    gdk_monitor_get_workarea (monitor, &place);

  return MIN (place.width, place.height * 3 / 2);
#else
  GdkScreen *screen = gdk_screen_get_default ();

  return MIN (gdk_screen_get_width (screen), gdk_screen_get_height (screen) * 3 / 2);
#endif
}

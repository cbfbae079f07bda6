/* SPDX-License-Identifier: GPL-3.0-or-later */

/* GIMP tells the number that the X server has for the picture's window; those of the runs'
 * windows are known to each other by GIMP, which keeps them as long as it runs.  Every run is a
 * process of its own: a number whose window is gone, as that process was killed, is left out. */

#include "plugin/gimp/window-place.h"
#include "plugin/gimp/last-values.h"
#include "plugin/shared/beside.h"

#ifdef GDK_WINDOWING_X11
#include <gdk/gdkx.h>

#define MOST_RUNS 16

static gboolean
is_x11 (GdkDisplay *display)
{
#if GTK_CHECK_VERSION(3, 0, 0)
  return GDK_IS_X11_DISPLAY (display);
#else
  return display != NULL;
#endif
}

/* A window of another program's; NULL where it is gone. */
static GdkWindow *
find_window (GdkDisplay *display,
             guint64     number)
{
  return number ? gdk_x11_window_foreign_new_for_display (display, (Window) number) : NULL;
}

static guint64
get_picture_number (void)
{
#if GIMP_CHECK_VERSION(2, 99, 0)
  g_autoptr (GBytes) handle = gimp_progress_get_window_handle ();
  gsize              size   = 0;
  const Window      *number = handle ? g_bytes_get_data (handle, &size) : NULL;

  return number && size == sizeof *number ? *number : 0;
#else
  return gimp_progress_get_window_handle ();
#endif
}

static NstRectangle
get_frame (GdkWindow *window)
{
  GdkRectangle frame;

  gdk_window_get_frame_extents (window, &frame);

  return (NstRectangle){ frame.x, frame.y, frame.width, frame.height };
}

/* The part of the screen that a window is on. */
static NstRectangle
get_area (GdkWindow *window)
{
  GdkRectangle area;

#if GTK_CHECK_VERSION(3, 0, 0)
  gdk_monitor_get_workarea (gdk_display_get_monitor_at_window (gdk_window_get_display (window),
                                                               window),
                            &area);
#else
  GdkScreen *screen = gdk_window_get_screen (window);

  gdk_screen_get_monitor_geometry (screen, gdk_screen_get_monitor_at_window (screen, window),
                                   &area);
#endif

  return (NstRectangle){ area.x, area.y, area.width, area.height };
}

/* Where the windows of the other runs are; their numbers, and with them the window's own unless
 * it is to be forgotten, are what is remembered. */
static int
update_runs (GtkWidget    *window,
             gboolean      forgotten,
             NstRectangle *others)
{
  GdkDisplay         *display = gtk_widget_get_display (window);
  const guint64       own     = GDK_WINDOW_XID (gtk_widget_get_window (window));
  g_autofree char    *text    = nst_recall_runs ();
  g_auto (GStrv)      numbers = g_strsplit (text ? text : "", " ", -1);
  g_autoptr (GString) kept    = g_string_new (NULL);
  int                 n       = 0;

  for (int i = 0; numbers[i] && n < MOST_RUNS; i++)
    {
      const guint64 number = g_ascii_strtoull (numbers[i], NULL, 10);
      GdkWindow    *other  = number != own ? find_window (display, number) : NULL;

      if (other)
        {
          others[n++] = get_frame (other);
          g_string_append_printf (kept, "%" G_GUINT64_FORMAT " ", number);
          g_object_unref (other);
        }
    }

  if (!forgotten)
    g_string_append_printf (kept, "%" G_GUINT64_FORMAT, own);
  nst_remember_runs (kept->str);

  return n;
}

/* With a frame like the picture's. */
static void
move_beside (GtkWidget          *window,
             GdkWindow          *picture,
             const NstRectangle *others,
             int                 n)
{
  const NstRectangle large = get_frame (picture);
  const NstRectangle area  = get_area (picture);
  NstRectangle       small = { 0 };
  GtkRequisition     size;

#if GTK_CHECK_VERSION(3, 0, 0)
  gtk_widget_get_preferred_size (window, NULL, &size);
#else
  gtk_widget_size_request (window, &size);
#endif

  small.width  = size.width + MAX (large.width - gdk_window_get_width (picture), 0);
  small.height = size.height + MAX (large.height - gdk_window_get_height (picture), 0);
  nst_beside_find (&large, &area, others, n, &small);
  gtk_window_move (GTK_WINDOW (window), small.x, small.y);
}

void
nst_window_place_begin (GtkWidget *window)
{
  GdkDisplay  *display = gtk_widget_get_display (window);
  NstRectangle others[MOST_RUNS];
  GdkWindow   *picture;
  int          n;

  if (!is_x11 (display))
    return;

  gtk_widget_realize (window);
  n       = update_runs (window, FALSE, others);
  picture = find_window (display, get_picture_number ());
  if (!picture)
    return;

  move_beside (window, picture, others, n);
  g_object_unref (picture);
}

void
nst_window_place_end (GtkWidget *window)
{
  NstRectangle others[MOST_RUNS];

  if (is_x11 (gtk_widget_get_display (window)) && gtk_widget_get_window (window))
    update_runs (window, TRUE, others);
}

#else

void
nst_window_place_begin (GtkWidget *window)
{
  (void) window;
}

void
nst_window_place_end (GtkWidget *window)
{
  (void) window;
}

#endif

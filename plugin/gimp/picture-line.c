/* SPDX-License-Identifier: GPL-3.0-or-later */

/* White within black, so that it is seen on any picture, and a knob to take hold of. */

#include "plugin/gimp/picture-line.h"

#include <math.h>

#define REACH 6.0 /* pixels beside the line that are the line's too */
#define KNOB  5.0 /* radius */

gboolean
nst_picture_line_is_at (const NstPictureLine *line,
                        double                width,
                        double                x)
{
  return line->shown && fabs (x - line->at * width) <= REACH;
}

void
nst_picture_line_move (NstPictureLine *line,
                       double          width,
                       double          x)
{
  line->at = CLAMP (x / width, 0.0, 1.0);
}

void
nst_picture_line_point (GtkWidget *widget,
                        gboolean   on_line)
{
  GdkCursor *cursor = on_line ? gdk_cursor_new_for_display (gtk_widget_get_display (widget),
                                                            GDK_SB_H_DOUBLE_ARROW)
                              : NULL;

  gdk_window_set_cursor (gtk_widget_get_window (widget), cursor);

#if GTK_CHECK_VERSION(3, 0, 0)
  g_clear_object (&cursor);
#else
  g_clear_pointer (&cursor, gdk_cursor_unref);
#endif
}

static void
draw_in (cairo_t *cairo,
         double   x,
         double   height,
         double   grey,
         double   thickness)
{
  cairo_set_source_rgb (cairo, grey, grey, grey);
  cairo_set_line_width (cairo, thickness);
  cairo_move_to (cairo, x, 0);
  cairo_line_to (cairo, x, height);
  cairo_stroke (cairo);
  cairo_arc (cairo, x, height / 2, KNOB + thickness / 2, 0, 2 * G_PI);
  cairo_fill (cairo);
}

void
nst_picture_line_draw (const NstPictureLine *line,
                       cairo_t              *cairo,
                       double                width,
                       double                height)
{
  const double x = floor (line->at * width) + 0.5;

  draw_in (cairo, x, height, 0.0, 3.0);
  draw_in (cairo, x, height, 1.0, 1.0);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Both pictures are drawn into the same rectangle, whatever their sizes: the painting's grows
 * from stage to stage. */

#include "plugin/gimp/picture-view.h"
#include "plugin/gimp/picture-line.h"
#include "plugin/gimp/picture-pixbuf.h"
#include "plugin/gimp/screen-side.h"
#include "plugin/gimp/wheel.h"

#define VIEW_KEY  "neural-art-picture-view"
#define MOST_ZOOM 8.0
#define DRAG_FROM 4.0 /* pixels that the mouse may tremble */

typedef struct
{
  GtkWidget *area;
  int        least;   /* side of the widget, pixels; 0: is asked for already */
  GdkPixbuf *picture; /* or NULL */
  GdkPixbuf *before;
  double     zoom;     /* 1: all of it is seen */
  double     x, y;     /* what of the picture is in the middle, 0..1 */
  gboolean   pressed;  /* the picture beneath is seen */
  gboolean   dragging; /* the mouse has moved since */
  double     from_x, from_y;

  NstPictureLine line; /* left of it the picture beneath is seen */
} View;

static View *
get_view (GtkWidget *area)
{
  return g_object_get_data (G_OBJECT (area), VIEW_KEY);
}

static void
free_view (gpointer data)
{
  View *view = data;

  g_clear_object (&view->picture);
  g_clear_object (&view->before);
  g_free (view);
}


/* ---- where it is ----------------------------------------------------- */

/* What is drawn at the moment; NULL: nothing. */
static GdkPixbuf *
get_shown (const View *view)
{
  return view->before && (view->pressed || !view->picture) ? view->before : view->picture;
}

/* Whether both are. */
static gboolean
is_split (const View *view)
{
  return view->line.shown && view->before && view->picture && !view->pressed;
}

/* The picture's corner and size in the widget, pixels. */
static void
find_place (const View *view,
            double     *x,
            double     *y,
            double     *width,
            double     *height)
{
  GdkPixbuf    *shown = get_shown (view);
  GtkAllocation room;
  double        scale;

  gtk_widget_get_allocation (view->area, &room);
  *width  = gdk_pixbuf_get_width (shown);
  *height = gdk_pixbuf_get_height (shown);
  scale   = view->zoom * MIN (room.width / *width, room.height / *height);

  *width *= scale;
  *height *= scale;
  *x = room.width / 2.0 - view->x * *width;
  *y = room.height / 2.0 - view->y * *height;
}

/* No more is moved out of sight than there is beyond the widget's edges. */
static double
keep_in_sight (double at,
               int    room,
               double side)
{
  const double half = MIN (0.5, room / (2.0 * side));

  return CLAMP (at, half, 1.0 - half);
}

static void
settle (View *view)
{
  GtkAllocation room;
  double        x, y, width, height;

  gtk_widget_get_allocation (view->area, &room);
  find_place (view, &x, &y, &width, &height);
  view->x = keep_in_sight (view->x, room.width, width);
  view->y = keep_in_sight (view->y, room.height, height);
  gtk_widget_queue_draw (view->area);
}


/* ---- drawing --------------------------------------------------------- */

/* What the widget asked for before was for the window's first size. */
static void
let_shrink (View *view)
{
  if (view->least > 0)
    gtk_widget_set_size_request (view->area, view->least, view->least);
  view->least = 0;
}

static void
draw (View    *view,
      cairo_t *cairo)
{
  GdkPixbuf    *shown = get_shown (view);
  GtkAllocation room;
  double        x, y, width, height;

  let_shrink (view);

  if (!shown)
    return;

  find_place (view, &x, &y, &width, &height);
  nst_picture_pixbuf_draw (shown, cairo, x, y, width, height);
  if (!is_split (view))
    return;

  gtk_widget_get_allocation (view->area, &room);
  cairo_save (cairo);
  cairo_rectangle (cairo, 0, 0, view->line.at * room.width, room.height);
  cairo_clip (cairo);
  nst_picture_pixbuf_draw (view->before, cairo, x, y, width, height);
  cairo_restore (cairo);
  cairo_rectangle (cairo, 0, y, room.width, height);
  cairo_clip (cairo);
  nst_picture_line_draw (&view->line, cairo, room.width, room.height);
}

#if GTK_CHECK_VERSION(3, 0, 0)
static gboolean
on_draw (GtkWidget *area,
         cairo_t   *cairo,
         View      *view)
{
  (void) area;
  draw (view, cairo);

  return TRUE;
}
#else
static gboolean
on_expose (GtkWidget      *area,
           GdkEventExpose *event,
           View           *view)
{
  cairo_t *cairo = gdk_cairo_create (gtk_widget_get_window (area));

  gdk_cairo_region (cairo, event->region);
  cairo_clip (cairo);
  draw (view, cairo);
  cairo_destroy (cairo);

  return TRUE;
}
#endif


/* ---- the mouse ------------------------------------------------------- */

static gboolean
is_on_line (const View *view,
            double      x)
{
  GtkAllocation room;

  gtk_widget_get_allocation (view->area, &room);

  return is_split (view) && nst_picture_line_is_at (&view->line, room.width, x);
}

static gboolean
on_press (GtkWidget      *area,
          GdkEventButton *event,
          View           *view)
{
  if (event->button != 1 || !get_shown (view))
    return FALSE;

  view->line.held = is_on_line (view, event->x);
  view->pressed   = !view->line.held;
  view->dragging  = FALSE;
  view->from_x    = event->x;
  view->from_y    = event->y;
  gtk_widget_queue_draw (area);

  return TRUE;
}

static gboolean
on_release (GtkWidget      *area,
            GdkEventButton *event,
            View           *view)
{
  if (event->button != 1)
    return FALSE;

  view->pressed   = FALSE;
  view->line.held = FALSE;
  gtk_widget_queue_draw (area);

  return TRUE;
}

/* A picture that is all in sight stays where it is. */
static void
drag (View  *view,
      double to_x,
      double to_y)
{
  const double dx = to_x - view->from_x;
  const double dy = to_y - view->from_y;
  double       x, y, width, height;

  if (view->zoom <= 1.0 || !get_shown (view) ||
      (!view->dragging && MAX (ABS (dx), ABS (dy)) < DRAG_FROM))
    return;

  find_place (view, &x, &y, &width, &height);
  view->dragging = TRUE;
  view->pressed  = FALSE;
  view->x -= dx / width;
  view->y -= dy / height;
  view->from_x = to_x;
  view->from_y = to_y;
  settle (view);
}

static gboolean
on_motion (GtkWidget      *area,
           GdkEventMotion *event,
           View           *view)
{
  GtkAllocation room;

  gtk_widget_get_allocation (area, &room);
  if (view->line.held)
    {
      nst_picture_line_move (&view->line, room.width, event->x);
      gtk_widget_queue_draw (area);
    }
  else if (event->state & GDK_BUTTON1_MASK)
    {
      drag (view, event->x, event->y);
    }
  else
    {
      nst_picture_line_point (area, is_on_line (view, event->x));
    }

  return TRUE;
}

/* What is at that place of the widget stays there. */
static void
zoom_about (View  *view,
            double at_x,
            double at_y,
            double zoom)
{
  GtkAllocation room;
  double        x, y, width, height, grown;

  if (!get_shown (view))
    return;

  gtk_widget_get_allocation (view->area, &room);
  find_place (view, &x, &y, &width, &height);
  zoom       = CLAMP (zoom, 1.0, MOST_ZOOM);
  grown      = zoom / view->zoom;
  view->zoom = zoom;
  view->x    = (at_x - x) / width + (room.width / 2.0 - at_x) / (width * grown);
  view->y    = (at_y - y) / height + (room.height / 2.0 - at_y) / (height * grown);
  settle (view);
}

static gboolean
on_scroll (GtkWidget      *area,
           GdkEventScroll *event,
           View           *view)
{
  const double step  = NST_PICTURE_VIEW_STEP;
  const double steps = nst_wheel_get_steps (event);

  (void) area;
  zoom_about (view, event->x, event->y,
              view->zoom * (steps > 0 ? step : steps < 0 ? 1.0 / step
                                                         : 1.0));

  return TRUE;
}


/* ---- the widget ------------------------------------------------------ */

GtkWidget *
nst_picture_view_new_still (int side)
{
  View *view = g_new0 (View, 1);

  view->area = gtk_drawing_area_new ();
  view->zoom = 1.0;
  view->x = view->y = view->line.at = 0.5;
  gtk_widget_set_size_request (view->area, side, side);
  g_object_set_data_full (G_OBJECT (view->area), VIEW_KEY, view, free_view);

#if GTK_CHECK_VERSION(3, 0, 0)
  g_signal_connect (view->area, "draw", G_CALLBACK (on_draw), view);
#else
  g_signal_connect (view->area, "expose-event", G_CALLBACK (on_expose), view);
#endif

  return view->area;
}

GtkWidget *
nst_picture_view_new (int least)
{
  GtkWidget *area = nst_picture_view_new_still (MAX (least, nst_screen_side () / 3));
  View      *view = get_view (area);

  view->least = least;
  gtk_widget_add_events (area, GDK_BUTTON_PRESS_MASK | GDK_BUTTON_RELEASE_MASK |
                                 GDK_POINTER_MOTION_MASK | GDK_SCROLL_MASK);
  g_signal_connect (area, "button-press-event", G_CALLBACK (on_press), view);
  g_signal_connect (area, "button-release-event", G_CALLBACK (on_release), view);
  g_signal_connect (area, "motion-notify-event", G_CALLBACK (on_motion), view);
  g_signal_connect (area, "scroll-event", G_CALLBACK (on_scroll), view);

  return area;
}

static void
replace (GdkPixbuf     **pixbuf,
         const NstImage *picture)
{
  g_clear_object (pixbuf);
  if (picture)
    *pixbuf = nst_picture_pixbuf_new (picture);
}

void
nst_picture_view_set_picture (GtkWidget      *area,
                              const NstImage *picture)
{
  replace (&get_view (area)->picture, picture);
  gtk_widget_queue_draw (area);
}

void
nst_picture_view_set_before (GtkWidget      *area,
                             const NstImage *picture)
{
  replace (&get_view (area)->before, picture);
  gtk_widget_queue_draw (area);
}

void
nst_picture_view_zoom (GtkWidget *area,
                       double     factor)
{
  View         *view = get_view (area);
  GtkAllocation room;

  gtk_widget_get_allocation (area, &room);
  zoom_about (view, room.width / 2.0, room.height / 2.0, view->zoom * factor);
}

void
nst_picture_view_set_split (GtkWidget *area,
                            gboolean   split)
{
  get_view (area)->line.shown = split;
  gtk_widget_queue_draw (area);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Neither GIMP tells a plug-in of changes: it has to ask. */

#include "plugin/gimp/outside.h"

#define WATCH_KEY "neural-art-outside"
#define LOOK_MS   1000

typedef struct
{
  GtkWidget    *widget;
  NstPaint      paint; /* of which the image and the content are looked at */
  GeglRectangle seen;  /* empty: there is nothing to paint */
  void (*changed) (gpointer user_data);
  gpointer user_data;
  guint    timeout;
} Watch;

static GeglRectangle
see (const Watch *watch)
{
  GeglRectangle box = { 0 };

  if (!nst_inputs_have_content (&watch->paint) ||
      !gimp_drawable_mask_intersect (NST_DRAWABLE (watch->paint.content), &box.x, &box.y,
                                     &box.width, &box.height))
    return (GeglRectangle){ 0 };

  return box;
}

/* Not while it paints, nor under a window that is its own. */
static gboolean
can_be_used (GtkWidget *widget)
{
  GtkWidget *grab = gtk_grab_get_current ();

  return gtk_widget_is_sensitive (widget) &&
         (!grab || gtk_widget_get_toplevel (grab) == gtk_widget_get_toplevel (widget));
}

static gboolean
look (gpointer data)
{
  Watch        *watch = data;
  GeglRectangle box;

  if (!can_be_used (watch->widget))
    return G_SOURCE_CONTINUE;

  box = see (watch);
  if (!gegl_rectangle_equal (&box, &watch->seen))
    {
      watch->seen = box;
      watch->changed (watch->user_data);
    }

  return G_SOURCE_CONTINUE;
}

static void
free_watch (gpointer data)
{
  Watch *watch = data;

  g_source_remove (watch->timeout);
  g_free (watch);
}

static void
end_watch (GtkWidget *widget)
{
  g_object_set_data (G_OBJECT (widget), WATCH_KEY, NULL);
}

void
nst_outside_watch (GtkWidget      *widget,
                   const NstPaint *paint,
                   void (*changed) (gpointer user_data),
                   gpointer user_data)
{
  Watch *watch = g_new0 (Watch, 1);

  *watch         = (Watch){ .widget    = widget,
                            .paint     = { .image = paint->image, .content = paint->content },
                            .changed   = changed,
                            .user_data = user_data };
  watch->seen    = see (watch);
  watch->timeout = g_timeout_add (LOOK_MS, look, watch);
  g_object_set_data_full (G_OBJECT (widget), WATCH_KEY, watch, free_watch);
  g_signal_connect (widget, "destroy", G_CALLBACK (end_watch), NULL);
}

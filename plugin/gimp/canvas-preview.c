/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A result (result.h) that is never finished.  Its rows are written a few at a time, between
 * the main loop's other work, and of the frames that come meanwhile the last one counts. */

#include "plugin/gimp/canvas-preview.h"
#include "plugin/gimp/kept-switch.h"
#include "plugin/gimp/paint.h"
#include "plugin/gimp/preview-layer.h"
#include "plugin/gimp/result-place.h"

#include <glib/gi18n.h>

#define TICK_MS 40

struct _NstCanvasPreview
{
  gboolean  wanted;
  gboolean  begun;       /* the next five are set */
  NstPaint  paint;       /* without what it borrows */
  NstResult place;       /* that its layer is to have */
  gboolean  transparent; /* there is alpha in the content */
  NstImage *newest;      /* that was shown last, or NULL */
  gboolean  gone;        /* the user took the layer away */
  gboolean  written;     /* newest is in the layer already, or is being written */
  NstResult result;      /* the layer; NST_GIMP_NONE: none */
  float    *alpha;       /* its */
  guint     timer;
};


/* ---- the layer ------------------------------------------------------- */

static void
clear_layer (NstCanvasPreview *canvas)
{
  nst_result_clear (&canvas->result);
  g_clear_pointer (&canvas->alpha, g_free);
  canvas->result       = (NstResult){ 0 };
  canvas->result.layer = NST_GIMP_NONE;
  canvas->written      = FALSE;
}

/* The content's, in the place. */
static gboolean
read_alpha (NstCanvasPreview *canvas)
{
  const GeglRectangle *box = &canvas->place.box;
  GeglBuffer          *buffer;

  canvas->alpha = g_try_new (float, (gsize) box->width *(gsize) box->height);
  if (!canvas->alpha)
    return FALSE;

  buffer = gimp_drawable_get_buffer (NST_DRAWABLE (canvas->place.content));
  gegl_buffer_get (buffer, box, 1.0, babl_format ("A float"), canvas->alpha,
                   GEGL_AUTO_ROWSTRIDE, GEGL_ABYSS_NONE);
  g_object_unref (buffer);

  return TRUE;
}

/* What can't be painted on is refused as a painting is, which tells why. */
static gboolean
make_layer (NstCanvasPreview *canvas)
{
  if (!nst_paint_check (&canvas->paint, NULL) ||
      (canvas->transparent && !canvas->place.unmasked && !read_alpha (canvas)))
    return FALSE;

  canvas->result       = canvas->place;
  canvas->result.alpha = canvas->alpha;
  if (!nst_result_make (&canvas->result, _ ("Neural Art: preview"), NULL, NULL))
    return FALSE;

  nst_preview_layer_mark (canvas->result.layer);
  return TRUE;
}

/* Whether there is more to be written; of the newest frame, when the one before is. */
static gboolean
is_more (NstCanvasPreview *canvas)
{
  if (canvas->result.layer == NST_GIMP_NONE && !make_layer (canvas))
    return FALSE;

  if (!canvas->result.frame && !canvas->written)
    {
      canvas->result.frame = nst_image_copy (canvas->newest, NULL);
      canvas->written      = TRUE;
    }

  return canvas->result.frame != NULL;
}

static gboolean
write_some (gpointer data)
{
  NstCanvasPreview *canvas = data;

  if (is_more (canvas))
    {
      if (nst_result_write_some (&canvas->result))
        return G_SOURCE_CONTINUE;

      canvas->gone = TRUE;
    }

  if (canvas->gone || !canvas->result.buffer)
    clear_layer (canvas);
  canvas->timer = 0;

  return G_SOURCE_REMOVE;
}

static void
write_soon (NstCanvasPreview *canvas)
{
  if (canvas->wanted && canvas->begun && canvas->newest && !canvas->gone && !canvas->timer)
    canvas->timer = g_timeout_add (TICK_MS, write_some, canvas);
}

static void
take_away (NstCanvasPreview *canvas)
{
  if (canvas->timer)
    g_source_remove (canvas->timer);

  canvas->timer = 0;
  clear_layer (canvas);
}

/* Whether the layer lies where the next one is to. */
static gboolean
is_in_place (const NstCanvasPreview *canvas)
{
  const NstResult *is    = &canvas->result;
  const NstResult *to_be = &canvas->place;
  int              x, y, layer_x, layer_y;

  if (!nst_gimp_item_is_valid (is->layer) || !nst_gimp_item_is_valid (to_be->content) ||
      is->content != to_be->content || is->like != to_be->like || is->whole != to_be->whole ||
      is->unmasked != to_be->unmasked || is->paper != to_be->paper ||
      !gegl_rectangle_equal (&is->box, &to_be->box))
    return FALSE;

  nst_gimp_drawable_offsets (to_be->content, &x, &y);
  nst_gimp_drawable_offsets (is->layer, &layer_x, &layer_y);

  return layer_x == x + is->box.x && layer_y == y + is->box.y;
}


/* ---- the dialog's ---------------------------------------------------- */

NstCanvasPreview *
nst_canvas_preview_new (void)
{
  NstCanvasPreview *canvas = g_new0 (NstCanvasPreview, 1);

  canvas->result.layer = NST_GIMP_NONE;

  return canvas;
}

static void
set_wanted (NstCanvasPreview *canvas,
            gboolean          wanted)
{
  canvas->wanted = wanted;
  canvas->gone   = FALSE;

  if (wanted)
    write_soon (canvas);
  else
    take_away (canvas);
}

static void
toggled (GtkToggleButton  *widget,
         NstCanvasPreview *canvas)
{
  set_wanted (canvas, gtk_toggle_button_get_active (widget));
}

GtkWidget *
nst_canvas_preview_new_switch (NstCanvasPreview *canvas)
{
  GtkWidget *widget = nst_kept_switch_new (
    "neural-art-canvas", _ ("Show on the canvas"),
    _ ("See the preview in the picture itself too, on a layer that goes when this window does."),
    FALSE);

  set_wanted (canvas, nst_kept_switch_get (widget));
  g_signal_connect (widget, "toggled", G_CALLBACK (toggled), canvas);

  return widget;
}

void
nst_canvas_preview_begin (NstCanvasPreview    *canvas,
                          const NstPaint      *paint,
                          const GeglRectangle *box,
                          const NstSettings   *settings,
                          const NstPixels     *content)
{
  canvas->begun            = TRUE;
  canvas->paint            = *paint;
  canvas->paint.styles     = NULL;
  canvas->paint.style_file = NULL;
  canvas->paint.read       = NULL;
  canvas->transparent      = content->alpha != NULL;
  nst_result_place (&canvas->place, paint, box, settings, content);
  canvas->place.alpha = NULL;

  if (canvas->result.layer != NST_GIMP_NONE && !is_in_place (canvas))
    take_away (canvas);
}

void
nst_canvas_preview_show (NstCanvasPreview *canvas,
                         const NstImage   *frame)
{
  NstImage *copy = nst_image_copy (frame, NULL);

  if (!copy)
    return;

  g_clear_pointer (&canvas->newest, nst_image_free);
  canvas->newest  = copy;
  canvas->written = FALSE;
  write_soon (canvas);
}

void
nst_canvas_preview_end (NstCanvasPreview *canvas)
{
  canvas->begun = FALSE;
  take_away (canvas);
  g_clear_pointer (&canvas->newest, nst_image_free);
}

void
nst_canvas_preview_free (NstCanvasPreview *canvas)
{
  nst_canvas_preview_end (canvas);
  g_free (canvas);
}

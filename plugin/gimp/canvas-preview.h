/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A preview on the canvas: a layer of its own above what is painted, as large as that, which
 * leaves no trace (untraced.h).  Asks GIMP in the main loop; nothing here waits. */

#pragma once

#include "plugin/gimp/inputs.h"

typedef struct _NstCanvasPreview NstCanvasPreview;

NstCanvasPreview *nst_canvas_preview_new (void);

/* The check button by which it is seen, remembered; to begin with it is not.  canvas is to be
 * there as long as it is used. */
GtkWidget *nst_canvas_preview_new_switch (NstCanvasPreview *canvas);

/* What is shown from here on is of this paint, of box, in the content's pixels; settings are
 * those of the whole painting, content was read reduced (only its kind is looked at). */
void nst_canvas_preview_begin (NstCanvasPreview    *canvas,
                               const NstPaint      *paint,
                               const GeglRectangle *box,
                               const NstSettings   *settings,
                               const NstPixels     *content);

/* Shows the painting so far, of any size, within a second or so; copied.  A layer that the
 * user took away comes back when the button is off and on again. */
void nst_canvas_preview_show (NstCanvasPreview *canvas,
                              const NstImage   *frame);

/* Takes the layer away; nothing is shown until the next begin. */
void nst_canvas_preview_end (NstCanvasPreview *canvas);

/* Takes the layer away. */
void nst_canvas_preview_free (NstCanvasPreview *canvas);

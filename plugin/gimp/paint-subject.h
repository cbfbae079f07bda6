/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the engine paints, and all that it looks at, read from GIMP: the subject of a run,
 * which owns its pictures. */

#pragma once

#include "plugin/gimp/style-places.h"

typedef struct
{
  NstSubject     subject; /* of what follows */
  NstSettings    settings;
  NstInputs      inputs;
  NstImage      *keep;
  NstStylePlaces where;

  /* Private. */
  const NstImage **styles;
  const NstImage **style_masks;
  NstImage        *visible; /* [n_styles + 1] */
} NstPaintSubject;

/* What of the content is painted, in its own pixels: what is selected of it; but all where the
 * selection is a style's place. */
void nst_paint_get_box (const NstPaint *paint,
                        GeglRectangle  *box);

/* What the engine is to do: as nst_options_resolve. */
gboolean nst_paint_resolve (const NstPaint *paint,
                            NstSettings    *settings,
                            GError        **error);

/* Reads what settings, which the paint's options resolve to, look at; of the content what is
 * in box, in pixels of the layer.  The network is borrowed.  Free with nst_paint_subject_free.
 * NULL and an error that tells what to do where a picture is missing or can't be read. */
NstPaintSubject *nst_paint_subject_new (const NstPaint      *paint,
                                        const GeglRectangle *box,
                                        const NstSettings   *settings,
                                        NstNetwork          *network,
                                        GError             **error);
void             nst_paint_subject_free (NstPaintSubject *subject);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NstPaintSubject, nst_paint_subject_free)

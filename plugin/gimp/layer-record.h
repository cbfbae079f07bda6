/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What is kept on a painting's layer of how it was made (plugin/settings/record.h): a
 * parasite, which XCF files keep.  Layers are told by their tattoos, which last as long as
 * the image does, in files too. */

#pragma once

#include "plugin/gimp/inputs.h"
#include "plugin/settings/record.h"

/* Everything that makes the painting of box, in the content's pixels; free with g_free. */
char *nst_layer_record_describe (const NstPaint      *paint,
                                 const GeglRectangle *box);

void nst_layer_record_attach (gint32      layer,
                              const char *text);

/* The text on a layer; free with g_free.  NULL: it is no painting. */
char *nst_layer_record_fetch (gint32 layer);

/* Whether there is one. */
gboolean nst_layer_record_is_there (gint32 layer);

/* The newest painting of a layer: the topmost of those on it, which lie on each other;
 * NST_GIMP_NONE where there is none. */
gint32 nst_layer_record_find_newest (gint32 image,
                                     gint32 content);

/* The inverse of describing: fills in paint from a record, all but the run mode, and owned
 * with what paint borrows then.  painting: the layer that
 * had the record, in paint's image, which the new one is like.  FALSE and a sentence where
 * the content or a layer that was looked at can't be known or found. */
gboolean nst_layer_record_recall (const NstRecord *record,
                                  gint32           painting,
                                  NstPaint        *paint,
                                  NstPaintOwned   *owned,
                                  GError         **error);

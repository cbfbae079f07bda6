/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What is kept of the content: a channel or a layer of its image, or a picture file. */

#pragma once

#include "plugin/gimp/inputs.h"

/* How much is kept of each pixel in box, of the content's layer, as the option "keep" names
 * it: white is all.  *keep stays NULL where it is empty; else it is to be freed.  FALSE and an
 * error where there is nothing of that name, or no memory. */
gboolean nst_keep_read (const NstPaint      *paint,
                        const GeglRectangle *box,
                        NstImage           **keep,
                        GError             **error);

/* The same of a channel, a layer or a file by its name, to be freed; NULL as above. */
NstImage *nst_keep_read_named (const NstPaint      *paint,
                               const char          *name,
                               const GeglRectangle *box,
                               GError             **error);

/* A drawable's values where box lies, which is in the content's pixels; outside it is black.
 * Of a channel, a mask or the selection they are what they say (is_channel), else the
 * lightness, times alpha.  To be freed; NULL and NST_ERROR_MEMORY. */
NstImage *nst_keep_read_drawable (gint32               drawable,
                                  gint32               content,
                                  const GeglRectangle *box,
                                  gboolean             is_channel,
                                  GError             **error);

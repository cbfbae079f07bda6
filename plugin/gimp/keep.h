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

/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Layers and runs as small as they are wanted, for what is only looked at: without all of a
 * layer being read, and so that the painting looks like the whole one from afar. */

#pragma once

#include <gegl.h>

#include "core/nst.h"

/* A buffer of box of buffer (NULL: all of it) whose longer side is most_side pixels, in the
 * same format, with its corner at 0, 0; each of its pixels is the mean of those that lie there.
 * A new reference; to buffer itself where box is no larger than that, and then *whole.  NULL
 * where there is no memory. */
GeglBuffer *nst_buffer_reduce (GeglBuffer          *buffer,
                               const GeglRectangle *box,
                               int                  most_side,
                               gboolean            *whole);

/* Makes a run, whose content in full has that size, one of most_side pixels on the longer side.
 * A texture's strokes are as large as they are in the whole. */
void nst_settings_reduce (NstSettings *settings,
                          int          content_width,
                          int          content_height,
                          int          most_side);

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

/* The longer side of a picture reduced to about side pixels, within a factor of the root of 2, as
 * the stages of its painting are: so the sizes that both are worked at are the same, and forms
 * come to lie in the same places.  Never more than the picture's own. */
int nst_reduced_side (int longer,
                      int side);

/* Makes a run, whose content in full has that size, one of about side pixels, of a content that
 * was read with nst_reduced_side.  A texture's strokes are as large as they are in the whole. */
void nst_settings_reduce (NstSettings *settings,
                          int          content_width,
                          int          content_height,
                          int          side);

/* How large styles are to be read for a content that was read with most_side pixels: as they are
 * looked at, at most; 0: whole. */
int nst_settings_get_style_side (const NstSettings *settings,
                                 int                most_side);

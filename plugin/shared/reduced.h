/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A layer as small as it is wanted, without all of it being read: for what is only looked
 * at. */

#pragma once

#include <gegl.h>

/* A buffer of box of buffer (NULL: all of it) whose longer side is most_side pixels, in the
 * same format, with its corner at 0, 0; each of its pixels is the mean of those that lie there.
 * A new reference; to buffer itself where box is no larger than that, and then *whole.  NULL
 * where there is no memory. */
GeglBuffer *nst_buffer_reduce (GeglBuffer          *buffer,
                               const GeglRectangle *box,
                               int                  most_side,
                               gboolean            *whole);

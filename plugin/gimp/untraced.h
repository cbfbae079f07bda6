/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Changes of an image that leave no trace, for layers that are in it for a while: no undo
 * step, and an image that had no unsaved changes has none. */

#pragma once

#include "plugin/gimp/gimp-compat.h"

/* What is done with the image until nst_untraced_end, which takes what this returns, has no
 * undo step, and is no change that is to be saved.  To be ended soon: should the plug-in die
 * between the two, the image has no undo steps any more. */
gboolean nst_untraced_begin (gint32 image);
void     nst_untraced_end (gint32   image,
                           gboolean unchanged);

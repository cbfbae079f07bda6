/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Layers that only show a preview: known by a mark, so that nothing takes them for pictures,
 * and nothing of them stays when their plug-in has died. */

#pragma once

#include "plugin/gimp/gimp-compat.h"

/* Marks a layer of this process, which is in no image yet. */
void nst_preview_layer_mark (gint32 layer);

/* Whether item is such a layer, this process's or another's. */
gboolean nst_preview_layer_is (gint32 item);

/* Takes those away, of all open images, whose process has ended.  To be called before this one
 * shows any. */
void nst_preview_layers_sweep (void);

/* Takes all away of an image that was loaded from a file. */
void nst_preview_layers_remove (gint32 image);

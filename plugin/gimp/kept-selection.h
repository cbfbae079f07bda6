/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The selection that a painting's style was in, kept with its layer: a parasite, packed, so
 * that it can be painted again when something else is selected. */

#pragma once

#include "core/nst.h"
#include "plugin/gimp/gimp-compat.h"

/* Rounds an image of one channel to what can be kept: 255ths. */
void nst_kept_selection_round (NstImage *selection);

/* Keeps it with a layer, as far as GIMP can. */
void nst_kept_selection_attach (gint32          layer,
                                const NstImage *selection);

/* What was kept of that size: a new image.  NULL, without an error, where there is none. */
NstImage *nst_kept_selection_fetch (gint32 layer,
                                    int    width,
                                    int    height);

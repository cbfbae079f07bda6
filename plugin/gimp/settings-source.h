/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a file of settings, or a preset of the user's own, says for a run of GIMP's. */

#pragma once

#include "plugin/gimp/inputs.h"

/* Gives the options the record's, those that make a texture where it says so; the record's
 * styles, as "style-file" names them, to be freed with g_free, NULL: none. */
char *nst_settings_source_unpack (const NstRecord *record,
                                  NstOptions      *options);

/* Makes such styles, which may be NULL, the paint's, where it has none. */
void nst_settings_source_offer (NstPaint      *paint,
                                NstPaintOwned *owned,
                                const char    *styles);

/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The presets' values for the settings: what resolve.c puts in the place of whatever is
 * left automatic. */

#pragma once

#include "plugin/settings/options.h"

/* The values of the preset that the options follow: every setting's, its default where the
 * preset has none.  Where the options choose the other statistic and leave its preset, the
 * first preset with that statistic is followed, as weights mean different things to each:
 * all but for the motif.  The options have passed nst_check_options.  FALSE and
 * NST_ERROR_SETTINGS where the preset's own text is wrong. */
gboolean nst_preset_find (const NstOptions *options,
                          NstOptions       *preset,
                          GError          **error);

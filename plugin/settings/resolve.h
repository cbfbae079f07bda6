/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the engine is to do, from what a person chose: asked by front-ends before a run,
 * and to say at once what is wrong with the settings. */

#pragma once

#include "plugin/settings/options.h"

/* What the engine is to do: the preset's values where a setting is automatic,
 * strength and ratio worked into alpha, and what the environment says
 * (NEURAL_ART_THREADS, NEURAL_ART_MEMORY) in place of automatic values.
 * Choosing the Gram statistic alone, under the preset "look", brings the Gram
 * preset's values for what is automatic.  The picture of init_file is for the
 * caller to read.  FALSE and NST_ERROR_SETTINGS, with a sentence that names it, where a
 * value is not allowed, settings do not go together, or the environment is wrong; settings
 * is as it was then. */
gboolean nst_options_resolve (const NstOptions *options,
                              NstSettings      *settings,
                              GError          **error);

/* There is a picture to start from, which an init-file is by itself: an automatic init
 * becomes "file". */
void nst_options_start_from_file (NstOptions *options);

/* Goes on from a picture that is painted already: a run starts from the file, whatever it
 * started from before, at the last size of its schedule. */
void nst_options_go_on (NstOptions *options);

/* What makes a texture, also where another preset is followed than that: automatic content
 * layers become none, and an automatic init noise where no init-file is named. */
void nst_options_make_texture (NstOptions *options);

/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Values of settings from text and back, as "name=value": for the command line, for
 * scripts and for the text kept on a result, and for the presets. */

#pragma once

#include "plugin/settings/options.h"

/* Sets one setting from text ("0.5", "gram", "conv4_2").  FALSE and
 * NST_ERROR_SETTINGS with a sentence naming the setting, its range or choices,
 * when the name is unknown or the value is not allowed; nothing is changed then. */
gboolean nst_options_parse (NstOptions *options,
                            const char *name,
                            const char *value,
                            GError    **error);

/* The words of a text, quoted as in a shell where there is white space in them: a
 * list ended by NULL, freed with g_strfreev.  NULL and NST_ERROR_SETTINGS where a
 * quotation mark has no partner. */
char **nst_options_split (const char *text,
                          GError    **error);

/* Sets many from "name=value name=value", as nst_options_split takes it apart.  FALSE and
 * NST_ERROR_SETTINGS where one of them is refused; nothing is changed then. */
gboolean nst_options_parse_pairs (NstOptions *options,
                                  const char *pairs,
                                  GError    **error);

/* The inverse: the settings that differ from their defaults; free with g_free. */
char *nst_options_to_pairs (const NstOptions *options);

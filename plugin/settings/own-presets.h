/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The user's own presets: files of settings (settings-file.h) in a folder of theirs, each known
 * by its file's name without the ending.  The presets that come with the program are a choice
 * of the table of settings, and their names come first. */

#pragma once

#include "plugin/settings/settings-file.h"

/* Whether a setting means something for one picture alone: names a file or a layer, or
 * counts the styles.  Presets have none of those. */
gboolean nst_setting_is_of_picture (const NstSetting *setting);

/* neural-art/presets in the user's folder for settings; it need not be there.  Free with
 * g_free. */
char *nst_own_presets_folder (void);

/* The names (char *, freed with the array) of the user's presets, sorted as people do.  Left
 * out: what is hidden, what has a shipped preset's name, and names that
 * nst_own_preset_check_name refuses. */
GPtrArray *nst_own_presets_list (void);

/* The path that a preset of that name has, or would have; free with g_free. */
char *nst_own_preset_path (const char *name);

/* Whether there is a preset of that name among the user's. */
gboolean nst_own_preset_exists (const char *name);

/* Whether a preset may be called so; FALSE and NST_ERROR_SETTINGS for a shipped one's name, and
 * for what is no plain line or no name for a file. */
gboolean nst_own_preset_check_name (const char *name,
                                    GError    **error);

/* Keeps the record as a preset, without what is of one picture, in the place of any that has
 * the name; makes the folder where it is not there. */
gboolean nst_own_preset_save (const char      *name,
                              const NstRecord *record,
                              GError         **error);

/* The user's preset of that name, as nst_settings_file_read; where there is none, the sentence
 * names all presets. */
NstRecord *nst_own_preset_read (const char *name,
                                GError    **error);

/* What a word names: a preset of the user's, or a file of settings. */
NstRecord *nst_settings_look_up (const char *named,
                                 GError    **error);

/* Gives the options what the record has, but for what is of one picture and the record says
 * nothing of. */
void nst_own_preset_apply (const NstRecord *record,
                           NstOptions      *options);

/* The preset of the user's own that a word like "preset=NAME" names; NULL, without an error,
 * where it names none, or one that comes with the program. */
NstRecord *nst_own_preset_find (const char *word,
                                GError    **error);

/* As nst_options_parse_pairs, and "preset" may be one of the user's own: it comes before all
 * else, wherever it stands. */
gboolean nst_own_presets_parse_pairs (NstOptions *options,
                                      const char *pairs,
                                      GError    **error);

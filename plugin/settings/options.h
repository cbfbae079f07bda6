/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The values that a person chose for the settings, by the table: a front-end fills them
 * in, from widgets or from text, and resolve.h makes of them what the engine takes. */

#pragma once

#include "plugin/settings/settings-table.h"

/* Every setting at its default. */
void nst_options_init (NstOptions *options);

/* Get and set by the table: numbers for INT, DOUBLE, CHOICE; text for TEXT.  No checks
 * beyond the type; a number is rounded where the type is whole, text cut to text_size.
 * The text that is got is the options' own. */
double      nst_options_get_number (const NstOptions *options,
                                    const NstSetting *setting);
void        nst_options_set_number (NstOptions       *options,
                                    const NstSetting *setting,
                                    double            value);
const char *nst_options_get_text (const NstOptions *options,
                                  const NstSetting *setting);
void        nst_options_set_text (NstOptions       *options,
                                  const NstSetting *setting,
                                  const char       *text);

/* One setting's value from other options. */
void nst_options_copy (NstOptions       *options,
                       const NstOptions *from,
                       const NstSetting *setting);

/* The values of a group's settings from other options. */
void nst_options_copy_group (NstOptions       *options,
                             const NstOptions *from,
                             NstSettingGroup   group);

/* Whether a setting has the same value in both. */
gboolean nst_options_is_alike (const NstOptions *options,
                               const NstOptions *other,
                               const NstSetting *setting);

/* Whether a setting has its default. */
gboolean nst_options_is_default (const NstOptions *options,
                                 const NstSetting *setting);

/* Whether the preset's value is wanted. */
gboolean nst_options_is_automatic (const NstOptions *options,
                                   const NstSetting *setting);

/* Gives the engine's settings the choices that have an "auto"; none is it any more. */
void nst_options_give_choices (const NstOptions *options,
                               NstSettings      *settings);

/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Settings as people read them. */

#pragma once

#include "plugin/settings/options.h"

/* The value of a setting in words: a choice by its label, translated, a number with no more
 * digits than it needs, a text as it is.  Free with g_free. */
char *nst_settings_tell (const NstOptions *options,
                         const NstSetting *setting);

/* What is not as it is usually, "Quality: Draft, Seed: 2" with the separator ", ", but for the
 * settings that are left out; empty where there is nothing.  Free with g_free. */
char *nst_settings_tell_unusual (const NstOptions *options,
                                 gboolean (*leave_out) (const NstSetting *setting),
                                 const char *separator);

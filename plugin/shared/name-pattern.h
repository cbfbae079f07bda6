/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The names of many paintings from one pattern: "{name}-{style}" becomes "beach-great-wave".
 * In braces stand name (the picture's), style, or a setting's name, for its value.  A pattern
 * may have folders in it. */

#pragma once

#include "plugin/settings/options.h"

/* Whether it has a field of that name. */
gboolean nst_name_pattern_has (const char *pattern,
                               const char *field);

/* FALSE and NST_ERROR_SETTINGS where there is something else in braces, or it would lead out
 * of the folder, or has nothing in it. */
gboolean nst_name_pattern_check (const char *pattern,
                                 GError    **error);

/* The name, of a pattern that has passed, without an ending; free with g_free. */
char *nst_name_pattern_fill (const char       *pattern,
                             const char       *name,
                             const char       *style,
                             const NstOptions *options);

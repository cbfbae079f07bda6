/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The rules for the values of settings, one setting at a time: on top of the plain values
 * of options.h, and below whoever takes values from people (settings-text.h) or from a
 * front-end (resolve.h).  Whatever returns FALSE has set NST_ERROR_SETTINGS with a
 * sentence that names the setting. */

#pragma once

#include "plugin/settings/options.h"

/* The shortest text that gives the same number when it is read again. */
void nst_check_write_number (double value,
                             char   text[G_ASCII_DTOSTR_BUF_SIZE]);

/* The text as it is kept: a list without its white space, since it may be written
 * "a, b".  Free with g_free. */
char *nst_check_squeeze (const NstSetting *setting,
                         const char       *text);

/* INT and DOUBLE; shown is the value as the user wrote it. */
gboolean nst_check_number (const NstSetting *setting,
                           double            value,
                           const char       *shown,
                           GError          **error);

/* TEXT, as nst_check_squeeze gives it. */
gboolean nst_check_text (const NstSetting *setting,
                         const char       *text,
                         GError          **error);

/* Sets the error for a choice that there isn't; always FALSE. */
gboolean nst_check_refuse_choice (const NstSetting *setting,
                                  const char       *shown,
                                  GError          **error);

/* All settings at once, as front-ends may set them unchecked.  Lists lose their white
 * space on the way. */
gboolean nst_check_options (NstOptions *options,
                            GError    **error);

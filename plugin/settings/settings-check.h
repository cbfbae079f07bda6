/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The rules for the values of settings; for settings.c and resolve.c alone.
 * Whatever returns FALSE has set NST_ERROR_SETTINGS with a sentence that names
 * the setting. */

#pragma once

#include "plugin/settings/settings.h"

/* A whole text as a finite decimal number, the same in every locale; FALSE,
 * without an error, when it is none. */
gboolean     nst_check_read_number    (const char        *text,
                                       double            *value);

/* The shortest text that gives the same number when it is read again. */
void         nst_check_write_number   (double             value,
                                       char text[G_ASCII_DTOSTR_BUF_SIZE]);

/* Whether a text is the path of a file, which may be anything; others are lists. */
gboolean     nst_check_is_path        (const NstSetting  *setting);

/* The text as it is kept: a list without its white space, since it may be written
 * "a, b".  Free with g_free. */
char *       nst_check_squeeze        (const NstSetting  *setting,
                                       const char        *text);

/* Where -1 stands for the preset's value, nothing else below 0 is allowed. */
gboolean     nst_check_has_automatic_number (const NstSetting *setting);

int          nst_check_count_choices  (const NstSetting  *setting);

/* The block of a layer's name, 1 to 5; 0 when there is no such layer. */
int          nst_check_layer_block    (const char        *name);

/* INT and DOUBLE; shown is the value as the user wrote it. */
gboolean     nst_check_number         (const NstSetting  *setting,
                                       double             value,
                                       const char        *shown,
                                       GError           **error);

/* TEXT, without white space. */
gboolean     nst_check_text           (const NstSetting  *setting,
                                       const char        *text,
                                       GError           **error);

/* Sets the error for a choice that there isn't; always FALSE. */
gboolean     nst_check_refuse_choice  (const NstSetting  *setting,
                                       const char        *shown,
                                       GError           **error);

/* All settings at once, as front-ends may set them unchecked.  Lists lose
 * their white space on the way. */
gboolean     nst_check_options        (NstOptions        *options,
                                       GError           **error);

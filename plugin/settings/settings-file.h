/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Files of settings, which all front-ends read and write: the text of record.h with one
 * name=value a line and remarks above, under names that end in ".neural-art":
 *
 *   # Neural Art settings
 *   # ...
 *   version=0.1
 *   style='great-wave'
 *   preset=gram
 *   strength=60
 *
 * What the text does not name is at its default. */

#pragma once

#include "plugin/settings/record.h"

#define NST_SETTINGS_ENDING ".neural-art"

/* Writes the settings, and what a record says of styles and texture; what it says of the
 * layers that were looked at stays out.  Replaces the file as a whole or not at all.  FALSE
 * and NST_ERROR_SETTINGS where it can't be written. */
gboolean nst_settings_file_write (const char      *path,
                                  const NstRecord *record,
                                  GError         **error);

/* The inverse; any text with one name=value a line is read too.  Free with nst_record_free.
 * NULL and NST_ERROR_SETTINGS, naming the file, where it can't be read, says nothing, or has a
 * word that is no setting. */
NstRecord *nst_settings_file_read (const char *path,
                                   GError    **error);

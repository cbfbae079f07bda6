/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Picture files that were read small, kept so that whoever asks again while a slider moves does
 * not wait for them again.  The last few, for the whole process; of the main thread. */

#pragma once

#include "plugin/shared/pixels.h"

/* By which a file as it is now, read with side pixels at most, is found: NULL where there is no
 * such file.  Free with g_free. */
char *nst_kept_files_key (const char *path,
                          int         side);

/* A copy of what is kept, to be freed with nst_pixels_clear; FALSE where nothing is. */
gboolean nst_kept_files_find (const char *key,
                              NstPixels  *pixels);

/* Keeps a copy; where there is no memory for it, nothing. */
void nst_kept_files_add (const char      *key,
                         const NstPixels *pixels);

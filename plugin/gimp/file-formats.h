/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The formats that a painting of many can be saved in: those that a dialog offers, and what is
 * to be known of them.  Any other that GIMP can save by its ending is as good. */

#pragma once

#include <glib.h>

typedef struct
{
  const char *ending;
  const char *label;   /* translatable; NULL: another ending of the one before */
  const char *saver;   /* GIMP's procedure without its ending, "file-png" */
  gboolean    layered; /* the photo can lie below the painting */
  gboolean    opaque;  /* has no transparency */
} NstFileFormat;

/* Ended by a NULL ending. */
extern const NstFileFormat nst_file_formats[];

/* The format of a file by its ending; NULL for one that is not in the table. */
const NstFileFormat *nst_file_format_find (const char *path);

/* The endings of those that this GIMP can save, ended by NULL; free with g_free. */
const char **nst_file_format_endings (void);

/* Whether this GIMP can save it. */
gboolean nst_file_format_is_there (const NstFileFormat *format);

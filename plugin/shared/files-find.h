/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The files that somebody means who names pictures and styles. */

#pragma once

#include "plugin/settings/settings.h"

/* The paths of files, no two alike (char *, freed with the array): of a folder its pictures by
 * their ending, but for hidden ones, as people sort them; of a pattern, as in photos/a*.jpg,
 * what it matches; else the name itself, also where there is no file.  In the order of named,
 * ended by NULL. */
GPtrArray *nst_files_find_pictures (char **named);

typedef struct
{
  char *path; /* several with commas between where styles are mixed; NULL: none */
  char *name; /* without folder and ending */
} NstFilesStyle;

/* The styles (NstFilesStyle, freed with the array): files, names on the shelf, and of a folder
 * its pictures.  mixed: all in one.  Without any there is one, which is none.  NULL and an error
 * where there is neither a file nor a style of a name. */
GPtrArray *nst_files_find_styles (char      **named,
                                  gboolean    mixed,
                                  const char *program_dir,
                                  GError    **error);

/* The name of a file without its folder and ending; free with g_free. */
char *nst_files_cut_ending (const char *path);

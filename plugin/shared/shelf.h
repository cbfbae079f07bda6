/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The shelf of styles: the pictures that come with the program and those in a
 * folder of the user's own, each known by a name.  Knows folders and files, not
 * what is in a picture: one that is damaged is on the shelf too. */

#pragma once

#include <glib.h>

typedef struct
{
  char *name;  /* the file's, without its ending: "great-wave" */
  char *title; /* the same for people: "Great wave" */
  char *path;
} NstShelfStyle;

/* The user's own folder, neural-art/styles in the user's data folder; it need not
 * be there.  Free with g_free. */
char *nst_shelf_own_folder (void);

/* The styles (NstShelfStyle, freed with the array): the user's own, then those of the
 * program, from the folder NEURAL_ART_STYLES or else as nst_find_data finds
 * samples/styles; each part sorted by name, capitals and numbers as people do.  Left
 * out: what is hidden, a backup or no picture by its name's ending (by its first bytes where
 * it has none), and names that are no plain line of
 * UTF-8, which neither GIMP could be told.  Without folders it is empty. */
GPtrArray *nst_shelf_list (const char *program_dir);

/* The first style of that name, or of that file name; NULL when there is none. */
const NstShelfStyle *nst_shelf_find (const GPtrArray *shelf,
                                     const char      *name);

/* The path of a style file that somebody named: as it is where it has a folder or
 * is there, else from the shelf.  Free with g_free.  NULL and NST_ERROR_PICTURE,
 * naming the styles, when it is neither. */
char *nst_shelf_look_up (const char *program_dir,
                         const char *file,
                         GError    **error);

/* Whether a file of that name is a picture by its ending. */
gboolean nst_shelf_has_picture_ending (const char *name);

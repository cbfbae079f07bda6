/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The shelf of styles: the pictures that come with the program and those in a
 * folder of the user's own, each known by a name.  Knows folders, files and what a notice
 * tells of them, not what is in a picture: one that is damaged is on the shelf too. */

#pragma once

#include <gio/gio.h>

/* What a folder's notice tells of its pictures: a file NST_SHELF_NOTICE in the folder, in
 * GLib's form of key files, with a group for each picture, named as its file is:
 *
 *   [great-wave.jpg]
 *   Painter=Katsushika Hokusai
 *   Title=The Great Wave off Kanagawa
 *   Year=about 1831
 *   Medium=woodblock print
 *
 * and further keys that only people read.  Each may be there in other languages too:
 * Title[de]=... */
#define NST_SHELF_NOTICE "styles.ini"

typedef struct
{
  char *name;  /* the file's, without its ending: "great-wave" */
  char *title; /* the same for people: "Great wave" */
  char *path;

  /* From the notice, NULL where it tells nothing. */
  char *painter;
  char *work; /* what the painter called it */
  char *year;
  char *medium;
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

/* Whether a file of that name is a picture, as its ending says. */
gboolean nst_shelf_knows_ending (const char *name);

/* The endings that pictures' names have, in lower case, without the point, ended by NULL. */
const char *const *nst_shelf_get_endings (void);

/* The first style of that name, or of that file name; NULL when there is none. */
const NstShelfStyle *nst_shelf_find (const GPtrArray *shelf,
                                     const char      *name);

/* What is known of the picture, on one line or two: "Katsushika Hokusai: The Great Wave off
 * Kanagawa, about 1831", "woodblock print"; NULL where nothing is.  Free with g_free. */
char *nst_shelf_tell (const NstShelfStyle *style);

/* Puts a copy of a picture file into the user's own folder, which is made where there is none,
 * and returns the copy's path, free with g_free.  The file's name stays as it is, but for
 * what the shelf can't show or a list of styles can't hold, and a number where another picture
 * has it.  A picture that is there already is not copied again.  NULL and NST_ERROR_PICTURE
 * where the file is no picture by its name or can't be copied. */
char *nst_shelf_add (GFile   *file,
                     GError **error);

/* The path of a style file that somebody named: as it is where it has a folder or
 * is there, else from the shelf.  Free with g_free.  NULL and NST_ERROR_PICTURE,
 * naming the styles, when it is neither. */
char *nst_shelf_look_up (const char *program_dir,
                         const char *file,
                         GError    **error);

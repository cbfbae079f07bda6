/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What is to be painted of many files, as a person says it: pictures, styles, where to and how
 * it is to be named; from text and back, by a table of arguments that every front-end shares.
 * Looks at no file but one of settings: that is for files-plan.h. */

#pragma once

#include "plugin/settings/settings.h"

typedef struct
{
  char     **pictures; /* files, folders and patterns as in "photos/" "*.jpg" */
  char     **styles;   /* files, and names on the shelf; there may be none */
  gboolean   mixed;    /* all styles in one painting; else each picture in each style */
  char      *folder;   /* where to save */
  char      *names;    /* see name-pattern.h */
  char      *format;   /* the ending of the files, "png"; "": as the picture's */
  gboolean   replace;  /* paints again what is there already */
  NstOptions options;
} NstFilesWish;

typedef struct
{
  const char *name;  /* as scripts write it */
  const char *label; /* translatable */
  const char *help;  /* translatable, without a full stop */
  const char *value; /* to begin with */
} NstFilesArgument;

#define NST_N_FILES_ARGS 8

/* In the order in which they are to be set: the settings file first, which says nothing of the
 * others.  Names of settings are none of theirs. */
extern const NstFilesArgument nst_files_arguments[NST_N_FILES_ARGS];

/* No pictures, no styles, no folder, and all else to begin with; to be cleared. */
void nst_files_wish_init (NstFilesWish *wish);
void nst_files_wish_clear (NstFilesWish *wish);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (NstFilesWish, nst_files_wish_clear)

void nst_files_wish_copy (NstFilesWish       *wish,
                          const NstFilesWish *from);

/* Sets an argument or a setting.  Lists have commas between their words, or line breaks where
 * a name has a comma.  FALSE and NST_ERROR_SETTINGS, with a sentence, where there is no such
 * name or value; NST_ERROR_PICTURE where the settings file can't be read. */
gboolean nst_files_wish_set (NstFilesWish *wish,
                             const char   *name,
                             const char   *value,
                             GError      **error);

/* The same of many, "name=value name='a value'". */
gboolean nst_files_wish_parse (NstFilesWish *wish,
                               const char   *text,
                               GError      **error);

/* The inverse; free with g_free. */
char *nst_files_wish_write (const NstFilesWish *wish);

/* All settings from a file of "name=value" as the command line's --settings-of takes it: those
 * that it does not name are at their defaults. */
gboolean nst_files_wish_take_settings (NstFilesWish *wish,
                                       const char   *path,
                                       GError      **error);

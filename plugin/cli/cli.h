/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The command line: cli.c reads what was asked for, cli-check.c sees whether that goes
 * together, cli-jobs.c has it done by cli-paint.c or cli-measure.c, cli-files.c finds
 * files and styles, cli-places.c reads where they apply, and cli-record.c keeps what was asked
 * for with the painting.  cli-help.c, cli-man.c and cli-complete.c tell what can be asked for,
 * by cli-options.h's table and that of the settings. */

#pragma once

#include "plugin/settings/settings.h"

typedef enum
{
  NST_COMMAND_PAINT,
  NST_COMMAND_EVALUATE,
  NST_COMMAND_TIME,
  NST_COMMAND_PLAN
} NstCommandJob;

typedef struct
{
  NstCommandJob job;
  NstSettings   settings;
  char        **files; /* [n_files], as many as the job needs, or more */
  int           n_files;
  gboolean      texture;   /* all files are styles; else the first is the content */
  const char   *init_file; /* to start from; NULL: none */
  const char   *keep_file; /* that is white where the content is kept; NULL: none */
  const char   *where;     /* the setting: such files, one a style */
  char        **places;    /* [styles], found: those files, "" for none; NULL-terminated */
  const char   *output;    /* PAINT */
  const char   *watch;     /* PAINT: the file that the painting grows in; NULL: none */
  gboolean      quiet;     /* PAINT: without progress */
  const char   *record;    /* PAINT: the text of all that makes the painting, kept with it */
  const char   *gradient;  /* EVALUATE; NULL: none */
  int           repeat;    /* TIME: how often, 1 or more */
} NstCommand;

/* Whether all is there that the job needs, and nothing that it has no use for; FALSE and
 * NST_ERROR_SETTINGS where not.  repeat is still 0 where none was asked for. */
gboolean nst_command_check (const NstCommand *command,
                            GError          **error);

/* Prints to standard output what an option asks to be told, as --help does; FALSE where the
 * word is none of those. */
gboolean nst_command_tell (const char *word);

/* Prints the shelf of styles: name, tab, path. */
void nst_command_print_styles (void);

/* The folder that the program lies in; free with g_free. */
char *nst_command_folder (void);

/* The path of a file that a word names: the word itself, or the file at the address that
 * it is (file:///...).  Free with g_free.  NULL for an address elsewhere. */
char *nst_command_find_file (const char *word,
                             GError    **error);

/* The paths of the command's files, those from first_style on looked up on the shelf too:
 * ended by NULL, freed with g_strfreev.  NULL where one is neither a file nor a style. */
char **nst_command_find_files (const NstCommand *command,
                               int               first_style,
                               GError          **error);

/* The files of the command's places, as above; none of files that are not styles. */
char **nst_command_find_places (const NstCommand *command,
                                int               first_style,
                                GError          **error);

/* The text of all that makes a painting, of a command before its files are found, and the
 * options that its settings come from; free with g_free. */
char *nst_command_describe (const NstCommand *command,
                            const NstOptions *options);

/* All settings from a painting, or a text, of that name, before any has been given, and
 * what it says besides as the record; free with nst_record_free.  FALSE where it says
 * nothing, or there were settings before. */
gboolean nst_command_take_settings (NstCommand *command,
                                    NstOptions *options,
                                    NstRecord **record,
                                    const char *word,
                                    GError    **error);

/* Goes on from the painting of that name: with its settings, unless there is a record. */
gboolean nst_command_go_on (NstCommand *command,
                            NstOptions *options,
                            NstRecord **record,
                            const char *word,
                            GError    **error);

/* Adds the record's styles, which it owns, to the files of a command that names none. */
void nst_command_take_styles (NstCommand      *command,
                              GPtrArray       *files,
                              const NstRecord *record);

/* Does the job and prints its result; G_IO_ERROR_CANCELLED after Ctrl-C. */
gboolean nst_command_run (const NstCommand *command,
                          GError          **error);

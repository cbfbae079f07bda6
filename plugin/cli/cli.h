/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The command line: cli.c reads what was asked for, cli-words.c the settings among it,
 * cli-check.c sees whether that goes together, cli-jobs.c has it done by cli-paint.c or
 * cli-measure.c, cli-files.c finds files and styles, cli-places.c reads where they apply,
 * cli-record.c keeps what was asked for with the painting or in a file, and cli-help.c tells
 * what can be asked for. */

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
  const char   *record;    /* PAINT: the text of all that makes the painting, kept with it */
  const char   *gradient;  /* EVALUATE; NULL: none */
  int           repeat;    /* TIME: how often, 1 or more */
} NstCommand;

/* Whether all is there that the job needs, and nothing that it has no use for; FALSE and
 * NST_ERROR_SETTINGS where not.  repeat is still 0 where none was asked for. */
gboolean nst_command_check (const NstCommand *command,
                            GError          **error);

/* Prints all options and settings to standard output. */
void nst_command_print_help (void);

/* Prints the shelf of styles: name, tab, path. */
void nst_command_print_styles (void);

/* Prints the presets, the user's own last: name, tab, what it does or its settings. */
void nst_command_print_presets (void);

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

/* The settings that the words so far have made. */
typedef struct
{
  NstOptions options;
  GPtrArray *named;  /* of NstSettings: given by themselves, so that no file changes them; not
                        owned */
  NstRecord *record; /* of a file that gave all others; NULL: none */
} NstCommandSettings;

void nst_command_settings_init (NstCommandSettings *settings);
void nst_command_settings_clear (NstCommandSettings *settings);

/* One setting, as the command line names it; a preset may be the user's own, which is a file
 * of settings. */
gboolean nst_command_set (NstCommand         *command,
                          NstCommandSettings *settings,
                          const char         *name,
                          const char         *value,
                          GError            **error);

/* words[n], of which next is the first that is not read yet. */
typedef struct
{
  char **words;
  int    n;
  int    next;
} NstWords;

/* What belongs to an option: what is attached to it after "=", where that is not NULL, or the
 * next word. */
gboolean nst_words_take_value (NstWords    *words,
                               const char  *name,
                               const char  *attached,
                               const char **value,
                               GError     **error);

/* Options that come from the table: --NAME VALUE, --NAME=VALUE, --NAME and --no-NAME for what
 * is yes or no, and --PRESET. */
gboolean nst_words_read_setting (NstWords           *words,
                                 NstCommand         *command,
                                 NstCommandSettings *settings,
                                 const char         *name,
                                 const char         *attached,
                                 GError            **error);

/* All settings that are not named from a painting, or a text, of that name, and what it says
 * besides as the record.  FALSE where it says nothing, or another file gave settings before. */
gboolean nst_command_take_settings (NstCommand         *command,
                                    NstCommandSettings *settings,
                                    const char         *word,
                                    GError            **error);

/* The same, before any is named: what --settings-of does. */
gboolean nst_command_take_all_settings (NstCommand         *command,
                                        NstCommandSettings *settings,
                                        const char         *word,
                                        GError            **error);

/* Goes on from the painting of that name: with its settings, unless there is a record. */
gboolean nst_command_go_on (NstCommand         *command,
                            NstCommandSettings *settings,
                            const char         *word,
                            GError            **error);

/* Adds the record's styles, which it owns, to the files of a command that names none. */
void nst_command_take_styles (NstCommand      *command,
                              GPtrArray       *files,
                              const NstRecord *record);

/* Writes a command's settings and styles as a file of settings; the styles of the record where
 * the command has no files. */
gboolean nst_command_save_settings (const NstCommand         *command,
                                    const NstCommandSettings *settings,
                                    const char               *word,
                                    GError                  **error);

/* Does the job and prints its result; G_IO_ERROR_CANCELLED after Ctrl-C. */
gboolean nst_command_run (const NstCommand *command,
                          GError          **error);

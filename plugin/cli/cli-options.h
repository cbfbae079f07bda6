/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The words of the command line that are no settings, for who tells of them: --help, the
 * manual page and completion.  cli.c reads them. */

#pragma once

#include "plugin/settings/settings.h"

/* What stands after an option. */
typedef enum
{
  NST_ARGUMENT_NONE,
  NST_ARGUMENT_PICTURE,
  NST_ARGUMENT_FILE,
  NST_ARGUMENT_NUMBER
} NstArgument;

typedef struct
{
  const char *name;   /* "output" */
  char        letter; /* 'o'; 0: it has none */
  NstArgument argument;
  const char *word; /* translatable: the argument's, "OUT"; NULL: there is none */
  const char *help; /* translatable: a part of a sentence */
} NstCommandOption;

/* All of them, in the order in which they are told of, ended by a NULL name. */
extern const NstCommandOption nst_command_options[];

/* The ways to call the program, without its name, ended by NULL; translatable. */
extern const char *const nst_command_usages[];

typedef struct
{
  const char *name; /* "NEURAL_ART_MEMORY" */
  const char *help; /* translatable: what it says */
} NstCommandVariable;

/* The variables of the environment that are heeded, ended by a NULL name. */
extern const NstCommandVariable nst_command_variables[];

/* What a number may be, and is at first: "0 to 100 (50)"; free with g_free. */
char *nst_command_describe_range (const NstSetting *setting);

/* Prints the manual page, in the language of the locale. */
void nst_command_print_manual (void);

/* Prints what the last of the words, the part of a word that is written already, may become,
 * as the scripts beside this file read it: a candidate a line, with a tab and an explanation
 * where there is one; and lines that begin with a tab,
 *
 *   <tab>files          any file
 *   <tab>pictures       files with one of the endings that follow, each after a tab
 *   <tab>say<tab>TEXT   for a person to read
 *
 * Of "--NAME=VALUE" candidates are values alone. */
void nst_command_complete (char **words,
                           int    n_words);

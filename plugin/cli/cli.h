/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The command line in four parts: cli.c reads what was asked for, cli-jobs.c
 * does it, cli-shelf.c finds styles by their name, and cli-help.c tells what can
 * be asked for. */

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
  NstCommandJob       job;
  NstSettings  settings;
  char       **files;           /* as many as the job needs, or more */
  int          n_files;
  gboolean     texture;         /* all files are styles; else the first is the content */
  const char  *init_file;       /* to start from; NULL: none */
  const char  *output;          /* NST_JOB_PAINT */
  const char  *gradient;        /* NST_JOB_EVALUATE; NULL: none */
  int          repeat;          /* NST_JOB_TIME */
} NstCommand;

/* Prints all options and settings to standard output. */
void         nst_command_print_help (void);

/* Prints the shelf of styles: name, tab, path. */
void         nst_command_print_styles (void);

/* The folder that the program lies in; free with g_free. */
char *       nst_command_folder  (void);

/* The command's files, those from first_style on looked up on the shelf: ended by
 * NULL, freed with g_strfreev.  NULL where one is neither a file nor a style. */
char **      nst_command_find_files (const NstCommand *command,
                                  int                first_style,
                                  GError           **error);

/* Does the job and prints its result; G_IO_ERROR_CANCELLED after Ctrl-C. */
gboolean     nst_command_run     (const NstCommand  *command,
                                  GError           **error);

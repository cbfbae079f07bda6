/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The command line in two parts: cli.c reads what was asked for, cli-jobs.c
 * does it. */

#pragma once

#include "plugin/settings.h"

typedef enum
{
  NST_JOB_PAINT,
  NST_JOB_EVALUATE,
  NST_JOB_TIME,
  NST_JOB_PLAN
} NstJob;

typedef struct
{
  NstJob       job;
  NstSettings  settings;
  char       **files;           /* as many as the job needs, or more */
  int          n_files;
  const char  *output;          /* NST_JOB_PAINT */
  const char  *gradient;        /* NST_JOB_EVALUATE; NULL: none */
  int          repeat;          /* NST_JOB_TIME */
} NstCommand;

/* Does the job and prints its result; G_IO_ERROR_CANCELLED after Ctrl-C. */
gboolean     nst_command_run     (const NstCommand  *command,
                                  GError           **error);

/* SPDX-License-Identifier: GPL-3.0-or-later */

/* From a wish to the paintings that are to be made: which pictures there are, what each painting
 * is called, which of them are there already, and what can't be; and then what became of
 * each.  Looks at names and folders alone, never into a picture. */

#pragma once

#include "plugin/shared/files-wish.h"

typedef enum
{
  NST_FILE_WAITS,
  NST_FILE_THERE, /* was there before */
  NST_FILE_PAINTED,
  NST_FILE_FAILED,
  NST_FILE_N_STATES
} NstFileState;

/* One painting. */
typedef struct
{
  char        *picture;    /* path */
  char        *style;      /* path, or several with commas between them; NULL: none */
  char        *style_name; /* for people and names */
  char        *target;     /* path; NULL where there can't be one */
  NstFileState state;
  char        *reason; /* FAILED: why, a sentence */
} NstFilesJob;

typedef struct
{
  GPtrArray *jobs; /* of NstFilesJob, each picture in each style, in the order of both */
  int        n_pictures;
  int        n_styles; /* of which one is in a painting: 1 where they are mixed */
} NstFilesPlan;

/* Free with nst_files_plan_free.  Of a folder those files are taken that are pictures by their
 * ending, but for hidden ones and what would be the paintings of others.  endings: those that
 * can be saved where a painting is to be of its picture's format, "png" is taken for others;
 * ended by NULL.  program_dir: where to look for the shelf.  NULL and an error where nothing can
 * be painted at all; where one painting can't be, it is FAILED. */
NstFilesPlan *nst_files_plan_new (const NstFilesWish *wish,
                                  const char *const  *endings,
                                  const char         *program_dir,
                                  GError            **error);
void          nst_files_plan_free (NstFilesPlan *plan);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NstFilesPlan, nst_files_plan_free)

/* How many jobs are in a state. */
int nst_files_plan_count (const NstFilesPlan *plan,
                          NstFileState        state);

/* Takes the reason, which is freed. */
void nst_files_job_fail (NstFilesJob *job,
                         GError      *reason);

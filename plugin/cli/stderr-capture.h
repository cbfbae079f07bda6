/* SPDX-License-Identifier: GPL-3.0-or-later */

/* GEGL's file loaders and savers tell of failure on standard error alone, in
 * many lines and from several libraries, and some end the process.  Between begin and
 * end all that is caught instead of shown, for one sentence of ours in its place.  For
 * one caller at a time, command line only. */

#pragma once

#include <glib.h>

typedef struct
{
  int real_stderr; /* -1: nothing could be caught */
  int caught;
} NstStderrCapture;

/* What is called before the process is ended from here: it may be from any thread. */
void nst_stderr_capture_set_clean_up (void (*function) (void));

/* last_words: the sentence to show where a library calls exit before the end; the
 * process is then cleaned up, and ends with status 1. */
void nst_stderr_capture_begin (NstStderrCapture *capture,
                               const char       *last_words);

/* What was said in between, "" for nothing; free with g_free. */
char *nst_stderr_capture_end (NstStderrCapture *capture);

/* Cleans up, shows the sentence, captured or not, and ends the process with status 1;
 * from any thread. */
void nst_stderr_capture_end_process (const char *sentence) G_GNUC_NORETURN;

/* TRUE if the captured text reports an error, and not only something unusual. */
gboolean nst_stderr_capture_tells_of_failure (const char *said);

/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What libraries say on standard error, caught.  Standard error is exchanged for a
 * file in memory: some of the libraries write to the descriptor itself, so a log
 * handler would not do. */

#define _GNU_SOURCE /* memfd_create */

#include "plugin/cli/stderr-capture.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#define MOST_KEPT 16384 /* bytes; only the beginning is of interest */

/* What GEGL's loaders and savers and the libraries below them say when they
 * can't read or write a file whole; they say other things of files that are
 * fine. */
static const char *const complaints[] = {
  "error", "fail", "premature end", "bad huffman", "too short", "not a ",
  "can not", "cannot", "could not", "0px rectangle"
};

/* The one capture that there may be; NULL outside of it. */
static const NstStderrCapture *current;
static char                   *words;
static void (*clean_up) (void);

void
nst_stderr_capture_set_clean_up (void (*function) (void))
{
  clean_up = function;
}

void
nst_stderr_capture_end_process (const char *sentence)
{
  const NstStderrCapture *capture = current;

  if (clean_up)
    clean_up ();

  if (capture && capture->real_stderr >= 0)
    dup2 (capture->real_stderr, STDERR_FILENO);

  fprintf (stderr, "%s: %s\n", g_get_prgname (), sentence);
  fflush (stderr);
  _exit (1);
}

/* libjpeg's own way with an error is to call exit. */
static void
speak_at_exit (void)
{
  if (current)
    nst_stderr_capture_end_process (words);
}

void
nst_stderr_capture_begin (NstStderrCapture *capture,
                          const char       *last_words)
{
  static gboolean registered;

  if (!registered)
    registered = atexit (speak_at_exit) == 0;

  fflush (stderr);

  words                = g_strdup (last_words);
  current              = capture;
  capture->real_stderr = -1;
  capture->caught      = memfd_create ("stderr", MFD_CLOEXEC);

  if (capture->caught < 0)
    return;

  capture->real_stderr = dup (STDERR_FILENO);

  if (capture->real_stderr < 0 || dup2 (capture->caught, STDERR_FILENO) < 0)
    {
      if (capture->real_stderr >= 0)
        close (capture->real_stderr);

      close (capture->caught);
      capture->real_stderr = -1;
    }
}

char *
nst_stderr_capture_end (NstStderrCapture *capture)
{
  char   *said = g_malloc (MOST_KEPT + 1);
  ssize_t n;

  current = NULL;
  g_clear_pointer (&words, g_free);

  if (capture->real_stderr < 0)
    {
      said[0] = '\0';
      return said;
    }

  fflush (stderr);
  dup2 (capture->real_stderr, STDERR_FILENO);
  close (capture->real_stderr);

  n                = pread (capture->caught, said, MOST_KEPT, 0);
  said[MAX (n, 0)] = '\0';
  close (capture->caught);

  return said;
}

gboolean
nst_stderr_capture_tells_of_failure (const char *said)
{
  g_autofree char *lower = g_ascii_strdown (said, -1);

  for (size_t i = 0; i < G_N_ELEMENTS (complaints); i++)
    if (strstr (lower, complaints[i]))
      return TRUE;

  return FALSE;
}

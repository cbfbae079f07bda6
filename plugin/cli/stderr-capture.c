/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Standard error is exchanged for a file in memory: some of the libraries
 * write to the descriptor itself, so a log handler would not do. */

#define _GNU_SOURCE             /* memfd_create */

#include "plugin/cli/stderr-capture.h"
#include "plugin/cli/picture.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#define MOST_KEPT 16384         /* bytes; only the beginning is of interest */

/* What GEGL's loaders and savers and the libraries below them say when they
 * can't read or write a file whole; they say other things of files that are
 * fine. */
static const char *const complaints[] =
{
  "error", "fail", "premature end", "bad huffman", "too short", "not a ",
  "can not", "cannot", "could not", "0px rectangle"
};

/* Of the one hush there may be; NULL outside of it. */
static const NstHush *hushed;
static char          *words;

void
nst_hush_end_process (const char *sentence)
{
  const NstHush *hush = hushed;

  nst_picture_discard_unfinished ();

  if (hush && hush->real_stderr >= 0)
    dup2 (hush->real_stderr, STDERR_FILENO);

  fprintf (stderr, "%s: %s\n", g_get_prgname (), sentence);
  fflush (stderr);
  _exit (1);
}

/* libjpeg's own way with an error is to call exit. */
static void
speak_at_exit (void)
{
  if (hushed)
    nst_hush_end_process (words);
}

void
nst_hush_begin (NstHush    *hush,
                const char *last_words)
{
  static gboolean registered;

  if (! registered)
    registered = atexit (speak_at_exit) == 0;

  fflush (stderr);

  words             = g_strdup (last_words);
  hushed            = hush;
  hush->real_stderr = -1;
  hush->caught      = memfd_create ("stderr", MFD_CLOEXEC);

  if (hush->caught < 0)
    return;

  hush->real_stderr = dup (STDERR_FILENO);

  if (hush->real_stderr < 0 || dup2 (hush->caught, STDERR_FILENO) < 0)
    {
      if (hush->real_stderr >= 0)
        close (hush->real_stderr);

      close (hush->caught);
      hush->real_stderr = -1;
    }
}

char *
nst_hush_end (NstHush *hush)
{
  char    *said = g_malloc (MOST_KEPT + 1);
  ssize_t  n;

  hushed = NULL;
  g_clear_pointer (&words, g_free);

  if (hush->real_stderr < 0)
    {
      said[0] = '\0';
      return said;
    }

  fflush (stderr);
  dup2 (hush->real_stderr, STDERR_FILENO);
  close (hush->real_stderr);

  n = pread (hush->caught, said, MOST_KEPT, 0);
  said[MAX (n, 0)] = '\0';
  close (hush->caught);

  return said;
}

gboolean
nst_hush_tells_of_failure (const char *said)
{
  g_autofree char *lower = g_ascii_strdown (said, -1);

  for (size_t i = 0; i < G_N_ELEMENTS (complaints); i++)
    if (strstr (lower, complaints[i]))
      return TRUE;

  return FALSE;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A file is known before any other thread can ask for it: both are one step under a mutex. */

#include "plugin/cli/unfinished.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include <glib/gstdio.h>

static GMutex mutex;
static char  *unfinished; /* under the mutex; NULL without one */

gboolean
nst_unfinished_make (char *name,
                     int   mode)
{
  int file;

  g_mutex_lock (&mutex);

  file = strstr (name, "XXXXXX")
           ? g_mkstemp_full (name, O_RDWR | O_CLOEXEC, mode)
           : g_open (name, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, mode);

  if (file >= 0)
    {
      close (file);
      unfinished = g_strdup (name);
    }

  g_mutex_unlock (&mutex);

  return file >= 0;
}

void
nst_unfinished_keep (void)
{
  g_mutex_lock (&mutex);
  g_clear_pointer (&unfinished, g_free);
  g_mutex_unlock (&mutex);
}

void
nst_unfinished_remove (void)
{
  const int before = errno;

  g_unlink (unfinished);
  nst_unfinished_keep ();
  errno = before;
}

void
nst_unfinished_discard (void)
{
  g_mutex_lock (&mutex); /* and never unlocked */

  if (unfinished)
    g_unlink (unfinished);
}

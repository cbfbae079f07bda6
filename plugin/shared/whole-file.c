/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The name says whose file it is, so that what a process that was killed has left can be told
 * from what another one is writing. */

#include "plugin/shared/whole-file.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <glib/gstdio.h>

#define PREFIX ".neural-art-"

/* "PREFIX" and the machine's name, with what the process's number is to follow. */
static char *
begin_name (void)
{
  g_autofree char *host = g_strdelimit (g_strdup (g_get_host_name ()), "/.", '_');

  return g_strconcat (PREFIX, host, "-", NULL);
}

char *
nst_whole_file_name (const char *path)
{
  static int       n; /* atomic */
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *old    = g_path_get_basename (path);
  g_autofree char *begin  = begin_name ();
  const char      *dot    = strrchr (old, '.');
  g_autofree char *name   = g_strdup_printf ("%s%ld-%d%s", begin, (long) getpid (),
                                             g_atomic_int_add (&n, 1), dot ? dot : "");

  return g_build_filename (folder, name, NULL);
}

/* Bytes that a disk has accepted may still get lost on their way to it. */
gboolean
nst_whole_file_is_on_disk (const char *name)
{
  const int   file = g_open (name, O_RDONLY | O_CLOEXEC, 0);
  struct stat status;
  gboolean    fine;

  if (file < 0)
    return FALSE;

  fine = fsync (file) == 0 && fstat (file, &status) == 0;

  if (fine && status.st_size == 0)
    {
      errno = ENOSPC;
      fine  = FALSE;
    }

  close (file);

  return fine;
}

gboolean
nst_whole_file_take_name (const char *name,
                          const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);
  int              opened;

  if (g_rename (name, path) != 0)
    return FALSE;

  opened = g_open (folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0);
  if (opened >= 0)
    {
      fsync (opened);
      close (opened);
    }

  return TRUE;
}

void
nst_whole_file_sweep (const char *folder)
{
  g_autoptr (GDir) listing = g_dir_open (folder, 0, NULL);
  g_autofree char *begin   = begin_name ();
  const char      *name;

  while (listing && (name = g_dir_read_name (listing)))
    if (g_str_has_prefix (name, begin))
      {
        const gint64 process = g_ascii_strtoll (name + strlen (begin), NULL, 10);

        if (process > 0 && kill ((pid_t) process, 0) != 0 && errno == ESRCH)
          {
            g_autofree char *path = g_build_filename (folder, name, NULL);

            g_unlink (path);
          }
      }
}

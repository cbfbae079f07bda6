/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Many things can keep a file from being replaced, and no list of them is complete:
 * wherever the kernel can be asked without harm, it is. */

#define _GNU_SOURCE /* statx */

#include "plugin/cli/output-file.h"
#include "core/nst.h"
#include "plugin/cli/interrupt.h"
#include "plugin/cli/unfinished.h"
#include "plugin/shared/whole-file.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include <glib/gi18n.h>
#include <glib/gstdio.h>

#define TEMPORARY  ".neural-art-XXXXXX"
#define RESCUED    "neural-art-XXXXXX"
#define MOST_LINKS 40   /* as the kernel follows */
#define FOR_ALL    0666 /* less what umask takes */
#define FOR_ONE    0600 /* in a folder that was not chosen */

static gboolean
refuse (const char *path,
        const char *reason,
        GError    **error)
{
  g_autofree char *shown = g_filename_display_name (path);

  return nst_refuse (error, NST_ERROR_PICTURE, _ ("The file \"%s\" can't be written: %s."), shown,
                     reason);
}


/* ---- before the work ------------------------------------------------- */

/* The file that links lead to, whether it is there or not. */
static char *
follow_links (const char *path)
{
  char *end = g_strdup (path);

  for (int i = 0; i < MOST_LINKS; i++)
    {
      g_autofree char *before = end;
      g_autofree char *folder = g_path_get_dirname (before);
      g_autofree char *link   = g_file_read_link (before, NULL);

      if (!link)
        return g_steal_pointer (&before);

      end = g_path_is_absolute (link) ? g_steal_pointer (&link)
                                      : g_build_filename (folder, link, NULL);
    }

  return end;
}

/* A name in the folder, with the extension of path. */
static char *
name_in (const char *folder,
         const char *base,
         const char *path)
{
  g_autofree char *old  = g_path_get_basename (path);
  const char      *dot  = strrchr (old, '.');
  g_autofree char *name = g_strconcat (base, dot ? dot : "", NULL);

  return g_build_filename (folder, name, NULL);
}

static char *
name_beside (const char *target)
{
  g_autofree char *folder = g_path_get_dirname (target);

  return name_in (folder, TEMPORARY, target);
}

static gboolean
has_attribute (const char *path,
               guint64     attribute)
{
  struct statx status;

  return statx (AT_FDCWD, path, 0, STATX_MODE, &status) == 0 &&
         (status.stx_attributes & attribute);
}

/* Whether a new file may take the place of this one; else the reason is in errno.
 * To remove it as a folder never succeeds, and fails for being no folder only when it
 * might have been removed: in a sticky folder, say, or where it is immutable, it says so
 * instead. */
static gboolean
can_be_replaced (const char *target)
{
  if (faccessat (AT_FDCWD, target, W_OK, AT_EACCESS) != 0)
    return FALSE;

  if (has_attribute (target, STATX_ATTR_MOUNT_ROOT))
    {
      errno = EBUSY;
      return FALSE;
    }

  return rmdir (target) != 0 && errno == ENOTDIR;
}

/* Whether such a file can be made; else the reason is in errno. */
static gboolean
can_be_made (char *name)
{
  const gboolean made = nst_unfinished_make (name, FOR_ALL);

  if (made)
    nst_unfinished_remove ();

  return made;
}

gboolean
nst_output_file_check (const char *path,
                       GError    **error)
{
  g_autofree char *target = follow_links (path);
  g_autofree char *beside = name_beside (target);
  g_autofree char *folder = g_path_get_dirname (target);
  struct stat      status;
  gboolean         fine;

  if (has_attribute (folder, STATX_ATTR_APPEND))
    return refuse (path, _ ("nothing may be replaced in its folder"), error);

  if (stat (path, &status) == 0)
    {
      if (!S_ISREG (status.st_mode))
        return refuse (path,
                       S_ISDIR (status.st_mode) ? _ ("there is a folder of that name")
                                                : _ ("there is something else of that name"),
                       error);

      fine = can_be_replaced (target);
    }
  else
    fine = errno == ENOENT && can_be_made (target);

  if (!fine || !can_be_made (beside))
    return refuse (path, g_strerror (errno), error);

  return TRUE;
}

gboolean
nst_output_file_is_beyond_limit (guint64 n_bytes)
{
  struct rlimit limit;

  return getrlimit (RLIMIT_FSIZE, &limit) == 0 && limit.rlim_cur != RLIM_INFINITY &&
         limit.rlim_cur < n_bytes;
}

gboolean
nst_output_file_check_room (const char *path,
                            guint64     n_bytes,
                            GError    **error)
{
  g_autofree char *target = follow_links (path);
  g_autofree char *folder = g_path_get_dirname (target);
  struct statvfs   disk;

  if (nst_output_file_is_beyond_limit (n_bytes))
    return refuse (path, _ ("files may not be so large here, see ulimit -f"), error);

  if (statvfs (folder, &disk) == 0 && disk.f_blocks > 0 &&
      (guint64) (geteuid () == 0 ? disk.f_bfree : disk.f_bavail) * disk.f_frsize < n_bytes)
    return refuse (path, _ ("there is too little room left on its disk"), error);

  return TRUE;
}


/* ---- after the work -------------------------------------------------- */

/* Makes the file name, whole, and still unfinished where that succeeds. */
static gboolean
write_unfinished (char        *name,
                  int          mode,
                  NstWriteFunc write,
                  gpointer     data,
                  GError     **error)
{
  gboolean written;

  if (!nst_unfinished_make (name, mode))
    return nst_refuse (error, NST_ERROR_PICTURE, "%s", g_strerror (errno));

  written = write (name, data, error) &&
            (nst_whole_file_is_on_disk (name) ||
             nst_refuse (error, NST_ERROR_PICTURE, "%s", g_strerror (errno)));

  if (!written)
    nst_unfinished_remove ();

  return written;
}

/* Who could not read the old file should not read the new one: where its group can't be
 * kept, the new one may do what everybody may. */
static void
take_over_mode (const char *name,
                const char *target)
{
  struct stat before;
  mode_t      mode;

  if (stat (target, &before) != 0)
    return;

  mode = before.st_mode & 07777;

  if (chown (name, before.st_uid, before.st_gid) != 0 &&
      chown (name, (uid_t) -1, before.st_gid) != 0)
    mode = (mode & ~(mode_t) 02070) | (mode & 07) << 3;

  g_chmod (name, mode);
}

static gboolean
take_place (const char *name,
            const char *target,
            GError    **error)
{
  if (!nst_whole_file_take_name (name, target))
    {
      nst_refuse (error, NST_ERROR_PICTURE, "%s", g_strerror (errno));
      nst_unfinished_remove ();
      return FALSE;
    }

  nst_unfinished_keep ();

  return TRUE;
}

static gboolean
write_beside (const char  *target,
              NstWriteFunc write,
              gpointer     data,
              GError     **error)
{
  g_autofree char *name = name_beside (target);

  if (!write_unfinished (name, FOR_ALL, write, data, error))
    return FALSE;

  take_over_mode (name, target);

  if (!nst_interrupt_close (error))
    {
      nst_unfinished_remove ();
      return FALSE;
    }

  return take_place (name, target, error);
}

/* Into the first folder that takes it.  NULL where none does, and after a signal. */
static char *
write_elsewhere (const char  *target,
                 NstWriteFunc write,
                 gpointer     data)
{
  g_autofree char  *beside   = g_path_get_dirname (target);
  g_autofree char  *here     = g_get_current_dir ();
  const char *const places[] = { beside, g_get_tmp_dir (), here, g_get_home_dir () };

  for (size_t i = 0; i < G_N_ELEMENTS (places); i++)
    {
      g_autofree char *name = name_in (places[i], RESCUED, target);

      if (!write_unfinished (name, FOR_ONE, write, data, NULL))
        continue;

      if (!nst_interrupt_close (NULL))
        {
          nst_unfinished_remove ();
          return NULL;
        }

      nst_unfinished_keep ();
      return g_steal_pointer (&name);
    }

  return NULL;
}

gboolean
nst_output_file_write (const char  *path,
                       NstWriteFunc write,
                       gpointer     data,
                       GError     **error)
{
  g_autofree char   *target  = follow_links (path);
  g_autofree char   *shown   = g_filename_display_name (path);
  g_autofree char   *rescued = NULL;
  g_autofree char   *where   = NULL;
  g_autoptr (GError) reason  = NULL;

  if (write_beside (target, write, data, &reason))
    return TRUE;

  if (!g_error_matches (reason, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    rescued = write_elsewhere (target, write, data);

  if (!nst_interrupt_close (error))
    return FALSE;

  if (!rescued)
    return refuse (path, reason->message, error);

  where = g_filename_display_name (rescued);

  return nst_refuse (error, NST_ERROR_PICTURE,
                     _ ("The file \"%s\" can't be written (%s): it is saved as \"%s\" instead."),
                     shown, reason->message, where);
}

gboolean
nst_output_file_replace (const char  *path,
                         NstWriteFunc write,
                         gpointer     data,
                         GError     **error)
{
  g_autofree char   *target = follow_links (path);
  g_autofree char   *name   = name_beside (target);
  g_autoptr (GError) reason = NULL;

  if (!nst_unfinished_make (name, FOR_ALL))
    return refuse (path, g_strerror (errno), error);

  if (!write (name, data, &reason))
    {
      nst_unfinished_remove ();
      return refuse (path, reason->message, error);
    }

  take_over_mode (name, target);
  if (g_rename (name, target) != 0)
    {
      nst_unfinished_remove ();
      return refuse (path, g_strerror (errno), error);
    }

  nst_unfinished_keep ();

  return TRUE;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A picture comes to the user's own: first under a hidden name, that nobody finds half of it on
 * the shelf. */

#include "plugin/shared/shelf-private.h"
#include "plugin/settings/settings.h"

#include <errno.h>
#include <string.h>

#include <glib/gi18n.h>
#include <glib/gstdio.h>

#define MOST_NUMBERS 10000

static void
set_error (GFile      *file,
           const char *reason,
           GError    **error)
{
  g_autofree char *shown = g_file_get_parse_name (file);

  g_set_error (error, NST_ERROR, NST_ERROR_PICTURE,
               _ ("\"%s\" can't be put on the shelf: %s."), shown, reason);
}

/* A name that the shelf can show, and that can stand between commas in a list of styles. */
static char *
make_name (const char *name)
{
  g_autofree char *shown = g_filename_display_name (name);
  GString         *made  = g_string_new (NULL);

  for (const char *c = shown; *c; c = g_utf8_next_char (c))
    {
      const gunichar letter = g_utf8_get_char (c);

      g_string_append_unichar (made, g_unichar_iscntrl (letter) || letter == ',' ? ' ' : letter);
    }

  g_strstrip (made->str);
  return g_string_free (made, FALSE);
}

static gboolean
are_alike (const char *one,
           const char *other)
{
  g_autoptr (GMappedFile) a = g_mapped_file_new (one, FALSE, NULL);
  g_autoptr (GMappedFile) b = g_mapped_file_new (other, FALSE, NULL);
  const gsize             n = a ? g_mapped_file_get_length (a) : 0;

  if (!a || !b || g_mapped_file_get_length (b) != n)
    return FALSE;

  return n == 0 || memcmp (g_mapped_file_get_contents (a), g_mapped_file_get_contents (b), n) == 0;
}

/* The path in folder for what lies at copy: free, or that of the same picture. */
static char *
find_place (const char *folder,
            const char *name,
            const char *copy)
{
  const char      *dot    = strrchr (name, '.');
  const char      *ending = dot && dot > name ? dot : "";
  g_autofree char *stem   = g_strndup (name, strlen (name) - strlen (ending));

  for (int i = 1; i < MOST_NUMBERS; i++)
    {
      g_autofree char *numbered = i > 1 ? g_strdup_printf ("%s %d%s", stem, i, ending)
                                        : g_strdup (name);
      g_autofree char *path     = g_build_filename (folder, numbered, NULL);

      if (!g_file_test (path, G_FILE_TEST_EXISTS) || are_alike (path, copy))
        return g_steal_pointer (&path);
    }

  return NULL;
}

static char *
copy_into (const char *folder,
           GFile      *file,
           const char *name,
           GError    **error)
{
  g_autofree char   *hidden = g_strconcat (".new ", name, NULL);
  g_autofree char   *copy   = g_build_filename (folder, hidden, NULL);
  g_autoptr (GFile)  target = g_file_new_for_path (copy);
  g_autoptr (GError) why    = NULL;
  g_autofree char   *place  = NULL;

  if (!g_file_copy (file, target, G_FILE_COPY_OVERWRITE | G_FILE_COPY_TARGET_DEFAULT_PERMS, NULL,
                    NULL, NULL, &why))
    {
      set_error (file, why->message, error);
      g_unlink (copy);
      return NULL;
    }

  place = find_place (folder, name, copy);
  if (!place || g_rename (copy, place) != 0)
    {
      set_error (file, g_strerror (errno), error);
      g_unlink (copy);
      return NULL;
    }

  return g_steal_pointer (&place);
}

char *
nst_shelf_add (GFile   *file,
               GError **error)
{
  g_autofree char      *own    = nst_shelf_own_folder ();
  g_autoptr (GFile)     home   = g_file_new_for_path (own);
  g_autoptr (GFile)     parent = g_file_get_parent (file);
  g_autofree char      *folder = parent ? g_file_get_path (parent) : NULL;
  g_autoptr (GFileInfo) info   = g_file_query_info (file, NST_SHELF_ATTRIBUTES,
                                                    G_FILE_QUERY_INFO_NONE, NULL, NULL);
  g_autofree char      *name   = info ? make_name (g_file_info_get_name (info)) : NULL;

  if (!info)
    {
      set_error (file, _ ("there is no such file; choose another"), error);
      return NULL;
    }

  g_file_info_set_name (info, name);
  if (parent && g_file_equal (parent, home))
    return g_file_get_path (file);

  if (!nst_shelf_is_picture (folder ? folder : "", info))
    {
      set_error (file, _ ("it is no picture; choose a picture file"), error);
      return NULL;
    }

  if (g_mkdir_with_parents (own, 0755) != 0)
    {
      set_error (file, g_strerror (errno), error);
      return NULL;
    }

  return copy_into (own, file, name, error);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Folders and patterns become files; styles may be on the shelf. */

#include "plugin/shared/files-find.h"
#include "plugin/shared/shelf.h"

#include <glob.h>
#include <string.h>

#include <glib/gi18n.h>

char *
nst_files_cut_ending (const char *path)
{
  char *name = g_path_get_basename (path);
  char *dot  = strrchr (name, '.');

  if (dot && dot > name)
    *dot = '\0';

  return name;
}


/* ---- pictures -------------------------------------------------------- */

static int
compare_paths (gconstpointer a,
               gconstpointer b)
{
  const char      *one   = *(char *const *) a;
  const char      *two   = *(char *const *) b;
  g_autofree char *name1 = g_filename_display_name (one);
  g_autofree char *name2 = g_filename_display_name (two);
  g_autofree char *key1  = g_utf8_collate_key_for_filename (name1, -1);
  g_autofree char *key2  = g_utf8_collate_key_for_filename (name2, -1);
  const int        order = strcmp (key1, key2);

  return order ? order : strcmp (one, two);
}

/* Takes the paths that are not there yet, sorted; the array is then empty. */
static void
add_sorted (GPtrArray *paths,
            GPtrArray *found)
{
  g_ptr_array_sort (found, compare_paths);
  for (guint i = 0; i < found->len; i++)
    if (!g_ptr_array_find_with_equal_func (paths, found->pdata[i], g_str_equal, NULL))
      g_ptr_array_add (paths, g_strdup (found->pdata[i]));

  g_ptr_array_set_size (found, 0);
}

static void
find_in_folder (const char *folder,
                GPtrArray  *found)
{
  g_autoptr (GDir) listing = g_dir_open (folder, 0, NULL);
  const char      *name;

  while (listing && (name = g_dir_read_name (listing)))
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      if (*name != '.' && nst_shelf_knows_ending (name) &&
          g_file_test (path, G_FILE_TEST_IS_REGULAR))
        g_ptr_array_add (found, g_steal_pointer (&path));
    }
}

static void
find_by_pattern (const char *pattern,
                 GPtrArray  *found)
{
  glob_t matches = { 0 };

  if (glob (pattern, GLOB_TILDE, NULL, &matches) == 0)
    for (gsize i = 0; i < matches.gl_pathc; i++)
      if (g_file_test (matches.gl_pathv[i], G_FILE_TEST_IS_REGULAR))
        g_ptr_array_add (found, g_strdup (matches.gl_pathv[i]));

  globfree (&matches);
}

/* A file that is not there is kept: it fails when its turn comes, and the others do not. */
GPtrArray *
nst_files_find_pictures (char **named)
{
  GPtrArray            *paths = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func (g_free);

  for (int i = 0; named[i]; i++)
    {
      if (g_file_test (named[i], G_FILE_TEST_IS_DIR))
        find_in_folder (named[i], found);
      else if (!g_file_test (named[i], G_FILE_TEST_EXISTS) && strpbrk (named[i], "*?[~"))
        find_by_pattern (named[i], found);
      else
        g_ptr_array_add (found, g_strdup (named[i]));

      add_sorted (paths, found);
    }

  return paths;
}


/* ---- styles ---------------------------------------------------------- */

static void
free_style (gpointer data)
{
  NstFilesStyle *style = data;

  g_free (style->path);
  g_free (style->name);
  g_free (style);
}

static void
add_style (GPtrArray  *styles,
           const char *path,
           const char *name)
{
  NstFilesStyle *style = g_new (NstFilesStyle, 1);

  style->path = g_strdup (path);
  style->name = name ? g_strdup (name) : nst_files_cut_ending (path);
  g_ptr_array_add (styles, style);
}

/* A style that somebody names, or the pictures of a folder. */
static gboolean
add_named (GPtrArray  *styles,
           const char *named,
           const char *program_dir,
           GError    **error)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func (g_free);
  g_autofree char      *path  = nst_shelf_look_up (program_dir, named, error);

  if (!path)
    return FALSE;

  if (g_file_test (path, G_FILE_TEST_IS_DIR))
    find_in_folder (path, found);
  else
    g_ptr_array_add (found, g_steal_pointer (&path));

  g_ptr_array_sort (found, compare_paths);
  for (guint i = 0; i < found->len; i++)
    add_style (styles, found->pdata[i], NULL);

  return TRUE;
}

/* All styles become one, whose parts are told by their commas. */
static GPtrArray *
mix (const GPtrArray *styles,
     GError         **error)
{
  g_autoptr (GPtrArray) mixed = g_ptr_array_new_with_free_func (free_style);
  g_autoptr (GString)   paths = g_string_new (NULL);
  g_autoptr (GString)   names = g_string_new (NULL);

  for (guint i = 0; i < styles->len; i++)
    {
      const NstFilesStyle *style = styles->pdata[i];

      if (strchr (style->path, ','))
        {
          nst_refuse (error, NST_ERROR_PICTURE,
                      _ ("The style \"%s\" can't be mixed with others while there is a comma in "
                         "its name: rename it."),
                      style->path);
          return NULL;
        }

      g_string_append_printf (paths, "%s%s", i ? "," : "", style->path);
      g_string_append_printf (names, "%s%s", i ? "+" : "", style->name);
    }

  add_style (mixed, paths->str, names->str);

  return g_steal_pointer (&mixed);
}

GPtrArray *
nst_files_find_styles (char      **named,
                       gboolean    mixed,
                       const char *program_dir,
                       GError    **error)
{
  g_autoptr (GPtrArray) styles = g_ptr_array_new_with_free_func (free_style);

  for (int i = 0; named[i]; i++)
    if (!add_named (styles, named[i], program_dir, error))
      return NULL;

  if (styles->len == 0)
    add_style (styles, NULL, _ ("no style"));

  return mixed && styles->len > 1 ? mix (styles, error) : g_steal_pointer (&styles);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Which files the words of a command name: paths, addresses of files, and styles on the
 * shelf, which --styles prints. */

#include "plugin/cli/cli-jobs.h"
#include "plugin/shared/shelf.h"

#include <stdio.h>
#include <string.h>

#include <glib/gi18n.h>

char *
nst_command_folder (void)
{
  g_autofree char *program = g_file_read_link ("/proc/self/exe", NULL);

  return program ? g_path_get_dirname (program) : g_strdup (".");
}

void
nst_command_print_styles (void)
{
  g_autofree char      *folder = nst_command_folder ();
  g_autoptr (GPtrArray) shelf  = nst_shelf_list (folder);

  for (guint i = 0; i < shelf->len; i++)
    {
      const NstShelfStyle *style = shelf->pdata[i];

      printf ("%s\t%s\n", style->name, style->path);
    }
}

/* "file:/..." and what is like "http://...": but a file may have any name. */
static gboolean
is_address (const char *word)
{
  g_autofree char *scheme = g_uri_parse_scheme (word);

  return scheme && !g_file_test (word, G_FILE_TEST_EXISTS) &&
         (g_ascii_strcasecmp (scheme, "file") == 0 ||
          g_str_has_prefix (word + strlen (scheme), "://"));
}

char *
nst_command_find_file (const char *word,
                       GError    **error)
{
  g_autofree char *path   = NULL;
  g_autofree char *server = NULL;

  if (!is_address (word))
    return g_strdup (word);

  path = g_filename_from_uri (word, &server, NULL);

  if (path && (!server || g_ascii_strcasecmp (server, "localhost") == 0))
    return g_steal_pointer (&path);

  if (g_ascii_strncasecmp (word, "file:", 5) == 0)
    nst_refuse (error, NST_ERROR_PICTURE,
                _ ("\"%s\" is no address of a file on this computer: name the file by its path."),
                word);
  else
    nst_refuse (error, NST_ERROR_PICTURE,
                _ ("\"%s\" is the address of something elsewhere: save it as a file, and name "
                   "that."),
                word);

  return NULL;
}

char **
nst_command_find_files (const NstCommand *command,
                        int               first_style,
                        GError          **error)
{
  g_autofree char *folder = nst_command_folder ();
  g_auto (GStrv)   files  = g_new0 (char *, command->n_files + 1);

  for (int i = 0; i < command->n_files; i++)
    {
      g_autofree char *file = nst_command_find_file (command->files[i], error);

      if (!file)
        return NULL;

      files[i] = i < first_style ? g_steal_pointer (&file)
                                 : nst_shelf_look_up (folder, file, error);

      if (!files[i])
        return NULL;
    }

  return g_steal_pointer (&files);
}

char **
nst_command_find_places (const NstCommand *command,
                         int               first_style,
                         GError          **error)
{
  const int      n_styles = MAX (command->n_files - first_style, 0);
  const char    *where    = n_styles > 0 ? command->where : "";
  g_auto (GStrv) names    = nst_where_split (where, n_styles, error);
  g_auto (GStrv) files    = g_new0 (char *, n_styles + 1);

  for (int i = 0; names && names[i]; i++)
    {
      files[i] = nst_command_find_file (names[i], error);
      if (!files[i])
        return NULL;
    }

  return names ? g_steal_pointer (&files) : NULL;
}

gboolean
nst_command_offer_style (const char *file,
                         GError    **error)
{
  g_autofree char      *folder = nst_command_folder ();
  g_autoptr (GPtrArray) shelf  = nst_shelf_list (folder);
  const NstShelfStyle  *style  = strchr (file, G_DIR_SEPARATOR) ? NULL
                                                                : nst_shelf_find (shelf, file);
  g_autoptr (GError)    before = NULL;
  g_autofree char      *said   = NULL;

  if (!style || !error || !g_error_matches (*error, NST_ERROR, NST_ERROR_PICTURE))
    return FALSE;

  before = g_steal_pointer (error);
  said   = g_str_has_suffix (before->message, ".")
             ? g_strndup (before->message, strlen (before->message) - 1)
             : g_strdup (before->message);

  return nst_refuse (error, NST_ERROR_PICTURE,
                     _ ("%s; for the style \"%s\" of the shelf, write \"%s\"."), said, style->name,
                     style->path);
}

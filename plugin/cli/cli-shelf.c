/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the command line does with the shelf of styles: before a job its files are found
 * here, and --styles prints them. */

#include "plugin/cli/cli.h"
#include "plugin/shared/shelf.h"

#include <stdio.h>

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

char **
nst_command_find_files (const NstCommand *command,
                        int               first_style,
                        GError          **error)
{
  g_autofree char *folder = nst_command_folder ();
  g_auto (GStrv)   files  = g_new0 (char *, command->n_files + 1);

  for (int i = 0; i < command->n_files; i++)
    {
      files[i] = i < first_style
                   ? g_strdup (command->files[i])
                   : nst_shelf_look_up (folder, command->files[i], error);

      if (!files[i])
        return NULL;
    }

  return g_steal_pointer (&files);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The command's job is chosen here, after its files have been found. */

#include "plugin/cli/cli-jobs.h"

int
nst_command_first_style (const NstCommand *command)
{
  if (command->texture)
    return 0;

  return command->job == NST_COMMAND_EVALUATE ? 2 : 1;
}

NstNetwork *
nst_command_open_network (GError **error)
{
  g_autofree char *folder = nst_command_folder ();

  return nst_open_network (folder, error);
}

static gboolean
run_job (const NstCommand *command,
         GError          **error)
{
  switch (command->job)
    {
    case NST_COMMAND_PAINT:
      return nst_command_paint (command, error);

    case NST_COMMAND_EVALUATE:
      return nst_command_evaluate (command, error);

    case NST_COMMAND_TIME:
      return nst_command_time (command, error);

    case NST_COMMAND_PLAN:
      return nst_command_plan (command, error);
    }

  g_return_val_if_reached (FALSE);
}

gboolean
nst_command_run (const NstCommand *command,
                 GError          **error)
{
  g_auto (GStrv) files = nst_command_find_files (command, nst_command_first_style (command),
                                                 error);
  NstCommand     found = *command;

  found.files = files;

  return files && run_job (&found, error);
}

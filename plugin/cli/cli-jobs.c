/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The command's job is chosen here, after its files have been found. */

#include "plugin/cli/cli-jobs.h"

#include <math.h>

int
nst_command_first_style (const NstCommand *command)
{
  if (command->texture)
    return 0;

  return command->job == NST_COMMAND_EVALUATE ? 2 : 1;
}

/* A texture is as large as its style, or the style's scale would mean something else. */
int
nst_command_content_side (const NstCommand *command)
{
  return command->texture ? 0 : command->settings.size;
}

int
nst_command_style_side (const NstCommand *command,
                        int               content_width,
                        int               content_height)
{
  const int content = MAX (content_width, content_height);
  const int painted = command->settings.size ? MIN (command->settings.size, content) : content;

  return nst_settings_is_texture (&command->settings)
           ? 0
           : (int) MIN (ceil (painted * command->settings.style_scale), G_MAXINT / 4);
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
  g_auto (GStrv)   files    = nst_command_find_files (command, nst_command_first_style (command),
                                                      error);
  g_autofree char *start    = NULL;
  g_autofree char *output   = NULL;
  g_autofree char *gradient = NULL;
  NstCommand       found    = *command;

  if (!files ||
      (command->init_file && !(start = nst_command_find_file (command->init_file, error))) ||
      (command->output && !(output = nst_command_find_file (command->output, error))) ||
      (command->gradient && !(gradient = nst_command_find_file (command->gradient, error))))
    return FALSE;

  found.files     = files;
  found.init_file = start;
  found.output    = output;
  found.gradient  = gradient;

  return run_job (&found, error);
}

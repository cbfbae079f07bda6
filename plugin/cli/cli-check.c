/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What goes with what on the command line: between reading the words and doing the job. */

#include "plugin/cli/cli-jobs.h"

#include <glib/gi18n.h>

/* A texture has no content, to compare with or to start from. */
static gboolean
check_texture (const NstCommand *command,
               GError          **error)
{
  const NstInit init = command->settings.init;

  if (command->job != NST_COMMAND_PAINT && command->job != NST_COMMAND_PLAN)
    return nst_refuse (error, NST_ERROR_SETTINGS,
                       _ ("--texture goes with painting and --plan only."));

  if (!nst_settings_is_texture (&command->settings))
    return nst_refuse (error, NST_ERROR_SETTINGS,
                       _ ("--texture has no content: leave out --content-layers."));

  if (init == NST_INIT_CONTENT || init == NST_INIT_MIX)
    return nst_refuse (error, NST_ERROR_SETTINGS,
                       _ ("--texture has no content to start from: --init must be noise or "
                          "file."));

  return TRUE;
}

/* The files that the job needs. */
static gboolean
check_files (const NstCommand *command,
             GError          **error)
{
  const gboolean no_style = !nst_settings_see_style (&command->settings);
  const int      n        = command->n_files;

  switch (command->job)
    {
    case NST_COMMAND_TIME:
      return n == 0 ||
             nst_refuse (error, NST_ERROR_SETTINGS,
                         _ ("--time takes no files: it works on noise."));

    case NST_COMMAND_EVALUATE:
      return n >= 3 - no_style ||
             nst_refuse (error, NST_ERROR_SETTINGS,
                         _ ("Name a canvas, a content picture and a style picture; neural-art "
                            "--help says more."));

    default:
      if (command->settings.init == NST_INIT_FILE && !command->init_file)
        return nst_refuse (error, NST_ERROR_SETTINGS,
                           _ ("The setting \"init\" is file: name the picture to start from by "
                              "--init-file."));

      if (command->texture)
        return n >= 1 ||
               nst_refuse (error, NST_ERROR_SETTINGS,
                           _ ("Name a style picture; neural-art --help says more."));

      return n >= 2 - no_style ||
             nst_refuse (error, NST_ERROR_SETTINGS,
                         _ ("Name a content picture and a style picture; neural-art --help says "
                            "more."));
    }
}

/* As many shares and places as there are styles, or none. */
static gboolean
check_styles (const NstCommand *command,
              GError          **error)
{
  const int      n_styles = command->n_files - nst_command_first_style (command);
  g_auto (GStrv) places   = NULL;

  if (n_styles <= 0)
    return TRUE;

  if (!nst_text_parse_shares (&command->settings, n_styles, NULL, error))
    return FALSE;

  places = nst_where_split (command->where, n_styles, error);
  return places != NULL;
}

gboolean
nst_command_check (const NstCommand *command,
                   GError          **error)
{
  if ((command->texture && !check_texture (command, error)) ||
      !check_files (command, error) || !check_styles (command, error))
    return FALSE;

  if (command->job == NST_COMMAND_PAINT && !command->output)
    return nst_refuse (error, NST_ERROR_SETTINGS,
                       _ ("Say with -o where to save the painting, as in -o painting.png."));

  if (command->job != NST_COMMAND_PAINT && command->output)
    return nst_refuse (error, NST_ERROR_SETTINGS, _ ("-o is for painting only."));

  if (command->job != NST_COMMAND_PAINT && command->watch)
    return nst_refuse (error, NST_ERROR_SETTINGS, _ ("--watch is for painting only."));

  if (command->job != NST_COMMAND_EVALUATE && command->gradient)
    return nst_refuse (error, NST_ERROR_SETTINGS, _ ("--gradient goes with --evaluate only."));

  if (command->job != NST_COMMAND_TIME && command->repeat)
    return nst_refuse (error, NST_ERROR_SETTINGS, _ ("--repeat goes with --time only."));

  return TRUE;
}

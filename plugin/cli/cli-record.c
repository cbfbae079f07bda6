/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What makes a painting, kept with it and taken from it again. */

#include "plugin/cli/cli-jobs.h"
#include "plugin/cli/picture.h"

#include <string.h>

#include <glib/gi18n.h>

char *
nst_command_describe (const NstCommand *command,
                      const NstOptions *options)
{
  g_autoptr (NstRecord) record = nst_record_new (options);

  for (int i = nst_command_first_style (command); i < command->n_files; i++)
    {
      g_autofree char *shown = g_filename_display_name (command->files[i]);

      nst_record_add (record, NST_FACT_STYLE, shown);
    }

  if (command->texture)
    nst_record_add (record, NST_FACT_TEXTURE, "yes");

  return nst_record_write (record);
}

static NstRecord *
read_record (const char *word,
             GError    **error)
{
  g_autofree char   *path   = nst_command_find_file (word, error);
  g_autofree char   *shown  = path ? g_filename_display_name (path) : NULL;
  g_autofree char   *text   = path ? nst_picture_read_record (path, error) : NULL;
  g_autoptr (GError) reason = NULL;
  NstRecord         *record = text ? nst_record_read (text, &reason) : NULL;

  if (reason)
    nst_refuse (error, NST_ERROR_SETTINGS, _ ("In the settings of \"%s\": %s"), shown,
                reason->message);

  return record;
}

gboolean
nst_command_take_settings (NstCommand *command,
                           NstOptions *options,
                           NstRecord **record,
                           const char *word,
                           GError    **error)
{
  g_autofree char *before = nst_options_to_pairs (options);

  if (*before || command->texture || *record)
    return nst_refuse (error, NST_ERROR_SETTINGS,
                       _ ("--settings-of and --go-on take all settings: write those that are to "
                          "be others after it."));

  *record = read_record (word, error);
  if (!*record)
    return FALSE;

  *options         = (*record)->options;
  command->texture = g_strcmp0 (nst_record_get (*record, NST_FACT_TEXTURE), "yes") == 0;

  return TRUE;
}

gboolean
nst_command_go_on (NstCommand *command,
                   NstOptions *options,
                   NstRecord **record,
                   const char *word,
                   GError    **error)
{
  if (!*record && !nst_command_take_settings (command, options, record, word, error))
    return FALSE;

  nst_options_go_on (options);

  return nst_options_parse (options, "init-file", word, error);
}

void
nst_command_take_styles (NstCommand      *command,
                         GPtrArray       *files,
                         const NstRecord *record)
{
  const GPtrArray *styles = record->facts[NST_FACT_STYLE];

  if (command->job != NST_COMMAND_TIME && (int) files->len == nst_command_first_style (command))
    for (guint i = 0; i < styles->len; i++)
      g_ptr_array_add (files, styles->pdata[i]);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What makes a painting, kept with it or in a file, and taken from there again. */

#include "plugin/cli/cli-jobs.h"
#include "plugin/cli/picture.h"

#include <string.h>

#include <glib/gi18n.h>

/* Its words: styles as they were named. */
static NstRecord *
make_record (const NstCommand *command,
             const NstOptions *options)
{
  NstRecord *record = nst_record_new (options);

  for (int i = nst_command_first_style (command); i < command->n_files; i++)
    {
      g_autofree char *shown = g_filename_display_name (command->files[i]);

      nst_record_add (record, NST_FACT_STYLE, shown);
    }

  if (command->texture)
    nst_record_add (record, NST_FACT_TEXTURE, "yes");

  return record;
}

char *
nst_command_describe (const NstCommand *command,
                      const NstOptions *options)
{
  g_autoptr (NstRecord) record = make_record (command, options);

  return nst_record_write (record);
}

gboolean
nst_command_save_settings (const NstCommand         *command,
                           const NstCommandSettings *settings,
                           const char               *word,
                           GError                  **error)
{
  g_autoptr (NstRecord) record = make_record (command, &settings->options);
  g_autofree char      *path   = nst_command_find_file (word, error);
  const GPtrArray      *styles = settings->record ? settings->record->facts[NST_FACT_STYLE] : NULL;

  for (guint i = 0; command->n_files == 0 && styles && i < styles->len; i++)
    nst_record_add (record, NST_FACT_STYLE, styles->pdata[i]);

  return path && nst_settings_file_write (path, record, error);
}

/* Of a painting, or a text. */
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

void
nst_command_settings_init (NstCommandSettings *settings)
{
  nst_options_init (&settings->options);
  settings->named  = g_ptr_array_new ();
  settings->record = NULL;
}

void
nst_command_settings_clear (NstCommandSettings *settings)
{
  g_clear_pointer (&settings->named, g_ptr_array_unref);
  g_clear_pointer (&settings->record, nst_record_free);
}

/* All that is not named becomes the record's, which the settings own from now on. */
static gboolean
take_record (NstCommand         *command,
             NstCommandSettings *settings,
             NstRecord          *record,
             GError            **error)
{
  const NstOptions before = settings->options;

  if (!record)
    return FALSE;

  if (settings->record)
    {
      nst_record_free (record);
      return nst_refuse (error, NST_ERROR_SETTINGS,
                         _ ("--settings, --settings-of and a preset of your own give all settings: "
                            "name one of them."));
    }

  settings->record  = record;
  settings->options = record->options;
  for (guint i = 0; i < settings->named->len; i++)
    nst_options_copy (&settings->options, &before, settings->named->pdata[i]);
  if (g_strcmp0 (nst_record_get (record, NST_FACT_TEXTURE), "yes") == 0)
    command->texture = TRUE;

  return TRUE;
}

gboolean
nst_command_set (NstCommand         *command,
                 NstCommandSettings *settings,
                 const char         *name,
                 const char         *value,
                 GError            **error)
{
  const NstSetting *setting = nst_settings_find (name);

  if (strcmp (name, "preset") == 0 && nst_setting_find_choice (setting, value) < 0)
    return take_record (command, settings, nst_own_preset_read (value, error), error);

  if (!nst_options_parse (&settings->options, name, value, error))
    return FALSE;

  g_ptr_array_add (settings->named, (gpointer) setting);

  return TRUE;
}

gboolean
nst_command_take_settings (NstCommand         *command,
                           NstCommandSettings *settings,
                           const char         *word,
                           GError            **error)
{
  return take_record (command, settings, read_record (word, error), error);
}

gboolean
nst_command_take_all_settings (NstCommand         *command,
                               NstCommandSettings *settings,
                               const char         *word,
                               GError            **error)
{
  if (settings->named->len || command->texture || settings->record)
    return nst_refuse (error, NST_ERROR_SETTINGS,
                       _ ("--settings-of and --go-on take all settings: write those that are to "
                          "be others after it."));

  return nst_command_take_settings (command, settings, word, error);
}

gboolean
nst_command_go_on (NstCommand         *command,
                   NstCommandSettings *settings,
                   const char         *word,
                   GError            **error)
{
  if (!settings->record && !nst_command_take_all_settings (command, settings, word, error))
    return FALSE;

  nst_options_go_on (&settings->options);

  return nst_options_parse (&settings->options, "init-file", word, error);
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

/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The folder of presets, and what may lie in it. */

#include "plugin/settings/own-presets.h"
#include "plugin/settings/settings-text.h"

#include <string.h>

#include <glib/gi18n.h>

#define MOST_LETTERS 200 /* bytes of a name; a file may have 255 */

gboolean
nst_setting_is_of_picture (const NstSetting *setting)
{
  return setting->type == NST_SETTING_TEXT &&
         (setting->text_kind == NST_TEXT_PATH || setting->text_kind == NST_TEXT_SHARES);
}

/* As nst_shelf_own_folder: what depends on where the program is started is no folder. */
char *
nst_own_presets_folder (void)
{
  const char *config = g_get_user_config_dir ();

  return g_path_is_absolute (config)
           ? g_build_filename (config, "neural-art", "presets", NULL)
           : g_build_filename (g_get_home_dir (), ".config", "neural-art", "presets", NULL);
}

char *
nst_own_preset_path (const char *name)
{
  g_autofree char *folder = nst_own_presets_folder ();
  g_autofree char *file   = g_strconcat (name, NST_SETTINGS_ENDING, NULL);

  return g_build_filename (folder, file, NULL);
}

static gboolean
is_shipped (const char *name)
{
  return nst_setting_find_choice (nst_settings_find ("preset"), name) >= 0;
}

static gboolean
is_plain_name (const char *name)
{
  if (!*name || *name == '.' || strlen (name) > MOST_LETTERS || strchr (name, '/') ||
      !g_utf8_validate (name, -1, NULL))
    return FALSE;

  for (const char *c = name; *c; c = g_utf8_next_char (c))
    if (g_unichar_iscntrl (g_utf8_get_char (c)))
      return FALSE;

  return !g_ascii_isspace (*name) && !g_ascii_isspace (name[strlen (name) - 1]);
}

gboolean
nst_own_preset_check_name (const char *name,
                           GError    **error)
{
  if (is_shipped (name))
    return nst_refuse (error, NST_ERROR_SETTINGS,
                       _ ("\"%s\" is a preset that comes with Neural Art: choose another name."),
                       name);

  return is_plain_name (name) ||
         nst_refuse (error, NST_ERROR_SETTINGS,
                     _ ("A preset needs a name of a few letters that begins with none of "
                        "\"./\" and has no / in it."));
}

gboolean
nst_own_preset_exists (const char *name)
{
  g_autofree char *path = nst_own_preset_path (name);

  return is_plain_name (name) && !is_shipped (name) && g_file_test (path, G_FILE_TEST_IS_REGULAR);
}

static int
compare (gconstpointer a,
         gconstpointer b)
{
  g_autofree char *one = g_utf8_collate_key_for_filename (*(char *const *) a, -1);
  g_autofree char *two = g_utf8_collate_key_for_filename (*(char *const *) b, -1);

  return strcmp (one, two);
}

GPtrArray *
nst_own_presets_list (void)
{
  g_autofree char *folder = nst_own_presets_folder ();
  GPtrArray       *names  = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GDir) dir    = g_dir_open (folder, 0, NULL);
  const char      *file;

  while (dir && (file = g_dir_read_name (dir)))
    if (g_str_has_suffix (file, NST_SETTINGS_ENDING))
      {
        g_autofree char *name = g_strndup (file, strlen (file) - strlen (NST_SETTINGS_ENDING));

        if (nst_own_preset_exists (name))
          g_ptr_array_add (names, g_steal_pointer (&name));
      }

  g_ptr_array_sort (names, compare);

  return names;
}

gboolean
nst_own_preset_save (const char      *name,
                     const NstRecord *record,
                     GError         **error)
{
  g_autofree char      *folder = nst_own_presets_folder ();
  g_autofree char      *path   = nst_own_preset_path (name);
  g_autoptr (NstRecord) plain  = nst_record_new (&record->options);
  NstOptions            initial;
  int                   n;
  const NstSetting     *table = nst_settings_table (&n);

  if (!nst_own_preset_check_name (name, error))
    return FALSE;

  nst_options_init (&initial);
  for (int i = 0; i < n; i++)
    if (nst_setting_is_of_picture (&table[i]))
      nst_options_copy (&plain->options, &initial, &table[i]);

  g_mkdir_with_parents (folder, 0777);

  return nst_settings_file_write (path, plain, error);
}

static gboolean
refuse_name (const char *name,
             GError    **error)
{
  const NstChoice      *shipped = nst_settings_find ("preset")->choices;
  g_autoptr (GPtrArray) own     = nst_own_presets_list ();
  g_autoptr (GString)   names   = g_string_new (NULL);

  for (int i = 0; shipped[i].name; i++)
    g_string_append_printf (names, "%s%s", i ? ", " : "", shipped[i].name);
  for (guint i = 0; i < own->len; i++)
    g_string_append_printf (names, ", %s", (char *) own->pdata[i]);

  return nst_refuse (error, NST_ERROR_SETTINGS,
                     _ ("The setting \"%s\" must be one of %s, not \"%s\"."), "preset",
                     names->str, name);
}

NstRecord *
nst_own_preset_read (const char *name,
                     GError    **error)
{
  g_autofree char *path = nst_own_preset_path (name);

  if (nst_own_preset_exists (name))
    return nst_settings_file_read (path, error);

  refuse_name (name, error);
  return NULL;
}

NstRecord *
nst_settings_look_up (const char *named,
                      GError    **error)
{
  if (nst_own_preset_exists (named))
    return nst_own_preset_read (named, error);

  return nst_settings_file_read (named, error);
}

void
nst_own_preset_apply (const NstRecord *record,
                      NstOptions      *options)
{
  int               n;
  const NstSetting *table = nst_settings_table (&n);

  for (int i = 0; i < n; i++)
    if (!nst_setting_is_of_picture (&table[i]) ||
        !nst_options_is_default (&record->options, &table[i]))
      nst_options_copy (options, &record->options, &table[i]);
}

NstRecord *
nst_own_preset_find (const char *word,
                     GError    **error)
{
  static const char begin[] = "preset=";
  const char       *name    = word + strlen (begin);

  return g_str_has_prefix (word, begin) && !is_shipped (name) ? nst_own_preset_read (name, error)
                                                              : NULL;
}

gboolean
nst_own_presets_parse_pairs (NstOptions *options,
                             const char *pairs,
                             GError    **error)
{
  NstOptions          changed = *options;
  g_auto (GStrv)      words   = nst_options_split (pairs, error);
  g_autoptr (GString) others  = g_string_new (NULL);

  if (!words)
    return FALSE;

  for (int i = 0; words[i]; i++)
    {
      g_autoptr (GError)    reason = NULL;
      g_autoptr (NstRecord) own    = nst_own_preset_find (words[i], &reason);
      g_autofree char      *word   = g_shell_quote (words[i]);

      if (reason)
        {
          g_propagate_error (error, g_steal_pointer (&reason));
          return FALSE;
        }

      if (own)
        nst_own_preset_apply (own, &changed);
      else
        g_string_append_printf (others, "%s ", word);
    }

  if (!nst_options_parse_pairs (&changed, others->str, error))
    return FALSE;

  *options = changed;

  return TRUE;
}

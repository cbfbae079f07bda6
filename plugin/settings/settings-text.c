/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Settings from text and back: words to names and values, and values through their rules
 * into their fields. */

#include "plugin/settings/settings-text.h"
#include "plugin/settings/settings-check.h"

#include <math.h>
#include <string.h>

#include <glib/gi18n.h>

static gboolean
refuse_name (const char *name,
             GError    **error)
{
  int                 n;
  const NstSetting   *table = nst_settings_table (&n);
  g_autoptr (GString) names = g_string_new (NULL);

  for (int i = 0; i < n; i++)
    g_string_append_printf (names, "%s%s", i ? ", " : "", table[i].name);

  return nst_refuse (error, NST_ERROR_SETTINGS,
                     _ ("There is no setting named \"%s\"; the settings are %s."),
                     name, names->str);
}

static gboolean
parse_choice (NstOptions       *options,
              const NstSetting *setting,
              const char       *value,
              GError          **error)
{
  const int choice = nst_setting_find_choice (setting, value);

  if (choice < 0)
    return nst_check_refuse_choice (setting, value, error);

  nst_options_set_number (options, setting, choice);
  return TRUE;
}

gboolean
nst_options_parse (NstOptions *options,
                   const char *name,
                   const char *value,
                   GError    **error)
{
  const NstSetting *setting = nst_settings_find (name);
  g_autofree char  *text    = NULL;
  double            number;

  if (!setting)
    return refuse_name (name, error);

  switch (setting->type)
    {
    case NST_SETTING_CHOICE:
      return parse_choice (options, setting, value, error);

    case NST_SETTING_TEXT:
      text = nst_check_squeeze (setting, value);
      if (!nst_check_text (setting, text, error))
        return FALSE;
      nst_options_set_text (options, setting, text);
      return TRUE;

    case NST_SETTING_INT:
    case NST_SETTING_DOUBLE:
      if (!nst_text_read_number (value, &number))
        number = NAN;
      if (!nst_check_number (setting, number, value, error))
        return FALSE;
      nst_options_set_number (options, setting, number);
      return TRUE;
    }

  g_return_val_if_reached (FALSE);
}

char **
nst_options_split (const char *text,
                   GError    **error)
{
  g_autofree char   *plain = g_strdelimit (g_strdup (text), "\r\f\v", ' ');
  g_autoptr (GError) quote = NULL;
  char             **words = NULL;

  if (g_shell_parse_argv (plain, NULL, &words, &quote))
    return words;

  if (g_error_matches (quote, G_SHELL_ERROR, G_SHELL_ERROR_EMPTY_STRING))
    return g_new0 (char *, 1);

  nst_refuse (error, NST_ERROR_SETTINGS,
              _ ("The settings \"%s\" have a quotation mark without its partner."), text);
  return NULL;
}

gboolean
nst_options_parse_pairs (NstOptions *options,
                         const char *pairs,
                         GError    **error)
{
  NstOptions     changed = *options;
  g_auto (GStrv) words   = nst_options_split (pairs, error);

  if (!words)
    return FALSE;

  for (int i = 0; words[i]; i++)
    {
      char *value = strchr (words[i], '=');

      if (!value)
        return nst_refuse (error, NST_ERROR_SETTINGS,
                           _ ("\"%s\" must be written as name=value; settings are separated "
                              "by spaces."),
                           words[i]);

      *value++ = '\0';

      if (!nst_options_parse (&changed, words[i], value, error))
        return FALSE;
    }

  *options = changed;

  return TRUE;
}

static char *
write_text (const NstSetting *setting,
            const char       *text)
{
  g_autofree char *list = NULL;

  if (setting->text_kind == NST_TEXT_PATH)
    return g_shell_quote (text);

  list = nst_check_squeeze (setting, text);
  return *list ? g_steal_pointer (&list) : NULL;
}

/* A setting's value as it is written, to be freed with g_free; NULL where there is nothing
 * to write: for a choice that there isn't, and a list of white space. */
static char *
write_value (const NstOptions *options,
             const NstSetting *setting)
{
  double number;
  char   shown[G_ASCII_DTOSTR_BUF_SIZE];

  if (setting->type == NST_SETTING_TEXT)
    return write_text (setting, nst_options_get_text (options, setting));

  number = nst_options_get_number (options, setting);
  if (setting->type == NST_SETTING_CHOICE)
    return number >= 0 && number < nst_setting_count_choices (setting)
             ? g_strdup (setting->choices[(int) number].name)
             : NULL;

  nst_check_write_number (number, shown);
  return g_strdup (shown);
}

char *
nst_options_to_pairs (const NstOptions *options)
{
  int                 n;
  const NstSetting   *table = nst_settings_table (&n);
  g_autoptr (GString) pairs = g_string_new (NULL);

  for (int i = 0; i < n; i++)
    if (!nst_options_is_default (options, &table[i]))
      {
        g_autofree char *value = write_value (options, &table[i]);

        if (value)
          g_string_append_printf (pairs, "%s%s=%s", pairs->len ? " " : "", table[i].name, value);
      }

  return g_string_free (g_steal_pointer (&pairs), FALSE);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Values of settings: their fields by the table, and from text and back. */

#include "plugin/settings/settings.h"
#include "plugin/settings/settings-check.h"

#include <limits.h>
#include <math.h>
#include <string.h>

#include <glib/gi18n.h>


/* ---- plain values ---------------------------------------------------- */

static void *
field_of (const NstOptions *options,
          const NstSetting *setting)
{
  return (char *) options + setting->offset;
}

void
nst_options_init (NstOptions *options)
{
  int               n;
  const NstSetting *table = nst_settings_table (&n);

  memset (options, 0, sizeof *options);

  for (int i = 0; i < n; i++)
    {
      if (table[i].type == NST_SETTING_TEXT)
        nst_options_set_text (options, &table[i], table[i].default_text);
      else
        nst_options_set_number (options, &table[i], table[i].default_number);
    }
}

double
nst_options_get_number (const NstOptions *options,
                        const NstSetting *setting)
{
  switch (setting->type)
    {
    case NST_SETTING_DOUBLE:
      return *(double *) field_of (options, setting);

    case NST_SETTING_INT:
    case NST_SETTING_CHOICE:
      return *(int *) field_of (options, setting);

    case NST_SETTING_TEXT:
      break;
    }

  g_return_val_if_reached (0);
}

void
nst_options_set_number (NstOptions       *options,
                        const NstSetting *setting,
                        double            value)
{
  g_return_if_fail (setting->type != NST_SETTING_TEXT);

  if (setting->type == NST_SETTING_DOUBLE)
    *(double *) field_of (options, setting) = value;
  else if (isnan (value))
    *(int *) field_of (options, setting) = INT_MIN;
  else
    *(int *) field_of (options, setting) =
      (int) CLAMP (round (value), (double) INT_MIN, (double) INT_MAX);
}

const char *
nst_options_get_text (const NstOptions *options,
                      const NstSetting *setting)
{
  g_return_val_if_fail (setting->type == NST_SETTING_TEXT, "");

  return field_of (options, setting);
}

void
nst_options_set_text (NstOptions       *options,
                      const NstSetting *setting,
                      const char       *text)
{
  g_return_if_fail (setting->type == NST_SETTING_TEXT);

  g_strlcpy (field_of (options, setting), text ? text : "",
             setting->text_size);
}


/* ---- text ------------------------------------------------------------ */

static gboolean
refuse_name (const char  *name,
             GError     **error)
{
  int                 n;
  const NstSetting   *table = nst_settings_table (&n);
  g_autoptr (GString) names = g_string_new (NULL);

  for (int i = 0; i < n; i++)
    g_string_append_printf (names, "%s%s", i ? ", " : "", table[i].name);

  g_set_error (error, NST_ERROR, NST_ERROR_SETTINGS,
               _("There is no setting named \"%s\"; the settings are %s."),
               name, names->str);
  return FALSE;
}

static gboolean
parse_choice (NstOptions        *options,
              const NstSetting  *setting,
              const char        *value,
              GError           **error)
{
  for (int i = 0; setting->choices[i].name; i++)
    if (strcmp (setting->choices[i].name, value) == 0)
      {
        nst_options_set_number (options, setting, i);
        return TRUE;
      }

  return nst_check_refuse_choice (setting, value, error);
}

gboolean
nst_options_parse (NstOptions  *options,
                   const char  *name,
                   const char  *value,
                   GError     **error)
{
  const NstSetting *setting = nst_settings_find (name);
  g_autofree char  *text    = NULL;
  double            number;

  if (! setting)
    return refuse_name (name, error);

  switch (setting->type)
    {
    case NST_SETTING_CHOICE:
      return parse_choice (options, setting, value, error);

    case NST_SETTING_TEXT:
      text = nst_check_squeeze (setting, value);
      if (! nst_check_text (setting, text, error))
        return FALSE;
      nst_options_set_text (options, setting, text);
      return TRUE;

    case NST_SETTING_INT:
    case NST_SETTING_DOUBLE:
      if (! nst_check_read_number (value, &number))
        number = NAN;
      if (! nst_check_number (setting, number, value, error))
        return FALSE;
      nst_options_set_number (options, setting, number);
      return TRUE;
    }

  g_return_val_if_reached (FALSE);
}

char **
nst_options_split (const char  *text,
                   GError     **error)
{
  g_autofree char   *plain = g_strdelimit (g_strdup (text), "\r\f\v", ' ');
  g_autoptr (GError) quote = NULL;
  char             **words = NULL;

  if (g_shell_parse_argv (plain, NULL, &words, &quote))
    return words;

  if (g_error_matches (quote, G_SHELL_ERROR, G_SHELL_ERROR_EMPTY_STRING))
    return g_new0 (char *, 1);

  g_set_error (error, NST_ERROR, NST_ERROR_SETTINGS,
               _("The settings \"%s\" have a quotation mark without its "
                 "partner."), text);
  return NULL;
}

gboolean
nst_options_parse_pairs (NstOptions  *options,
                         const char  *pairs,
                         GError     **error)
{
  NstOptions     changed = *options;
  g_auto (GStrv) words   = nst_options_split (pairs, error);

  if (! words)
    return FALSE;

  for (int i = 0; words[i]; i++)
    {
      char *value = strchr (words[i], '=');

      if (! value)
        {
          g_set_error (error, NST_ERROR, NST_ERROR_SETTINGS,
                       _("\"%s\" must be written as name=value; settings "
                         "are separated by spaces."), words[i]);
          return FALSE;
        }

      *value++ = '\0';

      if (! nst_options_parse (&changed, words[i], value, error))
        return FALSE;
    }

  *options = changed;

  return TRUE;
}

char *
nst_options_to_pairs (const NstOptions *options)
{
  int                 n;
  const NstSetting   *table = nst_settings_table (&n);
  g_autoptr (GString) pairs = g_string_new (NULL);

  for (int i = 0; i < n; i++)
    {
      const NstSetting *setting = &table[i];
      g_autofree char  *value   = NULL;

      if (setting->type == NST_SETTING_TEXT)
        {
          const char *text = nst_options_get_text (options, setting);

          value = nst_check_is_path (setting) && *text
                  ? g_shell_quote (text) : nst_check_squeeze (setting, text);

          if (strcmp (value, setting->default_text) == 0)
            continue;
        }
      else
        {
          double number = nst_options_get_number (options, setting);

          if (number == setting->default_number)
            continue;

          if (setting->type == NST_SETTING_CHOICE)
            {
              if (number < 0 || number >= nst_check_count_choices (setting))
                continue;

              value = g_strdup (setting->choices[(int) number].name);
            }
          else
            {
              value = g_malloc (G_ASCII_DTOSTR_BUF_SIZE);
              nst_check_write_number (number, value);
            }
        }

      g_string_append_printf (pairs, "%s%s=%s", pairs->len ? " " : "",
                              setting->name, value);
    }

  return g_string_free (g_steal_pointer (&pairs), FALSE);
}

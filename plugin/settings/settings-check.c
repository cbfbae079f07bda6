/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What values settings may have: every rule for one of them, and the sentence for whoever
 * broke it.  The rules for lists are the engine's own. */

#include "plugin/settings/settings-check.h"

#include <math.h>
#include <string.h>

#include <glib/gi18n.h>

void
nst_check_write_number (double value,
                        char   text[G_ASCII_DTOSTR_BUF_SIZE])
{
  for (int digits = 10; digits <= 17; digits++)
    {
      const char format[] = { '%', '.', (char) ('0' + digits / 10),
                              (char) ('0' + digits % 10), 'g', '\0' };

      g_ascii_formatd (text, G_ASCII_DTOSTR_BUF_SIZE, format, value);

      if (g_ascii_strtod (text, NULL) == value)
        break;
    }
}

gboolean
nst_check_number (const NstSetting *setting,
                  double            value,
                  const char       *shown,
                  GError          **error)
{
  const gboolean whole     = setting->type == NST_SETTING_INT;
  const gboolean automatic = setting->automatic && !whole;
  char           min[G_ASCII_DTOSTR_BUF_SIZE];
  char           max[G_ASCII_DTOSTR_BUF_SIZE];

  if (value >= setting->min && value <= setting->max &&
      (!whole || value == floor (value)) &&
      (!automatic || value == setting->default_number || value >= 0))
    return TRUE;

  nst_check_write_number (automatic ? 0 : setting->min, min);
  nst_check_write_number (setting->max, max);

  return nst_refuse (error, NST_ERROR_SETTINGS,
                     automatic
                       ? _ ("The setting \"%s\" must be a number from %s to %s, "
                            "or -1 for the preset's, not \"%s\".")
                     : whole
                       ? _ ("The setting \"%s\" must be a whole number from %s to %s, "
                            "not \"%s\".")
                       : _ ("The setting \"%s\" must be a number from %s to %s, "
                            "not \"%s\"."),
                     setting->name, min, max, shown);
}

gboolean
nst_check_refuse_choice (const NstSetting *setting,
                         const char       *shown,
                         GError          **error)
{
  g_autoptr (GString) names = g_string_new (NULL);

  for (int i = 0; i < nst_setting_count_choices (setting); i++)
    g_string_append_printf (names, "%s%s", i ? ", " : "", setting->choices[i].name);

  return nst_refuse (error, NST_ERROR_SETTINGS,
                     _ ("The setting \"%s\" must be one of %s, not \"%s\"."),
                     setting->name, names->str, shown);
}

/* A list as the engine parses it. */
static gboolean
check_list (const NstSetting *setting,
            const char       *text,
            GError          **error)
{
  NstScheduleEntry entries[NST_MAX_STAGES];
  double           weights[NST_N_LAYERS];
  int              layers[NST_N_LAYERS];
  int              n;

  switch (setting->text_kind)
    {
    case NST_TEXT_LAYERS:
      return strcmp (text, NST_NO_LAYERS) == 0 ||
             nst_text_parse_layers (text, setting->name, layers, &n, error);

    case NST_TEXT_WEIGHTS:
    case NST_TEXT_SHARES:
      return nst_text_parse_weights (text, setting->name, weights, &n, error);

    case NST_TEXT_SCHEDULE:
      return nst_text_parse_schedule (text, setting->name, entries, &n, error);

    case NST_TEXT_PATH:
      return TRUE;
    }

  g_return_val_if_reached (FALSE);
}

gboolean
nst_check_text (const NstSetting *setting,
                const char       *text,
                GError          **error)
{
  if (strlen (text) < setting->text_size)
    return check_list (setting, text, error);

  return nst_refuse (error, NST_ERROR_SETTINGS,
                     _ ("The setting \"%s\" is too long: it may have %d characters."),
                     setting->name, (int) setting->text_size - 1);
}

char *
nst_check_squeeze (const NstSetting *setting,
                   const char       *text)
{
  g_autoptr (GString) out = g_string_new (NULL);

  if (setting->text_kind == NST_TEXT_PATH)
    return g_strdup (text);

  for (; *text; text++)
    if (!g_ascii_isspace (*text))
      g_string_append_c (out, *text);

  return g_string_free (g_steal_pointer (&out), FALSE);
}

static gboolean
check_option (NstOptions       *options,
              const NstSetting *setting,
              GError          **error)
{
  char   shown[G_ASCII_DTOSTR_BUF_SIZE];
  double value;

  if (setting->type == NST_SETTING_TEXT)
    {
      g_autofree char *text = nst_check_squeeze (setting, nst_options_get_text (options, setting));

      nst_options_set_text (options, setting, text);
      return nst_check_text (setting, text, error);
    }

  value = nst_options_get_number (options, setting);
  nst_check_write_number (value, shown);

  if (setting->type != NST_SETTING_CHOICE)
    return nst_check_number (setting, value, shown, error);

  return (value >= 0 && value < nst_setting_count_choices (setting)) ||
         nst_check_refuse_choice (setting, shown, error);
}

gboolean
nst_check_options (NstOptions *options,
                   GError    **error)
{
  int               n;
  const NstSetting *table = nst_settings_table (&n);

  for (int i = 0; i < n; i++)
    if (!check_option (options, &table[i], error))
      return FALSE;

  return TRUE;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

/* By the table. */

#include "plugin/settings/settings-words.h"
#include "plugin/settings/words.h"

#include <glib/gi18n.h>

char *
nst_settings_tell (const NstOptions *options,
                   const NstSetting *setting)
{
  if (setting->type == NST_SETTING_TEXT)
    return g_strdup (nst_options_get_text (options, setting));

  if (setting->type == NST_SETTING_CHOICE)
    return g_strdup (
      gettext (setting->choices[(int) nst_options_get_number (options, setting)].label));

  return g_strdup_printf ("%g", nst_options_get_number (options, setting));
}

char *
nst_settings_tell_unusual (const NstOptions *options,
                           gboolean (*leave_out) (const NstSetting *setting),
                           const char *separator)
{
  GString          *text = g_string_new (NULL);
  int               n;
  const NstSetting *table = nst_settings_table (&n);

  for (int i = 0; i < n; i++)
    if (!leave_out (&table[i]) && !nst_options_is_default (options, &table[i]))
      {
        g_autofree char *name  = nst_words_plain (gettext (table[i].label));
        g_autofree char *value = nst_settings_tell (options, &table[i]);

        g_string_append_printf (text, "%s%s: %s", text->len ? separator : "", name, value);
      }

  return g_string_free (text, FALSE);
}

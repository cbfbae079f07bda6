/* SPDX-License-Identifier: GPL-3.0-or-later */

/* By the table. */

#include "plugin/settings/settings-words.h"

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

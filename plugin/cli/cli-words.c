/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Words to settings, by the table. */

#include "plugin/cli/cli.h"

#include <glib/gi18n.h>

gboolean
nst_words_take_value (NstWords    *words,
                      const char  *name,
                      const char  *attached,
                      const char **value,
                      GError     **error)
{
  if (attached)
    *value = attached;
  else if (words->next < words->n)
    *value = words->words[words->next++];
  else
    return nst_refuse (error, NST_ERROR_SETTINGS,
                       _ ("The option --%s needs a value after it."), name);

  return TRUE;
}

/* Whether there is such a setting, and it has such a choice. */
static gboolean
has_choice (const NstSetting *setting,
            const char       *name)
{
  return setting && nst_setting_find_choice (setting, name) >= 0;
}

/* The value of a setting that is yes or no, which needs none but may have one. */
static const char *
take_switch (NstWords         *words,
             const NstSetting *setting,
             const char       *attached)
{
  if (attached)
    return attached;

  return words->next < words->n && has_choice (setting, words->words[words->next])
           ? words->words[words->next++]
           : "yes";
}

gboolean
nst_words_read_setting (NstWords           *words,
                        NstCommand         *command,
                        NstCommandSettings *settings,
                        const char         *name,
                        const char         *attached,
                        GError            **error)
{
  const NstSetting *setting = nst_settings_find (name);
  const NstSetting *negated = g_str_has_prefix (name, "no-") ? nst_settings_find (name + 3) : NULL;
  const char       *value   = NULL;

  if (has_choice (setting, "yes"))
    return nst_command_set (command, settings, name, take_switch (words, setting, attached),
                            error);

  if (setting)
    return nst_words_take_value (words, name, attached, &value, error) &&
           nst_command_set (command, settings, name, value, error);

  if (!attached && negated && has_choice (negated, "no"))
    return nst_command_set (command, settings, negated->name, "no", error);

  if (!attached && has_choice (nst_settings_find ("preset"), name))
    return nst_command_set (command, settings, "preset", name, error);

  return nst_refuse (error, NST_ERROR_SETTINGS,
                     _ ("There is no option --%s; neural-art --help lists them."), name);
}

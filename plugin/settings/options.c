/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Plain values by the table: what checks, text and presets are made of, without a rule
 * of their own. */

#include "plugin/settings/options.h"

#include <limits.h>
#include <math.h>
#include <string.h>

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

  g_strlcpy (field_of (options, setting), text ? text : "", setting->text_size);
}

void
nst_options_copy (NstOptions       *options,
                  const NstOptions *from,
                  const NstSetting *setting)
{
  if (setting->type == NST_SETTING_TEXT)
    nst_options_set_text (options, setting, nst_options_get_text (from, setting));
  else
    nst_options_set_number (options, setting, nst_options_get_number (from, setting));
}

void
nst_options_copy_group (NstOptions       *options,
                        const NstOptions *from,
                        NstSettingGroup   group)
{
  int               n;
  const NstSetting *table = nst_settings_table (&n);

  for (int i = 0; i < n; i++)
    if (table[i].group == group)
      nst_options_copy (options, from, &table[i]);
}

gboolean
nst_options_is_alike (const NstOptions *options,
                      const NstOptions *other,
                      const NstSetting *setting)
{
  if (setting->type == NST_SETTING_TEXT)
    return strcmp (nst_options_get_text (options, setting),
                   nst_options_get_text (other, setting)) == 0;

  return nst_options_get_number (options, setting) == nst_options_get_number (other, setting);
}

gboolean
nst_options_is_default (const NstOptions *options,
                        const NstSetting *setting)
{
  if (setting->type == NST_SETTING_TEXT)
    return strcmp (nst_options_get_text (options, setting), setting->default_text) == 0;

  return nst_options_get_number (options, setting) == setting->default_number;
}

gboolean
nst_options_is_automatic (const NstOptions *options,
                          const NstSetting *setting)
{
  return setting->automatic && nst_options_is_default (options, setting);
}

void
nst_options_give_choices (const NstOptions *options,
                          NstSettings      *settings)
{
  int               n;
  const NstSetting *table = nst_settings_table (&n);

  for (int i = 0; i < n; i++)
    if (table[i].type == NST_SETTING_CHOICE && table[i].automatic)
      *(int *) ((char *) settings + table[i].engine_offset) =
        (int) nst_options_get_number (options, &table[i]) - nst_setting_get_choice (&table[i], 0);
}

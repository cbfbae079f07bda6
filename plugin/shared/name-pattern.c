/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A pattern is taken apart at its braces. */

#include "plugin/shared/name-pattern.h"
#include "plugin/settings/settings.h"
#include "plugin/settings/settings-check.h"

#include <string.h>

#include <glib/gi18n.h>

#define NAME  "name"
#define STYLE "style"

/* The field that begins at the brace, to be freed with g_free, and what follows it; NULL where
 * the brace is not closed. */
static char *
read_field (const char  *brace,
            const char **rest)
{
  const char *end = strchr (brace, '}');

  if (!end)
    return NULL;

  *rest = end + 1;
  return g_strndup (brace + 1, (gsize) (end - brace - 1));
}

/* What is written in a name must not be taken for folders. */
static char *
plain (const char *text)
{
  return g_strdelimit (g_strdup (text), "/\n\r\t", '-');
}

static char *
setting_value (const NstSetting *setting,
               const NstOptions *options)
{
  char number[G_ASCII_DTOSTR_BUF_SIZE];

  switch (setting->type)
    {
    case NST_SETTING_CHOICE:
      return g_strdup (setting->choices[(int) nst_options_get_number (options, setting)].name);

    case NST_SETTING_TEXT:
      return plain (nst_options_get_text (options, setting));

    case NST_SETTING_INT:
    case NST_SETTING_DOUBLE:
      nst_check_write_number (nst_options_get_number (options, setting), number);
      return g_strdup (number);
    }

  g_return_val_if_reached (NULL);
}

gboolean
nst_name_pattern_has (const char *pattern,
                      const char *field)
{
  g_autofree char *braced = g_strdup_printf ("{%s}", field);

  return strstr (pattern, braced) != NULL;
}

/* Neither nothing nor "." nor "..", which are folders. */
static gboolean
has_only_names (const char *pattern)
{
  g_auto (GStrv) parts = g_strsplit (pattern, G_DIR_SEPARATOR_S, -1);

  for (int i = 0; parts[i]; i++)
    if (!*parts[i] || strcmp (parts[i], ".") == 0 || strcmp (parts[i], "..") == 0)
      return FALSE;

  return *pattern != '\0';
}

gboolean
nst_name_pattern_check (const char *pattern,
                        GError    **error)
{
  const char *rest = pattern;

  if (!has_only_names (pattern))
    return nst_refuse (error, NST_ERROR_SETTINGS,
                       _ ("\"%s\" can't be the names of the paintings: write something like "
                          "{name}-{style}."),
                       pattern);

  while ((rest = strpbrk (rest, "{}")))
    {
      g_autofree char *field = *rest == '{' ? read_field (rest, &rest) : NULL;

      if (!field || (strcmp (field, NAME) != 0 && strcmp (field, STYLE) != 0 &&
                     !nst_settings_find (field)))
        return nst_refuse (error, NST_ERROR_SETTINGS,
                           _ ("In the names \"%s\" only {name}, {style} and settings as in "
                              "{preset} can stand in braces."),
                           pattern);
    }

  return TRUE;
}

static char *
field_value (const char       *field,
             const char       *name,
             const char       *style,
             const NstOptions *options)
{
  const NstSetting *setting = nst_settings_find (field);

  if (strcmp (field, NAME) == 0)
    return plain (name);

  if (strcmp (field, STYLE) == 0)
    return plain (style);

  return setting ? setting_value (setting, options) : NULL;
}

char *
nst_name_pattern_fill (const char       *pattern,
                       const char       *name,
                       const char       *style,
                       const NstOptions *options)
{
  g_autoptr (GString) filled = g_string_new (NULL);
  const char         *rest   = pattern;

  while (*rest)
    {
      g_autofree char *field = *rest == '{' ? read_field (rest, &rest) : NULL;
      g_autofree char *value = field ? field_value (field, name, style, options) : NULL;

      if (value)
        g_string_append (filled, value);
      else if (!field)
        g_string_append_c (filled, *rest++);
    }

  return g_string_free (g_steal_pointer (&filled), FALSE);
}

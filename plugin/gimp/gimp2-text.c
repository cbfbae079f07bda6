/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Words by the table of arguments, and all others by that of settings. */

#include "plugin/gimp/gimp2-text.h"
#include "plugin/gimp/items.h"
#include "plugin/gimp/settings-source.h"

#include <string.h>

#include <glib/gi18n.h>

char *
nst_gimp2_list_settings (void)
{
  static const char *const how[] = {
    [NST_ARG_IS_TEXT]   = "",
    [NST_ARG_IS_LAYER]  = " (its name or number, or -1)",
    [NST_ARG_IS_LAYERS] = " (their names or numbers, with commas between them)",
  };
  g_autoptr (GString) list = g_string_new (NULL);
  int                 n;
  const NstSetting   *table = nst_settings_table (&n);

  /* The layer of the style has a parameter of its own. */
  for (int i = NST_ARG_STYLE_FILE; i < NST_N_TEXT_ARGS; i++)
    g_string_append_printf (list, "\n%s: %s%s", nst_arguments[i].name, nst_arguments[i].help,
                            how[nst_arguments[i].type]);

  for (int i = 0; i < n; i++)
    {
      const NstSetting *setting = &table[i];

      g_string_append_printf (list, "\n%s: %s", setting->name, setting->help);

      if (setting->type == NST_SETTING_CHOICE)
        for (int c = 0; setting->choices[c].name; c++)
          g_string_append_printf (list, "%s%s", c ? ", " : " (",
                                  setting->choices[c].name);
      else if (setting->type != NST_SETTING_TEXT)
        g_string_append_printf (list, " (%g to %g", setting->min,
                                setting->max);

      if (setting->type != NST_SETTING_TEXT)
        g_string_append_c (list, ')');
    }

  return g_string_free (g_steal_pointer (&list), FALSE);
}

static gboolean
parse_start (const char *value,
             NstPaint   *paint,
             GError    **error)
{
  paint->start = strcmp (value, "-1") == 0 ? NST_GIMP_NONE : nst_item_find (paint->image, value);

  return paint->start != NST_GIMP_NONE || strcmp (value, "-1") == 0 ||
         nst_refuse (error, NST_ERROR_SETTINGS,
                     _ ("The setting \"start\" must be a layer's number or its name, or -1, "
                        "not \"%s\"."),
                     value);
}

static gboolean
parse_styles (const char    *value,
              NstPaint      *paint,
              NstPaintOwned *owned,
              GError       **error)
{
  gint32 *styles = *value ? nst_items_find (paint->image, value, error) : NULL;

  if (*value && !styles)
    return FALSE;

  g_free (owned->styles);
  paint->styles = owned->styles = styles;

  return TRUE;
}

static gboolean
is_argument (const char *name,
             NstArg      arg)
{
  return strcmp (name, nst_arguments[arg].name) == 0;
}

/* "name=value". */
static gboolean
parse_word (char          *word,
            NstPaint      *paint,
            NstPaintOwned *owned,
            GError       **error)
{
  char *value = strchr (word, '=');

  if (!value)
    return nst_options_parse_pairs (&paint->options, word, error);

  *value++ = '\0';

  if (is_argument (word, NST_ARG_START))
    return parse_start (value, paint, error);

  if (is_argument (word, NST_ARG_STYLES))
    return parse_styles (value, paint, owned, error);

  if (!is_argument (word, NST_ARG_STYLE_FILE))
    return nst_options_parse (&paint->options, word, value, error);

  g_free (owned->style_file);
  paint->style_file = owned->style_file = g_strdup (value);

  return TRUE;
}

/* Whether a word names a file of settings or a preset of the user's own, or tries to: record
 * and error are what comes of it. */
static gboolean
read_source (const char *word,
             NstRecord **record,
             GError    **error)
{
  g_autofree char *begin = g_strconcat (nst_arguments[NST_ARG_SETTINGS_FILE].name, "=", NULL);

  if (g_str_has_prefix (word, begin))
    {
      const char *named = word + strlen (begin);

      *record = *named ? nst_settings_look_up (named, error) : NULL;
      return TRUE;
    }

  *record = nst_own_preset_find (word, error);

  return *record || *error;
}

gboolean
nst_gimp2_parse_text (const char    *text,
                      NstPaint      *paint,
                      NstPaintOwned *owned,
                      GError       **error)
{
  g_auto (GStrv)        words  = nst_options_split (text, error);
  g_autoptr (GPtrArray) others = g_ptr_array_new ();
  g_autofree char      *styles = NULL;

  for (int i = 0; words && words[i]; i++)
    {
      g_autoptr (NstRecord) record = NULL;
      GError               *reason = NULL;

      if (!read_source (words[i], &record, &reason))
        g_ptr_array_add (others, words[i]);

      if (reason)
        {
          g_propagate_error (error, reason);
          return FALSE;
        }

      if (record)
        {
          g_free (styles);
          styles = nst_settings_source_unpack (record, &paint->options);
        }
    }

  for (guint i = 0; i < others->len; i++)
    if (!parse_word (others->pdata[i], paint, owned, error))
      return FALSE;

  nst_settings_source_offer (paint, owned, styles);

  return words != NULL;
}

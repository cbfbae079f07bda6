/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What values settings may have: every rule, and the sentence for whoever
 * broke it. */

#include "plugin/settings/settings-check.h"

#include <math.h>
#include <stddef.h>
#include <string.h>

#include <glib/gi18n.h>

#define MAX_EVALUATIONS 100000  /* at one size of a schedule */
#define LAST_BLOCK      5       /* of the network */

/* A whole text as a finite decimal number.  (The library's own conversion
 * takes hexadecimals, infinities and trailing rubbish too.) */
gboolean
nst_check_read_number (const char *text,
                       double     *value)
{
  char *end;

  if (*text == '\0' || strspn (text, "+-.0123456789eE") != strlen (text))
    return FALSE;

  *value = g_ascii_strtod (text, &end);

  return end != text && *end == '\0' && isfinite (*value);
}

static gboolean
is_whole (double value)
{
  return value == floor (value);
}

void
nst_check_write_number (double  value,
                        char    text[G_ASCII_DTOSTR_BUF_SIZE])
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
nst_check_has_automatic_number (const NstSetting *setting)
{
  return setting->type == NST_SETTING_DOUBLE && setting->min == -1;
}

gboolean
nst_check_number (const NstSetting  *setting,
                  double             value,
                  const char        *shown,
                  GError           **error)
{
  const gboolean whole     = setting->type == NST_SETTING_INT;
  const gboolean automatic = nst_check_has_automatic_number (setting);
  char           min[G_ASCII_DTOSTR_BUF_SIZE], max[G_ASCII_DTOSTR_BUF_SIZE];

  if (value >= setting->min && value <= setting->max
      && (! whole || is_whole (value))
      && (! automatic || value == -1 || value >= 0))
    return TRUE;

  nst_check_write_number (automatic ? 0 : setting->min, min);
  nst_check_write_number (setting->max, max);

  g_set_error (error, NST_ERROR, NST_ERROR_SETTINGS,
               automatic
               ? _("The setting \"%s\" must be a number from %s to %s, "
                   "or -1 for the preset's, not \"%s\".")
               : whole
               ? _("The setting \"%s\" must be a whole number from %s to %s, "
                   "not \"%s\".")
               : _("The setting \"%s\" must be a number from %s to %s, "
                   "not \"%s\"."),
               setting->name, min, max, shown);
  return FALSE;
}

int
nst_check_count_choices (const NstSetting *setting)
{
  int n = 0;

  while (setting->choices[n].name)
    n++;

  return n;
}

gboolean
nst_check_refuse_choice (const NstSetting  *setting,
                         const char        *shown,
                         GError           **error)
{
  g_autoptr (GString) names = g_string_new (NULL);

  for (int i = 0; i < nst_check_count_choices (setting); i++)
    g_string_append_printf (names, "%s%s", i ? ", " : "",
                            setting->choices[i].name);

  g_set_error (error, NST_ERROR, NST_ERROR_SETTINGS,
               _("The setting \"%s\" must be one of %s, not \"%s\"."),
               setting->name, names->str, shown);
  return FALSE;
}

int
nst_check_layer_block (const char *name)
{
  static const int n_convs[LAST_BLOCK] = { 2, 2, 4, 4, 4 };
  const int        block = strlen (name) > 4 ? name[4] - '0' : 0;

  if (block < 1 || block > LAST_BLOCK)
    return 0;

  if (g_str_has_prefix (name, "pool"))
    return name[5] == '\0' ? block : 0;

  if (g_str_has_prefix (name, "conv") && name[5] == '_'
      && name[6] >= '1' && name[6] <= '0' + n_convs[block - 1]
      && name[7] == '\0')
    return block;

  return 0;
}

static gboolean
check_layers (const NstSetting  *setting,
              const char        *text,
              GError           **error)
{
  g_auto (GStrv) layers = g_strsplit (text, ",", -1);

  if (strcmp (text, "none") == 0)
    return TRUE;

  for (int i = 0; layers[i]; i++)
    {
      if (! nst_check_layer_block (layers[i]))
        {
          g_set_error (error, NST_ERROR, NST_ERROR_SETTINGS,
                       _("The setting \"%s\" names a layer \"%s\", which the "
                         "network doesn't have: its layers are conv1_1 to "
                         "conv5_4 and pool1 to pool5."),
                       setting->name, layers[i]);
          return FALSE;
        }

      for (int j = 0; j < i; j++)
        if (strcmp (layers[i], layers[j]) == 0)
          {
            g_set_error (error, NST_ERROR, NST_ERROR_SETTINGS,
                         _("The setting \"%s\" names the layer \"%s\" twice; "
                           "give each layer once."),
                         setting->name, layers[i]);
            return FALSE;
          }
    }

  return TRUE;
}

static gboolean
check_weights (const NstSetting  *setting,
               const char        *text,
               GError           **error)
{
  g_auto (GStrv) weights = g_strsplit (text, ",", -1);
  double         sum     = 0;

  for (int i = 0; weights[i]; i++)
    {
      double weight;

      if (! nst_check_read_number (weights[i], &weight) || weight < 0)
        {
          g_set_error (error, NST_ERROR, NST_ERROR_SETTINGS,
                       _("The setting \"%s\" must be numbers of 0 or more "
                         "with commas between them, and \"%s\" is not one."),
                       setting->name, weights[i]);
          return FALSE;
        }

      sum += weight;
    }

  if (sum > 0 && isfinite (sum))
    return TRUE;

  g_set_error (error, NST_ERROR, NST_ERROR_SETTINGS,
               _("The setting \"%s\" must add up to a number above 0, and "
                 "\"%s\" does not."),
               setting->name, text);
  return FALSE;
}

/* "size:evaluations,..." with sizes that grow; 0 at the end is the picture's. */
static gboolean
check_schedule (const NstSetting  *setting,
                const char        *text,
                GError           **error)
{
  const NstSetting *size   = nst_settings_find ("size");
  g_auto (GStrv)    steps  = g_strsplit (text, ",", -1);
  double            before = 0;

  for (int i = 0; steps[i]; i++)
    {
      g_auto (GStrv) parts = g_strsplit (steps[i], ":", -1);
      const gboolean last   = ! steps[i + 1];
      double         pixels, evaluations;

      if (g_strv_length (parts) != 2
          || ! nst_check_read_number (parts[0], &pixels)
          || ! is_whole (pixels) || pixels > size->max
          || (pixels <= before && ! (pixels == 0 && last))
          || ! nst_check_read_number (parts[1], &evaluations)
          || ! is_whole (evaluations)
          || evaluations < 1 || evaluations > MAX_EVALUATIONS)
        {
          g_set_error (error, NST_ERROR, NST_ERROR_SETTINGS,
                       _("The setting \"%s\" must be growing sizes with a "
                         "number of evaluations from 1 to %d each, as in "
                         "64:60,128:40, the last size 0 for the picture's "
                         "own, and \"%s\" does not fit."),
                       setting->name, MAX_EVALUATIONS, steps[i]);
          return FALSE;
        }

      before = pixels;
    }

  return TRUE;
}

gboolean
nst_check_is_path (const NstSetting *setting)
{
  return setting->offset == offsetof (NstOptions, init_file);
}

/* An empty text is always allowed: it stands for the preset's value. */
gboolean
nst_check_text (const NstSetting  *setting,
                const char        *text,
                GError           **error)
{
  if (strlen (text) >= setting->text_size)
    {
      g_set_error (error, NST_ERROR, NST_ERROR_SETTINGS,
                   _("The setting \"%s\" is too long: it may have %d "
                     "characters."),
                   setting->name, (int) setting->text_size - 1);
      return FALSE;
    }

  if (*text == '\0' || nst_check_is_path (setting))
    return TRUE;

  if (setting->offset == offsetof (NstOptions, core.schedule))
    return check_schedule (setting, text, error);

  if (setting->offset == offsetof (NstOptions, core.content_weights)
      || setting->offset == offsetof (NstOptions, core.style_weights))
    return check_weights (setting, text, error);

  return check_layers (setting, text, error);
}

char *
nst_check_squeeze (const NstSetting *setting,
                   const char       *text)
{
  g_autoptr (GString) out = g_string_new (NULL);

  if (nst_check_is_path (setting))
    return g_strdup (text);

  for (; *text; text++)
    if (! g_ascii_isspace (*text))
      g_string_append_c (out, *text);

  return g_string_free (g_steal_pointer (&out), FALSE);
}

gboolean
nst_check_options (NstOptions  *options,
                   GError     **error)
{
  int               n;
  const NstSetting *table = nst_settings_table (&n);

  for (int i = 0; i < n; i++)
    {
      const NstSetting *setting = &table[i];
      gboolean          fine;

      if (setting->type == NST_SETTING_TEXT)
        {
          g_autofree char *text =
            nst_check_squeeze (setting, nst_options_get_text (options, setting));

          nst_options_set_text (options, setting, text);
          fine = nst_check_text (setting, text, error);
        }
      else
        {
          double value = nst_options_get_number (options, setting);
          char   shown[G_ASCII_DTOSTR_BUF_SIZE];

          nst_check_write_number (value, shown);

          if (setting->type != NST_SETTING_CHOICE)
            fine = nst_check_number (setting, value, shown, error);
          else
            fine = (value >= 0 && value < nst_check_count_choices (setting))
                   || nst_check_refuse_choice (setting, shown, error);
        }

      if (! fine)
        return FALSE;
    }

  return TRUE;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The settings that are lists in text, parsed: between the table of layers below, and
 * whoever checks settings or follows them above. */

#include "core/settings/text.h"

#include "core/network/layers.h"

#include <math.h>
#include <string.h>

#include <glib/gi18n-lib.h>

gboolean
nst_text_read_number (const char *text,
                      double     *value)
{
  char *end;

  /* The conversion takes hexadecimals, infinities and white space too. */
  if (*text == '\0' || strspn (text, "+-.0123456789eE") != strlen (text))
    return FALSE;

  *value = g_ascii_strtod (text, &end);

  return end != text && *end == '\0' && isfinite (*value);
}

/* A number without a fraction in a range. */
static gboolean
read_whole (const char *text,
            int         min,
            int         max,
            int        *value)
{
  double number;

  if (!nst_text_read_number (text, &number) || number != floor (number) ||
      number < min || number > max)
    return FALSE;

  *value = (int) number;
  return TRUE;
}

gboolean
nst_text_parse_layers (const char *text,
                       const char *setting,
                       int         layers[NST_N_LAYERS],
                       int        *n,
                       GError    **error)
{
  g_auto (GStrv) names = g_strsplit (text, ",", -1);

  *n = 0;
  for (int i = 0; names[i] != NULL; i++)
    {
      const int layer = nst_layer_find (names[i], strlen (names[i]));

      if (layer < 0)
        return nst_refuse (error, NST_ERROR_SETTINGS,
                           _ ("The setting \"%s\" names a layer \"%s\", which the network "
                              "doesn't have: its layers are conv1_1 to conv5_4 and pool1 to "
                              "pool5."),
                           setting, names[i]);

      for (int j = 0; j < i; j++)
        if (layers[j] == layer)
          return nst_refuse (error, NST_ERROR_SETTINGS,
                             _ ("The setting \"%s\" names the layer \"%s\" twice; give each "
                                "layer once."),
                             setting, names[i]);

      layers[(*n)++] = layer;
    }

  return TRUE;
}

/* "1,0.5": numbers of 0 or more that add up to more than 0, of which no more than room are
 * stored. */
static gboolean
read_weights (const char *text,
              const char *setting,
              double     *weights,
              int         room,
              int        *n,
              GError    **error)
{
  g_auto (GStrv) numbers = g_strsplit (text, ",", -1);
  double         sum     = 0.0;

  for (*n = 0; numbers[*n] != NULL; (*n)++)
    {
      double weight;

      if (!nst_text_read_number (numbers[*n], &weight) || weight < 0.0)
        return nst_refuse (error, NST_ERROR_SETTINGS,
                           _ ("The setting \"%s\" must be numbers of 0 or more with commas "
                              "between them, and \"%s\" is not one."),
                           setting, numbers[*n]);

      if (*n < room)
        weights[*n] = weight;
      sum += weight;
    }

  if (*n == 0 || (sum > 0.0 && isfinite (sum)))
    return TRUE;

  return nst_refuse (error, NST_ERROR_SETTINGS,
                     _ ("The setting \"%s\" must add up to a number above 0, and \"%s\" does "
                        "not."),
                     setting, text);
}

gboolean
nst_text_parse_weights (const char *text,
                        const char *setting,
                        double      weights[NST_N_LAYERS],
                        int        *n,
                        GError    **error)
{
  return read_weights (text, setting, weights, NST_N_LAYERS, n, error);
}

gboolean
nst_text_parse_shares (const NstSettings *settings,
                       int                n_styles,
                       double            *shares,
                       GError           **error)
{
  g_autofree double *numbers = g_new (double, MAX (n_styles, 1));
  double             sum     = 0.0;
  int                n;

  if (!read_weights (settings->shares, "shares", numbers, n_styles, &n, error))
    return FALSE;

  if (n != 0 && n_styles != 0 && n != n_styles)
    return nst_refuse (error, NST_ERROR_SETTINGS,
                       _ ("The setting \"shares\" must have one number for each style: it has "
                          "%d for %d."),
                       n, n_styles);

  /* No more were read than there are styles. */
  for (int i = 0; i < MIN (n, n_styles); i++)
    sum += numbers[i];
  for (int i = 0; i < n_styles && shares != NULL; i++)
    shares[i] = n > 0 ? numbers[i] / sum : 1.0 / n_styles;

  return TRUE;
}

/* One entry of a schedule, after one of the size before; last: no other follows. */
static gboolean
read_entry (const char       *text,
            int               before,
            gboolean          last,
            NstScheduleEntry *entry)
{
  g_auto (GStrv) parts = g_strsplit (text, ":", -1);

  return g_strv_length (parts) == 2 &&
         read_whole (parts[0], 0, NST_MAX_SIDE, &entry->size) &&
         (entry->size > before || (entry->size == 0 && last)) &&
         read_whole (parts[1], 1, NST_MAX_EVALUATIONS, &entry->evaluations);
}

gboolean
nst_text_parse_schedule (const char      *text,
                         const char      *setting,
                         NstScheduleEntry entries[NST_MAX_STAGES],
                         int             *n,
                         GError         **error)
{
  g_auto (GStrv) steps  = g_strsplit (text, ",", -1);
  int            before = 0;

  *n = 0;
  if (g_strv_length (steps) > NST_MAX_STAGES)
    return nst_refuse (error, NST_ERROR_SETTINGS,
                       _ ("The setting \"%s\" may have %d sizes, and no more."), setting,
                       NST_MAX_STAGES);

  for (; steps[*n] != NULL; (*n)++)
    {
      if (!read_entry (steps[*n], before, steps[*n + 1] == NULL, &entries[*n]))
        return nst_refuse (error, NST_ERROR_SETTINGS,
                           _ ("The setting \"%s\" must be growing sizes with a number of "
                              "evaluations from 1 to %d each, as in 64:60,128:40, the last "
                              "size 0 for the picture's own, and \"%s\" does not fit."),
                           setting, NST_MAX_EVALUATIONS, steps[*n]);

      before = entries[*n].size;
    }

  return TRUE;
}

/* The layers of a kind, "content" or "style", from both of its settings. */
static gboolean
parse_list (const char   *kind,
            const char   *layers,
            const char   *weights,
            NstLayerList *list,
            GError      **error)
{
  g_autofree char *layers_setting  = g_strconcat (kind, "-layers", NULL);
  g_autofree char *weights_setting = g_strconcat (kind, "-weights", NULL);
  double           sum             = 0.0;
  int              n_weights;

  if (!nst_text_parse_layers (layers, layers_setting, list->layers, &list->n, error) ||
      !nst_text_parse_weights (weights, weights_setting, list->weights, &n_weights, error))
    return FALSE;

  if (n_weights != 0 && n_weights != list->n)
    return nst_refuse (error, NST_ERROR_SETTINGS,
                       _ ("The setting \"%s-weights\" must have one number for each of "
                          "\"%s-layers\": it has %d for %d."),
                       kind, kind, n_weights, list->n);

  for (int i = 0; i < n_weights; i++)
    sum += list->weights[i];
  for (int i = 0; i < list->n; i++)
    list->weights[i] = n_weights > 0 ? list->weights[i] / sum : 1.0;

  return TRUE;
}

gboolean
nst_text_parse_compared (const NstSettings *settings,
                         NstLayerList      *content,
                         NstLayerList      *style,
                         GError           **error)
{
  if (!parse_list ("content", settings->content_layers, settings->content_weights, content,
                   error) ||
      !parse_list ("style", settings->style_layers, settings->style_weights, style, error))
    return FALSE;

  if (content->n > 0 || style->n > 0)
    return TRUE;

  return nst_refuse (error, NST_ERROR_SETTINGS,
                     _ ("The settings \"content-layers\" and \"style-layers\" are both none: give "
                        "at least one layer."));
}

int
nst_text_get_block (int layer)
{
  return nst_layer_count_pools (layer) + !nst_layer_is_pool (layer);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The settings' layers and weights, from text. */

#include "core/objective/layer-set.h"

#include "core/network/layers.h"

#include <math.h>
#include <string.h>

static gboolean
parse_layers (const char  *text,
              int         *layers,
              int         *n_layers,
              GError     **error)
{
  *n_layers = 0;

  while (*text != '\0')
    {
      const size_t length = strcspn (text, ",");
      const int    layer  = nst_layer_find (text, length);

      if (layer < 0)
        {
          g_set_error (error, NST_ERROR, NST_ERROR_SETTINGS,
                       "There is no layer \"%.*s\": layers are conv1_1 to "
                       "conv5_4 and pool1 to pool5.", (int) MIN (length, 40), text);
          return FALSE;
        }

      for (int i = 0; i < *n_layers; i++)
        if (layers[i] == layer)
          {
            g_set_error (error, NST_ERROR, NST_ERROR_SETTINGS,
                         "The layer %s is named twice: name each layer once.",
                         nst_layers[layer].name);
            return FALSE;
          }

      layers[(*n_layers)++] = layer;
      text += length;
      text += *text == ',';
    }

  return TRUE;
}

/* One weight for each of n layers, scaled to sum 1; 1 each where there is no text.
 * kind: of what layers they are, for a message. */
static gboolean
parse_weights (const char  *text,
               const char  *kind,
               int          n_layers,
               double      *weights,
               GError     **error)
{
  double sum = 0.0;
  int    n   = 0;

  for (int i = 0; i < n_layers; i++)
    weights[i] = 1.0;
  if (*text == '\0')
    return TRUE;

  while (*text != '\0')
    {
      char   *end;
      double  value = g_ascii_strtod (text, &end);

      if (end == text || (*end != ',' && *end != '\0') ||
          !isfinite (value) || value < 0.0)
        break;
      if (n < n_layers)
        weights[n] = value;
      n++;
      sum += value;
      text = *end == ',' ? end + 1 : end;
    }

  if (*text != '\0' || n != n_layers || sum <= 0.0)
    {
      g_set_error (error, NST_ERROR, NST_ERROR_SETTINGS,
                   "The %s weights must be %d numbers of 0 or more, not all "
                   "0, one for each %s layer.", kind, n_layers, kind);
      return FALSE;
    }

  for (int i = 0; i < n; i++)
    weights[i] /= sum;

  return TRUE;
}

gboolean
nst_layer_set_init (NstLayerSet       *layers,
                     const NstSettings  *settings,
                     GError            **error)
{
  *layers = (NstLayerSet)
  {
    .deepest = -1,
    .pool    = settings->pool,
    .weighs_gradients = settings->weighting == NST_WEIGHTING_GRADIENT,
    .kernels = nst_kernels_get (settings->precision == NST_PRECISION_FAST)
  };

  if (!parse_layers (settings->content_layers, layers->content, &layers->n_content, error) ||
      !parse_layers (settings->style_layers, layers->style, &layers->n_style, error) ||
      !parse_weights (settings->content_weights, "content", layers->n_content,
                      layers->content_weights, error) ||
      !parse_weights (settings->style_weights, "style", layers->n_style,
                      layers->style_weights, error))
    return FALSE;

  for (int i = 0; i < layers->n_content; i++)
    layers->is_content[layers->content[i]] = layers->is_compared[layers->content[i]] = TRUE;
  for (int i = 0; i < layers->n_style; i++)
    layers->is_style[layers->style[i]] = layers->is_compared[layers->style[i]] = TRUE;
  for (int layer = 0; layer < NST_N_LAYERS; layer++)
    if (layers->is_compared[layer])
      layers->deepest = layer;

  if (layers->deepest < 0)
    {
      g_set_error (error, NST_ERROR, NST_ERROR_SETTINGS,
                   "There is nothing to paint by: choose a content layer or a "
                   "style layer.");
      return FALSE;
    }

  return TRUE;
}

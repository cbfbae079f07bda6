/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The settings' layers and weights as an objective looks them up: by kind and by layer. */

#include "core/objective/layer-set.h"

#include "core/network/layers.h"
#include "core/settings/text.h"

#include <glib/gi18n-lib.h>

/* Puts a list's layers where the set has those of its kind, and marks them. */
static void
take_list (NstLayerSet        *set,
           const NstLayerList *list,
           int                *layers,
           double             *weights,
           gboolean           *marks)
{
  for (int i = 0; i < list->n; i++)
    {
      const int layer = list->layers[i];

      layers[i]    = layer;
      weights[i]   = list->weights[i];
      marks[layer] = set->is_compared[layer] = TRUE;
      set->deepest                           = MAX (set->deepest, layer);
    }
}

static gboolean
check_kernels (GError **error)
{
  const NstKernels *const *list    = nst_kernels_list ();
  const char              *unknown = nst_kernels_get_unknown ();
  g_autoptr (GString)      names   = g_string_new (NULL);

  if (unknown == NULL)
    return TRUE;

  for (int i = 0; list[i] != NULL; i++)
    if (list[i]->fast) /* there is one of each name */
      g_string_append_printf (names, "%s%s", names->len > 0 ? ", " : "", list[i]->name);

  return nst_refuse (error, NST_ERROR_SETTINGS,
                     _ ("The environment variable %s must be one of those that this "
                        "processor runs (%s), not \"%s\"."),
                     "NEURAL_ART_CPU", names->str, unknown);
}

gboolean
nst_layer_set_init (NstLayerSet       *layers,
                    const NstSettings *settings,
                    GError           **error)
{
  NstLayerList content;
  NstLayerList style;

  if (!check_kernels (error) || !nst_text_parse_compared (settings, &content, &style, error))
    return FALSE;

  *layers = (NstLayerSet){
    .n_content        = content.n,
    .n_style          = style.n,
    .deepest          = -1,
    .pool             = settings->pool,
    .wrap             = settings->wrap,
    .weighs_gradients = settings->weighting == NST_WEIGHTING_GRADIENT,
    /* In fast precision responses are less exact than sums of single products. */
    .sums_precisely = settings->statistic == NST_STATISTIC_MOMENTS &&
                      settings->precision == NST_PRECISION_SINGLE,
    .kernels = nst_kernels_get (settings->precision == NST_PRECISION_FAST)
  };
  take_list (layers, &content, layers->content, layers->content_weights, layers->is_content);
  take_list (layers, &style, layers->style, layers->style_weights, layers->is_style);

  return TRUE;
}

int
nst_layer_set_get_step (const NstLayerSet *layers)
{
  return 1 << nst_layer_count_pools (layers->deepest);
}

gboolean
nst_layer_set_check_wrap (const NstLayerSet *layers,
                          int                width,
                          int                height,
                          GError           **error)
{
  const int step = nst_layer_set_get_step (layers);

  if ((!nst_wraps_x (layers->wrap) || width % step == 0) &&
      (!nst_wraps_y (layers->wrap) || height % step == 0))
    return TRUE;

  return nst_refuse (error, NST_ERROR_PICTURE,
                     _ ("A tileable canvas of %d x %d pixels can't be looked at down to the layer "
                        "%s: give it sides that are multiples of %d pixels where it goes on."),
                     width, height, nst_layers[layers->deepest].name, step);
}

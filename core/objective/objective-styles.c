/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a canvas is compared with of the styles: moments, and targets made of them. */

#include "core/objective/objective-private.h"

#include "core/base/memory.h"
#include "core/image/resize.h"

gboolean
nst_objective_init_weights (const NstObjective *objective,
                            NstPositionWeights *weights,
                            const NstImage     *mask,
                            const gboolean     *wanted,
                            const NstThreads   *threads,
                            GError            **error)
{
  NstFeatureMap plane = { 1 };

  if (mask != NULL)
    {
      plane      = (NstFeatureMap){ 1, 0, mask->width, mask->height, mask->data };
      plane.wrap = mask->wrap;
    }

  return nst_position_weights_init (weights, mask != NULL ? &plane : NULL, objective->layers.pool,
                                    wanted, threads, error);
}

double
nst_objective_count_positions (const NstPositionWeights *weights,
                               const NstSpan            *span,
                               int                       layer)
{
  if (nst_position_weights_get (weights, layer) == NULL)
    return (double) span->width * span->height;

  /* Where nothing counts, sums are 0, whatever they are divided by. */
  return weights->sums[layer] > 0.0 ? weights->sums[layer] : 1.0;
}

NstPortion
nst_objective_get_portion (const NstObjective *objective,
                           int                 zone)
{
  return (NstPortion){ zone, &objective->features, &objective->zone_weights[zone], 1.0,
                       objective->layers.sums_precisely };
}

gboolean
nst_objective_add_layer (NstObjective     *objective,
                         const NstPortion *portion,
                         int               layer,
                         NstRegion         region,
                         const NstThreads *threads)
{
  NstComparison  *comparison = &objective->comparisons[layer];
  const NstSpan  *span       = &portion->features->geometry.spans[layer];
  const NstSummed summed     = { &portion->features->maps[layer],
                                 nst_position_weights_get (portion->weights, layer),
                                 nst_objective_count_positions (portion->weights, span, layer),
                                 comparison->mean_response };

  return nst_moments_add (&comparison->aims[portion->zone].moments, &summed, region,
                          portion->share, portion->precise, threads);
}

gboolean
nst_objective_add_moments (NstObjective     *objective,
                           const NstPortion *portion,
                           const NstThreads *threads)
{
  const NstLayerSet *layers = &objective->layers;

  for (int i = 0; i < layers->n_style; i++)
    {
      const int layer = layers->style[i];

      if (!nst_objective_add_layer (objective, portion, layer,
                                    nst_features_get_own (portion->features, layer), threads))
        return FALSE;
    }

  return TRUE;
}

static gboolean
add_style_step (NstObjective     *objective,
                gpointer          user_data,
                const NstThreads *threads)
{
  return nst_objective_add_moments (objective, user_data, threads);
}

/* *image, where there is one, turned so: itself, or a new one, which is to be freed by
 * *turned.  FALSE: no memory. */
static gboolean
turn_image (const NstImage **image,
            int              turn,
            NstImage       **turned,
            GError         **error)
{
  if (turn > 0 && *image != NULL)
    {
      *turned = nst_image_turn (*image, turn, error);
      if (*turned == NULL)
        return FALSE;
      *image = *turned;
    }

  return TRUE;
}

/* A share of the moments of a style as it is looked at, turned so; its mask has its size. */
static gboolean
add_turned (NstObjective     *objective,
            const NstStyle   *style,
            int               turn,
            double            share,
            const NstThreads *threads,
            GError          **error)
{
  const NstImage      *picture        = style->picture;
  const NstImage      *mask           = style->mask;
  g_autoptr (NstImage) turned_picture = NULL;
  g_autoptr (NstImage) turned_mask    = NULL;
  NstPositionWeights   weights        = { 0 };
  /* A covariance's rank is told by its least eigenvalues. */
  NstPortion portion = { style->zone, &objective->view, &weights, share,
                         objective->settings.statistic == NST_STATISTIC_MOMENTS };
  gboolean   good    = turn_image (&picture, turn, &turned_picture, error) &&
                  turn_image (&mask, turn, &turned_mask, error);

  good = good && nst_objective_init_weights (objective, &weights, mask,
                                             objective->layers.is_style, threads, error);
  if (good)
    {
      const NstWalk walk = nst_style_get_walk (&objective->problem, picture->width,
                                               picture->height, &objective->partition);

      good = nst_objective_walk (objective, picture, &walk, add_style_step, &portion, threads);
    }
  nst_position_weights_clear (&weights);

  return good;
}

/* A share of a style's moments at every style layer, added to the others': the mean of those
 * of its turns. */
static gboolean
add_style (NstObjective     *objective,
           const NstStyle   *style,
           double            share,
           const NstThreads *threads,
           GError          **error)
{
  const NstLayerSet   *layers  = &objective->layers;
  const int            n_turns = nst_settings_count_turns (&objective->settings);
  NstStyle             seen    = *style;
  g_autoptr (NstImage) scaled  = NULL;
  g_autoptr (NstImage) mask    = NULL;
  int                  deepest = 0;

  for (int i = 0; i < layers->n_style; i++)
    deepest = MAX (deepest, layers->style[i]);
  if (!nst_layer_check_size (deepest, layers->pool, style->width, style->height, error))
    return FALSE;

  seen.picture = nst_image_fit (style->picture, style->width, style->height, &scaled, threads,
                                error);
  if (seen.picture == NULL)
    return FALSE;

  if (style->mask != NULL)
    {
      seen.mask = mask = nst_image_resize_mask (style->mask, style->width, style->height,
                                                NST_WRAP_NO, threads, error);
      if (mask == NULL)
        return FALSE;
    }

  for (int turn = 0; turn < n_turns; turn++)
    if (!add_turned (objective, &seen, turn, share / n_turns, threads, error))
      return FALSE;

  return TRUE;
}

typedef struct
{
  NstObjective *objective;
  GError      **errors; /* by task */
} Targets;

/* The widest layers, which come last and take longest, are begun first. */
static void
init_target (gpointer data,
             size_t   task,
             int      thread)
{
  Targets           *targets   = data;
  const NstLayerSet *layers    = &targets->objective->layers;
  const NstStatistic statistic = targets->objective->settings.statistic;
  const size_t       n_zones   = (size_t) targets->objective->n_zones;
  const int          layer     = layers->style[layers->n_style - 1 - (int) (task / n_zones)];
  NstAim            *aim       = &targets->objective->comparisons[layer].aims[task % n_zones];
  GError           **error     = &targets->errors[task];

  (void) thread;

  if (nst_target_init (&aim->target, statistic, &aim->moments, error) &&
      statistic == NST_STATISTIC_MOMENTS)
    nst_directions_init (&aim->directions, aim->target.channels, error);
}

/* Of the styles' moments. */
static gboolean
init_targets (NstObjective     *objective,
              const NstThreads *threads,
              GError          **error)
{
  const int           n       = objective->layers.n_style * objective->n_zones;
  g_autofree GError **errors  = g_new0 (GError *, MAX (n, 1));
  Targets             targets = { objective, errors };
  GError             *first   = NULL;

  nst_threads_run (threads, (size_t) n, init_target, &targets);

  for (int i = 0; i < n; i++)
    if (first == NULL)
      first = targets.errors[i];
    else
      g_clear_error (&targets.errors[i]);

  if (first != NULL)
    g_propagate_error (error, first);

  return first == NULL && !nst_threads_interrupted (threads);
}

double
nst_sources_get_share (const NstSources *sources,
                       int               style)
{
  return sources->shares != NULL ? sources->shares[style] : 1.0 / sources->n_styles;
}

/* Memory for a layer's statistics in a zone. */
static gboolean
reserve_aim (NstObjective *objective,
             int           layer,
             NstAim       *aim,
             GError      **error)
{
  const size_t channels = nst_network_get_channels (objective->problem.network, layer);

  if (!nst_moments_init (&aim->moments, (int) channels, error))
    return FALSE;
  aim->slope = nst_floats_new (channels * channels, error);
  if (aim->slope == NULL)
    return FALSE;
  if (objective->partition.lags)
    aim->slope_before = nst_floats_new (channels * (channels + 1), error);

  return !objective->partition.lags || aim->slope_before != NULL;
}

gboolean
nst_objective_init_styles (NstObjective     *objective,
                           const NstSources *sources,
                           const NstThreads *threads,
                           GError          **error)
{
  const NstLayerSet *layers = &objective->layers;

  for (int i = 0; i < layers->n_style; i++)
    for (int zone = 0; zone < objective->n_zones; zone++)
      if (!reserve_aim (objective, layers->style[i],
                        &objective->comparisons[layers->style[i]].aims[zone], error))
        return FALSE;

  for (int s = 0; s < sources->n_styles && layers->n_style > 0; s++)
    {
      const double share = nst_sources_get_share (sources, s);

      if (share > 0.0 && !add_style (objective, &sources->styles[s], share, threads, error))
        return FALSE;
    }

  return init_targets (objective, threads, error);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a canvas is compared with of the styles: moments, and targets made of them. */

#include "core/objective/objective-private.h"

#include "core/base/memory.h"
#include "core/image/resize.h"

gboolean
nst_objective_add_layer (NstObjective      *objective,
                         const NstFeatures *features,
                         int                layer,
                         NstRegion          region,
                         double             share,
                         gboolean           precise,
                         const NstThreads  *threads)
{
  const NstSpan *span       = &features->geometry.spans[layer];
  NstComparison *comparison = &objective->comparisons[layer];

  return nst_moments_add (&comparison->moments, &features->maps[layer], region,
                          (double) span->width * span->height, comparison->mean_response, share,
                          precise, threads);
}

gboolean
nst_objective_add_moments (NstObjective      *objective,
                           const NstFeatures *features,
                           double             share,
                           gboolean           precise,
                           const NstThreads  *threads)
{
  const NstLayerSet *layers = &objective->layers;

  for (int i = 0; i < layers->n_style; i++)
    {
      const int layer = layers->style[i];

      if (!nst_objective_add_layer (objective, features, layer,
                                    nst_features_get_own (features, layer), share, precise,
                                    threads))
        return FALSE;
    }

  return TRUE;
}

static gboolean
add_style_step (NstObjective     *objective,
                gpointer          user_data,
                const NstThreads *threads)
{
  const double *share = user_data;

  /* Its covariance's rank is told by its least eigenvalues. */
  return nst_objective_add_moments (objective, &objective->view, *share,
                                    objective->settings.statistic == NST_STATISTIC_MOMENTS,
                                    threads);
}

/* A share of the moments of a picture, turned so. */
static gboolean
add_turned (NstObjective     *objective,
            const NstImage   *picture,
            int               turn,
            double            share,
            const NstThreads *threads,
            GError          **error)
{
  g_autoptr (NstImage) turned = NULL;
  NstWalk              walk;

  if (turn > 0)
    {
      picture = turned = nst_image_turn (picture, turn, error);
      if (picture == NULL)
        return FALSE;
    }

  walk = nst_style_get_walk (&objective->problem, picture->width, picture->height,
                             &objective->partition);

  return nst_objective_walk (objective, picture, &walk, add_style_step, &share, threads);
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
  const NstLayerSet   *layers = &objective->layers;
  g_autoptr (NstImage) scaled = NULL;
  const NstImage      *picture;
  const int            n_turns = nst_settings_count_turns (&objective->settings);
  int                  deepest = 0;

  for (int i = 0; i < layers->n_style; i++)
    deepest = MAX (deepest, layers->style[i]);
  if (!nst_layer_check_size (deepest, layers->pool, style->width, style->height, error))
    return FALSE;

  picture = nst_image_fit (style->picture, style->width, style->height, &scaled, threads, error);
  if (picture == NULL)
    return FALSE;

  share /= n_turns;
  for (int turn = 0; turn < n_turns; turn++)
    if (!add_turned (objective, picture, turn, share, threads, error))
      return FALSE;

  return TRUE;
}

typedef struct
{
  NstObjective *objective;
  GError       *errors[NST_N_LAYERS]; /* by task */
} Targets;

/* The widest layers, which come last and take longest, are begun first. */
static void
init_target (gpointer data,
             size_t   task,
             int      thread)
{
  Targets           *targets    = data;
  const NstLayerSet *layers     = &targets->objective->layers;
  const NstStatistic statistic  = targets->objective->settings.statistic;
  const int          layer      = layers->style[layers->n_style - 1 - (int) task];
  NstComparison     *comparison = &targets->objective->comparisons[layer];
  GError           **error      = &targets->errors[task];

  (void) thread;

  if (nst_target_init (&comparison->target, statistic, &comparison->moments, error) &&
      statistic == NST_STATISTIC_MOMENTS)
    nst_directions_init (&comparison->directions, comparison->target.channels, error);
}

/* Of the styles' moments. */
static gboolean
init_targets (NstObjective     *objective,
              const NstThreads *threads,
              GError          **error)
{
  Targets targets = { objective };
  GError *first   = NULL;

  nst_threads_run (threads, objective->layers.n_style, init_target, &targets);

  for (int i = 0; i < objective->layers.n_style; i++)
    if (first == NULL)
      first = targets.errors[i];
    else
      g_clear_error (&targets.errors[i]);

  if (first != NULL)
    g_propagate_error (error, first);

  return first == NULL && !nst_threads_interrupted (threads);
}

gboolean
nst_objective_init_styles (NstObjective     *objective,
                           const NstStyle   *styles,
                           int               n_styles,
                           const NstThreads *threads,
                           GError          **error)
{
  const NstLayerSet *layers = &objective->layers;

  for (int i = 0; i < layers->n_style; i++)
    {
      NstComparison *comparison = &objective->comparisons[layers->style[i]];
      const int      channels   = nst_network_get_channels (objective->problem.network,
                                                            comparison->layer);

      if (!nst_moments_init (&comparison->moments, channels, error))
        return FALSE;
      comparison->slope = nst_floats_new ((size_t) channels * channels, error);
      if (comparison->slope == NULL)
        return FALSE;
      if (objective->partition.lags)
        {
          comparison->slope_before = nst_floats_new ((size_t) channels * (channels + 1), error);
          if (comparison->slope_before == NULL)
            return FALSE;
        }
    }

  for (int s = 0; s < n_styles && layers->n_style > 0; s++)
    if (!add_style (objective, &styles[s], 1.0 / n_styles, threads, error))
      return FALSE;

  return init_targets (objective, threads, error);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The targets that a canvas is compared with, from content and styles. */

#include "core/objective/objective-private.h"

#include "core/base/memory.h"

#include <stdlib.h>
#include <string.h>

#include <glib/gi18n-lib.h>

gboolean
nst_objective_walk (NstObjective     *objective,
                    const NstImage   *picture,
                    const NstWalk    *walk,
                    NstStepFunc       step_func,
                    gpointer          user_data,
                    const NstThreads *threads)
{
  for (int left = 0; left < picture->width; left += MIN (walk->strip, picture->width))
    {
      NstGeometry geometry;

      nst_geometry_init (&geometry, walk, left);
      nst_features_init (&objective->view, &geometry, objective->problem.network,
                         objective->layers.kernels, objective->settings.edge, picture->data, NULL,
                         objective->arena->data);

      for (int step = 0; step < geometry.n_steps; step++)
        if (!nst_features_forward (&objective->view, step, threads) ||
            !step_func (objective, user_data, threads))
          return FALSE;
    }

  return TRUE;
}

/* Copies the content's responses of a step to where they are held. */
static gboolean
copy_content_step (NstObjective     *objective,
                   gpointer          user_data,
                   const NstThreads *threads)
{
  for (int i = 0; i < objective->layers.n_content; i++)
    {
      const int            layer  = objective->layers.content[i];
      const NstFeatureMap *from   = &objective->view.maps[layer];
      NstFeatureMap       *to     = &objective->comparisons[layer].content;
      const NstRegion      region = nst_features_get_own (&objective->view, layer);

      if (nst_region_is_empty (region))
        continue;
      for (int y = region.top; y < region.bottom && !nst_threads_interrupted (threads); y++)
        memcpy (to->data + nst_feature_map_at (to, y, region.left),
                from->data + nst_feature_map_at (from, y, region.left),
                (size_t) (region.right - region.left) * to->channels * sizeof (float));
    }

  return !nst_threads_interrupted (threads);
}

static gboolean
init_content (NstObjective     *objective,
              const NstThreads *threads,
              GError          **error)
{
  const NstLayerSet *layers = &objective->layers;
  NstWalk            walk;

  if (layers->n_content == 0 || !objective->partition.keeps_content)
    return TRUE;

  for (int i = 0; i < layers->n_content; i++)
    {
      NstFeatureMap *map = &objective->comparisons[layers->content[i]].content;
      int            width;
      int            height;

      nst_layer_get_size (layers->content[i], layers->pool, objective->problem.width,
                          objective->problem.height,
                          &width, &height);
      *map      = (NstFeatureMap){ nst_network_get_channels (objective->problem.network,
                                                             layers->content[i]),
                                   0, width, height };
      map->data = nst_floats_new (nst_feature_map_count (width, height, map->channels), error);
      if (map->data == NULL)
        return FALSE;
    }

  walk = nst_content_get_walk (&objective->problem, &objective->partition);

  return nst_objective_walk (objective, objective->content, &walk, copy_content_step, NULL,
                             threads);
}

/* Floats of the feature maps that a style of this size needs. */
static size_t
measure_style (const NstObjective *objective,
               int                 width,
               int                 height)
{
  const NstWalk walk = nst_style_get_walk (&objective->problem, width, height,
                                           &objective->partition);

  return nst_walk_measure (&walk, objective->layers.kernels, objective->problem.n_threads).maps;
}

/* Room in the arena for the canvas and the styles (sources NULL: the canvas alone). */
static gboolean
make_room (NstObjective     *objective,
           const NstSources *sources,
           GError          **error)
{
  const NstProblem *problem = &objective->problem;
  const size_t      space   = objective->n_space * problem->n_threads *
                       sizeof (double) / sizeof (float);

  objective->n_maps = nst_passes_measure (problem, &objective->partition).maps;

  for (int s = 0; sources != NULL && s < sources->n_styles && objective->layers.n_style > 0; s++)
    {
      const NstStyle *style = &sources->styles[s];

      if (nst_sources_get_share (sources, s) <= 0.0)
        continue;
      objective->n_maps = MAX (objective->n_maps,
                               measure_style (objective, style->width, style->height));
      if (objective->settings.turned == NST_TURNED_ALL)
        objective->n_maps = MAX (objective->n_maps,
                                 measure_style (objective, style->height, style->width));
    }

  return nst_arena_reserve (objective->arena, objective->n_maps + space, error);
}

double
nst_objective_count_responses (const NstObjective *objective,
                               int                 layer)
{
  const NstProblem *problem = &objective->problem;
  int               width;
  int               height;

  nst_layer_get_size (layer, problem->layers->pool, problem->width, problem->height,
                      &width, &height);

  return (double) width * height * nst_network_get_channels (problem->network, layer);
}

static double
get_coverage (const NstObjective *objective,
              int                 layer,
              int                 zone)
{
  const NstPositionWeights *weights = &objective->zone_weights[zone];
  const NstFeatureMap      *map     = nst_position_weights_get (weights, layer);

  return map != NULL ? weights->sums[layer] / ((double) map->columns * map->rows) : 1.0;
}

static double
get_style_weight (const NstObjective *objective,
                  int                 i,
                  double              coverage)
{
  const NstSettings *settings = &objective->settings;
  const NstLayerSet *layers   = &objective->layers;
  const double       weight   = settings->beta * layers->style_weights[i] * coverage;
  const double       channels = nst_network_get_channels (objective->problem.network,
                                                          layers->style[i]);

  if (settings->statistic == NST_STATISTIC_GRAM && settings->weighting == NST_WEIGHTING_GATYS)
    return weight * channels * channels / 4.0;

  return weight;
}

static double
get_content_weight (const NstObjective *objective,
                    int                 i)
{
  const int    layer     = objective->layers.content[i];
  const double weight    = objective->settings.alpha * objective->layers.content_weights[i];
  const double channels  = nst_network_get_channels (objective->problem.network, layer);
  const double positions = nst_objective_count_responses (objective, layer) / channels;

  return objective->settings.objects == NST_OBJECTS_HELD ? weight * MAX (channels / positions, 1.0)
                                                         : weight;
}

void
nst_objective_set_weights (NstObjective      *objective,
                           const NstSettings *settings)
{
  const NstLayerSet *layers = &objective->layers;

  objective->settings.alpha = settings->alpha;
  objective->settings.beta  = settings->beta;
  objective->settings.tv    = settings->tv;

  for (int i = 0; i < layers->n_content; i++)
    objective->comparisons[layers->content[i]].content_weight = get_content_weight (objective, i);

  for (int i = 0; i < layers->n_style; i++)
    for (int zone = 0; zone < objective->n_zones; zone++)
      {
        NstAim *aim = &objective->comparisons[layers->style[i]].aims[zone];

        aim->weight = get_style_weight (objective, i, aim->coverage);
      }
}

/* What is compared at each layer, its target still open. */
static void
init_comparisons (NstObjective *objective)
{
  const NstLayerSet *layers   = &objective->layers;
  const NstSettings *settings = &objective->settings;
  NstNetwork        *network  = objective->problem.network;

  for (int layer = 0; layer <= layers->deepest; layer++)
    if (layers->is_compared[layer])
      {
        NstComparison *comparison = &objective->comparisons[layer];

        comparison->layer         = layer;
        comparison->is_content    = layers->is_content[layer];
        comparison->mean_response = settings->normalise
                                      ? nst_network_get_mean_response (network, layer)
                                      : 1.0;
      }

  for (int i = 0; i < layers->n_style; i++)
    {
      NstComparison *comparison = &objective->comparisons[layers->style[i]];
      const int      channels   = nst_network_get_channels (network, layers->style[i]);
      const size_t   space      = nst_target_count_space (channels, settings->statistic);

      objective->n_space = MAX (objective->n_space, space);
      comparison->n_aims = objective->n_zones;
      comparison->aims   = g_new0 (NstAim, objective->n_zones);
      for (int zone = 0; zone < objective->n_zones; zone++)
        {
          comparison->aims[zone].offset   = g_new0 (float, channels);
          comparison->aims[zone].coverage = get_coverage (objective, layers->style[i], zone);
        }
    }

  nst_objective_set_weights (objective, settings);
}

/* How much the canvas's positions weigh. */
static gboolean
init_weights (NstObjective     *objective,
              const NstSources *sources,
              const NstThreads *threads,
              GError          **error)
{
  const NstLayerSet *layers = &objective->layers;
  gboolean           good;

  good = nst_objective_init_weights (objective, &objective->content_weights,
                                     sources->content_mask, layers->is_content, threads, error);
  for (int zone = 0; zone < objective->n_zones && good; zone++)
    good = nst_objective_init_weights (objective, &objective->zone_weights[zone],
                                       sources->zone_masks != NULL ? sources->zone_masks[zone]
                                                                   : NULL,
                                       layers->is_style, threads, error);

  return good;
}

static gboolean
check_styles (const NstLayerSet *layers,
              const NstSources  *sources,
              GError           **error)
{
  if (layers->n_style == 0 || sources->n_styles > 0)
    return TRUE;

  return nst_refuse (error, NST_ERROR_SETTINGS,
                     _ ("There is no style: choose a style picture."));
}

NstObjective *
nst_objective_new (NstNetwork         *network,
                   const NstSources   *sources,
                   const NstSettings  *settings,
                   const NstLayerSet  *layers,
                   const NstPartition *partition,
                   NstArena           *arena,
                   const NstThreads   *threads,
                   GError            **error)
{
  NstObjective   *objective = g_new0 (NstObjective, 1);
  const NstImage *content   = sources->content;

  objective->settings  = *settings;
  objective->layers    = *layers;
  objective->partition = *partition;
  objective->arena     = arena;
  objective->content   = content;
  objective->problem   = (NstProblem){
      network, &objective->layers, settings->statistic, content->width, content->height,
      threads->n_threads, .n_zones = sources->n_zones
  };
  objective->n_zones      = nst_problem_count_zones (&objective->problem);
  objective->zone_weights = g_new0 (NstPositionWeights, objective->n_zones);

  if (check_styles (layers, sources, error) &&
      nst_layer_check_size (layers->deepest, layers->pool, content->width, content->height,
                            error) &&
      nst_layer_set_check_wrap (layers, content->width, content->height, error) &&
      nst_network_prepare (network, layers->kernels, layers->deepest, threads, error) &&
      init_weights (objective, sources, threads, error))
    {
      init_comparisons (objective);

      if (make_room (objective, sources, error) &&
          nst_objective_init_styles (objective, sources, threads, error) &&
          init_content (objective, threads, error))
        return objective;
    }

  nst_objective_free (objective);
  return NULL;
}

gboolean
nst_objective_is_whole (const NstObjective *objective)
{
  return objective->partition.n_parts == 1 && objective->partition.keeps_content;
}

gboolean
nst_objective_reserve (NstObjective *objective,
                       GError      **error)
{
  return make_room (objective, NULL, error);
}

void
nst_objective_set_part_func (NstObjective *objective,
                             NstPartFunc   func,
                             gpointer      user_data)
{
  objective->part_func = func;
  objective->part_data = user_data;
}

static void
clear_aim (NstAim *aim)
{
  nst_target_clear (&aim->target);
  nst_directions_clear (&aim->directions);
  nst_moments_clear (&aim->moments);
  free (aim->slope);
  free (aim->slope_before);
  g_free (aim->offset);
}

void
nst_objective_free (NstObjective *objective)
{
  if (objective == NULL)
    return;

  nst_position_weights_clear (&objective->content_weights);
  for (int zone = 0; zone < objective->n_zones; zone++)
    nst_position_weights_clear (&objective->zone_weights[zone]);
  for (int layer = 0; layer < NST_N_LAYERS; layer++)
    {
      NstComparison *comparison = &objective->comparisons[layer];

      free (comparison->content.data);
      for (int zone = 0; zone < comparison->n_aims; zone++)
        clear_aim (&comparison->aims[zone]);
      g_free (comparison->aims);
    }
  g_free (objective->zone_weights);
  g_free (objective);
}

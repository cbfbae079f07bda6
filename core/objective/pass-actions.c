/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the passes do: moments and distances, norms, the gradient. */

#include "core/objective/pass-actions.h"

#include "core/base/blas.h"
#include "core/objective/distances.h"


/* ---- moments, and the styles' distances ------------------------------ */

static gboolean
visit_moments (NstEvaluation *evaluation)
{
  NstObjective *objective = evaluation->objective;
  gboolean      good      = TRUE;

  for (int zone = 0; zone < objective->n_zones && good; zone++)
    {
      const NstPortion portion = nst_objective_get_portion (objective, zone);

      good = nst_objective_add_moments (objective, &portion, evaluation->threads);
    }

  return good;
}

/* A style layer's distance in a zone.  Slope and offset are left ready to be applied to the
 * responses as they are: mean response worked in and weight too, except where it is yet to be
 * divided by a norm. */
static NstDistance
make_distance (const NstEvaluation *evaluation,
               int                  layer,
               int                  zone)
{
  NstObjective             *objective = evaluation->objective;
  NstAim                   *aim       = &objective->comparisons[layer].aims[zone];
  const NstPositionWeights *weights   = &objective->zone_weights[zone];
  const NstFeatureMap      *map       = &objective->features.maps[layer];
  const NstSpan            *span      = &objective->features.geometry.spans[layer];
  const gboolean            held      = evaluation->passes->whole &&
                        nst_position_weights_get (weights, layer) == NULL;
  const double mean   = objective->comparisons[layer].mean_response;
  const double weight = objective->layers.weighs_gradients ? 1.0 : aim->weight;

  return (NstDistance){ .target = &aim->target,
                        .canvas = &aim->moments,
                        .seen   = { held ? map->data : NULL,
                                  nst_objective_count_positions (weights, span, layer), mean },
                        .directions = &aim->directions,
                        .by_slope   = weight / (mean * mean),
                        .by_offset  = weight / mean,
                        .slope      = aim->slope,
                        .offset     = aim->offset };
}

static gboolean
finish_moments (NstEvaluation *evaluation)
{
  NstObjective      *objective = evaluation->objective;
  const NstLayerSet *layers    = &objective->layers;
  double            *space     = (double *) (void *) (objective->arena->data + objective->n_maps);
  const int          n_zones   = objective->n_zones;
  const int          n         = layers->n_style * n_zones;

  g_autofree NstDistance *distances = g_new (NstDistance, MAX (n, 1));

  for (int i = 0; i < n; i++)
    distances[i] = make_distance (evaluation, layers->style[i / n_zones], i % n_zones);

  if (!nst_distances_run (distances, n, space, objective->n_space, evaluation->threads))
    return FALSE;

  for (int i = 0; i < n; i++)
    objective->comparisons[layers->style[i / n_zones]].aims[i % n_zones].distance =
      distances[i].distance;

  return TRUE;
}


/* ---- norms ----------------------------------------------------------- */

/* A layer's responses to the canvas and, where they are compared, to the content. */
static NstCompared
get_compared (NstObjective *objective,
              int           layer)
{
  NstCompared compared = {
    &objective->features.maps[layer], NULL, &objective->features.geometry.spans[layer],
    nst_position_weights_get (&objective->content_weights, layer), objective->zone_weights
  };

  if (objective->layers.is_content[layer])
    compared.content = objective->partition.keeps_content ? &objective->comparisons[layer].content
                                                          : &objective->view.maps[layer];

  return compared;
}

static gboolean
visit_norms (NstEvaluation *evaluation)
{
  NstObjective      *objective = evaluation->objective;
  const NstLayerSet *layers    = &objective->layers;

  for (int layer = 0; layer <= layers->deepest; layer++)
    if (layers->is_compared[layer])
      {
        const NstCompared compared = get_compared (objective, layer);

        if (!nst_comparison_add_norms (&objective->comparisons[layer], &compared,
                                       nst_features_get_own (&objective->features, layer),
                                       evaluation->threads))
          return FALSE;
      }

  return TRUE;
}

/* Terms without a gradient have nothing to be divided by. */
static double
get_norm (double sum)
{
  return sum > 0.0 ? sum : 1.0;
}

/* From sums over the whole to norms, by responses as they are compared, divided by
 * their mean response; then the style's slopes are ready. */
static gboolean
finish_norms (NstEvaluation *evaluation)
{
  NstObjective      *objective = evaluation->objective;
  const NstLayerSet *layers    = &objective->layers;

  for (int i = 0; i < layers->n_content; i++)
    {
      NstComparison *comparison = &objective->comparisons[layers->content[i]];

      comparison->content_norm = get_norm (comparison->content_norm * 2.0 /
                                           comparison->mean_response /
                                           nst_objective_count_responses (objective,
                                                                          layers->content[i]));
    }

  for (int i = 0; i < layers->n_style; i++)
    for (int zone = 0; zone < objective->n_zones; zone++)
      {
        const NstComparison *comparison = &objective->comparisons[layers->style[i]];
        NstAim              *aim        = &comparison->aims[zone];
        const int            channels   = aim->target.channels;
        float                by;

        aim->norm = get_norm (aim->norm * comparison->mean_response);
        by        = (float) (aim->weight / aim->norm);
        nst_blas.sscal (channels * channels, by, aim->slope, 1);
        nst_blas.sscal (channels, by, aim->offset, 1);
      }

  return TRUE;
}


/* ---- the gradient ---------------------------------------------------- */

/* What the strip's own columns bring to the moments for the next evaluation, before the
 * responses are overwritten. */
static gboolean
add_own_moments (NstEvaluation *evaluation,
                 int            layer,
                 NstRegion      region)
{
  NstObjective  *objective = evaluation->objective;
  const NstSpan *span      = &objective->features.geometry.spans[layer];
  gboolean       good      = TRUE;

  region.left  = span->own_left;
  region.right = span->own_right;

  for (int zone = 0; zone < objective->n_zones && good; zone++)
    {
      const NstPortion portion = nst_objective_get_portion (objective, zone);

      good = nst_objective_add_layer (objective, &portion, layer, region, evaluation->threads);
    }

  return good;
}

static void
compare_layer (gpointer  user_data,
               int       layer,
               NstRegion region,
               float     dead)
{
  NstEvaluation    *evaluation = user_data;
  NstObjective     *objective  = evaluation->objective;
  const NstCompared compared   = get_compared (objective, layer);
  const gboolean    adds       = evaluation->passes->lags && objective->layers.is_style[layer];

  if ((adds && !add_own_moments (evaluation, layer, region)) ||
      !nst_comparison_run (&objective->comparisons[layer], &compared, region, dead,
                           evaluation->threads))
    evaluation->failed = TRUE;
}

static gboolean
visit_gradient (NstEvaluation *evaluation)
{
  return nst_features_backward (&evaluation->objective->features, compare_layer, evaluation,
                                evaluation->gradient, evaluation->threads) &&
         !evaluation->failed;
}

/* From a slope before and now to the next one; first: only now is known. */
static void
go_on (gboolean first,
       size_t   n,
       float   *before,
       float   *slope)
{
  for (size_t i = 0; i < n; i++)
    {
      const float now = slope[i];

      slope[i]  = first ? now : 2.0f * now - before[i];
      before[i] = now;
    }
}

/* Where slopes lag, they are the next evaluation's from here on. */
static gboolean
finish_gradient (NstEvaluation *evaluation)
{
  const NstObjective *objective = evaluation->objective;
  const gboolean      first     = !evaluation->passes->lags;

  if (!objective->partition.lags)
    return TRUE;
  if (!first && !finish_moments (evaluation))
    return FALSE;

  for (int i = 0; i < objective->layers.n_style; i++)
    for (int zone = 0; zone < objective->n_zones; zone++)
      {
        const NstAim *aim = &objective->comparisons[objective->layers.style[i]].aims[zone];
        const size_t  n   = (size_t) aim->target.channels;

        go_on (first, n * n, aim->slope_before, aim->slope);
        go_on (first, n, aim->slope_before + n * n, aim->offset);
      }

  return TRUE;
}


/* ---- the table ------------------------------------------------------- */

const NstPassActions nst_pass_actions[NST_N_PASSES] = {
  [NST_PASS_MOMENTS]  = { visit_moments, finish_moments },
  [NST_PASS_NORMS]    = { visit_norms, finish_norms },
  [NST_PASS_GRADIENT] = { visit_gradient, finish_gradient },
};

/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Losses, and the gradient by the canvas. */

#include "core/objective/objective.h"

#include <cblas.h>

/* An evaluation that is under way. */
typedef struct
{
  NstObjective  *objective;
  const NstThreads *threads;
  gboolean       failed;
} Evaluation;

static void
tap_layer (gpointer  user_data,
           int       layer,
           NstRegion region,
           float     dead)
{
  Evaluation *evaluation = user_data;

  if (!nst_objective_compare (evaluation->objective, layer, region, dead, evaluation->threads))
    evaluation->failed = TRUE;
}


/* ---- the style's distances ------------------------------------------- */

typedef struct
{
  NstObjective *objective;
  gboolean      whole;          /* all of the responses are at hand */
  double       *values;         /* of the style layers */
} Distances;

/* The widest layers, which come last and take longest, are begun first.  Leaves
 * slope and offset ready to be applied to the responses as they are, scale worked in
 * and weight too, but where it is yet to be divided by a norm. */
static void
compare_layer (gpointer data,
               size_t   task,
               int      thread)
{
  Distances          *distances = data;
  NstObjective       *objective = distances->objective;
  const NstLayerSet *layers      = &objective->layers;
  const int           i         = layers->n_style - 1 - (int) task;
  const int           layer     = layers->style[i];
  NstComparison             *comparison       = &objective->comparisons[layer];
  const NstFeatureMap     *map     = &objective->features.maps[layer];
  const NstSpan      *span      = &objective->features.geometry.spans[layer];
  const int           channels  = comparison->target.channels;
  const double        weight    = layers->weighs_gradients ? 1.0 : comparison->style_weight;
  const float         by_slope  = (float) (weight / (comparison->mean_response * comparison->mean_response));
  const float         by_offset = (float) (weight / comparison->mean_response);
  double             *space     = (double *) (void *) (objective->arena->data +
                                                       objective->n_maps);

  distances->values[i] =
    nst_target_distance (&comparison->target, &comparison->moments,
                         distances->whole ? map->data : NULL,
                         (size_t) span->width * span->height, comparison->mean_response, comparison->slope,
                         comparison->offset, space + thread * objective->n_space);

  cblas_sscal (channels * channels, by_slope, comparison->slope, 1);
  cblas_sscal (channels, by_offset, comparison->offset, 1);
}


/* ---- passages -------------------------------------------------------- */

static gboolean
is_whole (const NstObjective *objective)
{
  return objective->partition.strip >= objective->width &&
         objective->partition.band >= objective->height;
}

/* A canvas's way through the network, a tile at a time. */
typedef struct
{
  NstNeed         need;
  const gboolean *compared;         /* the layers that are looked at */
  gboolean        sees_content; /* it is compared with the content */
  double          from;         /* its part of the evaluation ... */
  double          to;
  gboolean     (* visit) (NstObjective  *objective,
                          float         *gradient,
                          const NstThreads *threads);
} Passage;

/* Whether the content has to be computed beside the canvas. */
static gboolean
needs_view (const NstObjective *objective,
            const Passage      *passage)
{
  return passage->sees_content && !objective->partition.keeps_content &&
         objective->layers.n_content > 0;
}

/* Begins a strip of the canvas, and of the content where it has to be seen. */
static void
begin_strip (NstObjective  *objective,
             const Passage *passage,
             const float   *canvas,
             int            left)
{
  const NstLayerSet *layers   = &objective->layers;
  const NstPartition    *partition = &objective->partition;
  NstGeometry           geometry;

  nst_geometry_init (&geometry, objective->network, objective->width, objective->height,
                   layers->pool, passage->need, passage->compared, left, partition->strip, partition->band);
  nst_features_init (&objective->features, &geometry, objective->network, layers->kernels,
                     objective->settings.edge, NULL, canvas, objective->arena->data);

  if (needs_view (objective, passage))
    {
      const NstNeed need = passage->need == NST_NEED_GRADIENT ? NST_NEED_VIEW : passage->need;
      float        *rest = objective->arena->data + nst_geometry_count (&geometry, FALSE);

      nst_geometry_init (&geometry, objective->network, objective->width, objective->height,
                       layers->pool, need, layers->is_content, left, partition->strip, partition->band);
      nst_features_init (&objective->view, &geometry, objective->network, layers->kernels,
                         objective->settings.edge, objective->content, NULL, rest);
    }
}

/* Tells that a step of the strip from left on is done. */
static void
tell_of_part (const NstObjective *objective,
              const Passage      *passage,
              int                 left,
              int                 step)
{
  const NstGeometry *geometry = &objective->features.geometry;
  const double     strips = (left + (double) (geometry->right - geometry->left) * (step + 1) /
                             geometry->n_steps) / objective->width;

  if (objective->part_func != NULL)
    objective->part_func (objective->part_data,
                          passage->from + (passage->to - passage->from) * strips);
}

/* A step's responses, as far as the passage needs them. */
static gboolean
go_forward (NstObjective  *objective,
            const Passage *passage,
            int            step,
            const NstThreads *threads)
{
  return nst_features_forward (&objective->features, step, threads) &&
         (!needs_view (objective, passage) ||
          nst_features_forward (&objective->view, step, threads));
}

static gboolean
pass (NstObjective  *objective,
      const Passage *passage,
      const float   *canvas,
      float         *gradient,
      const NstThreads *threads)
{
  for (int left = 0; left < objective->width; left += objective->partition.strip)
    {
      begin_strip (objective, passage, canvas, left);

      for (int step = 0; step < objective->features.geometry.n_steps; step++)
        {
          if (!go_forward (objective, passage, step, threads) ||
              !passage->visit (objective, gradient, threads))
            return FALSE;

          tell_of_part (objective, passage, left, step);
        }
    }

  return TRUE;
}

static gboolean
visit_moments (NstObjective  *objective,
               float         *gradient,
               const NstThreads *threads)
{
  return nst_objective_add_moments (objective, &objective->features, 1.0, threads);
}

static gboolean
visit_norms (NstObjective  *objective,
             float         *gradient,
             const NstThreads *threads)
{
  return nst_objective_add_norms (objective, threads);
}

static gboolean
go_back (NstObjective  *objective,
         float         *gradient,
         const NstThreads *threads)
{
  Evaluation evaluation = { objective, threads };

  return nst_features_backward (&objective->features, tap_layer, &evaluation,
                                gradient, threads) && !evaluation.failed;
}

static gboolean
compare_styles (NstObjective  *objective,
                gboolean       whole,
                double        *values,
                const NstThreads *threads)
{
  Distances distances = { objective, whole, values };

  nst_threads_run (threads, objective->layers.n_style, compare_layer, &distances);

  return !nst_threads_interrupted (threads);
}

/* Responses of a layer, all channels. */
static double
count_responses (const NstObjective *objective,
                 int                 layer)
{
  int width;
  int height;

  nst_layer_get_size (layer, objective->layers.pool, objective->width, objective->height,
                      &width, &height);

  return (double) width * height * nst_network_get_channels (objective->network, layer);
}

/* Terms without a gradient have nothing to be divided by. */
static double
get_norm (double sum)
{
  return sum > 0.0 ? sum : 1.0;
}

/* From sums over the whole to norms, by responses as they are compared, divided by
 * their scale; then the style's slopes are ready. */
static void
finish_norms (NstObjective *objective)
{
  const NstLayerSet *layers = &objective->layers;

  for (int i = 0; i < layers->n_content; i++)
    {
      NstComparison *comparison = &objective->comparisons[layers->content[i]];

      comparison->content_norm = get_norm (comparison->content_norm * 2.0 / comparison->mean_response /
                                    count_responses (objective, layers->content[i]));
    }

  for (int i = 0; i < layers->n_style; i++)
    {
      NstComparison   *comparison      = &objective->comparisons[layers->style[i]];
      const int channels = comparison->target.channels;
      float     by;

      comparison->style_norm = get_norm (comparison->style_norm * comparison->mean_response);
      by = (float) (comparison->style_weight / comparison->style_norm);
      cblas_sscal (channels * channels, by, comparison->slope, 1);
      cblas_sscal (channels, by, comparison->offset, 1);
    }
}

/* The gradient of a canvas that is worked on in tiles. */
static gboolean
pass_parts (NstObjective  *objective,
            const float   *canvas,
            float         *gradient,
            double        *style,
            const NstThreads *threads)
{
  const NstLayerSet *layers = &objective->layers;
  /* Forward is one share of an evaluation, forward and backward two. */
  const double  share = layers->weighs_gradients ? 1.0 / 4.0 : 1.0 / 3.0;
  const Passage moments = { NST_NEED_OWN, layers->is_style, FALSE, 0.0, share, visit_moments };
  const Passage norms   = { NST_NEED_OWN, layers->is_compared, TRUE, share, 2.0 * share, visit_norms };
  const Passage back    = { NST_NEED_GRADIENT, layers->is_compared, TRUE,
                            layers->weighs_gradients ? norms.to : moments.to, 1.0, go_back };

  if (layers->n_style > 0 && !pass (objective, &moments, canvas, NULL, threads))
    return FALSE;
  if (!compare_styles (objective, FALSE, style, threads))
    return FALSE;

  if (layers->weighs_gradients)
    {
      if (!pass (objective, &norms, canvas, NULL, threads))
        return FALSE;
      finish_norms (objective);
    }

  return pass (objective, &back, canvas, gradient, threads);
}

/* The same for a canvas that is worked on whole, in one passage. */
static gboolean
pass_whole (NstObjective  *objective,
            const float   *canvas,
            float         *gradient,
            double        *style,
            const NstThreads *threads)
{
  const NstLayerSet *layers    = &objective->layers;
  const Passage       passage = { NST_NEED_GRADIENT, layers->is_compared, TRUE };

  begin_strip (objective, &passage, canvas, 0);

  if (!go_forward (objective, &passage, 0, threads) ||
      !nst_objective_add_moments (objective, &objective->features, 1.0, threads) ||
      !compare_styles (objective, TRUE, style, threads))
    return FALSE;

  if (layers->weighs_gradients)
    {
      if (!nst_objective_add_norms (objective, threads))
        return FALSE;
      finish_norms (objective);
    }

  return go_back (objective, gradient, threads);
}


/* ---- an evaluation --------------------------------------------------- */

static void
fill_terms (const NstObjective *objective,
            const double       *content,
            const double       *style,
            double              variation,
            double              loss,
            NstTerms           *terms)
{
  const NstLayerSet *layers = &objective->layers;

  *terms = (NstTerms) { layers->n_content, layers->n_style };
  terms->variation = variation;
  terms->loss      = loss;

  for (int i = 0; i < layers->n_content; i++)
    {
      g_strlcpy (terms->content[i].layer, nst_layers[layers->content[i]].name,
                 sizeof (terms->content[i].layer));
      terms->content[i].value = content[i];
    }
  for (int i = 0; i < layers->n_style; i++)
    {
      g_strlcpy (terms->style[i].layer, nst_layers[layers->style[i]].name,
                 sizeof (terms->style[i].layer));
      terms->style[i].value = style[i];
    }
}

/* mean ((F - P)^2) of a layer whose squares are summed up, over its norm. */
static double
get_content_term (const NstObjective *objective,
                  int                 layer)
{
  const NstComparison *comparison = &objective->comparisons[layer];

  return comparison->squares / (comparison->mean_response * comparison->mean_response) / count_responses (objective, layer) /
         comparison->content_norm;
}

/* Nothing is summed up yet. */
static void
begin (NstObjective *objective)
{
  const NstLayerSet *layers = &objective->layers;
  const double        norm = layers->weighs_gradients ? 0.0 : 1.0;

  for (int i = 0; i < layers->n_style; i++)
    {
      nst_moments_reset (&objective->comparisons[layers->style[i]].moments);
      objective->comparisons[layers->style[i]].style_norm = norm;
    }
  for (int i = 0; i < layers->n_content; i++)
    {
      objective->comparisons[layers->content[i]].squares      = 0.0;
      objective->comparisons[layers->content[i]].content_norm = norm;
    }
}

gboolean
nst_objective_evaluate (NstObjective  *objective,
                        const float   *canvas,
                        float         *gradient,
                        double        *loss,
                        NstTerms      *terms,
                        const NstThreads *threads)
{
  const NstSettings  *settings  = &objective->settings;
  const NstLayerSet *layers      = &objective->layers;
  double              content[NST_N_LAYERS];
  double              style[NST_N_LAYERS];
  double              variation = 0.0;
  double              sum       = 0.0;

  begin (objective);
  if (is_whole (objective) ? !pass_whole (objective, canvas, gradient, style, threads)
                           : !pass_parts (objective, canvas, gradient, style, threads))
    return FALSE;

  for (int i = 0; i < layers->n_content; i++)
    {
      content[i] = get_content_term (objective, layers->content[i]);
      sum += objective->comparisons[layers->content[i]].content_weight * content[i];
    }
  for (int i = 0; i < layers->n_style; i++)
    {
      style[i] /= objective->comparisons[layers->style[i]].style_norm;
      sum += objective->comparisons[layers->style[i]].style_weight * style[i];
    }

  if (settings->tv > 0.0 || terms != NULL)
    variation = nst_variation (canvas, objective->width, objective->height,
                               settings->tv_power, settings->tv_edge, settings->tv, gradient, threads);
  sum += settings->tv * variation;

  *loss = sum;
  if (terms != NULL)
    fill_terms (objective, content, style, variation, sum, terms);

  return TRUE;
}

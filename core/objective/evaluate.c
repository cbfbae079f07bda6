/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Losses, and the gradient by the canvas. */

#include "core/objective/objective.h"

#include <cblas.h>

/* An evaluation that is under way. */
typedef struct
{
  NstObjective  *objective;
  const NstWork *work;
  gboolean       failed;
} Evaluation;

static void
tap_layer (gpointer  user_data,
           int       layer,
           NstRegion region,
           float     dead)
{
  Evaluation *evaluation = user_data;

  if (!nst_objective_tap (evaluation->objective, layer, region, dead, evaluation->work))
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
  const NstLayerPlan *plan      = &objective->plan;
  const int           i         = plan->n_style - 1 - (int) task;
  const int           layer     = plan->style[i];
  NstTap             *tap       = &objective->taps[layer];
  const NstPlane     *plane     = &objective->features.planes[layer];
  const NstSpan      *span      = &objective->features.layout.spans[layer];
  const int           channels  = tap->target.channels;
  const double        weight    = plan->weighs_gradients ? 1.0 : tap->style_weight;
  const float         by_slope  = (float) (weight / (tap->scale * tap->scale));
  const float         by_offset = (float) (weight / tap->scale);
  double             *space     = (double *) (void *) (objective->arena->data +
                                                       objective->n_planes);

  distances->values[i] =
    nst_target_distance (&tap->target, &tap->moments,
                         distances->whole ? plane->data : NULL,
                         (size_t) span->width * span->height, tap->scale, tap->slope,
                         tap->offset, space + thread * objective->n_space);

  cblas_sscal (channels * channels, by_slope, tap->slope, 1);
  cblas_sscal (channels, by_offset, tap->offset, 1);
}


/* ---- passages -------------------------------------------------------- */

static gboolean
is_whole (const NstObjective *objective)
{
  return objective->tiling.strip >= objective->width &&
         objective->tiling.band >= objective->height;
}

/* A canvas's way through the network, a tile at a time. */
typedef struct
{
  NstNeed         need;
  const gboolean *kept;         /* the layers that are looked at */
  gboolean        sees_content; /* it is compared with the content */
  double          from;         /* its part of the evaluation ... */
  double          to;
  gboolean     (* visit) (NstObjective  *objective,
                          float         *gradient,
                          const NstWork *work);
} Passage;

/* Whether the content has to be computed beside the canvas. */
static gboolean
needs_view (const NstObjective *objective,
            const Passage      *passage)
{
  return passage->sees_content && !objective->tiling.keeps_content &&
         objective->plan.n_content > 0;
}

/* Begins a strip of the canvas, and of the content where it has to be seen. */
static void
begin_strip (NstObjective  *objective,
             const Passage *passage,
             const float   *canvas,
             int            left)
{
  const NstLayerPlan *plan   = &objective->plan;
  const NstTiling    *tiling = &objective->tiling;
  NstLayout           layout;

  nst_layout_init (&layout, objective->network, objective->width, objective->height,
                   plan->pool, passage->need, passage->kept, left, tiling->strip, tiling->band);
  nst_features_init (&objective->features, &layout, objective->network, plan->kernels,
                     objective->settings.edge, NULL, canvas, objective->arena->data);

  if (needs_view (objective, passage))
    {
      const NstNeed need = passage->need == NST_NEED_GRADIENT ? NST_NEED_VIEW : passage->need;
      float        *rest = objective->arena->data + nst_layout_count (&layout, FALSE);

      nst_layout_init (&layout, objective->network, objective->width, objective->height,
                       plan->pool, need, plan->is_content, left, tiling->strip, tiling->band);
      nst_features_init (&objective->view, &layout, objective->network, plan->kernels,
                         objective->settings.edge, objective->content, NULL, rest);
    }
}

/* Tells that a step of the strip from left on is done. */
static void
tell_of_tile (const NstObjective *objective,
              const Passage      *passage,
              int                 left,
              int                 step)
{
  const NstLayout *layout = &objective->features.layout;
  const double     strips = (left + (double) (layout->right - layout->left) * (step + 1) /
                             layout->n_steps) / objective->width;

  if (objective->tile_func != NULL)
    objective->tile_func (objective->tile_data,
                          passage->from + (passage->to - passage->from) * strips);
}

/* A step's responses, as far as the passage needs them. */
static gboolean
go_forward (NstObjective  *objective,
            const Passage *passage,
            int            step,
            const NstWork *work)
{
  return nst_features_forward (&objective->features, step, work) &&
         (!needs_view (objective, passage) ||
          nst_features_forward (&objective->view, step, work));
}

static gboolean
pass (NstObjective  *objective,
      const Passage *passage,
      const float   *canvas,
      float         *gradient,
      const NstWork *work)
{
  for (int left = 0; left < objective->width; left += objective->tiling.strip)
    {
      begin_strip (objective, passage, canvas, left);

      for (int step = 0; step < objective->features.layout.n_steps; step++)
        {
          if (!go_forward (objective, passage, step, work) ||
              !passage->visit (objective, gradient, work))
            return FALSE;

          tell_of_tile (objective, passage, left, step);
        }
    }

  return TRUE;
}

static gboolean
visit_moments (NstObjective  *objective,
               float         *gradient,
               const NstWork *work)
{
  return nst_objective_add_moments (objective, &objective->features, 1.0, work);
}

static gboolean
visit_norms (NstObjective  *objective,
             float         *gradient,
             const NstWork *work)
{
  return nst_objective_add_norms (objective, work);
}

static gboolean
go_back (NstObjective  *objective,
         float         *gradient,
         const NstWork *work)
{
  Evaluation evaluation = { objective, work };

  return nst_features_backward (&objective->features, tap_layer, &evaluation,
                                gradient, work) && !evaluation.failed;
}

static gboolean
compare_styles (NstObjective  *objective,
                gboolean       whole,
                double        *values,
                const NstWork *work)
{
  Distances distances = { objective, whole, values };

  nst_work_run (work, objective->plan.n_style, compare_layer, &distances);

  return !nst_work_interrupted (work);
}

/* Responses of a layer, all channels. */
static double
count_responses (const NstObjective *objective,
                 int                 layer)
{
  int width;
  int height;

  nst_layer_get_size (layer, objective->plan.pool, objective->width, objective->height,
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
  const NstLayerPlan *plan = &objective->plan;

  for (int i = 0; i < plan->n_content; i++)
    {
      NstTap *tap = &objective->taps[plan->content[i]];

      tap->content_norm = get_norm (tap->content_norm * 2.0 / tap->scale /
                                    count_responses (objective, plan->content[i]));
    }

  for (int i = 0; i < plan->n_style; i++)
    {
      NstTap   *tap      = &objective->taps[plan->style[i]];
      const int channels = tap->target.channels;
      float     by;

      tap->style_norm = get_norm (tap->style_norm * tap->scale);
      by = (float) (tap->style_weight / tap->style_norm);
      cblas_sscal (channels * channels, by, tap->slope, 1);
      cblas_sscal (channels, by, tap->offset, 1);
    }
}

/* The gradient of a canvas that is worked on in tiles. */
static gboolean
pass_tiles (NstObjective  *objective,
            const float   *canvas,
            float         *gradient,
            double        *style,
            const NstWork *work)
{
  const NstLayerPlan *plan = &objective->plan;
  /* Forward is one share of an evaluation, forward and backward two. */
  const double  share = plan->weighs_gradients ? 1.0 / 4.0 : 1.0 / 3.0;
  const Passage moments = { NST_NEED_OWN, plan->is_style, FALSE, 0.0, share, visit_moments };
  const Passage norms   = { NST_NEED_OWN, plan->is_kept, TRUE, share, 2.0 * share, visit_norms };
  const Passage back    = { NST_NEED_GRADIENT, plan->is_kept, TRUE,
                            plan->weighs_gradients ? norms.to : moments.to, 1.0, go_back };

  if (plan->n_style > 0 && !pass (objective, &moments, canvas, NULL, work))
    return FALSE;
  if (!compare_styles (objective, FALSE, style, work))
    return FALSE;

  if (plan->weighs_gradients)
    {
      if (!pass (objective, &norms, canvas, NULL, work))
        return FALSE;
      finish_norms (objective);
    }

  return pass (objective, &back, canvas, gradient, work);
}

/* The same for a canvas that is worked on whole, in one passage. */
static gboolean
pass_whole (NstObjective  *objective,
            const float   *canvas,
            float         *gradient,
            double        *style,
            const NstWork *work)
{
  const NstLayerPlan *plan    = &objective->plan;
  const Passage       passage = { NST_NEED_GRADIENT, plan->is_kept, TRUE };

  begin_strip (objective, &passage, canvas, 0);

  if (!go_forward (objective, &passage, 0, work) ||
      !nst_objective_add_moments (objective, &objective->features, 1.0, work) ||
      !compare_styles (objective, TRUE, style, work))
    return FALSE;

  if (plan->weighs_gradients)
    {
      if (!nst_objective_add_norms (objective, work))
        return FALSE;
      finish_norms (objective);
    }

  return go_back (objective, gradient, work);
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
  const NstLayerPlan *plan = &objective->plan;

  *terms = (NstTerms) { plan->n_content, plan->n_style };
  terms->variation = variation;
  terms->loss      = loss;

  for (int i = 0; i < plan->n_content; i++)
    {
      g_strlcpy (terms->content[i].layer, nst_layers[plan->content[i]].name,
                 sizeof (terms->content[i].layer));
      terms->content[i].value = content[i];
    }
  for (int i = 0; i < plan->n_style; i++)
    {
      g_strlcpy (terms->style[i].layer, nst_layers[plan->style[i]].name,
                 sizeof (terms->style[i].layer));
      terms->style[i].value = style[i];
    }
}

/* mean ((F - P)^2) of a layer whose squares are summed up, over its norm. */
static double
get_content_term (const NstObjective *objective,
                  int                 layer)
{
  const NstTap *tap = &objective->taps[layer];

  return tap->squares / (tap->scale * tap->scale) / count_responses (objective, layer) /
         tap->content_norm;
}

/* Nothing is summed up yet. */
static void
begin (NstObjective *objective)
{
  const NstLayerPlan *plan = &objective->plan;
  const double        norm = plan->weighs_gradients ? 0.0 : 1.0;

  for (int i = 0; i < plan->n_style; i++)
    {
      nst_moments_reset (&objective->taps[plan->style[i]].moments);
      objective->taps[plan->style[i]].style_norm = norm;
    }
  for (int i = 0; i < plan->n_content; i++)
    {
      objective->taps[plan->content[i]].squares      = 0.0;
      objective->taps[plan->content[i]].content_norm = norm;
    }
}

gboolean
nst_objective_evaluate (NstObjective  *objective,
                        const float   *canvas,
                        float         *gradient,
                        double        *loss,
                        NstTerms      *terms,
                        const NstWork *work)
{
  const NstSettings  *settings  = &objective->settings;
  const NstLayerPlan *plan      = &objective->plan;
  double              content[NST_N_LAYERS];
  double              style[NST_N_LAYERS];
  double              variation = 0.0;
  double              sum       = 0.0;

  begin (objective);
  if (is_whole (objective) ? !pass_whole (objective, canvas, gradient, style, work)
                           : !pass_tiles (objective, canvas, gradient, style, work))
    return FALSE;

  for (int i = 0; i < plan->n_content; i++)
    {
      content[i] = get_content_term (objective, plan->content[i]);
      sum += objective->taps[plan->content[i]].content_weight * content[i];
    }
  for (int i = 0; i < plan->n_style; i++)
    {
      style[i] /= objective->taps[plan->style[i]].style_norm;
      sum += objective->taps[plan->style[i]].style_weight * style[i];
    }

  if (settings->tv > 0.0 || terms != NULL)
    variation = nst_variation (canvas, objective->width, objective->height,
                               settings->tv_power, settings->tv_edge, settings->tv, gradient, work);
  sum += settings->tv * variation;

  *loss = sum;
  if (terms != NULL)
    fill_terms (objective, content, style, variation, sum, terms);

  return TRUE;
}

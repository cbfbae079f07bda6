/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Losses, and the gradient by the canvas. */

#include "objective.h"

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
 * slope and offset ready to be applied to the responses as they are, weight and
 * scale worked in. */
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
  const float         by_slope  = (float) (tap->style_weight / (tap->scale * tap->scale));
  const float         by_offset = (float) (tap->style_weight / tap->scale);
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

/* Begins a strip of the canvas, and of the content where it has to be seen. */
static void
begin_strip (NstObjective *objective,
             const float  *canvas,
             NstNeed       need,
             int           left)
{
  const NstLayerPlan *plan   = &objective->plan;
  const NstTiling    *tiling = &objective->tiling;
  NstLayout           layout;

  nst_layout_init (&layout, objective->network, objective->width, objective->height,
                   plan->pool, need,
                   need == NST_NEED_OWN ? plan->is_style : plan->is_kept,
                   left, tiling->strip, tiling->band);
  nst_features_init (&objective->features, &layout, objective->network, plan->kernels,
                     objective->settings.edge,
                     NULL, canvas, objective->arena->data);

  if (need == NST_NEED_GRADIENT && !tiling->keeps_content)
    {
      float *rest = objective->arena->data + nst_layout_count (&layout, FALSE);

      nst_layout_init (&layout, objective->network, objective->width, objective->height,
                       plan->pool, NST_NEED_VIEW, plan->is_content, left, tiling->strip, tiling->band);
      nst_features_init (&objective->view, &layout, objective->network, plan->kernels,
                         objective->settings.edge,
                         objective->content, NULL, rest);
    }
}

/* The share of an evaluation that goes by before the gradient: forward, where the
 * rest is forward and backward. */
#define FIRST_PASSAGE (1.0 / 3.0)

/* Tells that a step of the strip from left on is done, in a passage from one
 * share of the evaluation to another. */
static void
tell_of_tile (const NstObjective *objective,
              int                 left,
              int                 step,
              double              from,
              double              to)
{
  const NstLayout *layout = &objective->features.layout;
  const double     strips = (left + (double) (layout->right - layout->left) * (step + 1) /
                             layout->n_steps) / objective->width;

  if (objective->tile_func != NULL)
    objective->tile_func (objective->tile_data, from + (to - from) * strips);
}

/* The moments of the whole canvas, a tile at a time. */
static gboolean
pass_for_moments (NstObjective  *objective,
                  const float   *canvas,
                  const NstWork *work)
{
  for (int left = 0; left < objective->width; left += objective->tiling.strip)
    {
      begin_strip (objective, canvas, NST_NEED_OWN, left);

      for (int step = 0; step < objective->features.layout.n_steps; step++)
        {
          if (!nst_features_forward (&objective->features, step, work) ||
              !nst_objective_add_moments (objective, &objective->features, 1.0, work))
            return FALSE;

          tell_of_tile (objective, left, step, 0.0, FIRST_PASSAGE);
        }
    }

  return TRUE;
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

/* A step's responses, as far as the gradient needs them. */
static gboolean
go_forward (NstObjective  *objective,
            int            step,
            const NstWork *work)
{
  const gboolean sees_content = !objective->tiling.keeps_content &&
                                objective->plan.n_content > 0;

  return nst_features_forward (&objective->features, step, work) &&
         (!sees_content || nst_features_forward (&objective->view, step, work));
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
pass_for_gradient (NstObjective  *objective,
                   const float   *canvas,
                   float         *gradient,
                   const NstWork *work)
{
  for (int left = 0; left < objective->width; left += objective->tiling.strip)
    {
      begin_strip (objective, canvas, NST_NEED_GRADIENT, left);

      for (int step = 0; step < objective->features.layout.n_steps; step++)
        {
          if (!go_forward (objective, step, work) || !go_back (objective, gradient, work))
            return FALSE;

          tell_of_tile (objective, left, step, FIRST_PASSAGE, 1.0);
        }
    }

  return TRUE;
}

/* The same for a canvas that is worked on whole, in one passage. */
static gboolean
pass_whole (NstObjective  *objective,
            const float   *canvas,
            float         *gradient,
            double        *style,
            const NstWork *work)
{
  begin_strip (objective, canvas, NST_NEED_GRADIENT, 0);

  return go_forward (objective, 0, work) &&
         nst_objective_add_moments (objective, &objective->features, 1.0, work) &&
         compare_styles (objective, TRUE, style, work) &&
         go_back (objective, gradient, work);
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

/* mean ((F - P)^2) of a layer whose squares are summed up. */
static double
get_content_term (const NstObjective *objective,
                  int                 layer)
{
  const NstTap *tap = &objective->taps[layer];
  int           width;
  int           height;

  nst_layer_get_size (layer, objective->plan.pool, objective->width, objective->height, &width, &height);

  return tap->squares / (tap->scale * tap->scale) /
         ((double) width * height * nst_network_get_channels (objective->network, layer));
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

  for (int i = 0; i < plan->n_style; i++)
    nst_moments_reset (&objective->taps[plan->style[i]].moments);
  for (int i = 0; i < plan->n_content; i++)
    objective->taps[plan->content[i]].squares = 0.0;

  if (is_whole (objective))
    {
      if (!pass_whole (objective, canvas, gradient, style, work))
        return FALSE;
    }
  else if ((plan->n_style > 0 && !pass_for_moments (objective, canvas, work)) ||
           !compare_styles (objective, FALSE, style, work) ||
           !pass_for_gradient (objective, canvas, gradient, work))
    return FALSE;

  for (int i = 0; i < plan->n_content; i++)
    {
      content[i] = get_content_term (objective, plan->content[i]);
      sum += objective->taps[plan->content[i]].content_weight * content[i];
    }
  for (int i = 0; i < plan->n_style; i++)
    sum += objective->taps[plan->style[i]].style_weight * style[i];

  if (settings->tv > 0.0 || terms != NULL)
    variation = nst_variation (canvas, objective->width, objective->height,
                               settings->tv_power, settings->tv, gradient, work);
  sum += settings->tv * variation;

  *loss = sum;
  if (terms != NULL)
    fill_terms (objective, content, style, variation, sum, terms);

  return TRUE;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

/* An evaluation: the canvas through the network in the passes of passes.h, a part at a
 * time or whole, and the sum of the terms. */

#include "core/objective/pass-actions.h"
#include "core/objective/variation.h"


/* ---- the way through the network ------------------------------------- */

/* Begins a strip of the canvas, and of the content where it has to be seen. */
static void
begin_strip (const NstEvaluation *evaluation,
             const NstPass       *pass,
             int                  left)
{
  NstObjective       *objective = evaluation->objective;
  const NstProblem   *problem   = &objective->problem;
  const NstPartition *partition = &objective->partition;
  const NstKernels   *kernels   = objective->layers.kernels;
  const NstEdge       edge      = objective->settings.edge;
  NstWalk             walk      = nst_pass_get_walk (pass, problem, partition);
  NstGeometry         geometry;

  nst_geometry_init (&geometry, &walk, left);
  nst_features_init (&objective->features, &geometry, problem->network, kernels, edge, NULL,
                     evaluation->canvas, objective->arena->data);

  if (nst_pass_needs_view (pass, problem, partition))
    {
      float *rest = objective->arena->data + nst_geometry_count (&geometry, FALSE);

      walk = nst_pass_get_view (pass, problem, partition);
      nst_geometry_init (&geometry, &walk, left);
      nst_features_init (&objective->view, &geometry, problem->network, kernels, edge,
                         objective->content->data, NULL, rest);
    }
}

/* A step's responses, as far as the pass needs them. */
static gboolean
go_forward (const NstEvaluation *evaluation,
            const NstPass       *pass,
            int                  step)
{
  NstObjective *objective = evaluation->objective;

  return nst_features_forward (&objective->features, step, evaluation->threads) &&
         (!nst_pass_needs_view (pass, &objective->problem, &objective->partition) ||
          nst_features_forward (&objective->view, step, evaluation->threads));
}

/* Tells that a step of the strip from left on is done; before: the cost of the passes
 * that are done. */
static void
tell_of_part (const NstEvaluation *evaluation,
              const NstPass       *pass,
              double               before,
              int                  left,
              int                  step)
{
  const NstObjective *objective = evaluation->objective;
  const NstGeometry  *geometry  = &objective->features.geometry;
  const double        strips    = (left + (double) (geometry->right - geometry->left) *
                                  (step + 1) / geometry->n_steps) /
                        objective->problem.width;
  double all = 0.0;

  if (objective->part_func == NULL)
    return;

  for (int i = 0; i < evaluation->passes->n; i++)
    all += evaluation->passes->passes[i].cost;

  objective->part_func (objective->part_data, (before + pass->cost * strips) / all);
}

/* A pass through the network, a part at a time. */
static gboolean
run_pass (NstEvaluation *evaluation,
          const NstPass *pass,
          double         before)
{
  NstObjective *objective = evaluation->objective;

  for (int left = 0; left < objective->problem.width; left += objective->partition.strip)
    {
      begin_strip (evaluation, pass, left);

      for (int step = 0; step < objective->features.geometry.n_steps; step++)
        {
          if (!go_forward (evaluation, pass, step) ||
              !nst_pass_actions[pass->kind].visit (evaluation))
            return FALSE;

          tell_of_part (evaluation, pass, before, left, step);
        }
    }

  return nst_pass_actions[pass->kind].finish (evaluation);
}

/* The gradient of a canvas that is worked on in parts. */
static gboolean
run_parts (NstEvaluation *evaluation)
{
  double before = 0.0;

  for (int i = 0; i < evaluation->passes->n; i++)
    {
      const NstPass *pass = &evaluation->passes->passes[i];

      if (!run_pass (evaluation, pass, before))
        return FALSE;
      before += pass->cost;
    }

  return TRUE;
}

/* The same for a canvas that is worked on whole: it goes through the network once. */
static gboolean
run_whole (NstEvaluation *evaluation)
{
  const NstPass *last = &evaluation->passes->passes[nst_passes_get_first_walk (evaluation->passes)];

  begin_strip (evaluation, last, 0);
  if (!go_forward (evaluation, last, 0))
    return FALSE;

  for (int i = 0; i < evaluation->passes->n; i++)
    {
      const NstPassKind kind = evaluation->passes->passes[i].kind;

      if (!nst_pass_actions[kind].visit (evaluation) || !nst_pass_actions[kind].finish (evaluation))
        return FALSE;
    }

  return TRUE;
}


/* ---- an evaluation --------------------------------------------------- */

/* mean ((F - P)^2) of a layer whose squares are summed up, over its norm. */
static double
get_content_term (const NstObjective *objective,
                  int                 layer)
{
  const NstComparison *comparison = &objective->comparisons[layer];

  return comparison->squares / (comparison->mean_response * comparison->mean_response) /
         nst_objective_count_responses (objective, layer) / comparison->content_norm;
}

static double
get_zone_term (const NstAim *aim)
{
  return aim->distance / aim->norm;
}

/* The mean of the zones', by how much of the canvas is in each. */
static double
get_style_term (const NstObjective *objective,
                int                 layer)
{
  const NstComparison *comparison = &objective->comparisons[layer];
  double               coverage   = 0.0;
  double               term       = 0.0;

  for (int zone = 0; zone < comparison->n_aims; zone++)
    coverage += comparison->aims[zone].coverage;

  for (int zone = 0; zone < comparison->n_aims; zone++)
    term += (coverage > 0.0 ? comparison->aims[zone].coverage / coverage
                            : 1.0 / comparison->n_aims) *
            get_zone_term (&comparison->aims[zone]);

  return term;
}

static NstTerm
make_term (int    layer,
           double value)
{
  NstTerm term = { .value = value };

  g_strlcpy (term.layer, nst_layers[layer].name, sizeof (term.layer));

  return term;
}

static void
fill_terms (const NstObjective *objective,
            double              variation,
            double              loss,
            NstTerms           *terms)
{
  const NstLayerSet *layers = &objective->layers;

  *terms           = (NstTerms){ layers->n_content, layers->n_style };
  terms->variation = variation;
  terms->loss      = loss;

  for (int i = 0; i < layers->n_content; i++)
    terms->content[i] = make_term (layers->content[i],
                                   get_content_term (objective, layers->content[i]));
  for (int i = 0; i < layers->n_style; i++)
    terms->style[i] = make_term (layers->style[i], get_style_term (objective, layers->style[i]));
}

/* Nothing is summed up yet. */
static void
begin (NstObjective *objective)
{
  const NstLayerSet *layers = &objective->layers;
  const double       norm   = layers->weighs_gradients ? 0.0 : 1.0;

  for (int i = 0; i < layers->n_style; i++)
    for (int zone = 0; zone < objective->n_zones; zone++)
      {
        NstAim *aim = &objective->comparisons[layers->style[i]].aims[zone];

        nst_moments_reset (&aim->moments);
        aim->norm = norm;
      }
  for (int i = 0; i < layers->n_content; i++)
    {
      objective->comparisons[layers->content[i]].squares      = 0.0;
      objective->comparisons[layers->content[i]].content_norm = norm;
    }
}

/* What the distances have grown by as their directions were found anew. */
static double
get_shift (const NstObjective *objective)
{
  const NstLayerSet *layers = &objective->layers;
  double             shift  = 0.0;

  for (int i = 0; i < layers->n_style; i++)
    for (int zone = 0; zone < objective->n_zones; zone++)
      {
        const NstAim *aim = &objective->comparisons[layers->style[i]].aims[zone];

        shift += aim->weight / aim->norm * aim->directions.shift;
      }

  return shift;
}

gboolean
nst_objective_evaluate (NstObjective     *objective,
                        const float      *canvas,
                        float            *gradient,
                        double           *loss,
                        NstTerms         *terms,
                        const NstThreads *threads)
{
  const NstSettings *settings = &objective->settings;
  const NstLayerSet *layers   = &objective->layers;
  const NstVariation kind     = { settings->tv_power, settings->tv_edge, settings->wrap };
  NstPasses          passes;
  NstEvaluation      evaluation = { objective, &passes, canvas, gradient, threads };
  double             variation  = 0.0;
  double             sum        = 0.0;

  nst_passes_init (&passes, &objective->problem, &objective->partition, objective->evaluated);
  begin (objective);
  if (passes.whole ? !run_whole (&evaluation) : !run_parts (&evaluation))
    return FALSE;

  for (int i = 0; i < layers->n_content; i++)
    sum += objective->comparisons[layers->content[i]].content_weight *
           get_content_term (objective, layers->content[i]);
  for (int i = 0; i < layers->n_style; i++)
    for (int zone = 0; zone < objective->n_zones; zone++)
      {
        const NstAim *aim = &objective->comparisons[layers->style[i]].aims[zone];

        sum += aim->weight * get_zone_term (aim);
      }

  if (settings->tv > 0.0 || terms != NULL)
    variation = nst_variation (canvas, objective->problem.width, objective->problem.height,
                               &kind, settings->tv, gradient, threads);
  sum += settings->tv * variation;

  *loss                = sum - get_shift (objective);
  objective->evaluated = TRUE;
  if (terms != NULL)
    fill_terms (objective, variation, sum, terms);

  return !nst_threads_interrupted (threads);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Which passes an evaluation has, and what they take.  A new one: its kind, a row and
 * whether it is wanted here, its visit and finish in pass-actions.c.  The pass of the
 * gradient is the last: of a canvas worked on whole it alone goes through the network. */

#include "core/objective/passes.h"

int
nst_problem_count_zones (const NstProblem *problem)
{
  return MAX (problem->n_zones, 1);
}

void
nst_passes_init (NstPasses          *passes,
                 const NstProblem   *problem,
                 const NstPartition *partition,
                 gboolean            again)
{
  const NstLayerSet *layers = problem->layers;
  const gboolean     lags   = again && partition->lags;
  const NstPass      all[]  = {
          { NST_PASS_MOMENTS, NST_NEED_OWN, layers->is_style, FALSE, 1.0 },
          { NST_PASS_NORMS, NST_NEED_OWN, layers->is_compared, TRUE, 1.0 },
          { NST_PASS_GRADIENT, NST_NEED_GRADIENT, layers->is_compared, TRUE, 2.0 },
  };
  const gboolean wanted[] = { layers->n_style > 0 && !lags, layers->weighs_gradients, TRUE };

  passes->n     = 0;
  passes->lags  = lags;
  passes->whole = partition->strip >= problem->width && partition->band >= problem->height;

  for (size_t i = 0; i < G_N_ELEMENTS (all); i++)
    if (wanted[i])
      passes->passes[passes->n++] = all[i];
}

int
nst_passes_get_first_walk (const NstPasses *passes)
{
  return passes->whole ? passes->n - 1 : 0;
}

gboolean
nst_pass_needs_view (const NstPass      *pass,
                     const NstProblem   *problem,
                     const NstPartition *partition)
{
  return pass->sees_content && !partition->keeps_content && problem->layers->n_content > 0;
}

NstWalk
nst_pass_get_walk (const NstPass      *pass,
                   const NstProblem   *problem,
                   const NstPartition *partition)
{
  return (NstWalk){
    problem->network, problem->layers->pool, problem->width, problem->height,
    pass->need, pass->compared, FALSE, partition->strip, partition->band,
    problem->layers->wrap
  };
}

NstWalk
nst_pass_get_view (const NstPass      *pass,
                   const NstProblem   *problem,
                   const NstPartition *partition)
{
  NstWalk walk = nst_pass_get_walk (pass, problem, partition);

  walk.need       = pass->need == NST_NEED_GRADIENT ? NST_NEED_VIEW : pass->need;
  walk.compared   = problem->layers->is_content;
  walk.with_input = TRUE;

  return walk;
}

NstWalk
nst_content_get_walk (const NstProblem   *problem,
                      const NstPartition *partition)
{
  return (NstWalk){
    problem->network, problem->layers->pool, problem->width, problem->height,
    NST_NEED_OWN, problem->layers->is_content, TRUE, partition->strip, partition->band,
    problem->layers->wrap
  };
}

NstWalk
nst_style_get_walk (const NstProblem   *problem,
                    int                 width,
                    int                 height,
                    const NstPartition *partition)
{
  return (NstWalk){
    problem->network, problem->layers->pool, width, height,
    NST_NEED_OWN, problem->layers->is_style, TRUE, partition->style_strip, partition->style_band
  };
}

NstPassesCost
nst_passes_measure (const NstProblem   *problem,
                    const NstPartition *partition)
{
  const NstKernels *kernels = problem->layers->kernels;
  NstPassesCost     sum     = { 0 };
  NstPasses         passes;
  NstPasses         later;

  nst_passes_init (&passes, problem, partition, FALSE);
  nst_passes_init (&later, problem, partition, TRUE);

  for (int i = nst_passes_get_first_walk (&passes); i < passes.n; i++)
    {
      const NstPass    *pass = &passes.passes[i];
      const NstWalk     walk = nst_pass_get_walk (pass, problem, partition);
      const NstWalkCost own  = nst_walk_measure (&walk, kernels, problem->n_threads);
      NstWalkCost       view = { 0 };

      if (nst_pass_needs_view (pass, problem, partition))
        {
          const NstWalk beside = nst_pass_get_view (pass, problem, partition);

          view = nst_walk_measure (&beside, kernels, problem->n_threads);
        }

      sum.maps    = MAX (sum.maps, own.maps + view.maps);
      sum.scratch = nst_scratch_max (sum.scratch, nst_scratch_max (own.scratch, view.scratch));
      if (!later.lags || pass->kind != NST_PASS_MOMENTS)
        sum.flop += pass->cost * own.flop + view.flop;
    }

  if (problem->layers->n_content > 0 && partition->keeps_content)
    {
      const NstWalk     walk    = nst_content_get_walk (problem, partition);
      const NstWalkCost content = nst_walk_measure (&walk, kernels, problem->n_threads);

      sum.maps    = MAX (sum.maps, content.maps);
      sum.scratch = nst_scratch_max (sum.scratch, content.scratch);
    }

  return sum;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The optimisers' one door.  The best point is never lost: L-BFGS accepts only
 * steps that lower the value, the others keep a copy. */

#include "core/optimiser/optimiser.h"

#include "core/base/memory.h"
#include "core/optimiser/first-order.h"
#include "core/optimiser/lbfgs.h"

#include <stdlib.h>

size_t
nst_minimise_count (const NstMinimiseOptions *options,
                    size_t                    n)
{
  switch (options->method)
    {
    case NST_OPTIMISER_LBFGS:
      return n * (4 + 2 * (size_t) options->history);
    case NST_OPTIMISER_ADAM:
      return options->compact ? n * 2 : n * 4;
    default:
      return n * 2;
    }
}

NstOutcome
nst_minimise (const NstMinimiseOptions *options,
              size_t                    n,
              float                    *x,
              NstEvaluateFunc           evaluate_func,
              NstReportFunc             report,
              gpointer                  user_data,
              const NstThreads         *threads)
{
  /* When a run is stopped, its vectors stay whole. */
  const NstVectors vectors = { { threads->n_threads, threads->cancel, NULL, threads->team }, n };
  NstSearch        search  = { options, vectors, x, evaluate_func, report, user_data, 0 };
  float           *memory  = nst_floats_try_new (nst_minimise_count (options, n));
  NstOutcome       outcome;

  if (memory == NULL)
    return NST_OUTCOME_NO_MEMORY;

  if (options->method == NST_OPTIMISER_LBFGS)
    outcome = nst_search_lbfgs (&search, memory);
  else
    outcome = nst_search_first_order (&search, memory);

  free (memory);

  return outcome;
}

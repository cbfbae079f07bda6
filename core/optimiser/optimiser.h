/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Minimises a function of many variables: gradient descent, Adam (Kingma and
 * Ba, arXiv:1412.6980) and L-BFGS (Nocedal and Wright, Numerical Optimization,
 * algorithm 7.5).  Knows vectors only. */

#pragma once

#include "core/base/threads.h"

typedef struct
{
  NstOptimiser method;
  int          evaluations;     /* at most so many, >= 1 */
  int          history;         /* pairs that L-BFGS keeps, >= 1 */
  double       learning_rate;   /* 0: the method's own */
  gboolean     compact;         /* Adam: its state in half the bits, and the last
                                   point is the result, not the best */
} NstMinimiseOptions;

typedef enum
{
  NST_OUTCOME_LIMIT,            /* all evaluations were made */
  NST_OUTCOME_CONVERGED,        /* no step makes it smaller */
  NST_OUTCOME_INTERRUPTED,      /* evaluate said so */
  NST_OUTCOME_DIVERGED,         /* not finite any more */
  NST_OUTCOME_NO_MEMORY
} NstOutcome;

/* Writes the value at x[n] to value and the gradient to gradient[n]; FALSE ends
 * the search. */
typedef gboolean (* NstEvaluateFunc) (gpointer     user_data,
                                      const float *x,
                                      float       *gradient,
                                      double      *value);

/* After each evaluation: x[n] is where the search stands. */
typedef void     (* NstStepFunc)     (gpointer     user_data,
                                      const float *x,
                                      double       value,
                                      int          evaluations);

/* Floats that nst_minimise allocates. */
size_t       nst_minimise_count  (const NstMinimiseOptions *options,
                                  size_t             n);

/* Starts at x[n] and leaves the best point found in it, whatever the outcome;
 * step may be NULL. */
NstOutcome   nst_minimise        (const NstMinimiseOptions *options,
                                  size_t             n,
                                  float             *x,
                                  NstEvaluateFunc    evaluate,
                                  NstStepFunc        step,
                                  gpointer           user_data,
                                  const NstThreads     *threads);

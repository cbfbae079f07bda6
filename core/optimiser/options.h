/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What an optimiser is asked to do, what it calls, and how it ends. */

#pragma once

#include "core/base/types.h"

typedef struct
{
  NstOptimiser method;
  int          evaluations;   /* at most so many, >= 1 */
  int          history;       /* pairs that L-BFGS keeps, >= 1 */
  double       learning_rate; /* in the units of x; 0: the method's own */
  gboolean     compact;       /* Adam: its state in half the bits, and the last
                                   point is the result, not the best */
} NstMinimiseOptions;

typedef enum
{
  NST_OUTCOME_LIMIT,       /* all evaluations were made */
  NST_OUTCOME_CONVERGED,   /* no step makes it smaller */
  NST_OUTCOME_INTERRUPTED, /* evaluate said so */
  NST_OUTCOME_DIVERGED,    /* not finite any more */
  NST_OUTCOME_NO_MEMORY
} NstOutcome;

/* Writes the value at x[n] to value and the gradient to gradient[n]; FALSE ends
 * the search. */
typedef gboolean (*NstEvaluateFunc) (gpointer     user_data,
                                     const float *x,
                                     float       *gradient,
                                     double      *value);

/* After each evaluation: x[n] is where the search stands. */
typedef void (*NstReportFunc) (gpointer     user_data,
                               const float *x,
                               double       value,
                               int          evaluations);

/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the optimisers have in common: where a search stands, and arithmetic on
 * its vectors, which all have its n elements.  Sums don't depend on the number of
 * threads.  Private to optimiser.c and the methods. */

#pragma once

#include "core/optimiser/optimiser.h"

typedef struct
{
  const NstMinimiseOptions *options;
  NstThreads            threads;      /* that nothing interrupts: vectors stay whole */
  size_t             n;
  float             *x;         /* the best point */
  NstEvaluateFunc    evaluate;
  NstStepFunc        step;
  gpointer           user_data;
  int                evaluations;
} NstSearch;

double       nst_search_dot      (const NstSearch *search,
                                  const float     *a,
                                  const float     *b);

/* y = a + t b; y may be a or b. */
void         nst_search_add_scaled (const NstSearch *search,
                                  const float     *a,
                                  double           t,
                                  const float     *b,
                                  float           *y);

/* y = t a; y may be a. */
void         nst_search_scale    (const NstSearch *search,
                                  double           t,
                                  const float     *a,
                                  float           *y);
void         nst_search_copy     (const NstSearch *search,
                                  const float     *a,
                                  float           *y);

/* The factor that makes a step along the gradient one of 1/255 of a pixel's range,
 * root mean square: where there is no measure of curvature yet. */
double       nst_search_first_step (const NstSearch *search,
                                  const float     *gradient);

/* Evaluates and counts; FALSE ends the search. */
gboolean     nst_search_evaluate (NstSearch       *search,
                                  const float     *x,
                                  float           *gradient,
                                  double          *value);

/* Tells that the search stands at x. */
void         nst_search_report   (const NstSearch *search,
                                  const float     *x,
                                  double           value);

/* Whether evaluations are left. */
gboolean     nst_search_may_go_on (const NstSearch *search);

/* The methods.  memory: as many floats as nst_minimise_count says. */
NstOutcome   nst_search_lbfgs    (NstSearch       *search,
                                  float           *memory);
NstOutcome   nst_search_first_order (NstSearch    *search,
                                  float           *memory);

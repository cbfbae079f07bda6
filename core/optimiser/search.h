/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Where a search stands: what the optimisers have in common. */

#pragma once

#include "core/optimiser/options.h"
#include "core/optimiser/vectors.h"

typedef struct
{
  const NstMinimiseOptions *options;
  NstVectors                vectors;
  float                    *x; /* [n]: the best point; compact Adam's: the last */
  NstEvaluateFunc           evaluate;
  NstReportFunc             report; /* may be NULL */
  gpointer                  user_data;
  int                       evaluations;
} NstSearch;

/* The factor that makes a step along the gradient one of 1/255 of a pixel's range,
 * root mean square: where there is no measure of curvature yet. */
double nst_search_first_step (const NstSearch *search,
                              const float     *gradient);

/* Evaluates and counts; FALSE ends the search. */
gboolean nst_search_evaluate (NstSearch   *search,
                              const float *x,
                              float       *gradient,
                              double      *value);

/* Tells that the search stands at x. */
void nst_search_report (const NstSearch *search,
                        const float     *x,
                        double           value);

/* Whether evaluations are left. */
gboolean nst_search_may_go_on (const NstSearch *search);

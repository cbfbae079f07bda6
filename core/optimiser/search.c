/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Counting evaluations, and the length of a first step. */

#include "core/optimiser/search.h"

#include <math.h>

/* In steps of 1/255 of a pixel's range. */
#define FIRST_STEP_RMS 1.0

gboolean
nst_search_evaluate (NstSearch   *search,
                     const float *x,
                     float       *gradient,
                     double      *value)
{
  if (!search->evaluate (search->user_data, x, gradient, value))
    return FALSE;

  search->evaluations++;
  return TRUE;
}

void
nst_search_report (const NstSearch *search,
                   const float     *x,
                   double           value)
{
  if (search->report != NULL)
    search->report (search->user_data, x, value, search->evaluations);
}

gboolean
nst_search_may_go_on (const NstSearch *search)
{
  return search->evaluations < search->options->evaluations;
}

double
nst_search_first_step (const NstSearch *search,
                       const float     *gradient)
{
  const double norm = sqrt (nst_vectors_dot (&search->vectors, gradient, gradient));

  return norm > 0.0 ? FIRST_STEP_RMS * sqrt ((double) search->vectors.n) / norm : 0.0;
}

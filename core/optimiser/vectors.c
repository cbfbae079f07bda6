/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Vectors of a search, by all threads. */

#include "core/optimiser/vectors.h"

#include <math.h>
#include <string.h>

#define FIRST_STEP_RMS 1.0

/* Sums are over fixed bands, so that they don't depend on the threads. */
#define N_BANDS 64

typedef struct
{
  const float *a;
  const float *b;
  float        factor;
  float       *y;
  size_t       n;
  double       bands[N_BANDS];
} Vectors;

static void
dot_band (gpointer data,
          size_t   task,
          int      thread)
{
  Vectors *v   = data;
  double   sum = 0.0;

  for (size_t i = v->n * task / N_BANDS; i < v->n * (task + 1) / N_BANDS; i++)
    sum += (double) v->a[i] * (double) v->b[i];

  v->bands[task] = sum;
}

double
nst_search_dot (const NstSearch *search,
                const float     *a,
                const float     *b)
{
  Vectors v   = { .a = a, .b = b, .n = search->n };
  double  sum = 0.0;

  nst_threads_run (&search->threads, N_BANDS, dot_band, &v);
  for (int k = 0; k < N_BANDS; k++)
    sum += v.bands[k];

  return sum;
}

static void
add_scaled_range (gpointer data,
                  size_t   first,
                  size_t   end)
{
  const Vectors *v = data;

  for (size_t i = first; i < end; i++)
    v->y[i] = v->a[i] + v->factor * v->b[i];
}

void
nst_search_add_scaled (const NstSearch *search,
                       const float     *a,
                       double           t,
                       const float     *b,
                       float           *y)
{
  Vectors v = { .a = a, .b = b, .factor = (float) t, .y = y };

  nst_threads_run_ranges (&search->threads, search->n, add_scaled_range, &v);
}

static void
scale_range (gpointer data,
             size_t   first,
             size_t   end)
{
  const Vectors *v = data;

  for (size_t i = first; i < end; i++)
    v->y[i] = v->factor * v->a[i];
}

void
nst_search_scale (const NstSearch *search,
                  double           t,
                  const float     *a,
                  float           *y)
{
  Vectors v = { .a = a, .factor = (float) t, .y = y };

  nst_threads_run_ranges (&search->threads, search->n, scale_range, &v);
}

void
nst_search_copy (const NstSearch *search,
                 const float     *a,
                 float           *y)
{
  memcpy (y, a, search->n * sizeof (float));
}

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
  if (search->step != NULL)
    search->step (search->user_data, x, value, search->evaluations);
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
  const double norm = sqrt (nst_search_dot (search, gradient, gradient));

  return norm > 0.0 ? FIRST_STEP_RMS * sqrt ((double) search->n) / norm : 0.0;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Arithmetic on vectors.  Each operation is shared by all threads. */

#include "core/optimiser/vectors.h"

#include <string.h>

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
} Operands;

static void
dot_band (gpointer data,
          size_t   task,
          int      thread)
{
  Operands *v   = data;
  double    sum = 0.0;

  for (size_t i = v->n * task / N_BANDS; i < v->n * (task + 1) / N_BANDS; i++)
    sum += (double) v->a[i] * (double) v->b[i];

  v->bands[task] = sum;
}

double
nst_vectors_dot (const NstVectors *vectors,
                 const float      *a,
                 const float      *b)
{
  Operands v   = { .a = a, .b = b, .n = vectors->n };
  double   sum = 0.0;

  nst_threads_run (&vectors->threads, N_BANDS, dot_band, &v);
  for (int k = 0; k < N_BANDS; k++)
    sum += v.bands[k];

  return sum;
}

static void
add_scaled_range (gpointer data,
                  size_t   first,
                  size_t   end)
{
  const Operands *v = data;

  for (size_t i = first; i < end; i++)
    v->y[i] = v->a[i] + v->factor * v->b[i];
}

void
nst_vectors_add_scaled (const NstVectors *vectors,
                        const float      *a,
                        double            t,
                        const float      *b,
                        float            *y)
{
  Operands v = { .a = a, .b = b, .factor = (float) t, .y = y };

  nst_threads_run_ranges (&vectors->threads, vectors->n, add_scaled_range, &v);
}

static void
scale_range (gpointer data,
             size_t   first,
             size_t   end)
{
  const Operands *v = data;

  for (size_t i = first; i < end; i++)
    v->y[i] = v->factor * v->a[i];
}

void
nst_vectors_scale (const NstVectors *vectors,
                   double            t,
                   const float      *a,
                   float            *y)
{
  Operands v = { .a = a, .factor = (float) t, .y = y };

  nst_threads_run_ranges (&vectors->threads, vectors->n, scale_range, &v);
}

static void
copy_range (gpointer data,
            size_t   first,
            size_t   end)
{
  const Operands *v = data;

  memcpy (v->y + first, v->a + first, (end - first) * sizeof (float));
}

void
nst_vectors_copy (const NstVectors *vectors,
                  const float      *a,
                  float            *y)
{
  Operands v = { .a = a, .y = y };

  nst_threads_run_ranges (&vectors->threads, vectors->n, copy_range, &v);
}

static void
clear_range (gpointer data,
             size_t   first,
             size_t   end)
{
  const Operands *v = data;

  memset (v->y + first, 0, (end - first) * sizeof (float));
}

void
nst_vectors_clear (const NstVectors *vectors,
                   float            *y)
{
  Operands v = { .y = y };

  nst_threads_run_ranges (&vectors->threads, vectors->n, clear_range, &v);
}

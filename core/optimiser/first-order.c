/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Gradient descent, and Adam (Kingma and Ba, arXiv:1412.6980). */

#include "core/optimiser/first-order.h"

#include "core/base/bfloat16.h"

#include <math.h>
#include <string.h>

#define ADAM_BETA1 0.9
#define ADAM_BETA2 0.999
#define ADAM_EPS   1e-8
#define ADAM_RATE  2.0

/* x -= rate * gradient */
static void
descend (const NstSearch *search,
         double           rate,
         const float     *gradient,
         float           *x)
{
  nst_vectors_add_scaled (&search->vectors, x, -rate, gradient, x);
}

typedef guint16 Bfloat16;

static inline Bfloat16
to_bfloat16 (float value)
{
  guint32 bits;

  memcpy (&bits, &value, sizeof (bits));
  return (Bfloat16) NST_BFLOAT16_ROUND (bits);
}

static inline float
from_bfloat16 (Bfloat16 bits16)
{
  const guint32 bits = (guint32) bits16 << 16;
  float         value;

  memcpy (&value, &bits, sizeof (value));
  return value;
}

typedef struct
{
  const float *gradient;
  float       *first;      /* running mean of the gradient */
  float       *second;     /* of its square */
  Bfloat16    *first_half; /* the same, compact */
  Bfloat16    *second_half;
  float       *x;
  float        by_first;
  float        by_second;
} Adam;

static inline void
adam_element (const Adam *a,
              size_t      i,
              float      *first,
              float      *second)
{
  const float beta1 = (float) ADAM_BETA1;
  const float beta2 = (float) ADAM_BETA2;
  const float g     = a->gradient[i];

  *first  = beta1 * *first + (1.0f - beta1) * g;
  *second = beta2 * *second + (1.0f - beta2) * g * g;
  a->x[i] -= a->by_first * *first / (sqrtf (*second * a->by_second) + (float) ADAM_EPS);
}

static void
adam_range (gpointer data,
            size_t   begin,
            size_t   end)
{
  const Adam *a = data;

  for (size_t i = begin; i < end; i++)
    adam_element (a, i, &a->first[i], &a->second[i]);
}

static void
adam_compact_range (gpointer data,
                    size_t   begin,
                    size_t   end)
{
  const Adam *a = data;

  for (size_t i = begin; i < end; i++)
    {
      float first  = from_bfloat16 (a->first_half[i]);
      float second = from_bfloat16 (a->second_half[i]);

      adam_element (a, i, &first, &second);
      a->first_half[i]  = to_bfloat16 (first);
      a->second_half[i] = to_bfloat16 (second);
    }
}

/* Step t, from 1 on. */
static void
adam (const NstSearch *search,
      double           rate,
      int              t,
      Adam            *a)
{
  a->by_first  = (float) (rate / (1.0 - pow (ADAM_BETA1, t)));
  a->by_second = (float) (1.0 / (1.0 - pow (ADAM_BETA2, t)));

  nst_threads_run_ranges (&search->vectors.threads, search->vectors.n,
                          search->options->compact ? adam_compact_range : adam_range, a);
}

/* Steps of a length that doesn't depend on the value: the best is kept apart,
 * but where memory is short. */
NstOutcome
nst_search_first_order (NstSearch *search,
                        float     *memory)
{
  const NstMinimiseOptions *options  = search->options;
  const size_t              n        = search->vectors.n;
  float                    *gradient = memory;
  float                    *x        = options->compact ? search->x : memory + n;
  Adam                      a        = { gradient, .x = x };
  double                    rate     = options->learning_rate;
  double                    best     = INFINITY;

  if (options->compact)
    {
      a.first_half  = (Bfloat16 *) (void *) (memory + n);
      a.second_half = a.first_half + n;
      nst_vectors_clear (&search->vectors, memory + n); /* both of them */
    }
  else
    {
      nst_vectors_copy (&search->vectors, search->x, x);
      a.first  = memory + 2 * n;
      a.second = memory + 3 * n;
      if (options->method == NST_OPTIMISER_ADAM)
        {
          nst_vectors_clear (&search->vectors, a.first);
          nst_vectors_clear (&search->vectors, a.second);
        }
    }

  while (nst_search_may_go_on (search))
    {
      double value;

      if (!nst_search_evaluate (search, x, gradient, &value))
        return NST_OUTCOME_INTERRUPTED;
      if (!isfinite (value))
        return NST_OUTCOME_DIVERGED;

      if (value < best && x != search->x)
        nst_vectors_copy (&search->vectors, x, search->x);
      best = MIN (best, value);
      nst_search_report (search, x, value);

      if (options->method == NST_OPTIMISER_ADAM)
        adam (search, rate > 0.0 ? rate : ADAM_RATE, search->evaluations, &a);
      else
        {
          if (rate <= 0.0)
            rate = nst_search_first_step (search, gradient);
          descend (search, rate, gradient, x);
        }
    }

  return NST_OUTCOME_LIMIT;
}

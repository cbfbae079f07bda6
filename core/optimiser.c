/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The optimisers.  The best point is never lost: L-BFGS accepts only steps that
 * lower the value, the others keep a copy. */

#include "optimiser.h"

#include "image.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Where there is no measure of curvature yet, a step changes the variables by
 * this root mean square: one step of 1/255 of a pixel's range. */
#define FIRST_STEP_RMS 1.0

/* A step is taken when it gives this share of the decrease that the slope
 * promises (Armijo's condition). */
#define SUFFICIENT_DECREASE 1e-4
#define MOST_TRIALS         8

#define ADAM_BETA1 0.9
#define ADAM_BETA2 0.999
#define ADAM_EPS   1e-8
#define ADAM_RATE  2.0

/* Sums are over fixed bands, so that they don't depend on the threads. */
#define N_BANDS 64

typedef struct
{
  const NstMinimise *options;
  NstWork            work;      /* that nothing interrupts: vectors stay whole */
  size_t             n;
  float             *x;         /* the best point */
  NstEvaluateFunc    evaluate;
  NstStepFunc        step;
  gpointer           user_data;
  int                evaluations;
} Search;


/* ---- vectors --------------------------------------------------------- */

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

static double
dot (const Search *search,
     const float  *a,
     const float  *b)
{
  Vectors v   = { .a = a, .b = b, .n = search->n };
  double  sum = 0.0;

  nst_work_run (&search->work, N_BANDS, dot_band, &v);
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

/* y = a + t b; y may be a or b. */
static void
add_scaled (const Search *search,
            const float  *a,
            double        t,
            const float  *b,
            float        *y)
{
  Vectors v = { .a = a, .b = b, .factor = (float) t, .y = y };

  nst_work_run_ranges (&search->work, search->n, add_scaled_range, &v);
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

static void
scale (const Search *search,
       double        t,
       const float  *a,
       float        *y)
{
  Vectors v = { .a = a, .factor = (float) t, .y = y };

  nst_work_run_ranges (&search->work, search->n, scale_range, &v);
}

static void
copy (const Search *search,
      const float  *a,
      float        *y)
{
  memcpy (y, a, search->n * sizeof (float));
}

static gboolean
evaluate (Search      *search,
          const float *x,
          float       *gradient,
          double      *value)
{
  if (!search->evaluate (search->user_data, x, gradient, value))
    return FALSE;

  search->evaluations++;
  return TRUE;
}

static void
report (const Search *search,
        const float  *x,
        double        value)
{
  if (search->step != NULL)
    search->step (search->user_data, x, value, search->evaluations);
}

static gboolean
may_go_on (const Search *search)
{
  return search->evaluations < search->options->evaluations;
}

/* The factor that makes a step along the gradient FIRST_STEP_RMS large. */
static double
first_step (const Search *search,
            const float  *gradient)
{
  const double norm = sqrt (dot (search, gradient, gradient));

  return norm > 0.0 ? FIRST_STEP_RMS * sqrt ((double) search->n) / norm : 0.0;
}


/* ---- L-BFGS ---------------------------------------------------------- */

typedef struct
{
  Search *search;
  int     n_pairs;              /* kept now */
  int     newest;               /* index of the newest pair */
  float **s;                    /* steps [history][n] */
  float **y;                    /* changes of the gradient [history][n] */
  double *ys;                   /* y.s [history] */
  double  gamma;                /* y.s / y.y of the newest */
  float  *gradient;
  float  *direction;
  float  *next;                 /* the trial point */
  float  *next_gradient;
} Lbfgs;

/* direction = - H gradient by the two-loop recursion. */
static void
find_direction (Lbfgs *l)
{
  Search *search  = l->search;
  int     history = search->options->history;
  double *alpha   = g_newa (double, history);
  float  *d       = l->direction;

  scale (search, -1.0, l->gradient, d);

  if (l->n_pairs == 0)
    {
      scale (search, first_step (search, l->gradient), d, d);
      return;
    }

  for (int k = 0; k < l->n_pairs; k++)
    {
      const int i = (l->newest - k + history) % history;

      alpha[k] = dot (search, l->s[i], d) / l->ys[i];
      add_scaled (search, d, -alpha[k], l->y[i], d);
    }

  scale (search, l->gamma, d, d);

  for (int k = l->n_pairs - 1; k >= 0; k--)
    {
      const int i = (l->newest - k + history) % history;

      add_scaled (search, d, alpha[k] - dot (search, l->y[i], d) / l->ys[i],
                  l->s[i], d);
    }
}

/* Remembers the step t * direction from gradient to next_gradient. */
static void
remember (Lbfgs *l,
          double t)
{
  Search    *search = l->search;
  const int  slot   = (l->newest + 1) % search->options->history;
  double     ys;
  double     yy;

  scale (search, t, l->direction, l->s[slot]);
  add_scaled (search, l->next_gradient, -1.0, l->gradient, l->y[slot]);
  ys = dot (search, l->y[slot], l->s[slot]);
  yy = dot (search, l->y[slot], l->y[slot]);

  /* Without curvature along the step the pair would spoil H. */
  if (!(ys > 1e-10 * yy) || !(yy > 0.0))
    {
      /* The slot may have held the oldest pair. */
      if (l->n_pairs == search->options->history)
        l->n_pairs--;
      return;
    }

  l->ys[slot] = ys;
  l->gamma    = ys / yy;
  l->newest   = slot;
  l->n_pairs  = MIN (l->n_pairs + 1, search->options->history);
}

/* Looks along direction for a lower value; on TRUE next, next_gradient, value
 * and t are of the accepted point.  interrupted: evaluate ended the search. */
static gboolean
search_line (Lbfgs    *l,
             double   *value,
             double   *t,
             gboolean *interrupted)
{
  Search       *search = l->search;
  const double  slope  = dot (search, l->gradient, l->direction);

  *t = 1.0;
  if (!(slope < 0.0))
    return FALSE;

  for (int trial = 0; trial < MOST_TRIALS && may_go_on (search); trial++)
    {
      double next_value;

      add_scaled (search, search->x, *t, l->direction, l->next);
      if (!evaluate (search, l->next, l->next_gradient, &next_value))
        {
          *interrupted = TRUE;
          return FALSE;
        }

      if (isfinite (next_value) &&
          next_value <= *value + SUFFICIENT_DECREASE * *t * slope)
        {
          *value = next_value;
          return TRUE;
        }

      report (search, search->x, *value);

      /* The parabola through what is known has its minimum there. */
      if (isfinite (next_value))
        *t *= CLAMP (-0.5 * slope * *t / (next_value - *value - slope * *t),
                     0.1, 0.5);
      else
        *t *= 0.1;
    }

  return FALSE;
}

static NstOutcome
lbfgs_loop (Lbfgs *l)
{
  Search   *search      = l->search;
  gboolean  interrupted = FALSE;
  double    value;

  if (!evaluate (search, search->x, l->gradient, &value))
    return NST_OUTCOME_INTERRUPTED;
  if (!isfinite (value))
    return NST_OUTCOME_DIVERGED;
  report (search, search->x, value);

  while (may_go_on (search))
    {
      double t;

      find_direction (l);

      if (search_line (l, &value, &t, &interrupted))
        {
          float *swap = l->gradient;

          remember (l, t);
          copy (search, l->next, search->x);
          l->gradient      = l->next_gradient;
          l->next_gradient = swap;
          report (search, search->x, value);
        }
      else if (interrupted)
        return NST_OUTCOME_INTERRUPTED;
      else if (l->n_pairs > 0)
        l->n_pairs = 0;
      else
        return may_go_on (search) ? NST_OUTCOME_CONVERGED : NST_OUTCOME_LIMIT;
    }

  return NST_OUTCOME_LIMIT;
}

static NstOutcome
lbfgs (Search *search,
       float  *memory)
{
  const int  history = search->options->history;
  Lbfgs      l       = { search };
  NstOutcome outcome;

  l.newest        = history - 1;
  l.s             = g_new (float *, history);
  l.y             = g_new (float *, history);
  l.ys            = g_new (double, history);
  l.gradient      = memory;
  l.direction     = memory + search->n;
  l.next          = memory + search->n * 2;
  l.next_gradient = memory + search->n * 3;
  for (int i = 0; i < history; i++)
    {
      l.s[i] = memory + search->n * (4 + 2 * i);
      l.y[i] = memory + search->n * (5 + 2 * i);
    }

  outcome = lbfgs_loop (&l);

  g_free (l.s);
  g_free (l.y);
  g_free (l.ys);

  return outcome;
}


/* ---- gradient descent and Adam --------------------------------------- */

/* x -= rate * gradient */
static void
descend (const Search *search,
         double        rate,
         const float  *gradient,
         float        *x)
{
  add_scaled (search, x, -rate, gradient, x);
}

/* The upper half of a float's bits, rounded to nearest. */
typedef guint16 Half;

static inline Half
to_half (float value)
{
  guint32 bits;

  memcpy (&bits, &value, sizeof (bits));
  return (Half) ((bits + 0x7fff + (bits >> 16 & 1)) >> 16);
}

static inline float
from_half (Half half)
{
  const guint32 bits = (guint32) half << 16;
  float         value;

  memcpy (&value, &bits, sizeof (value));
  return value;
}

typedef struct
{
  const float *gradient;
  float       *first;           /* running mean of the gradient */
  float       *second;          /* of its square */
  Half        *first_half;      /* the same, compact */
  Half        *second_half;
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
      float first  = from_half (a->first_half[i]);
      float second = from_half (a->second_half[i]);

      adam_element (a, i, &first, &second);
      a->first_half[i]  = to_half (first);
      a->second_half[i] = to_half (second);
    }
}

/* Step t, from 1 on. */
static void
adam (const Search *search,
      double        rate,
      int           t,
      Adam         *a)
{
  a->by_first  = (float) (rate / (1.0 - pow (ADAM_BETA1, t)));
  a->by_second = (float) (1.0 / (1.0 - pow (ADAM_BETA2, t)));

  nst_work_run_ranges (&search->work, search->n,
                       search->options->compact ? adam_compact_range : adam_range, a);
}

/* Steps of a length that doesn't depend on the value: the best is kept apart,
 * but where memory is short. */
static NstOutcome
first_order (Search *search,
             float  *memory)
{
  const NstMinimise *options  = search->options;
  const size_t       n        = search->n;
  float             *gradient = memory;
  float             *x        = options->compact ? search->x : memory + n;
  Adam               a        = { gradient, .x = x };
  double             rate     = options->learning_rate;
  double             best     = INFINITY;

  if (options->compact)
    {
      a.first_half  = (Half *) (void *) (memory + n);
      a.second_half = a.first_half + n;
      memset (a.first_half, 0, 2 * n * sizeof (Half));
    }
  else
    {
      copy (search, search->x, x);
      a.first  = memory + 2 * n;
      a.second = memory + 3 * n;
      if (options->method == NST_OPTIMISER_ADAM)
        memset (a.first, 0, 2 * n * sizeof (float));
    }

  while (may_go_on (search))
    {
      double value;

      if (!evaluate (search, x, gradient, &value))
        return NST_OUTCOME_INTERRUPTED;
      if (!isfinite (value))
        return NST_OUTCOME_DIVERGED;

      if (value < best && x != search->x)
        copy (search, x, search->x);
      best = MIN (best, value);
      report (search, x, value);

      if (options->method == NST_OPTIMISER_ADAM)
        adam (search, rate > 0.0 ? rate : ADAM_RATE, search->evaluations, &a);
      else
        {
          if (rate <= 0.0)
            rate = first_step (search, gradient);
          descend (search, rate, gradient, x);
        }
    }

  return NST_OUTCOME_LIMIT;
}


size_t
nst_minimise_count (const NstMinimise *options,
                    size_t             n)
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
nst_minimise (const NstMinimise *options,
              size_t             n,
              float             *x,
              NstEvaluateFunc    evaluate_func,
              NstStepFunc        step,
              gpointer           user_data,
              const NstWork     *work)
{
  NstWork     whole  = { work->n_threads, NULL, NULL, work->team };
  Search      search = { options, whole, n, x, evaluate_func, step, user_data, 0 };
  float      *memory = nst_floats_try_new (nst_minimise_count (options, n));
  NstOutcome  outcome;

  if (memory == NULL)
    return NST_OUTCOME_NO_MEMORY;

  if (options->method == NST_OPTIMISER_LBFGS)
    outcome = lbfgs (&search, memory);
  else
    outcome = first_order (&search, memory);

  free (memory);

  return outcome;
}

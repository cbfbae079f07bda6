/* SPDX-License-Identifier: GPL-3.0-or-later */

/* L-BFGS (Nocedal and Wright, Numerical Optimization, algorithm 7.5) with a line
 * search that takes only steps that lower the value. */

#include "core/optimiser/lbfgs.h"

#include <math.h>

/* A step is taken when it gives this share of the decrease that the slope
 * promises (Armijo's condition). */
#define SUFFICIENT_DECREASE 1e-4
#define MOST_TRIALS         8

typedef struct
{
  NstSearch *search;
  int        n_pairs; /* kept now */
  int        newest;  /* index of the newest pair */
  float    **s;       /* steps [history][n] */
  float    **y;       /* changes of the gradient [history][n] */
  double    *ys;      /* y.s [history] */
  double     gamma;   /* y.s / y.y of the newest */
  float     *gradient;
  float     *direction;
  float     *next; /* the trial point */
  float     *next_gradient;
} Lbfgs;

/* direction = - H gradient by the two-loop recursion. */
static void
find_direction (Lbfgs *l)
{
  NstSearch *search  = l->search;
  int        history = search->options->history;
  double    *alpha   = g_newa0 (double, history);
  float     *d       = l->direction;

  nst_vectors_scale (&search->vectors, -1.0, l->gradient, d);

  if (l->n_pairs == 0)
    {
      nst_vectors_scale (&search->vectors, nst_search_first_step (search, l->gradient), d, d);
      return;
    }

  for (int k = 0; k < l->n_pairs; k++)
    {
      const int i = (l->newest - k + history) % history;

      alpha[k] = nst_vectors_dot (&search->vectors, l->s[i], d) / l->ys[i];
      nst_vectors_add_scaled (&search->vectors, d, -alpha[k], l->y[i], d);
    }

  nst_vectors_scale (&search->vectors, l->gamma, d, d);

  for (int k = l->n_pairs - 1; k >= 0; k--)
    {
      const int i = (l->newest - k + history) % history;

      nst_vectors_add_scaled (&search->vectors, d,
                              alpha[k] - nst_vectors_dot (&search->vectors, l->y[i], d) / l->ys[i],
                              l->s[i], d);
    }
}

/* Remembers the step t * direction from gradient to next_gradient. */
static void
remember (Lbfgs *l,
          double t)
{
  NstSearch *search = l->search;
  const int  slot   = (l->newest + 1) % search->options->history;
  double     ys;
  double     yy;

  nst_vectors_scale (&search->vectors, t, l->direction, l->s[slot]);
  nst_vectors_add_scaled (&search->vectors, l->next_gradient, -1.0, l->gradient, l->y[slot]);
  ys = nst_vectors_dot (&search->vectors, l->y[slot], l->s[slot]);
  yy = nst_vectors_dot (&search->vectors, l->y[slot], l->y[slot]);

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
  NstSearch   *search = l->search;
  const double slope  = nst_vectors_dot (&search->vectors, l->gradient, l->direction);

  *t = 1.0;
  if (!(slope < 0.0))
    return FALSE;

  for (int trial = 0; trial < MOST_TRIALS && nst_search_may_go_on (search); trial++)
    {
      double next_value;

      nst_vectors_add_scaled (&search->vectors, search->x, *t, l->direction, l->next);
      if (!nst_search_evaluate (search, l->next, l->next_gradient, &next_value))
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

      nst_search_report (search, search->x, *value);

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
  NstSearch *search      = l->search;
  gboolean   interrupted = FALSE;
  double     value;

  if (!nst_search_evaluate (search, search->x, l->gradient, &value))
    return NST_OUTCOME_INTERRUPTED;
  if (!isfinite (value))
    return NST_OUTCOME_DIVERGED;
  nst_search_report (search, search->x, value);

  while (nst_search_may_go_on (search))
    {
      double t;

      find_direction (l);

      if (search_line (l, &value, &t, &interrupted))
        {
          float *swap = l->gradient;

          remember (l, t);
          nst_vectors_copy (&search->vectors, l->next, search->x);
          l->gradient      = l->next_gradient;
          l->next_gradient = swap;
          nst_search_report (search, search->x, value);
        }
      else if (interrupted)
        return NST_OUTCOME_INTERRUPTED;
      else if (l->n_pairs > 0)
        l->n_pairs = 0;
      else
        return nst_search_may_go_on (search) ? NST_OUTCOME_CONVERGED : NST_OUTCOME_LIMIT;
    }

  return NST_OUTCOME_LIMIT;
}

NstOutcome
nst_search_lbfgs (NstSearch *search,
                  float     *memory)
{
  const int  history = search->options->history;
  Lbfgs      l       = { search };
  NstOutcome outcome;

  l.newest        = history - 1;
  l.s             = g_new (float *, history);
  l.y             = g_new (float *, history);
  l.ys            = g_new (double, history);
  l.gradient      = memory;
  l.direction     = memory + search->vectors.n;
  l.next          = memory + search->vectors.n * 2;
  l.next_gradient = memory + search->vectors.n * 3;
  for (int i = 0; i < history; i++)
    {
      l.s[i] = memory + search->vectors.n * (4 + 2 * i);
      l.y[i] = memory + search->vectors.n * (5 + 2 * i);
    }

  outcome = lbfgs_loop (&l);

  g_free (l.s);
  g_free (l.y);
  g_free (l.ys);

  return outcome;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a style's moments become before canvases are compared with them: for the
 * Wasserstein distance the root of the covariance, from its eigenvectors. */

#include "core/objective/target.h"

#include "core/objective/matrix.h"

#include <math.h>
#include <string.h>

#include <glib/gi18n-lib.h>

/* A covariance's diagonal is raised by this share of its mean. */
#define EPS_SHARE 1e-4

/* ... and by this share of the mean squared response at least, far above what
 * rounding leaves of a covariance that is 0, as that of a plain colour is. */
#define EPS_FLOOR 1e-12

/* A direction with less of the largest variance than this has none: it is
 * rounding, and far below eps. */
#define LEAST_VARIANCE 1e-13

void
nst_moments_get_covariance (const NstMoments *moments,
                            double            eps,
                            double           *covariance)
{
  const int n = moments->channels;

  for (int i = 0; i < n; i++)
    for (int j = 0; j < n; j++)
      covariance[(size_t) i * n + j] = moments->second[(size_t) i * n + j] -
                                       moments->mean[i] * moments->mean[j] +
                                       (i == j ? eps : 0.0);
}

/* The root of the style's covariance, and its directions. */
static gboolean
init_root (NstTarget        *target,
           const NstMoments *style)
{
  const int n          = style->channels;
  double   *covariance = g_new (double, ((size_t) n * n));
  double   *values     = g_new (double, n);
  double   *space      = g_new (double, nst_matrix_count_space (n));
  gboolean  done;

  nst_moments_get_covariance (style, 0.0, covariance);
  target->eps = MAX (EPS_SHARE * nst_matrix_get_trace (n, covariance),
                     EPS_FLOOR * nst_matrix_get_trace (n, style->second)) /
                  n +
                G_MINDOUBLE;
  target->trace = nst_matrix_get_trace (n, covariance) + n * target->eps;

  done = nst_matrix_eigen (n, covariance, values, space);
  if (done)
    {
      const double least = MAX (values[n - 1], target->eps) * LEAST_VARIANCE;

      while (target->rank < n && values[n - 1 - target->rank] > least)
        target->rank++;
      target->directions = g_memdup2 (covariance + (size_t) (n - target->rank) * n,
                                      sizeof (double) * target->rank * n);
      target->roots      = g_new (double, MAX (target->rank, 1));

      for (int i = 0; i < n; i++)
        values[i] = sqrt (MAX (values[i], 0.0) + target->eps);
      for (int i = 0; i < target->rank; i++)
        target->roots[i] = values[n - target->rank + i];
      nst_matrix_compose (n, n, covariance, values, target->second);
    }

  g_free (covariance);
  g_free (values);
  g_free (space);

  return done;
}

gboolean
nst_target_init (NstTarget        *target,
                 NstStatistic      statistic,
                 const NstMoments *style,
                 GError          **error)
{
  const int    n      = style->channels;
  const size_t square = (size_t) n * n;
  gboolean     done   = TRUE;

  *target        = (NstTarget){ statistic, n };
  target->mean   = g_memdup2 (style->mean, n * sizeof (double));
  target->second = g_memdup2 (style->second, square * sizeof (double));

  if (statistic == NST_STATISTIC_MOMENTS)
    done = init_root (target, style);
  else
    for (size_t i = 0; i < square; i++)
      target->second[i] /= n;

  for (size_t i = 0; i < square; i++)
    done &= isfinite (target->second[i]);

  if (!done)
    {
      nst_target_clear (target);
      g_set_error (error, NST_ERROR, NST_ERROR_DIVERGED,
                   _ ("The style picture gives the network numbers that it can't "
                      "compare: choose another style."));
    }

  return done;
}

void
nst_target_clear (NstTarget *target)
{
  g_clear_pointer (&target->mean, g_free);
  g_clear_pointer (&target->second, g_free);
  g_clear_pointer (&target->directions, g_free);
  g_clear_pointer (&target->roots, g_free);
}

size_t
nst_target_count_bytes (int          channels,
                        NstStatistic statistic)
{
  const size_t square = (size_t) channels * channels;
  /* Of the moments and of the target, and the target's directions. */
  const size_t doubles = statistic == NST_STATISTIC_MOMENTS ? 3 : 2;

  return square * (sizeof (float) + sizeof (double) * doubles);
}

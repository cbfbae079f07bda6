/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a style's moments become before canvases are compared with them: for the
 * Wasserstein distance the root of the covariance, from its eigenvectors. */

#include "core/objective/target.h"

#include "core/base/memory.h"
#include "core/objective/directions.h"
#include "core/objective/matrix.h"

#include <math.h>
#include <stdlib.h>
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

/* A copy of n doubles. */
static double *
copy_doubles (size_t        n,
              const double *from,
              GError      **error)
{
  double *copy = nst_doubles_new (n, error);

  if (copy != NULL)
    memcpy (copy, from, n * sizeof (double));

  return copy;
}

/* Keeps the directions and roots of those eigenvalues that are more than rounding. */
static gboolean
keep_directions (NstTarget    *target,
                 const double *vectors,
                 const double *values,
                 GError      **error)
{
  const int    n     = target->channels;
  const double least = MAX (values[n - 1], target->eps) * LEAST_VARIANCE;

  while (target->rank < n && values[n - 1 - target->rank] > least)
    target->rank++;

  target->directions = copy_doubles ((size_t) target->rank * n,
                                     vectors + (size_t) (n - target->rank) * n, error);
  target->roots      = target->directions != NULL ? nst_doubles_new (target->rank, error) : NULL;
  if (target->roots == NULL)
    return FALSE;

  for (int i = 0; i < target->rank; i++)
    target->roots[i] = sqrt (MAX (values[n - target->rank + i], 0.0) + target->eps);

  return TRUE;
}

static gboolean
refuse_style (GError **error)
{
  return nst_refuse (error, NST_ERROR_DIVERGED,
                     _ ("The style picture gives the network numbers that it can't "
                        "compare: choose another style."));
}

/* The root of the style's covariance, and its directions.  covariance[n][n], values[n];
 * space: for eigenvectors. */
static gboolean
make_root (NstTarget        *target,
           const NstMoments *style,
           double           *covariance,
           double           *values,
           double           *space,
           GError          **error)
{
  const int n = style->channels;

  nst_moments_get_covariance (style, 0.0, covariance);
  target->eps = MAX (EPS_SHARE * nst_matrix_get_trace (n, covariance),
                     EPS_FLOOR * nst_matrix_get_trace (n, style->second)) /
                  n +
                G_MINDOUBLE;
  target->trace = nst_matrix_get_trace (n, covariance) + n * target->eps;

  if (!nst_matrix_eigen (n, covariance, values, space))
    return refuse_style (error);
  if (!keep_directions (target, covariance, values, error))
    return FALSE;

  for (int i = 0; i < n; i++)
    values[i] = sqrt (MAX (values[i], 0.0) + target->eps);
  nst_matrix_compose (n, n, covariance, values, target->second);

  return TRUE;
}

static gboolean
init_root (NstTarget        *target,
           const NstMoments *style,
           GError          **error)
{
  const size_t n      = style->channels;
  double      *memory = nst_doubles_new (n * n + n + nst_matrix_count_space (style->channels),
                                         error);
  gboolean     done   = memory != NULL && make_root (target, style, memory, memory + n * n,
                                                     memory + n * n + n, error);

  free (memory);

  return done;
}

static gboolean
init_second (NstTarget        *target,
             const NstMoments *style,
             GError          **error)
{
  const size_t square = (size_t) style->channels * style->channels;

  if (target->statistic == NST_STATISTIC_MOMENTS)
    {
      if (!init_root (target, style, error))
        return FALSE;
    }
  else
    for (size_t i = 0; i < square; i++)
      target->second[i] /= style->channels;

  for (size_t i = 0; i < square; i++)
    if (!isfinite (target->second[i]))
      return refuse_style (error);

  return TRUE;
}

gboolean
nst_target_init (NstTarget        *target,
                 NstStatistic      statistic,
                 const NstMoments *style,
                 GError          **error)
{
  const size_t n = style->channels;

  *target      = (NstTarget){ statistic, style->channels };
  target->mean = copy_doubles (n, style->mean, error);
  if (target->mean != NULL)
    target->second = copy_doubles (n * n, style->second, error);

  if (target->second != NULL && init_second (target, style, error))
    return TRUE;

  nst_target_clear (target);
  return FALSE;
}

void
nst_target_clear (NstTarget *target)
{
  g_clear_pointer (&target->mean, free);
  g_clear_pointer (&target->second, free);
  g_clear_pointer (&target->directions, free);
  g_clear_pointer (&target->roots, free);
}

size_t
nst_target_count_bytes (int          channels,
                        NstStatistic statistic)
{
  const size_t square = (size_t) channels * channels;
  /* Of the moments and of the target, and the target's directions. */
  const size_t doubles = statistic == NST_STATISTIC_MOMENTS ? 3 : 2;

  return square * (sizeof (float) + sizeof (double) * doubles) +
         (statistic == NST_STATISTIC_MOMENTS ? nst_directions_count_bytes (channels) : 0);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The distances between moments.
 *
 * That of the covariances takes the root of R C R, where R is the root of the
 * style's covariance C'.  At small sizes a layer has fewer positions than
 * channels: then C and C' are eps I but in the few directions in which their
 * responses lie, and in the directions of neither nothing is to be computed.
 * So the root is taken in the space of both, which is exact and, at 64 pixels,
 * ten times as fast. */

#include "core/objective/statistics.h"

#include "core/objective/matrix.h"

#include <math.h>
#include <string.h>

/* A covariance's diagonal is raised by this share of its mean. */
#define EPS_SHARE 1e-4

/* ... and by this share of the mean squared response at least, far above what
 * rounding leaves of a covariance that is 0, as that of a plain colour is. */
#define EPS_FLOOR 1e-12

/* Eigenvalues below this share of the largest count as this. */
#define LEAST_EIGENVALUE 1e-12

/* A direction with less of the largest variance than this has none: it is
 * rounding, and far below eps. */
#define LEAST_VARIANCE 1e-13

/* Above this share of the channels the smaller space does not pay. */
#define WORTH_REDUCING 0.8


/* n doubles of the caller's space. */
static double *
take (double **space,
      size_t   n)
{
  double *taken = *space;

  *space += n;
  return taken;
}

size_t
nst_target_count_space (int          channels,
                        NstStatistic statistic)
{
  const size_t n = channels;

  /* Covariance and transport; then, in the smaller space, two matrices of its
   * rows, and three of its side. */
  return statistic == NST_STATISTIC_GRAM ? 0
       : 7 * n * n + 2 * n + nst_matrix_count_space (channels);
}


/* ---- targets --------------------------------------------------------- */

/* C = S - m m^T + eps I. */
static void
make_covariance (const NstMoments *moments,
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
  double   *covariance = g_new (double, (size_t) n * n);
  double   *values     = g_new (double, n);
  double   *space      = g_new (double, nst_matrix_count_space (n));
  gboolean  done;

  make_covariance (style, 0.0, covariance);
  target->eps   = MAX (EPS_SHARE * nst_matrix_get_trace (n, covariance),
                       EPS_FLOOR * nst_matrix_get_trace (n, style->second)) / n +
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
nst_target_init (NstTarget         *target,
                 NstStatistic       statistic,
                 const NstMoments  *style,
                 GError           **error)
{
  const int    n      = style->channels;
  const size_t square = (size_t) n * n;
  gboolean     done   = TRUE;

  *target = (NstTarget) { statistic, n };
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
                   "The style picture gives the network numbers that it can't "
                   "compare: choose another style.");
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


/* ---- Gram matrices --------------------------------------------------- */

static double
gram_distance (const NstTarget  *target,
               const NstMoments *canvas,
               size_t            n_positions,
               float            *slope,
               float            *offset)
{
  const int    n      = target->channels;
  const size_t square = (size_t) n * n;
  const double by     = 4.0 / ((double) square * n * (double) n_positions);
  double       sum    = 0.0;

  for (size_t i = 0; i < square; i++)
    {
      const double difference = canvas->second[i] / n - target->second[i];

      sum += difference * difference;
      slope[i] = (float) (by * difference);
    }
  memset (offset, 0, n * sizeof (float));

  return sum / (double) square;
}


/* ---- moments --------------------------------------------------------- */

/* The roots of A's eigenvalues, each no less than what counts; returns their
 * sum.  least: the smallest root that counts. */
static double
take_roots (int     n,
            double *values,
            double  floor,
            double *least)
{
  double sum = 0.0;

  *least = sqrt (MAX (values[n - 1], floor) * LEAST_EIGENVALUE);
  for (int i = 0; i < n; i++)
    {
      values[i] = MAX (sqrt (MAX (values[i], 0.0)), *least);
      sum += values[i];
    }

  return sum;
}

/* tr (A^1/2) of A = R C R, and transport = R A^-1/2 R; covariance is
 * overwritten.  NaN where the numbers are not finite. */
static double
transport_whole (const NstTarget *target,
                 double          *covariance,
                 double          *transport,
                 double          *space)
{
  const int n      = target->channels;
  double   *a      = take (&space, (size_t) n * n);
  double   *values = take (&space, n);
  double    sum    = NAN;
  double    least;

  nst_matrix_multiply (n, target->second, covariance, a);
  nst_matrix_multiply (n, a, target->second, covariance);

  if (nst_matrix_eigen (n, covariance, values, space))
    {
      sum = take_roots (n, values, 0.0, &least);
      for (int i = 0; i < n; i++)
        values[i] = 1.0 / values[i];

      nst_matrix_multiply (n, covariance, target->second, a);
      nst_matrix_compose (n, n, a, values, transport);
    }

  return sum;
}

/* The style's directions, then the canvas's responses about their mean, each
 * over the root of their number; rows[rank + n][channels]. */
static void
fill_rows (const NstTarget  *target,
           const NstMoments *canvas,
           const float      *responses,
           size_t            n,
           double            mean_response,
           double           *rows)
{
  const int    channels = target->channels;
  const double by       = 1.0 / sqrt ((double) n);

  memcpy (rows, target->directions, sizeof (double) * target->rank * channels);
  rows += (size_t) target->rank * channels;

  for (size_t p = 0; p < n; p++)
    for (int c = 0; c < channels; c++)
      rows[p * channels + c] = by * ((double) responses[p * channels + c] / mean_response -
                                     canvas->mean[c]);
}

/* A = R C R in the space of basis[k][channels], in which R is diagonal. */
static void
make_reduced (const NstTarget *target,
              int              k,
              const double    *basis,
              const double    *centred,
              int              n,
              double          *roots,
              double          *a,
              double          *space)
{
  const int channels = target->channels;
  double   *seen     = take (&space, (size_t) n * k);

  for (int i = 0; i < k; i++)
    roots[i] = i < target->rank ? target->roots[i] : sqrt (target->eps);

  nst_matrix_project (n, k, channels, centred, basis, seen);
  nst_matrix_square (n, k, seen, a);

  for (int i = 0; i < k; i++)
    for (int j = 0; j < k; j++)
      a[(size_t) i * k + j] = roots[i] * roots[j] *
                              (a[(size_t) i * k + j] + (i == j ? target->eps : 0.0));
}

/* The same as transport_whole in the space of both covariances' directions. */
static double
transport_reduced (const NstTarget  *target,
                   const NstMoments *canvas,
                   const float      *responses,
                   int               n,
                   double            mean_response,
                   double           *transport,
                   double           *space)
{
  const int channels = target->channels;
  const int k        = target->rank + n;
  double   *basis    = take (&space, (size_t) k * channels);
  double   *centred  = take (&space, (size_t) n * channels);
  double   *roots    = take (&space, k);
  double   *values   = take (&space, k);
  double   *a        = take (&space, (size_t) k * k);
  double   *inner    = take (&space, (size_t) k * k);
  double    sum      = NAN;

  fill_rows (target, canvas, responses, n, mean_response, basis);
  memcpy (centred, basis + (size_t) target->rank * channels,
          sizeof (double) * n * channels);

  if (nst_matrix_orthonormalise (k, channels, basis, space))
    {
      make_reduced (target, k, basis, centred, n, roots, a, space);

      if (nst_matrix_eigen (k, a, values, space))
        {
          double least;
          double outside;

          sum     = take_roots (k, values, target->eps * target->eps, &least);
          outside = MAX (target->eps, least);   /* A's root where both are eps I */
          sum    += (channels - k) * outside;

          for (int i = 0; i < k; i++)
            {
              values[i] = 1.0 / values[i];
              for (int j = 0; j < k; j++)
                a[(size_t) i * k + j] *= roots[j];
            }
          nst_matrix_compose (k, k, a, values, inner);

          /* eps / outside I, and what differs from it within the space. */
          for (int i = 0; i < k; i++)
            inner[(size_t) i * k + i] -= target->eps / outside;
          nst_matrix_expand (k, channels, basis, inner, transport, space);
          for (int c = 0; c < channels; c++)
            transport[(size_t) c * channels + c] += target->eps / outside;
        }
    }

  return sum;
}

static double
moments_distance (const NstTarget  *target,
                  const NstMoments *canvas,
                  const float      *responses,
                  size_t            n_positions,
                  double            mean_response,
                  float            *slope,
                  float            *offset,
                  double           *space)
{
  const int    n          = target->channels;
  const double by         = 2.0 / ((double) n * (double) n_positions);
  double      *covariance = take (&space, (size_t) n * n);
  double      *transport  = take (&space, (size_t) n * n);
  double       squares    = 0.0;
  double       trace;
  double       root;

  make_covariance (canvas, target->eps, covariance);
  trace = nst_matrix_get_trace (n, covariance);

  if (responses != NULL && target->rank + (double) n_positions < WORTH_REDUCING * n)
    root = transport_reduced (target, canvas, responses, (int) n_positions, mean_response,
                              transport, space);
  else
    root = transport_whole (target, covariance, transport, space);

  for (int i = 0; i < n; i++)
    {
      const double difference = canvas->mean[i] - target->mean[i];
      double       centred    = 0.0;

      squares += difference * difference;

      for (int j = 0; j < n; j++)
        {
          const size_t k     = (size_t) i * n + j;
          const double value = by * ((i == j ? 1.0 : 0.0) - transport[k]);

          slope[k] = (float) value;
          centred += value * canvas->mean[j];
        }
      offset[i] = (float) (by * difference - centred);
    }

  return squares / n + (target->trace + trace - 2.0 * root) / n;
}

double
nst_target_distance (const NstTarget  *target,
                     const NstMoments *canvas,
                     const float      *responses,
                     size_t            n,
                     double            mean_response,
                     float            *slope,
                     float            *offset,
                     double           *space)
{
  if (target->statistic == NST_STATISTIC_MOMENTS)
    return moments_distance (target, canvas, responses, n, mean_response, slope, offset, space);
  else
    return gram_distance (target, canvas, n, slope, offset);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The distance of the moments, and its slope: with S = C'^1/2 the derivative of
 * tr ((S C S)^1/2) by C is 1/2 S (S C S)^-1/2 S.
 *
 * That of the covariances takes the root of R C R, where R is the root of the style's
 * covariance C'.  At small sizes a layer has fewer positions than channels: then C and
 * C' are eps I except in the few directions in which their responses lie; outside the
 * span of both the covariances are eps I, and the root is known.  So the root is taken
 * in the space of both, which is exact and, at 64 pixels, ten times as fast. */

#include "core/objective/wasserstein.h"

#include "core/objective/matrix.h"

#include <math.h>
#include <string.h>

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
nst_wasserstein_count_space (int channels)
{
  const size_t n = channels;

  /* Covariance and transport; then, in the smaller space, two matrices of its rows, and
   * three of its side. */
  const size_t reduced = 5 * n * n + 2 * n + nst_matrix_count_space (channels);

  return 2 * n * n + MAX (reduced, nst_directions_count_space (channels));
}

/* tr (A^1/2) of A = R C R, and transport = R A^-1/2 R; covariance is
 * overwritten.  directions, where they are not NULL, are found; bound: what they gave
 * for the trace.  NaN where the numbers are not finite. */
static double
transport_whole (const NstTarget *target,
                 NstDirections   *directions,
                 double           bound,
                 double          *covariance,
                 double          *transport,
                 double          *space)
{
  const int n        = target->channels;
  double   *a        = take (&space, (size_t) n * n);
  double   *values   = take (&space, n);
  double   *inverses = take (&space, n);
  double    sum      = NAN;
  double    least;

  nst_matrix_multiply (n, n, n, target->second, covariance, a);
  nst_matrix_multiply (n, n, n, a, target->second, covariance);

  if (nst_matrix_eigen (n, covariance, values, space))
    {
      sum = nst_matrix_take_roots (n, values, 0.0, &least);
      for (int i = 0; i < n; i++)
        inverses[i] = 1.0 / values[i];

      nst_matrix_multiply (n, n, n, covariance, target->second, a);
      nst_matrix_compose (n, n, a, inverses, transport); /* leaves B's rows */
      if (directions != NULL)
        nst_directions_keep (directions, a, values, 2.0 / n * (bound - sum));
    }

  return sum;
}

/* The same, or what the directions of an earlier evaluation give for it. */
static double
transport_kept (const NstTarget *target,
                NstDirections   *directions,
                double          *covariance,
                double          *transport,
                double          *space)
{
  const gboolean known = nst_directions_are_known (directions);
  const gboolean due   = nst_directions_next (directions);
  double         bound = 0.0;

  if (known)
    bound = nst_directions_bound (directions, covariance, transport, space);

  return known && !due ? bound
                       : transport_whole (target, due ? directions : NULL, bound, covariance,
                                          transport, space);
}

/* The style's directions, then the canvas's responses about their mean, each
 * over the root of their number; rows[rank + n][channels]. */
static void
fill_rows (const NstTarget  *target,
           const NstMoments *canvas,
           const NstSeen    *seen,
           double           *rows)
{
  const int    channels = target->channels;
  const double by       = 1.0 / sqrt ((double) seen->n);

  memcpy (rows, target->directions, sizeof (double) * target->rank * channels);
  rows += (size_t) target->rank * channels;

  for (size_t p = 0; p < seen->n; p++)
    for (int c = 0; c < channels; c++)
      rows[p * channels + c] = by * ((double) seen->responses[p * channels + c] /
                                       seen->mean_response -
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
                   const NstSeen    *seen,
                   double           *transport,
                   double           *space)
{
  const int channels = target->channels;
  const int n        = (int) seen->n;
  const int k        = target->rank + n;
  double   *basis    = take (&space, (size_t) k * channels);
  double   *centred  = take (&space, (size_t) n * channels);
  double   *roots    = take (&space, k);
  double   *values   = take (&space, k);
  double   *a        = take (&space, (size_t) k * k);
  double   *inner    = take (&space, (size_t) k * k);
  double    sum      = NAN;

  fill_rows (target, canvas, seen, basis);
  memcpy (centred, basis + (size_t) target->rank * channels,
          sizeof (double) * n * channels);

  if (nst_matrix_orthonormalise (k, channels, basis, space))
    {
      make_reduced (target, k, basis, centred, n, roots, a, space);

      if (nst_matrix_eigen (k, a, values, space))
        {
          double least;
          double outside;

          sum     = nst_matrix_take_roots (k, values, target->eps * target->eps, &least);
          outside = MAX (target->eps, least); /* A's root where both are eps I */
          sum += (channels - k) * outside;

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

double
nst_wasserstein_distance (const NstTarget  *target,
                          const NstMoments *canvas,
                          const NstSeen    *seen,
                          NstDirections    *directions,
                          float            *slope,
                          float            *offset,
                          double           *space)
{
  const int    n          = target->channels;
  const double by         = 2.0 / ((double) n * (double) seen->n);
  double      *covariance = take (&space, (size_t) n * n);
  double      *transport  = take (&space, (size_t) n * n);
  double       squares    = 0.0;
  double       trace;
  double       root;

  nst_moments_get_covariance (canvas, target->eps, covariance);
  trace = nst_matrix_get_trace (n, covariance);

  if (seen->responses != NULL && target->rank + (double) seen->n < WORTH_REDUCING * n)
    root = transport_reduced (target, canvas, seen, transport, space);
  else
    root = transport_kept (target, directions, covariance, transport, space);

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

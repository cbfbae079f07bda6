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
#define WORTH_REDUCING 0.5

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
 * overwritten.  directions, where they are not NULL, are found.  NaN where the numbers
 * are not finite. */
static double
transport_whole (const NstTarget *target,
                 NstDirections   *directions,
                 double          *covariance,
                 double          *transport,
                 double          *space)
{
  const int n      = target->channels;
  double   *a      = take (&space, (size_t) n * n);
  double   *values = take (&space, n);
  double    sum    = NAN;
  double    least;

  nst_matrix_multiply (n, n, n, target->second, covariance, a);
  nst_matrix_multiply (n, n, n, a, target->second, covariance);

  if (nst_matrix_eigen (n, covariance, values, space))
    {
      sum = nst_matrix_take_roots (n, values, 0.0, &least);
      for (int i = 0; i < n; i++)
        values[i] = 1.0 / values[i];

      nst_matrix_multiply (n, n, n, covariance, target->second, a);
      if (directions != NULL)
        nst_directions_keep (directions, a, sum);
      nst_matrix_compose (n, n, a, values, transport);
    }

  return sum;
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
  const double by       = 1.0 / sqrt (seen->n);

  memcpy (rows, target->directions, sizeof (double) * target->rank * channels);
  rows += (size_t) target->rank * channels;

  for (size_t p = 0; p < (size_t) seen->n; p++)
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

gboolean
nst_wasserstein_is_reduced (const NstTarget *target,
                            const NstSeen   *seen)
{
  return seen->responses != NULL &&
         target->rank + seen->n < WORTH_REDUCING * target->channels;
}

double
nst_wasserstein_get_factor (const NstTarget *target,
                            const NstSeen   *seen)
{
  return 2.0 / ((double) target->channels * seen->n);
}

/* The distance, of the covariance's trace and the root's, and its offset, of A m as
 * transported[channels]. */
static double
finish (const NstTarget  *target,
        const NstMoments *canvas,
        const NstSeen    *seen,
        double            trace,
        double            root,
        const double     *transported,
        float            *offset)
{
  const int    n       = target->channels;
  const double by      = nst_wasserstein_get_factor (target, seen);
  double       squares = 0.0;

  for (int i = 0; i < n; i++)
    {
      const double difference = canvas->mean[i] - target->mean[i];

      squares += difference * difference;
      offset[i] = (float) (by * (difference - canvas->mean[i] + transported[i]));
    }

  return squares / n + (target->trace + trace - 2.0 * root) / n;
}

double
nst_wasserstein_distance (const NstTarget  *target,
                          const NstMoments *canvas,
                          const NstSeen    *seen,
                          NstDirections    *found,
                          float            *slope,
                          float            *offset,
                          double           *space)
{
  const int    n           = target->channels;
  const double by          = nst_wasserstein_get_factor (target, seen);
  double      *covariance  = take (&space, (size_t) n * n);
  double      *transport   = take (&space, (size_t) n * n);
  double      *transported = covariance; /* when that has been used */
  double       trace;
  double       root;

  nst_moments_get_covariance (canvas, target->eps, covariance);
  trace = nst_matrix_get_trace (n, covariance);

  root = nst_wasserstein_is_reduced (target, seen)
           ? transport_reduced (target, canvas, seen, transport, space)
           : transport_whole (target, found, covariance, transport, space);

  for (int i = 0; i < n; i++)
    for (int j = 0; j < n; j++)
      slope[i * n + j] = (float) (by * ((i == j ? 1.0 : 0.0) - transport[i * n + j]));

  nst_matrix_multiply (n, 1, n, transport, canvas->mean, transported);

  return finish (target, canvas, seen, trace, root, transported, offset);
}

double
nst_wasserstein_bound (const NstTarget     *target,
                       const NstMoments    *canvas,
                       const NstSeen       *seen,
                       const NstDirections *directions,
                       float               *offset,
                       double              *space)
{
  const int n     = target->channels;
  double    trace = n * target->eps;

  for (int i = 0; i < n; i++)
    trace += canvas->second[i * n + i] - canvas->mean[i] * canvas->mean[i];

  nst_directions_transport (directions, space);

  return finish (target, canvas, seen, trace, nst_directions_get_bound (directions), space, offset);
}

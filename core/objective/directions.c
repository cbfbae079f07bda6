/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The bound's least, block by block. */

#include "core/objective/directions.h"

#include "core/base/memory.h"
#include "core/objective/matrix.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define LEAST_CHANNELS 256 /* below it the whole eigenproblem costs little */
#define BLOCK          128 /* with 64 paintings are worse by half a percent */

/* They are found anew at this age, and each time it has grown by this factor. */
#define RENEWAL_FACTOR 8

gboolean
nst_directions_init (NstDirections *directions,
                     int            channels,
                     GError       **error)
{
  *directions = (NstDirections){ channels, .age = -1, .renewal = RENEWAL_FACTOR };
  if (channels < LEAST_CHANNELS)
    return TRUE;

  directions->basis = nst_doubles_new ((size_t) channels * (channels + 1), error);
  if (directions->basis == NULL)
    return FALSE;
  directions->roots = directions->basis + (size_t) channels * channels;

  return TRUE;
}

void
nst_directions_clear (NstDirections *directions)
{
  g_clear_pointer (&directions->basis, free);
}

size_t
nst_directions_count_bytes (int channels)
{
  return channels < LEAST_CHANNELS ? 0 : (size_t) channels * (channels + 1) * sizeof (double);
}

size_t
nst_directions_count_space (int channels)
{
  const size_t n = channels;

  return 2 * n * BLOCK + n * n + BLOCK * (BLOCK + 1) + nst_matrix_count_space (BLOCK);
}

gboolean
nst_directions_are_known (const NstDirections *directions)
{
  return directions->basis != NULL && directions->age >= 0;
}

/* Of the k directions from first on: their share of the bound, and Z^1/2 B's rows as
 * rows[k][channels]. */
static double
bound_block (const NstDirections *directions,
             const double        *covariance,
             int                  first,
             int                  k,
             double              *rows,
             double              *space)
{
  const int     n      = directions->channels;
  const double *basis  = directions->basis + (size_t) first * n;
  const double *d      = directions->roots + first;
  double       *seen   = space;                  /* [k][n]: B^T C */
  double       *block  = seen + (size_t) k * n;  /* [k][k] */
  double       *values = block + (size_t) k * k; /* [k] */
  double        sum;
  double        least;

  nst_matrix_multiply (k, n, n, basis, covariance, seen);
  nst_matrix_project (k, k, n, seen, basis, block);

  for (int i = 0; i < k; i++)
    for (int j = 0; j <= i; j++)
      block[i * k + j] = block[j * k + i] = sqrt (d[i] * d[j]) *
                                            (block[i * k + j] + block[j * k + i]) / 2;

  if (!nst_matrix_eigen (k, block, values, values + k))
    return NAN;

  sum = nst_matrix_take_roots (k, values, G_MINDOUBLE, &least);
  for (int i = 0; i < k; i++)
    for (int j = 0; j < k; j++)
      block[i * k + j] *= sqrt (d[j] / values[i]);
  nst_matrix_multiply (k, n, k, block, basis, rows);

  return sum;
}

double
nst_directions_bound (const NstDirections *directions,
                      const double        *covariance,
                      double              *transport,
                      double              *space)
{
  const int n    = directions->channels;
  double   *rows = space; /* [n][n] */
  double    sum  = 0.0;

  space += (size_t) n * n;
  for (int first = 0; first < n; first += BLOCK)
    sum += bound_block (directions, covariance, first, MIN (BLOCK, n - first),
                        rows + (size_t) first * n, space);

  nst_matrix_square (n, n, rows, transport);

  return sum;
}

gboolean
nst_directions_next (NstDirections *directions)
{
  if (directions->basis == NULL)
    return FALSE;
  if (directions->age < 0)
    return TRUE;

  directions->age++;

  return directions->age >= directions->renewal;
}

void
nst_directions_keep (NstDirections *directions,
                     const double  *basis,
                     const double  *roots,
                     double         grown)
{
  const size_t n = directions->channels;

  memcpy (directions->basis, basis, n * n * sizeof (double));
  memcpy (directions->roots, roots, n * sizeof (double));

  if (directions->age < 0)
    directions->age = 0;
  else
    {
      directions->renewal *= RENEWAL_FACTOR;
      directions->shift += grown;
    }
}

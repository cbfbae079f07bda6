/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The bound's least, block by block. */

#include "core/objective/directions.h"

#include "core/base/blas.h"
#include "core/base/memory.h"
#include "core/objective/matrix.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define LEAST_CHANNELS 256 /* below it the whole eigenproblem costs little */
#define BLOCK          NST_DIRECTIONS_BLOCK

/* They are found anew at this age, and each time it has grown by this factor. */
#define RENEWAL_FACTOR 8

gboolean
nst_directions_init (NstDirections *directions,
                     int            channels,
                     GError       **error)
{
  const size_t n = channels;

  *directions = (NstDirections){ channels, .age = -1, .renewal = RENEWAL_FACTOR };
  if (channels < LEAST_CHANNELS)
    return TRUE;

  directions->means = nst_doubles_new (nst_directions_count_bytes (channels) / sizeof (double),
                                       error);
  if (directions->means == NULL)
    return FALSE;
  directions->bounds = directions->means + n;
  directions->basis  = (float *) (void *) (directions->bounds +
                                          nst_directions_count_blocks (channels));
  directions->rows   = directions->basis + n * n;

  return TRUE;
}

void
nst_directions_clear (NstDirections *directions)
{
  g_clear_pointer (&directions->means, free);
  directions->basis = NULL;
}

size_t
nst_directions_count_bytes (int channels)
{
  const size_t n = channels;

  return channels < LEAST_CHANNELS
           ? 0
           : (n * (n + 1) + nst_directions_count_blocks (channels)) * sizeof (double);
}

size_t
nst_directions_count_space (int channels)
{
  return 3 * BLOCK * (size_t) channels + BLOCK * (2 * BLOCK + 2) + nst_matrix_count_space (BLOCK);
}

gboolean
nst_directions_are_known (const NstDirections *directions)
{
  return directions->basis != NULL && directions->age >= 0;
}

int
nst_directions_count_blocks (int channels)
{
  return (channels + BLOCK - 1) / BLOCK;
}

/* How many directions a block has, or channels. */
static int
get_side (const NstDirections *directions,
          int                  block)
{
  return MIN (BLOCK, directions->channels - block * BLOCK);
}

/* g[k][k] = W^T C W of the k directions of basis. */
static void
project_covariance (int               k,
                    const double     *basis,
                    const double     *means,
                    const NstMoments *moments,
                    double            eps,
                    double           *g,
                    double           *space)
{
  const int n = moments->channels;

  nst_matrix_multiply (k, n, n, basis, moments->second, space);
  for (int i = 0; i < k; i++)
    for (int j = 0; j < n; j++)
      space[i * n + j] += eps * basis[i * n + j] - means[i] * moments->mean[j];

  nst_matrix_project (k, k, n, space, basis, g);
}

/* The same by the responses, where they are fewer than channels.  Products of single
 * precision will do here: their rounding is that of roots, not of what roots are taken of. */
static void
project_responses (const NstDirections *directions,
                   int                  block,
                   const double        *basis,
                   const double        *means,
                   const NstSeen       *seen,
                   double               eps,
                   double              *g,
                   double              *space)
{
  const int    n         = directions->channels;
  const int    k         = get_side (directions, block);
  const int    n_rows    = (int) seen->n;
  const double by        = 1.0 / sqrt (seen->n);
  double      *centred   = space; /* [n_rows][k] */
  float       *projected = (float *) (void *) (space + n_rows * k);

  nst_blas.sgemm (CblasRowMajor, CblasNoTrans, CblasTrans, n_rows, k, n, 1.0f, seen->responses, n,
                  directions->basis + (size_t) block * BLOCK * n, n, 0.0f, projected, k);
  for (int p = 0; p < n_rows; p++)
    for (int i = 0; i < k; i++)
      centred[p * k + i] = by * ((double) projected[p * k + i] / seen->mean_response - means[i]);

  nst_matrix_square (n_rows, k, centred, g);
  nst_matrix_project (k, k, n, basis, basis, space);
  for (int i = 0; i < k * k; i++)
    g[i] += eps * space[i];
}

/* W's rows to those of Z^1/2 W^T, by the eigenvectors and roots of a block. */
static void
fill_rows (NstDirections    *directions,
           int               block,
           const double     *vectors,
           const double     *roots,
           const NstMoments *moments,
           float            *space)
{
  const int    n     = directions->channels;
  const int    k     = get_side (directions, block);
  const int    first = block * BLOCK;
  float       *rows  = directions->rows + (size_t) first * n;
  const float *w     = directions->basis + (size_t) first * n;

  for (int i = 0; i < k; i++)
    for (int j = 0; j < k; j++)
      space[i * k + j] = (float) (vectors[i * k + j] / sqrt (roots[i]));
  nst_blas.sgemm (CblasRowMajor, CblasNoTrans, CblasNoTrans, k, n, k, 1.0f, space, k, w, n, 0.0f,
                  rows, n);

  for (int i = 0; i < k; i++)
    {
      double sum = 0.0;

      for (int j = 0; j < n; j++)
        sum += (double) rows[i * n + j] * moments->mean[j];
      directions->means[first + i] = sum;
    }
}

void
nst_directions_bound (NstDirections    *directions,
                      int               block,
                      const NstMoments *moments,
                      const NstSeen    *seen,
                      double            eps,
                      double           *space)
{
  const int    n      = directions->channels;
  const int    k      = get_side (directions, block);
  const float *w      = directions->basis + (size_t) block * BLOCK * n;
  double      *g      = space;      /* [k][k] */
  double      *values = g + k * k;  /* [k] */
  double      *means  = values + k; /* [k]: W^T m */
  double      *basis  = means + k;  /* [k][n]: W^T */
  double      *rest   = basis + (size_t) k * n;
  double       least;

  for (int i = 0; i < k * n; i++)
    basis[i] = (double) w[i];
  nst_matrix_multiply (k, 1, n, basis, moments->mean, means);

  if (seen->responses != NULL && seen->n <= n)
    project_responses (directions, block, basis, means, seen, eps, g, rest);
  else
    project_covariance (k, basis, means, moments, eps, g, rest);

  directions->bounds[block] = NAN;
  if (!nst_matrix_eigen (k, g, values, rest))
    return;

  directions->bounds[block] = nst_matrix_take_roots (k, values, G_MINDOUBLE, &least);
  fill_rows (directions, block, g, values, moments, (float *) (void *) rest);
}

double
nst_directions_get_bound (const NstDirections *directions)
{
  double sum = 0.0;

  for (int i = 0; i < nst_directions_count_blocks (directions->channels); i++)
    sum += directions->bounds[i];

  return sum;
}

void
nst_directions_fill_slope (const NstDirections *directions,
                           int                  block,
                           int                  other,
                           double               by,
                           float               *slope,
                           double              *space)
{
  const int    n         = directions->channels;
  const int    height    = get_side (directions, block);
  const int    width     = get_side (directions, other);
  const size_t top       = (size_t) block * BLOCK;
  const size_t left      = (size_t) other * BLOCK;
  float       *transport = (float *) (void *) space; /* [height][width] */

  nst_blas.sgemm (CblasRowMajor, CblasTrans, CblasNoTrans, height, width, n, 1.0f,
                  directions->rows + top, n, directions->rows + left, n, 0.0f, transport, width);

  for (int i = 0; i < height; i++)
    for (int j = 0; j < width; j++)
      {
        const double unit  = block == other && i == j ? 1.0 : 0.0;
        const double value = by * (unit - (double) transport[i * width + j]);

        slope[(top + i) * n + left + j] = (float) value;
        slope[(left + j) * n + top + i] = (float) value;
      }
}

void
nst_directions_transport (const NstDirections *directions,
                          double              *transported)
{
  const size_t n = directions->channels;

  memset (transported, 0, n * sizeof (double));
  for (size_t i = 0; i < n; i++)
    for (size_t j = 0; j < n; j++)
      transported[j] += directions->means[i] * (double) directions->rows[i * n + j];
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
                     double         sum)
{
  const int n = directions->channels;

  for (int i = 0; i < n * n; i++)
    directions->basis[i] = (float) basis[i];

  if (directions->age < 0)
    directions->age = 0;
  else
    {
      directions->renewal *= RENEWAL_FACTOR;
      directions->shift += 2.0 / n * (nst_directions_get_bound (directions) - sum);
    }
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Lanczos-3's weights, for shrinking and enlarging, and their transpose. */

#include "core/image/footprints.h"

#include "core/base/memory.h"

#include <math.h>
#include <stdlib.h>

/* Lanczos-3 reaches this far, in pixels of the coarser side. */
#define LANCZOS_RADIUS 3.0

/* Pillow's fixed-point scale for pictures of 8 bits a channel. */
#define FIXED_POINT_SCALE 4194304.0 /* 2^22 */

static double
lanczos (double x)
{
  const double px = G_PI * x;

  if (x == 0.0)
    return 1.0;
  if (fabs (x) >= LANCZOS_RADIUS)
    return 0.0;

  return LANCZOS_RADIUS * sin (px) * sin (px / LANCZOS_RADIUS) / (px * px);
}

/* The most inputs of an output. */
static int
count_most (int n_in,
            int n_out)
{
  return (int) ceil (LANCZOS_RADIUS * MAX ((double) n_in / n_out, 1.0)) * 2 + 1;
}

size_t
nst_footprints_count (int n_in,
                      int n_out)
{
  return (size_t) n_out * count_most (n_in, n_out);
}

/* Footprints whose weights are n_weights doubles together; NULL: there is no memory. */
static NstFootprint *
footprints_alloc (int    n,
                  size_t n_weights)
{
  NstFootprint *footprints = g_try_new0 (NstFootprint, n);

  if (footprints == NULL)
    return NULL;

  footprints[0].weights = nst_doubles_new (n_weights, NULL);
  if (footprints[0].weights == NULL)
    g_clear_pointer (&footprints, g_free);

  return footprints;
}

/* Begins within the row or column, and has each of its inputs once. */
static void
wrap_footprint (NstFootprint *footprint,
                int           n_in)
{
  for (int k = n_in; k < footprint->n; k++)
    footprint->weights[k % n_in] += footprint->weights[k];

  footprint->n     = MIN (footprint->n, n_in);
  footprint->first = (footprint->first % n_in + n_in) % n_in;
}

NstFootprint *
nst_footprints_new (int      n_in,
                    int      n_out,
                    gboolean wraps,
                    gboolean fixed_point)
{
  const double scale   = (double) n_in / n_out;
  const double stretch = MAX (scale, 1.0);
  /* Where nothing changes, a sample is taken as it is. */
  const double  support    = n_in == n_out ? 0.5 : LANCZOS_RADIUS * stretch;
  const int     most       = count_most (n_in, n_out);
  NstFootprint *footprints = footprints_alloc (n_out, nst_footprints_count (n_in, n_out));
  double       *weights    = footprints != NULL ? footprints[0].weights : NULL;

  if (footprints == NULL)
    return NULL;

  for (int i = 0; i < n_out; i++)
    {
      const double  centre = (i + 0.5) * scale;
      const int     before = (int) floor (centre - support + 0.5);
      const int     after  = (int) (centre + support + 0.5);
      const int     first  = wraps ? before : MAX (0, before);
      const int     end    = wraps ? after : MIN (n_in, after);
      NstFootprint *f      = &footprints[i];
      double        sum    = 0.0;

      f->first   = first;
      f->n       = end - first;
      f->weights = weights + (size_t) i * most;

      for (int k = 0; k < f->n; k++)
        {
          f->weights[k] = lanczos ((k + first - centre + 0.5) / stretch);
          sum += f->weights[k];
        }
      for (int k = 0; k < f->n; k++)
        {
          f->weights[k] /= sum;
          if (fixed_point)
            f->weights[k] = round (f->weights[k] * FIXED_POINT_SCALE) /
                            FIXED_POINT_SCALE;
        }
      wrap_footprint (f, n_in);
    }

  return footprints;
}

/* Whether an output has an input in its sum. */
static gboolean
has_input (const NstFootprint *footprint,
           int                 input,
           int                 n_in)
{
  return (input - footprint->first + n_in) % n_in < footprint->n;
}

/* Outputs that an input goes to follow each other, maybe from the last one to the first. */
NstFootprint *
nst_footprints_transpose (const NstFootprint *footprints,
                          int                 n_in,
                          int                 n_out)
{
  size_t        n = 0;
  NstFootprint *transposed;
  double       *weights;

  for (int i = 0; i < n_out; i++)
    n += (size_t) footprints[i].n;
  transposed = footprints_alloc (n_in, n);
  if (transposed == NULL)
    return NULL;
  weights = transposed[0].weights;

  for (int i = 0; i < n_out; i++)
    for (int k = 0; k < footprints[i].n; k++)
      {
        const int     j = (footprints[i].first + k) % n_in;
        NstFootprint *f = &transposed[j];

        f->n++;
        if (!has_input (&footprints[(i + n_out - 1) % n_out], j, n_in))
          f->first = i;
      }

  for (int j = 0; j < n_in; j++)
    {
      transposed[j].weights = weights;
      weights += transposed[j].n;
    }

  for (int i = 0; i < n_out; i++)
    for (int k = 0; k < footprints[i].n; k++)
      {
        NstFootprint *f = &transposed[(footprints[i].first + k) % n_in];

        f->weights[(i - f->first + n_out) % n_out] = footprints[i].weights[k];
      }

  return transposed;
}

void
nst_footprints_free (NstFootprint *footprints)
{
  if (footprints != NULL)
    free (footprints[0].weights);
  g_free (footprints);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Sums in double precision of a few values in single, in a fixed order. */

#include "core/objective/positions.h"

#include <math.h>

/* Values that are squared at a time. */
#define SQUARES 16

static float
get_weight (const float *weights,
            int          i)
{
  return weights != NULL ? weights[i] : 1.0f;
}

double
nst_positions_add_differences (const NstPositions *positions,
                               const float        *p,
                               const float        *weights,
                               float               by,
                               float              *gradient,
                               int                 stride)
{
  const int    channels = positions->channels;
  const float *f        = positions->f;
  double       sum      = 0.0;

  for (int i = 0; i < positions->n; i++, f += channels, p += channels, gradient += stride)
    {
      const float weight = get_weight (weights, i);
      const float slope  = weight * by;

      for (int first = 0; first < channels; first += SQUARES)
        {
          const int count            = MIN (SQUARES, channels - first);
          float     squares[SQUARES] = { 0.0f };

          for (int c = 0; c < count; c++)
            {
              const float difference = f[first + c] - p[first + c];

              gradient[first + c] += slope * difference;
              squares[c] = difference * difference;
            }

          for (int c = 0; c < SQUARES; c++)
            sum += (double) weight * (double) squares[c];
        }
    }

  return sum;
}

double
nst_positions_sum_squares (const NstPositions *positions,
                           const float        *p,
                           const float        *weights,
                           int                 begin,
                           int                 end)
{
  const int    channels = positions->channels;
  const float *f        = positions->f;
  double       sum      = 0.0;

  for (int i = MAX (begin, 0); i < MIN (end, positions->n); i++)
    for (int c = i * channels; c < (i + 1) * channels; c++)
      sum += (double) get_weight (weights, i) * ((double) f[c] - (double) p[c]) *
             ((double) f[c] - (double) p[c]);

  return sum;
}

void
nst_positions_weigh (const NstPositions *positions,
                     const float        *weights,
                     float              *gradient,
                     int                 stride,
                     const float        *offset)
{
  for (int i = 0; i < positions->n; i++, gradient += stride)
    for (int c = 0; c < positions->channels; c++)
      gradient[c] = get_weight (weights, i) * (gradient[c] + offset[c]);
}

void
nst_positions_add_weighed (const NstPositions *positions,
                           const float        *weights,
                           const float        *more,
                           int                 stride,
                           const float        *offset,
                           float              *gradient)
{
  for (int i = 0; i < positions->n; i++, gradient += stride, more += stride)
    for (int c = 0; c < positions->channels; c++)
      gradient[c] += get_weight (weights, i) * (more[c] + offset[c]);
}

gboolean
nst_positions_are_hidden (const float *weights,
                          int          n)
{
  int i = 0;

  while (weights != NULL && i < n && weights[i] == 0.0f)
    i++;

  return i == n;
}

double
nst_positions_sum_absolute (const NstPositions *positions,
                            int                 f_stride,
                            float               by,
                            const float        *g,
                            int                 g_stride,
                            const float        *weights)
{
  const float *f   = positions->f;
  double       sum = 0.0;

  for (int i = 0; i < positions->n; i++, f += f_stride, g += g_stride)
    {
      float parts[SQUARES] = { 0.0f };

      for (int first = 0; first < positions->channels; first += SQUARES)
        for (int c = 0; c < MIN (SQUARES, positions->channels - first); c++)
          parts[c] += fabsf (f[first + c] + by * g[first + c]);

      for (int c = 0; c < SQUARES; c++)
        sum += (double) get_weight (weights, i) * (double) parts[c];
    }

  return sum;
}

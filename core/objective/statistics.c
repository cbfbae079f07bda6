/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The distance of the chosen statistic; that of Gram matrices is here. */

#include "core/objective/statistics.h"

#include "core/objective/wasserstein.h"

#include <string.h>

size_t
nst_target_count_space (int          channels,
                        NstStatistic statistic)
{
  return statistic == NST_STATISTIC_GRAM ? 0 : nst_wasserstein_count_space (channels);
}

/* With G = S / channels, d mean ((G - A)^2) / d f = 4 (G - A) f / (channels^3 n). */
static double
gram_distance (const NstTarget  *target,
               const NstMoments *canvas,
               double            n_positions,
               float            *slope,
               float            *offset)
{
  const int    n      = target->channels;
  const size_t square = (size_t) n * n;
  const double by     = 4.0 / ((double) square * n * n_positions);
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

double
nst_target_distance (const NstTarget  *target,
                     const NstMoments *canvas,
                     const NstSeen    *seen,
                     NstDirections    *found,
                     float            *slope,
                     float            *offset,
                     double           *space)
{
  if (target->statistic == NST_STATISTIC_MOMENTS)
    return nst_wasserstein_distance (target, canvas, seen, found, slope, offset, space);
  else
    return gram_distance (target, canvas, seen->n, slope, offset);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The total variation of a canvas. */

#include "objective.h"

/* Weights of the differences along axes and diagonals. */
#define AXIS_WEIGHT     (2.0 / 3.0)
#define DIAGONAL_WEIGHT (1.0 / 6.0)

double
nst_variation (const float *canvas,
               int          width,
               int          height,
               double       by,
               float       *gradient)
{
  const double n         = 3.0 * width * height;
  const double weight[4] = { AXIS_WEIGHT, AXIS_WEIGHT, DIAGONAL_WEIGHT, DIAGONAL_WEIGHT };
  double       sum       = 0.0;

  /* A neighbour beyond the last row or column is the pixel at the edge. */
  for (int y = 0; y < height; y++)
    for (int x = 0; x < width; x++)
      {
        const size_t here  = ((size_t) y * width + x) * 3;
        const size_t right = x < width - 1 ? here + 3 : here;
        const size_t below = y < height - 1 ? (size_t) width * 3 : 0;
        const size_t from[4] = { here, here, here, right };
        const size_t to[4]   = { right, here + below, right + below, here + below };

        for (int k = 0; k < 4; k++)
          for (int c = 0; c < 3; c++)
            {
              const double difference = ((double) canvas[to[k] + c] -
                                         (double) canvas[from[k] + c]) / 255.0;

              sum += weight[k] * difference * difference;
              if (by != 0.0)
                {
                  const float d = (float) (by * 2.0 * weight[k] * difference / (255.0 * n));

                  gradient[to[k] + c]   += d;
                  gradient[from[k] + c] -= d;
                }
            }
      }

  return sum / n;
}

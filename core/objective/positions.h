/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What is done to each of several positions of a layer that follow each other in memory,
 * and what it adds up to.  Weights are one a position, or NULL: 1 each, which gives the same
 * bytes. */

#pragma once

#include <glib.h>

typedef struct
{
  const float *f; /* [n][channels], or as far apart as is said */
  int          n;
  int          channels;
} NstPositions;

/* gradient[n][stride] += weight by (f - p); returns the sum of weight (f - p)^2. */
double nst_positions_add_differences (const NstPositions *positions,
                                      const float        *p,
                                      const float        *weights,
                                      float               by,
                                      float              *gradient,
                                      int                 stride);

/* The sum alone, of positions [begin, end), as far as there are such. */
double nst_positions_sum_squares (const NstPositions *positions,
                                  const float        *p,
                                  const float        *weights,
                                  int                 begin,
                                  int                 end);

/* gradient[n][stride] = weight (gradient + offset). */
void nst_positions_weigh (const NstPositions *positions,
                          const float        *weights,
                          float              *gradient,
                          int                 stride,
                          const float        *offset);

/* gradient[n][stride] += weight (more + offset), more[n][stride]. */
void nst_positions_add_weighed (const NstPositions *positions,
                                const float        *weights,
                                const float        *more,
                                int                 stride,
                                const float        *offset,
                                float              *gradient);

/* Whether n positions have no weight at all. */
gboolean nst_positions_are_hidden (const float *weights,
                                   int          n);

/* The sum of weight |f + by g|, f[n][f_stride] and g[n][g_stride]. */
double nst_positions_sum_absolute (const NstPositions *positions,
                                   int                 f_stride,
                                   float               by,
                                   const float        *g,
                                   int                 g_stride,
                                   const float        *weights);

/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Total variation and its gradient.  The rows are shared by bands, whose sums are
 * added in order. */

#include "core/objective/variation.h"

#include <math.h>

/* Weights of the differences along axes and diagonals. */
#define AXIS_WEIGHT     (2.0 / 3.0)
#define DIAGONAL_WEIGHT (1.0 / 6.0)

/* Sums are over fixed bands of rows, so that they don't depend on the threads. */
#define N_BANDS 64

typedef struct
{
  const float *canvas;
  int          width;
  int          height;
  double       power; /* 0: mean squares */
  NstTvEdge    edge;
  double       by; /* a difference's share of the gradient */
  float       *gradient;
  double       bands[N_BANDS];

  const NstThreads *threads;
} VariationJob;

/* The differences between row y and the next one, and those within row y; the
 * gradient by row y only where upper, by the next one only where lower. */
static double
run_square_row (const VariationJob *job,
                int                 y,
                gboolean            upper,
                gboolean            lower)
{
  const double weight[4] = { AXIS_WEIGHT, AXIS_WEIGHT, DIAGONAL_WEIGHT, DIAGONAL_WEIGHT };
  const size_t below     = y < job->height - 1 ? (size_t) job->width * 3 : 0;
  double       sum       = 0.0;

  /* A neighbour beyond the last row or column is the pixel at the edge. */
  for (int x = 0; x < job->width; x++)
    {
      const size_t here    = ((size_t) y * job->width + x) * 3;
      const size_t right   = x < job->width - 1 ? here + 3 : here;
      const size_t from[4] = { here, here, here, right };
      const size_t to[4]   = { right, here + below, right + below, here + below };

      for (int k = 0; k < 4; k++)
        for (int c = 0; c < 3; c++)
          {
            const double difference = ((double) job->canvas[to[k] + c] -
                                       (double) job->canvas[from[k] + c]) /
                                      255.0;
            const float d = (float) (job->by * weight[k] * difference);

            sum += weight[k] * difference * difference;

            /* Only the first of the four lies within a row, but at the bottom. */
            if (k == 0 || below == 0 ? upper : lower)
              job->gradient[to[k] + c] += d;
            if (upper)
              job->gradient[from[k] + c] -= d;
          }
    }

  return sum;
}

/* A value of the canvas; beyond it is the mean colour. */
static double
get_value (const VariationJob *job,
           int                 y,
           int                 x,
           int                 c)
{
  if (y < 0 || y >= job->height || x < 0 || x >= job->width)
    return 0.0;

  return (double) job->canvas[((size_t) y * job->width + x) * 3 + c];
}

static void
add_slope (const VariationJob *job,
           int                 y,
           int                 x,
           int                 c,
           double              slope)
{
  if (y >= 0 && y < job->height && x >= 0 && x < job->width)
    job->gradient[((size_t) y * job->width + x) * 3 + c] += (float) slope;
}

/* The same by a power.  A flat place has no slope, also where the power is so
 * small that the formula has an infinite one. */
static double
run_power_row (const VariationJob *job,
               int                 y,
               gboolean            upper,
               gboolean            lower)
{
  const int beyond = job->edge == NST_TV_EDGE_ZERO;
  double    sum    = 0.0;

  if (y >= job->height - 1 + beyond)
    return 0.0;

  for (int x = -beyond; x < job->width - 1 + beyond; x++)
    for (int c = 0; c < 3; c++)
      {
        const double here   = get_value (job, y, x, c);
        const double right  = (get_value (job, y, x + 1, c) - here) / 255.0;
        const double below  = (get_value (job, y + 1, x, c) - here) / 255.0;
        const double square = right * right + below * below;
        const double slope  = square > 0.0 ? pow (square, job->power - 1.0) : 0.0;

        sum += square * slope;

        if (upper)
          {
            add_slope (job, y, x + 1, c, job->by * slope * right);
            add_slope (job, y, x, c, -(job->by * slope * (right + below)));
          }
        if (lower)
          add_slope (job, y + 1, x, c, job->by * slope * below);
      }

  return sum;
}

static double
run_row (const VariationJob *job,
         int                 y,
         gboolean            upper,
         gboolean            lower)
{
  return job->power > 0.0 ? run_power_row (job, y, upper, lower)
                          : run_square_row (job, y, upper, lower);
}

static void
run_band (gpointer data,
          size_t   task,
          int      thread)
{
  VariationJob *job   = data;
  const int     first = (int) ((size_t) job->height * task / N_BANDS);
  const int     end   = (int) ((size_t) job->height * (task + 1) / N_BANDS);

  job->bands[task] = 0.0;
  if (first < end && first > 0)
    run_row (job, first - 1, FALSE, TRUE);
  else if (first < end && job->edge == NST_TV_EDGE_ZERO)
    job->bands[task] = run_row (job, -1, FALSE, TRUE);
  for (int y = first; y < end && !nst_threads_interrupted (job->threads); y++)
    job->bands[task] += run_row (job, y, TRUE, y + 1 < end);
}

/* Values that the mean is over. */
static double
count_values (const VariationJob *job)
{
  if (job->power <= 0.0)
    return 3.0 * job->width * job->height;
  if (job->edge == NST_TV_EDGE_ZERO)
    return 3.0 * (job->width + 1.0) * (job->height + 1.0);

  return 3.0 * MAX (job->width - 1, 1) * MAX (job->height - 1, 1);
}

double
nst_variation (const float      *canvas,
               int               width,
               int               height,
               double            power,
               NstTvEdge         edge,
               double            weight,
               float            *gradient,
               const NstThreads *threads)
{
  VariationJob job = { canvas, width, height, power, power > 0.0 ? edge : NST_TV_EDGE_NONE,
                       .gradient = gradient, .threads = threads };
  const double n   = count_values (&job);
  double       sum = 0.0;

  job.by = (power > 0.0 ? 2.0 * power : 2.0) * weight / (255.0 * n);
  nst_threads_run (threads, N_BANDS, run_band, &job);
  for (int b = 0; b < N_BANDS; b++)
    sum += job.bands[b];

  return sum / n;
}

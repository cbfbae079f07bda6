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
  NstVariation kind;
  double       by; /* a difference's share of the gradient */
  float       *gradient;
  double       bands[N_BANDS];

  const NstThreads *threads;
} VariationJob;

/* The row or column after one of n. */
static int
get_next (int      at,
          int      n,
          gboolean wraps)
{
  return at < n - 1 ? at + 1 : wraps ? 0
                                     : at;
}

/* The differences between row y and the next one, and those within row y; the
 * gradient by row y only where upper, by the next one only where lower. */
static double
run_square_row (const VariationJob *job,
                int                 y,
                gboolean            upper,
                gboolean            lower)
{
  const double weight[4] = { AXIS_WEIGHT, AXIS_WEIGHT, DIAGONAL_WEIGHT, DIAGONAL_WEIGHT };
  const int    next      = get_next (y, job->height, nst_wraps_y (job->kind.wrap));
  double       sum       = 0.0;

  /* A neighbour beyond the last row or column is the pixel at the edge, or the other end's. */
  for (int x = 0; x < job->width; x++)
    {
      const int    beside  = get_next (x, job->width, nst_wraps_x (job->kind.wrap));
      const size_t here    = ((size_t) y * job->width + x) * 3;
      const size_t right   = ((size_t) y * job->width + beside) * 3;
      const size_t below   = ((size_t) next * job->width + x) * 3;
      const size_t across  = ((size_t) next * job->width + beside) * 3;
      const size_t from[4] = { here, here, here, right };
      const size_t to[4]   = { right, below, across, below };

      for (int k = 0; k < 4; k++)
        for (int c = 0; c < 3; c++)
          {
            const double difference = ((double) job->canvas[to[k] + c] -
                                       (double) job->canvas[from[k] + c]) /
                                      255.0;
            const float d = (float) (job->by * weight[k] * difference);

            sum += weight[k] * difference * difference;

            /* Only the first of the four lies within a row, but at the bottom. */
            if (k == 0 || next == y ? upper : lower)
              job->gradient[to[k] + c] += d;
            if (upper)
              job->gradient[from[k] + c] -= d;
          }
    }

  return sum;
}

/* The row and column that stand at (*y, *x); FALSE: none. */
static gboolean
find_pixel (const VariationJob *job,
            int                *y,
            int                *x)
{
  if (*y == job->height && nst_wraps_y (job->kind.wrap))
    *y = 0;
  if (*x == job->width && nst_wraps_x (job->kind.wrap))
    *x = 0;

  return *y >= 0 && *y < job->height && *x >= 0 && *x < job->width;
}

/* A value of the canvas; beyond it is the mean colour. */
static double
get_value (const VariationJob *job,
           int                 y,
           int                 x,
           int                 c)
{
  return find_pixel (job, &y, &x) ? (double) job->canvas[((size_t) y * job->width + x) * 3 + c]
                                  : 0.0;
}

static void
add_slope (const VariationJob *job,
           int                 y,
           int                 x,
           int                 c,
           double              slope)
{
  if (find_pixel (job, &y, &x))
    job->gradient[((size_t) y * job->width + x) * 3 + c] += (float) slope;
}

typedef struct
{
  int first;
  int end;
} Range;

/* The rows or columns of n, and beyond them, whose positions are summed up by a power. */
static Range
get_range (const VariationJob *job,
           int                 n,
           gboolean            wraps)
{
  if (wraps)
    return (Range){ 0, n };

  return job->kind.edge == NST_TV_EDGE_ZERO ? (Range){ -1, n } : (Range){ 0, n - 1 };
}

/* The same by a power.  A flat place has no slope, also where the power is so
 * small that the formula has an infinite one. */
static double
run_power_row (const VariationJob *job,
               int                 y,
               gboolean            upper,
               gboolean            lower)
{
  const Range columns = get_range (job, job->width, nst_wraps_x (job->kind.wrap));
  const Range rows    = get_range (job, job->height, nst_wraps_y (job->kind.wrap));
  double      sum     = 0.0;

  if (y >= rows.end)
    return 0.0;

  for (int x = columns.first; x < columns.end; x++)
    for (int c = 0; c < 3; c++)
      {
        const double here   = get_value (job, y, x, c);
        const double right  = (get_value (job, y, x + 1, c) - here) / 255.0;
        const double below  = (get_value (job, y + 1, x, c) - here) / 255.0;
        const double square = right * right + below * below;
        const double slope  = square > 0.0 ? pow (square, job->kind.power - 1.0) : 0.0;

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
  return job->kind.power > 0.0 ? run_power_row (job, y, upper, lower)
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
  else if (first < end && nst_wraps_y (job->kind.wrap))
    run_row (job, job->height - 1, FALSE, TRUE);
  else if (first < end && job->kind.edge == NST_TV_EDGE_ZERO)
    job->bands[task] = run_row (job, -1, FALSE, TRUE);
  for (int y = first; y < end && !nst_threads_interrupted (job->threads); y++)
    job->bands[task] += run_row (job, y, TRUE, y + 1 < end);
}

/* Values that the mean is over. */
static double
count_values (const VariationJob *job)
{
  const Range columns = get_range (job, job->width, nst_wraps_x (job->kind.wrap));
  const Range rows    = get_range (job, job->height, nst_wraps_y (job->kind.wrap));

  if (job->kind.power <= 0.0)
    return 3.0 * job->width * job->height;

  return 3.0 * MAX (columns.end - columns.first, 1) * MAX (rows.end - rows.first, 1);
}

double
nst_variation (const float        *canvas,
               int                 width,
               int                 height,
               const NstVariation *variation,
               double              weight,
               float              *gradient,
               const NstThreads   *threads)
{
  const double power = variation->power;
  VariationJob job   = { canvas, width, height, *variation, .gradient = gradient,
                         .threads = threads };
  double       sum   = 0.0;
  double       n;

  if (power <= 0.0)
    job.kind.edge = NST_TV_EDGE_NONE;
  n      = count_values (&job);
  job.by = (power > 0.0 ? 2.0 * power : 2.0) * weight / (255.0 * n);
  nst_threads_run (threads, N_BANDS, run_band, &job);
  for (int b = 0; b < N_BANDS; b++)
    sum += job.bands[b];

  return sum / n;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The first layer's convolution.  Its three channels are too few for Winograd's
 * transforms: the surroundings of each position are gathered, and OpenBLAS
 * multiplies them. */

#include "core/conv/first-layer.h"

#include "core/base/blas.h"

#include <string.h>

#define TAPS 9

/* Columns of a row that are gathered at a time, and rows of the gradient that a
 * task owns. */
#define GATHERED_COLUMNS 512
#define BAND_ROWS        8

typedef struct
{
  const NstConv       *conv;
  const NstThreads    *threads;
  int                  width; /* of the picture */
  int                  height;
  NstEdge              edge;
  const NstFeatureMap *from;
  NstFeatureMap       *to;
  NstRegion            region;
  int                  n_runs; /* pieces of a row */
} FirstLayerJob;

static void
add_bias_and_relu (float       *y,
                   int          n,
                   int          channels,
                   const float *bias)
{
  for (int p = 0; p < n; p++, y += channels)
    for (int c = 0; c < channels; c++)
      {
        const float sum = y[c] + bias[c];

        /* Written so that a NaN stays one. */
        y[c] = sum < 0.0f ? 0.0f : sum;
      }
}

/* Which of n rows or columns is seen at a place, which may lie one beyond them; -1: none, but
 * zero. */
static int
find_place (const FirstLayerJob *job,
            int                  at,
            int                  n,
            gboolean             wraps)
{
  if (job->edge == NST_EDGE_REPLICATE && !wraps)
    return CLAMP (at, 0, n - 1);

  return nst_wrap_place (at, 0, n, wraps);
}

static int
find_row (const FirstLayerJob *job,
          int                  y)
{
  return find_place (job, y, job->height, nst_wraps_y (job->from->wrap));
}

static int
find_column (const FirstLayerJob *job,
             int                  x)
{
  return find_place (job, x, job->width, nst_wraps_x (job->from->wrap));
}

/* The pixel (y, x), which may lie one beyond the picture; NULL: zero. */
static const float *
get_pixel (const FirstLayerJob *job,
           int                  y,
           int                  x)
{
  const int inside_y = find_row (job, y);
  const int inside_x = find_column (job, x);

  if (inside_y < 0 || inside_x < 0)
    return NULL;

  return job->from->data + nst_feature_map_at (job->from, inside_y, inside_x);
}

/* rows[count][9 taps] about (y, first) and what is right of it. */
static void
gather (const FirstLayerJob *job,
        int                  y,
        int                  first,
        int                  count,
        float               *rows)
{
  const int    n   = job->conv->n_in;
  const size_t run = 3 * (size_t) n;

  for (int ky = -1; ky <= 1; ky++)
    {
      const int    row    = find_row (job, y + ky);
      const int    inside = row >= 0;
      const float *from   = job->from->data +
                          nst_feature_map_at (job->from, MAX (row, 0), job->from->left);
      float *to = rows + (ky + 1) * run;

      for (int x = first; x < first + count; x++, to += 3 * run)
        if (inside && x > 0 && x < job->width - 1)
          memcpy (to, from + (size_t) (x - 1 - job->from->left) * n, run * sizeof (float));
        else
          for (int kx = -1; kx <= 1; kx++)
            {
              const float *pixel = get_pixel (job, y + ky, x + kx);

              for (int c = 0; c < n; c++)
                to[(kx + 1) * n + c] = pixel != NULL ? pixel[c] : 0.0f;
            }
    }
}

/* A piece of a row of the result. */
static void
run_forward (gpointer data,
             size_t   task,
             int      thread)
{
  const FirstLayerJob *job   = data;
  const NstConv       *conv  = job->conv;
  const int            taps  = TAPS * conv->n_in;
  const int            y     = job->region.top + (int) (task / job->n_runs);
  const int            first = job->region.left + (int) (task % job->n_runs) * GATHERED_COLUMNS;
  const int            count = MIN (GATHERED_COLUMNS, job->region.right - first);
  float               *rows  = nst_threads_get_scratch (job->threads, thread);
  float               *to    = job->to->data + nst_feature_map_at (job->to, y, first);

  gather (job, y, first, count, rows);
  nst_blas.sgemm (CblasRowMajor, CblasNoTrans, CblasNoTrans, count, conv->n_out, taps,
                  1.0f, rows, taps, conv->taps, conv->n_out, 0.0f, to, conv->n_out);
  add_bias_and_relu (to, count, conv->n_out, conv->bias);
}

gboolean
nst_first_forward (const NstConv       *conv,
                   int                  width,
                   int                  height,
                   NstEdge              edge,
                   const NstFeatureMap *x,
                   NstFeatureMap       *y,
                   NstRegion            region,
                   const NstThreads    *threads)
{
  FirstLayerJob job = { conv, threads, width, height, edge, x, y, region,
                        (region.right - region.left + GATHERED_COLUMNS - 1) / GATHERED_COLUMNS };

  if (!nst_threads_reserve (threads, nst_first_count_scratch (conv->n_in, width)))
    return FALSE;

  nst_threads_run (threads, (size_t) MAX (region.bottom - region.top, 0) * job.n_runs,
                   run_forward, &job);

  return !nst_threads_interrupted (threads);
}

/* Adds the three taps[columns][9][channels] of a row, from column first on, to
 * dx's row. */
static void
add_row (const FirstLayerJob *job,
         int                  first,
         int                  columns,
         const float         *taps,
         float               *row)
{
  const int n    = job->conv->n_in;
  const int left = job->region.left;

  for (int x = first; x < first + columns; x++, taps += TAPS * n)
    if (x > left && x + 1 < job->region.right)
      for (int k = 0; k < 3 * n; k++)
        row[(size_t) (x - 1 - left) * n + k] += taps[k];
    else
      for (int kx = -1; kx <= 1; kx++)
        {
          const int to_x = find_column (job, x + kx);

          if (to_x < left || to_x >= job->region.right)
            continue;

          for (int c = 0; c < n; c++)
            row[(size_t) (to_x - left) * n + c] += taps[(kx + 1) * n + c];
        }
}

/* Adds the taps[columns][9][channels] of row y, from column first on, where they
 * belong in rows top .. end - 1 of the picture. */
static void
scatter_row (const FirstLayerJob *job,
             int                  y,
             int                  first,
             int                  columns,
             int                  top,
             int                  end,
             const float         *taps)
{
  const int n = job->conv->n_in;

  for (int ky = -1; ky <= 1; ky++)
    {
      const int to_y = find_row (job, y + ky);

      if (to_y < top || to_y >= end)
        continue;

      add_row (job, first, columns, taps + (size_t) (ky + 1) * 3 * n,
               job->to->data + nst_feature_map_at (job->to, to_y, job->region.left));
    }
}

/* Few input channels make a product too thin for gathering; so each position
 * of dy is multiplied into its nine taps, which are then added up.  A task
 * owns a band of dx and computes the taps of all rows that fall on it. */
static void
run_backward (gpointer data,
              size_t   task,
              int      thread)
{
  const FirstLayerJob *job   = data;
  const NstConv       *conv  = job->conv;
  const int            row   = TAPS * conv->n_in;
  const int            top   = job->region.top + (int) task * BAND_ROWS;
  const int            end   = MIN (top + BAND_ROWS, job->region.bottom);
  const int            left  = MAX (job->region.left - 1, 0);
  const int            right = MIN (job->region.right + 1, job->width);
  const gboolean       wraps = nst_wraps_y (job->from->wrap);
  /* Each row once, also where the one above and the one below are one row. */
  const int before = wraps ? top - 1 : MAX (top - 1, 0);
  const int after  = wraps ? MIN (end + 1, before + job->height) : MIN (end + 1, job->height);
  float    *taps   = nst_threads_get_scratch (job->threads, thread);

  for (int y = top; y < end; y++)
    memset (job->to->data + nst_feature_map_at (job->to, y, job->region.left), 0,
            (size_t) (job->region.right - job->region.left) * conv->n_in * sizeof (float));

  for (int at = before; at < after; at++)
    for (int first = left; first < right; first += GATHERED_COLUMNS)
      {
        const int y       = nst_wrap_place (at, 0, job->height, wraps);
        const int columns = MIN (GATHERED_COLUMNS, right - first);

        nst_blas.sgemm (CblasRowMajor, CblasNoTrans, CblasTrans, columns, row, conv->n_out,
                        1.0f, job->from->data + nst_feature_map_at (job->from, y, first),
                        conv->n_out,
                        conv->taps, conv->n_out, 0.0f, taps, row);
        scatter_row (job, y, first, columns, top, end, taps);
      }
}

gboolean
nst_first_backward (const NstConv       *conv,
                    int                  width,
                    int                  height,
                    NstEdge              edge,
                    const NstFeatureMap *dy,
                    NstFeatureMap       *dx,
                    NstRegion            region,
                    const NstThreads    *threads)
{
  FirstLayerJob job = { conv, threads, width, height, edge, dy, dx, region };

  if (!nst_threads_reserve (threads, nst_first_count_scratch (conv->n_in, width)))
    return FALSE;

  nst_threads_run (threads, (MAX (region.bottom - region.top, 0) + BAND_ROWS - 1) / BAND_ROWS,
                   run_backward, &job);

  return !nst_threads_interrupted (threads);
}

NstScratch
nst_first_count_scratch (int n_in,
                         int width)
{
  return (NstScratch){ 0, (size_t) MIN (GATHERED_COLUMNS, width) * TAPS * n_in };
}

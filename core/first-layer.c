/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The first layer's convolution.  Its three channels are too few for Winograd's
 * transforms: rows of taps are gathered, and OpenBLAS multiplies them. */

#include "conv.h"

#include <cblas.h>
#include <string.h>

#define TAPS 9

/* Positions gathered at a time, and rows of the gradient that a task owns. */
#define GATHERED_POSITIONS 512
#define BAND_ROWS          16

typedef struct
{
  const NstConv *conv;
  const NstWork *work;
  const float   *from;
  float         *to;
  int            height;
  int            width;
} Bordered;

static void
add_bias_and_relu (float       *y,
                   size_t       n,
                   int          channels,
                   const float *bias)
{
  for (size_t p = 0; p < n; p++, y += channels)
    for (int c = 0; c < channels; c++)
      {
        const float sum = y[c] + bias[c];

        /* Written so that a NaN stays one. */
        y[c] = sum < 0.0f ? 0.0f : sum;
      }
}

/* The surroundings of each position, gathered into rows of nine taps. */
static void
run_gathered (gpointer data,
              size_t   task,
              int      thread)
{
  const Bordered *job    = data;
  const NstConv  *conv   = job->conv;
  const size_t    n      = (size_t) job->height * job->width;
  const size_t    first  = task * GATHERED_POSITIONS;
  const size_t    count  = MIN (GATHERED_POSITIONS, n - first);
  const size_t    run    = 3 * (size_t) conv->n_in;
  const size_t    stride = (size_t) (job->width + 2) * conv->n_in;
  float          *rows   = nst_work_get_scratch (job->work, thread);
  float          *row    = rows;
  float          *y      = job->to + first * conv->n_out;

  for (size_t p = first; p < first + count; p++)
    {
      const float *from = job->from + p / job->width * stride +
                          p % job->width * conv->n_in;

      for (int ky = 0; ky < 3; ky++, row += run, from += stride)
        memcpy (row, from, run * sizeof (float));
    }

  cblas_sgemm (CblasRowMajor, CblasNoTrans, CblasNoTrans,
               (int) count, conv->n_out, (int) (3 * run), 1.0f, rows, (int) (3 * run),
               conv->taps, conv->n_out, 0.0f, y, conv->n_out);
  add_bias_and_relu (y, count, conv->n_out, conv->bias);
}

gboolean
nst_conv_bordered_forward (const NstConv *conv,
                           int            height,
                           int            width,
                           const float   *x,
                           float         *y,
                           const NstWork *work)
{
  Bordered     job = { conv, work, x, y, height, width };
  const size_t n   = (size_t) height * width;

  if (!nst_work_reserve (work, (size_t) GATHERED_POSITIONS * TAPS * conv->n_in))
    return FALSE;

  nst_work_run (work, (n + GATHERED_POSITIONS - 1) / GATHERED_POSITIONS,
                run_gathered, &job);

  return !nst_work_interrupted (work);
}

/* Adds row ky of taps[width][3][3][channels] to the row of dx that it falls on. */
static void
scatter_row (const float *taps,
             int          width,
             int          channels,
             int          ky,
             float       *dx_row)
{
  const size_t run = 3 * (size_t) channels;

  for (int x = 0; x < width; x++, taps += 3 * run, dx_row += channels)
    for (size_t k = 0; k < run; k++)
      dx_row[k] += taps[ky * run + k];
}

/* Few input channels make a product too thin for gathering; so each position
 * of dy is multiplied into its nine taps, which are then added up.  A task
 * owns a band of dx and computes the taps of all rows that fall on it. */
static void
run_band (gpointer data,
          size_t   task,
          int      thread)
{
  const Bordered *job      = data;
  const NstConv  *conv     = job->conv;
  const int       row      = TAPS * conv->n_in;
  const size_t    dx_row   = (size_t) (job->width + 2) * conv->n_in;
  const int       top      = (int) task * BAND_ROWS;            /* rows of dx */
  const int       end      = MIN (top + BAND_ROWS, job->height + 2);
  const int       first    = MAX (top - 2, 0);                  /* rows of dy */
  const int       last     = MIN (end, job->height);
  float          *taps     = nst_work_get_scratch (job->work, thread);
  const size_t    taps_row = (size_t) job->width * row;

  memset (job->to + top * dx_row, 0, (end - top) * dx_row * sizeof (float));
  if (first >= last)
    return;

  cblas_sgemm (CblasRowMajor, CblasNoTrans, CblasTrans,
               (last - first) * job->width, row, conv->n_out, 1.0f,
               job->from + (size_t) first * job->width * conv->n_out, conv->n_out,
               conv->taps, conv->n_out, 0.0f, taps, row);

  for (int y = first; y < last; y++)
    for (int ky = 0; ky < 3; ky++)
      if (y + ky >= top && y + ky < end)
        scatter_row (taps + (size_t) (y - first) * taps_row, job->width,
                     conv->n_in, ky, job->to + (y + ky) * dx_row);
}

gboolean
nst_conv_bordered_backward (const NstConv *conv,
                            int            height,
                            int            width,
                            const float   *dy,
                            float         *dx,
                            const NstWork *work)
{
  Bordered job = { conv, work, dy, dx, height, width };

  if (!nst_work_reserve (work, (size_t) (BAND_ROWS + 2) * width * TAPS * conv->n_in))
    return FALSE;

  nst_work_run (work, (height + 2 + BAND_ROWS - 1) / BAND_ROWS, run_band, &job);

  return !nst_work_interrupted (work);
}

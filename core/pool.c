/* SPDX-License-Identifier: GPL-3.0-or-later */

/* ReLU's backward, and pooling. */

#include "conv.h"

#include <string.h>

/* One pass over responses: of the ReLU (n), or of a pool. */
typedef struct
{
  NstPool      pool;
  int          height;          /* of x */
  int          width;
  int          channels;
  const float *x;
  const float *y;
  const float *dy;
  float       *out;             /* y, dy or dx, whichever is written */
} Pass;

static void
relu_range (gpointer data,
            size_t   first,
            size_t   end)
{
  const Pass  *pass = data;
  const float *y    = pass->y;
  float       *dy   = pass->out;

  for (size_t i = first; i < end; i++)
    dy[i] = y[i] > 0.0f ? dy[i] : 0.0f;
}

void
nst_relu_backward (size_t         n,
                   const float   *y,
                   float         *dy,
                   const NstWork *work)
{
  Pass pass = { .y = y, .out = dy };

  nst_work_run_ranges (work, n, relu_range, &pass);
}

/* One row of y. */
static void
pool_row (gpointer data,
          size_t   task,
          int      thread)
{
  const Pass  *pass     = data;
  const int    channels = pass->channels;
  const int    width    = pass->width / 2;
  const size_t row      = (size_t) pass->width * channels;
  const float *a        = pass->x + 2 * task * row;
  const float *b        = a + row;
  float       *y        = pass->out + task * width * channels;

  for (int x = 0; x < width; x++, a += 2 * channels, b += 2 * channels, y += channels)
    if (pass->pool == NST_POOL_MAX)
      for (int c = 0; c < channels; c++)
        {
          const float upper = MAX (a[c], a[c + channels]);
          const float lower = MAX (b[c], b[c + channels]);

          y[c] = MAX (upper, lower);
        }
    else
      for (int c = 0; c < channels; c++)
        y[c] = 0.25f * (a[c] + a[c + channels] + b[c] + b[c + channels]);
}

void
nst_pool_forward (NstPool        pool,
                  int            height,
                  int            width,
                  int            channels,
                  const float   *x,
                  float         *y,
                  const NstWork *work)
{
  Pass pass = { pool, height, width, channels, x, .out = y };

  nst_work_run (work, height / 2, pool_row, &pass);
}

/* The gradient of one 2x2's largest goes to the first that equals it. */
static void
max_backward (const float *x,
              size_t       row,
              int          channels,
              const float *y,
              const float *dy,
              float       *dx)
{
  for (int c = 0; c < channels; c++)
    {
      const float  largest = y[c];
      const float  slope   = dy[c];
      const size_t right   = c + channels;
      const size_t below   = c + row;
      const size_t across  = below + channels;
      const int    first   = x[c] == largest;
      const int    second  = !first & (x[right] == largest);
      const int    third   = !first & !second & (x[below] == largest);

      dx[c]      = first ? slope : 0.0f;
      dx[right]  = second ? slope : 0.0f;
      dx[below]  = third ? slope : 0.0f;
      dx[across] = first | second | third ? 0.0f : slope;
    }
}

static void
average_backward (size_t       row,
                  int          channels,
                  const float *dy,
                  float       *dx)
{
  for (int c = 0; c < channels; c++)
    dx[c] = dx[c + channels] = dx[c + row] = dx[c + row + channels] = 0.25f * dy[c];
}

/* Two rows of dx. */
static void
pool_row_backward (gpointer data,
                   size_t   task,
                   int      thread)
{
  const Pass  *pass     = data;
  const int    channels = pass->channels;
  const int    width    = pass->width / 2;
  const size_t row      = (size_t) pass->width * channels;
  float       *dx       = pass->out + 2 * task * row;

  for (int x = 0; x < width; x++)
    {
      const size_t at     = 2 * (size_t) x * channels;
      const size_t pooled = (task * width + x) * channels;

      if (pass->pool == NST_POOL_MAX)
        max_backward (pass->x + 2 * task * row + at, row, channels,
                      pass->y + pooled, pass->dy + pooled, dx + at);
      else
        average_backward (row, channels, pass->dy + pooled, dx + at);
    }

  if (pass->width % 2 == 1)
    {
      memset (dx + row - channels, 0, channels * sizeof (float));
      memset (dx + 2 * row - channels, 0, channels * sizeof (float));
    }
}

void
nst_pool_backward (NstPool        pool,
                   int            height,
                   int            width,
                   int            channels,
                   const float   *x,
                   const float   *y,
                   const float   *dy,
                   float         *dx,
                   const NstWork *work)
{
  const size_t row  = (size_t) width * channels;
  Pass         pass = { pool, height, width, channels, x, y, dy, dx };

  nst_work_run (work, height / 2, pool_row_backward, &pass);

  if (height % 2 == 1)
    memset (dx + (height - 1) * row, 0, row * sizeof (float));
}

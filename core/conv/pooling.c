/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Pooling of responses that are held: something is compared there, or the pool is
 * a wide one. */

#include "core/conv/pooling.h"

#include <string.h>

typedef struct
{
  NstPool              pool;
  const NstFeatureMap *from;
  NstRegion            valid;
  NstStore             store;
  NstFeatureMap       *to;
  NstRegion            region;
} PoolJob;


/* ---- 2x2 ------------------------------------------------------------- */

/* A 2x2's largest, and the bit of the first that equals it. */
static void
take_largest (const float   *a,
              const float   *b,
              int            channels,
              float         *y,
              unsigned char *switches)
{
  for (int c = 0; c < channels; c++)
    {
      const float four[4] = { a[c], a[c + channels], b[c], b[c + channels] };
      float       largest = four[0];
      int         bit     = 1;

      for (int i = 1; i < 4; i++)
        {
          /* A NaN is taken, and kept. */
          const int above = !(four[i] <= largest) && largest == largest;

          largest = above ? four[i] : largest;
          bit     = above ? 1 << i : bit;
        }

      y[c]        = largest;
      switches[c] = (unsigned char) bit;
    }
}

static void
take_mean (const float   *a,
           const float   *b,
           int            channels,
           float         *y,
           unsigned char *switches)
{
  for (int c = 0; c < channels; c++)
    {
      y[c]        = 0.25f * (a[c] + a[c + channels] + b[c] + b[c + channels]);
      switches[c] = 15;
    }
}

/* One row of y. */
static void
run_forward (gpointer data,
             size_t   task,
             int      thread)
{
  const PoolJob       *job      = data;
  const NstFeatureMap *x        = job->from;
  NstFeatureMap       *y        = job->to;
  const int            channels = y->channels;
  const int            row      = job->region.top + (int) task;
  const float         *a        = x->data + nst_feature_map_at (x, 2 * row, 2 * job->region.left);
  const float         *b        = x->data +
                   nst_feature_map_at (x, 2 * row + 1, 2 * job->region.left);
  size_t at = nst_feature_map_at (y, row, job->region.left);

  for (int px = job->region.left; px < job->region.right;
       px++, a += 2 * channels, b += 2 * channels, at += channels)
    if (job->pool == NST_POOL_MAX)
      take_largest (a, b, channels, y->data + at, y->switches + at);
    else
      take_mean (a, b, channels, y->data + at, y->switches + at);
}

/* One row of dx. */
static void
run_backward (gpointer data,
              size_t   task,
              int      thread)
{
  const PoolJob       *job      = data;
  const NstFeatureMap *dy       = job->from;
  NstFeatureMap       *dx       = job->to;
  const int            channels = dx->channels;
  const int            row      = job->region.top + (int) task;
  const float          share    = job->pool == NST_POOL_MAX ? 1.0f : 0.25f;

  for (int px = job->region.left; px < job->region.right; px++)
    {
      const int bit    = 1 << (2 * (row & 1) + (px & 1));
      const int inside = row / 2 >= job->valid.top && row / 2 < job->valid.bottom &&
                         px / 2 >= job->valid.left && px / 2 < job->valid.right;
      const size_t from = inside ? nst_feature_map_at (dy, row / 2, px / 2) : 0;
      float       *to   = dx->data + nst_feature_map_at (dx, row, px);

      for (int c = 0; c < channels; c++)
        {
          const float given = inside && (dy->switches[from + c] & bit)
                                ? share * dy->data[from + c]
                                : 0.0f;

          to[c] = to[c] == NST_DEAD ? 0.0f : to[c] + given;
        }
    }
}


/* ---- 3x3 ------------------------------------------------------------- */

/* The switch of a maximum is the place of the first position that has it, 3 y + x in
 * the 3x3; that of a mean the number of positions. */

/* Position (row, px)'s 3x3, as far as it is valid; of x that wraps, whose sides are even, it
 * begins before the first row or column. */
static NstRegion
get_window (const PoolJob *job,
            int            row,
            int            px)
{
  const NstRegion *valid = &job->valid;
  const NstWrap    wrap  = job->from->wrap;

  return (NstRegion){ nst_wraps_y (wrap) ? 2 * row - 1 : MAX (2 * row - 1, valid->top),
                      MIN (2 * row + 2, valid->bottom),
                      nst_wraps_x (wrap) ? 2 * px - 1 : MAX (2 * px - 1, valid->left),
                      MIN (2 * px + 2, valid->right) };
}

/* Where a position of a window lies in x, or one of dy whose window reaches a position. */
static size_t
find_at (const PoolJob *job,
         int            row,
         int            px)
{
  return nst_feature_map_at (job->from,
                             nst_wrap_place (row, job->valid.top, job->valid.bottom, TRUE),
                             nst_wrap_place (px, job->valid.left, job->valid.right, TRUE));
}

/* The largest so far is x's where that is larger. */
static void
take_larger (const float   *x,
             int            channels,
             int            place,
             float         *y,
             unsigned char *switches)
{
  for (int c = 0; c < channels; c++)
    {
      /* A NaN is taken, and kept. */
      const int above = !(x[c] <= y[c]) && y[c] == y[c];

      y[c]        = above ? x[c] : y[c];
      switches[c] = above ? (unsigned char) place : switches[c];
    }
}

static void
pool_window (const PoolJob *job,
             int            row,
             int            px)
{
  const NstFeatureMap *x        = job->from;
  NstFeatureMap       *y        = job->to;
  const int            channels = y->channels;
  const NstRegion      window   = get_window (job, row, px);
  const int            n        = (window.bottom - window.top) * (window.right - window.left);
  const int            first    = 3 * (window.top - 2 * row + 1) + window.left - 2 * px + 1;
  const size_t         at       = nst_feature_map_at (y, row, px);
  float               *sum      = y->data + at;

  memcpy (sum, x->data + find_at (job, window.top, window.left),
          channels * sizeof (float));
  memset (y->switches + at, job->pool == NST_POOL_MAX_3 ? first : n, channels);

  for (int i = window.top; i < window.bottom; i++)
    for (int j = window.left; j < window.right; j++)
      {
        const float *from = x->data + find_at (job, i, j);

        if (i == window.top && j == window.left)
          continue;
        if (job->pool == NST_POOL_MAX_3)
          take_larger (from, channels, 3 * (i - 2 * row + 1) + j - 2 * px + 1,
                       sum, y->switches + at);
        else
          for (int c = 0; c < channels; c++)
            sum[c] += from[c];
      }

  for (int c = 0; c < channels && job->pool == NST_POOL_AVERAGE_3; c++)
    sum[c] /= (float) n;
}

/* One row of y. */
static void
run_forward_wide (gpointer data,
                  size_t   task,
                  int      thread)
{
  const PoolJob *job = data;

  for (int px = job->region.left; px < job->region.right; px++)
    pool_window (job, job->region.top + (int) task, px);
}

/* dx += what the position (row, px) of dy gives to the place in its 3x3. */
static void
add_given (const PoolJob *job,
           int            row,
           int            px,
           int            place,
           float         *dx)
{
  const NstFeatureMap *dy       = job->from;
  const size_t         at       = find_at (job, row, px);
  const float         *given    = dy->data + at;
  const unsigned char *switches = dy->switches + at;

  if (job->pool == NST_POOL_MAX_3)
    for (int c = 0; c < dy->channels; c++)
      dx[c] += switches[c] == place ? given[c] : 0.0f;
  else
    for (int c = 0; c < dy->channels; c++)
      dx[c] += given[c] / (float) switches[0];
}

/* One row of dx.  An odd row or column lies in two 3x3s, an even one in one. */
static void
run_backward_wide (gpointer data,
                   size_t   task,
                   int      thread)
{
  const PoolJob *job      = data;
  NstFeatureMap *dx       = job->to;
  const int      channels = dx->channels;
  const int      row      = job->region.top + (int) task;
  const NstWrap  wrap     = job->from->wrap;
  const int      beyond   = row / 2 + (row & 1);
  const int      bottom   = nst_wraps_y (wrap) ? beyond : MIN (beyond, job->valid.bottom - 1);

  for (int px = job->region.left; px < job->region.right; px++)
    {
      const int next  = px / 2 + (px & 1);
      const int right = nst_wraps_x (wrap) ? next : MIN (next, job->valid.right - 1);
      float    *to    = dx->data + nst_feature_map_at (dx, row, px);

      if (job->store == NST_STORE_MASKED)
        for (int c = 0; c < channels; c++)
          to[c] = to[c] > 0.0f ? 0.0f : NST_DEAD;

      for (int i = MAX (row / 2, job->valid.top); i <= bottom; i++)
        for (int j = MAX (px / 2, job->valid.left); j <= right; j++)
          add_given (job, i, j, 3 * (row - 2 * i + 1) + px - 2 * j + 1, to);

      for (int c = 0; c < channels; c++)
        to[c] = to[c] == NST_DEAD ? 0.0f : to[c];
    }
}


/* ---- either ---------------------------------------------------------- */

void
nst_pool_forward (NstPool              pool,
                  const NstFeatureMap *x,
                  NstRegion            valid,
                  NstFeatureMap       *y,
                  NstRegion            region,
                  const NstThreads    *threads)
{
  PoolJob job = { pool, x, valid, .to = y, .region = region };

  if (!nst_region_is_empty (region))
    nst_threads_run (threads, region.bottom - region.top,
                     nst_pool_is_wide (pool) ? run_forward_wide : run_forward, &job);
}

void
nst_pool_backward (NstPool              pool,
                   const NstFeatureMap *dy,
                   NstRegion            valid,
                   NstStore             store,
                   NstFeatureMap       *dx,
                   NstRegion            region,
                   const NstThreads    *threads)
{
  PoolJob job = { pool, dy, valid, store, dx, region };

  if (!nst_region_is_empty (region))
    nst_threads_run (threads, region.bottom - region.top,
                     nst_pool_is_wide (pool) ? run_backward_wide : run_backward, &job);
}

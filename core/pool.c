/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Pooling of responses that are kept, because something is compared there. */

#include "conv.h"

typedef struct
{
  NstPool         pool;
  const NstPlane *from;
  NstRegion       valid;
  NstPlane       *to;
  NstRegion       region;
} Job;

/* A 2x2's largest, and the bit of the first that equals it. */
static void
take_largest (const float   *a,
              const float   *b,
              int            channels,
              float         *y,
              unsigned char *codes)
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

      y[c]     = largest;
      codes[c] = (unsigned char) bit;
    }
}

static void
take_mean (const float   *a,
           const float   *b,
           int            channels,
           float         *y,
           unsigned char *codes)
{
  for (int c = 0; c < channels; c++)
    {
      y[c]     = 0.25f * (a[c] + a[c + channels] + b[c] + b[c + channels]);
      codes[c] = 15;
    }
}

/* One row of y. */
static void
run_forward (gpointer data,
             size_t   task,
             int      thread)
{
  const Job      *job      = data;
  const NstPlane *x        = job->from;
  NstPlane       *y        = job->to;
  const int       channels = y->channels;
  const int       row      = job->region.top + (int) task;
  const float    *a        = x->data + nst_plane_at (x, 2 * row, 2 * job->region.left);
  const float    *b        = x->data + nst_plane_at (x, 2 * row + 1, 2 * job->region.left);
  size_t          at       = nst_plane_at (y, row, job->region.left);

  for (int px = job->region.left; px < job->region.right;
       px++, a += 2 * channels, b += 2 * channels, at += channels)
    if (job->pool == NST_POOL_MAX)
      take_largest (a, b, channels, y->data + at, y->codes + at);
    else
      take_mean (a, b, channels, y->data + at, y->codes + at);
}

void
nst_pool_forward (NstPool         pool,
                  const NstPlane *x,
                  NstPlane       *y,
                  NstRegion       region,
                  const NstWork  *work)
{
  Job job = { pool, x, .to = y, .region = region };

  if (!nst_region_is_empty (region))
    nst_work_run (work, region.bottom - region.top, run_forward, &job);
}

/* One row of dx. */
static void
run_backward (gpointer data,
              size_t   task,
              int      thread)
{
  const Job      *job      = data;
  const NstPlane *dy       = job->from;
  NstPlane       *dx       = job->to;
  const int       channels = dx->channels;
  const int       row      = job->region.top + (int) task;
  const float     share    = job->pool == NST_POOL_MAX ? 1.0f : 0.25f;

  for (int px = job->region.left; px < job->region.right; px++)
    {
      const int  bit    = 1 << (2 * (row & 1) + (px & 1));
      const int  inside = row / 2 >= job->valid.top && row / 2 < job->valid.bottom &&
                          px / 2 >= job->valid.left && px / 2 < job->valid.right;
      const size_t from = inside ? nst_plane_at (dy, row / 2, px / 2) : 0;
      float     *to     = dx->data + nst_plane_at (dx, row, px);

      for (int c = 0; c < channels; c++)
        {
          const float given = inside && (dy->codes[from + c] & bit)
                            ? share * dy->data[from + c] : 0.0f;

          to[c] = to[c] == NST_DEAD ? 0.0f : to[c] + given;
        }
    }
}

void
nst_pool_backward (NstPool         pool,
                   const NstPlane *dy,
                   NstRegion       valid,
                   NstPlane       *dx,
                   NstRegion       region,
                   const NstWork  *work)
{
  Job job = { pool, dy, valid, dx, region };

  if (!nst_region_is_empty (region))
    nst_work_run (work, region.bottom - region.top, run_backward, &job);
}

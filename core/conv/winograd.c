/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Convolution by Winograd's F(4x4, 3x3) and F(6x6, 3x3), see kernels.h: tiles of the
 * input are transformed, multiplied by the transformed weights point by point, and
 * transformed back on their way into the result.  winograd-cut.h tells how threads share
 * that. */

#include "core/conv/winograd.h"

#include "core/conv/winograd-cut.h"

#include <string.h>

/* Tiles whose input one task transforms, at most. */
#define INPUT_TILES 8

/* One convolution. */
typedef struct
{
  const NstKernels    *kernels;
  const NstThreads    *threads;
  const char          *weights; /* taps or operands */
  const float         *bias;    /* forward */
  const NstFeatureMap *x;
  NstRegion            valid;
  gboolean             from_pool; /* x is the gradient of a pool's result */
  float                share;     /* of it that a position gets */
  NstFeatureMap       *y;
  NstRegion            region;
  NstStore             store;
  int                  top; /* of the convolution's result */
  int                  left;
  int                  pool_factor; /* its rows for each of y's */
  NstCut               cut;
  int                  first; /* tile of the chunk */
  int                  count;
  int                  input_tiles; /* of them, that a task transforms */
} WinogradJob;

NstScratch
nst_conv_count_scratch (const NstKernels *kernels,
                        int               n_out,
                        int               n_in,
                        gboolean          backward,
                        int               height,
                        int               width,
                        int               n_threads)
{
  NstCut cut;

  if (height < 1 || width < 1)
    return (NstScratch){ 0, 0 };

  nst_cut_init (&cut, kernels, n_out, n_in, backward, height, width, n_threads);

  return cut.scratch;
}


/* ---- tiles ----------------------------------------------------------- */

/* The patch of x from (top, left) on, with zeros outside of what is valid.  Columns that follow
 * each other are copied together; of a map that wraps, one by one. */
static void
pad_patch (const WinogradJob *job,
           int                top,
           int                left,
           float             *padded)
{
  const NstFeatureMap *x     = job->x;
  const NstRegion      valid = job->valid;
  const int            n     = job->cut.n_in;
  const int            patch = job->cut.transforms->patch;
  const gboolean       wraps = nst_wraps_x (x->wrap);
  const int            first = wraps ? left : MAX (left, valid.left);
  const int            end   = wraps ? left + patch : MIN (left + patch, valid.right);

  memset (padded, 0, (size_t) patch * patch * n * sizeof (float));

  for (int i = 0; i < patch; i++)
    {
      const int y    = nst_wrap_place (top + i, valid.top, valid.bottom, nst_wraps_y (x->wrap));
      const int step = wraps ? 1 : end - first;

      for (int at = first; at < end && y >= 0; at += step)
        memcpy (padded + ((size_t) i * patch + at - left) * n,
                x->data +
                  nst_feature_map_at (x, y, nst_wrap_place (at, valid.left, valid.right, wraps)),
                (size_t) step * n * sizeof (float));
    }
}

static void
unpool_patch (const WinogradJob *job,
              int                top,
              int                left,
              float             *padded)
{
  const NstFeatureMap *x      = job->x;
  NstPooledPatch       pooled = { top, left, job->cut.n_in, job->share, .origin = x->left,
                                  .first = job->valid.left, .end = job->valid.right,
                                  .wraps = nst_wraps_x (x->wrap) };

  for (int i = 0; i < job->cut.transforms->patch / 2 + 1; i++)
    {
      const int y = nst_wrap_place ((top >> 1) + i, job->valid.top, job->valid.bottom,
                                    nst_wraps_y (x->wrap));

      if (y >= 0)
        {
          pooled.dy[i]       = x->data + nst_feature_map_at (x, y, x->left);
          pooled.switches[i] = x->switches + nst_feature_map_at (x, y, x->left);
        }
    }

  job->cut.transforms->unpool (&pooled, padded);
}

/* v's tiles 0 .. count - 1, of the region's tiles from first on. */
static void
transform_inputs (const WinogradJob *job,
                  int                first,
                  int                count,
                  char              *v,
                  float             *padded)
{
  const NstTransforms *transforms = job->cut.transforms;
  const NstRegion     *valid      = &job->valid;
  const int            tile       = transforms->tile;
  const int            patch      = transforms->patch;

  for (int t = 0; t < count; t++)
    {
      const int    top  = job->top + (first + t) / job->cut.tiles_across * tile - 1;
      const int    left = job->left + (first + t) % job->cut.tiles_across * tile - 1;
      const float *rows[NST_MOST_PATCH];

      if (!job->from_pool && top >= valid->top && left >= valid->left &&
          top + patch <= valid->bottom && left + patch <= valid->right)
        for (int y = 0; y < patch; y++)
          rows[y] = job->x->data + nst_feature_map_at (job->x, top + y, left);
      else
        {
          if (job->from_pool)
            unpool_patch (job, top, left, padded);
          else
            pad_patch (job, top, left, padded);
          for (int y = 0; y < patch; y++)
            rows[y] = padded + (size_t) y * patch * job->cut.n_in;
        }

      transforms->input (rows, job->cut.n_in,
                         v + (size_t) t * job->cut.v_stride * job->kernels->operand_bytes,
                         job->cut.v_point);
    }
}

/* The region's tiles from first on; n_columns of the result's channels, from
 * channel on, whose products are m's. */
static void
transform_outputs (const WinogradJob *job,
                   int                first,
                   int                count,
                   int                channel,
                   int                n_columns,
                   const float       *m,
                   size_t             m_stride)
{
  const int      tile    = job->cut.transforms->tile / job->pool_factor;
  NstFeatureMap *y       = job->y;
  NstResults     results = { job->store, job->bias != NULL ? job->bias + channel : NULL,
                             MIN (n_columns, job->cut.n_out - channel), y->channels };

  for (int t = 0; t < count; t++)
    {
      const int top  = job->region.top + (first + t) / job->cut.tiles_across * tile;
      const int left = job->region.left + (first + t) % job->cut.tiles_across * tile;

      results.n_rows    = MIN (tile, job->region.bottom - top);
      results.n_columns = MIN (tile, job->region.right - left);

      for (int row = 0; row < results.n_rows; row++)
        {
          const size_t at = nst_feature_map_at (y, top + row, left) + channel;

          results.y[row] = y->data + at;
          if (job->pool_factor == 2)
            results.switches[row] = y->switches + at;
        }

      job->cut.transforms->output (m + t * m_stride, job->cut.m_point, &results);
    }
}


/* ---- by blocks ------------------------------------------------------- */

/* A block of tiles from input to output, in the thread's own memory. */
static void
run_block (gpointer data,
           size_t   task,
           int      thread)
{
  const WinogradJob *job     = data;
  const NstCut      *cut     = &job->cut;
  const int          first   = (int) task * cut->block;
  const int          count   = MIN (cut->block, cut->n_tiles - first);
  const int          rows    = nst_round_up (count, job->kernels->rows);
  float             *padded  = nst_threads_get_scratch (job->threads, thread);
  float             *m       = padded + cut->padded;
  char              *v       = (char *) (m + cut->transforms->points * cut->m_point);
  const size_t       operand = job->kernels->operand_bytes;

  transform_inputs (job, first, count, v, padded);
  for (int p = 0; p < cut->transforms->points && !nst_threads_interrupted (job->threads); p++)
    job->kernels->multiply_operands (rows, cut->m_stride, cut->depth,
                                     v + p * cut->v_point * operand, cut->v_stride,
                                     job->weights + p * cut->u_point * operand,
                                     m + p * cut->m_point, cut->m_stride);
  transform_outputs (job, first, count, 0, cut->n_out, m, cut->m_stride);
}


/* ---- by groups of columns -------------------------------------------- */

static void
run_inputs (gpointer data,
            size_t   task,
            int      thread)
{
  const WinogradJob *job   = data;
  const NstCut      *cut   = &job->cut;
  const int          first = (int) task * job->input_tiles;

  transform_inputs (job, job->first + first, MIN (job->input_tiles, job->count - first),
                    (char *) nst_threads_get_shared (job->threads) +
                      (size_t) first * cut->v_stride * job->kernels->operand_bytes,
                    nst_threads_get_scratch (job->threads, thread));
}

static void
run_group (gpointer data,
           size_t   task,
           int      thread)
{
  const WinogradJob *job     = data;
  const NstCut      *cut     = &job->cut;
  const int          first   = (int) task * cut->group;
  const int          n       = MIN (cut->group, cut->m_stride - first);
  const int          rows    = nst_round_up (job->count, job->kernels->rows);
  const size_t       operand = job->kernels->operand_bytes;
  const char        *v       = (const char *) nst_threads_get_shared (job->threads);
  float             *m       = nst_threads_get_scratch (job->threads, thread) + cut->padded;
  const char        *u       = job->weights + (size_t) first * cut->depth * operand;

  if (!cut->transformed)
    {
      const float *taps = (const float *) (const void *) job->weights +
                          (size_t) first * cut->depth * 9;
      float *transformed = m + cut->transforms->points * cut->m_point;

      cut->transforms->weights ((size_t) cut->depth * n / job->kernels->columns, taps, transformed,
                                cut->u_point);
      u = (const char *) transformed;
    }

  for (int p = 0; p < cut->transforms->points; p++)
    job->kernels->multiply_operands (rows, n, cut->depth, v + p * cut->v_point * operand,
                                     cut->v_stride, u + p * cut->u_point * operand,
                                     m + p * cut->m_point, n);
  transform_outputs (job, job->first, job->count, first, n, m, n);
}

static void
run_chunks (WinogradJob *job)
{
  const NstCut *cut = &job->cut;

  for (job->first = 0; job->first < cut->n_tiles; job->first += cut->block)
    {
      job->count       = MIN (cut->block, cut->n_tiles - job->first);
      job->input_tiles = CLAMP (job->count / (2 * job->threads->n_threads), 1, INPUT_TILES);
      nst_threads_run (job->threads, (job->count + job->input_tiles - 1) / job->input_tiles,
                       run_inputs, job);
      nst_threads_run (job->threads, (cut->m_stride + cut->group - 1) / cut->group, run_group, job);
    }
}


/* ---- convolution ----------------------------------------------------- */

static gboolean
convolve (WinogradJob      *job,
          const NstConv    *conv,
          gboolean          backward,
          const NstThreads *threads)
{
  const NstCut *cut = &job->cut;

  if (nst_region_is_empty (job->region))
    return TRUE;

  job->kernels     = conv->kernels;
  job->threads     = threads;
  job->weights     = (const char *) (backward ? conv->backward : conv->forward);
  job->bias        = backward ? NULL : conv->bias;
  job->pool_factor = job->store == NST_STORE_POOLED || job->store == NST_STORE_AVERAGED ? 2 : 1;
  job->top         = job->region.top * job->pool_factor;
  job->left        = job->region.left * job->pool_factor;

  nst_cut_init (&job->cut, conv->kernels, conv->n_out, conv->n_in, backward,
                (job->region.bottom - job->region.top) * job->pool_factor,
                (job->region.right - job->region.left) * job->pool_factor, threads->n_threads);

  if (!nst_threads_reserve (threads, cut->scratch))
    return FALSE;

  if (cut->grouped)
    run_chunks (job);
  else
    nst_threads_run (threads, (cut->n_tiles + cut->block - 1) / cut->block, run_block, job);

  return !nst_threads_interrupted (threads);
}

gboolean
nst_conv_forward (const NstConv       *conv,
                  const NstFeatureMap *x,
                  NstRegion            valid,
                  NstFeatureMap       *y,
                  NstRegion            region,
                  const NstThreads    *threads)
{
  WinogradJob job = { .x = x, .valid = valid, .y = y, .region = region, .store = NST_STORE_RELU };

  return convolve (&job, conv, FALSE, threads);
}

gboolean
nst_conv_forward_pooled (const NstConv       *conv,
                         const NstFeatureMap *x,
                         NstRegion            valid,
                         NstPool              pool,
                         NstFeatureMap       *y,
                         NstRegion            region,
                         const NstThreads    *threads)
{
  WinogradJob job = { .x = x, .valid = valid, .y = y, .region = region };

  job.store = pool == NST_POOL_MAX ? NST_STORE_POOLED : NST_STORE_AVERAGED;

  return convolve (&job, conv, FALSE, threads);
}

gboolean
nst_conv_backward (const NstConv       *conv,
                   const NstFeatureMap *dy,
                   NstRegion            valid,
                   NstStore             store,
                   NstFeatureMap       *dx,
                   NstRegion            region,
                   const NstThreads    *threads)
{
  WinogradJob job = { .x = dy, .valid = valid, .y = dx, .region = region, .store = store };

  return convolve (&job, conv, TRUE, threads);
}

gboolean
nst_conv_backward_pooled (const NstConv       *conv,
                          const NstFeatureMap *dy,
                          NstRegion            valid,
                          NstPool              pool,
                          NstStore             store,
                          NstFeatureMap       *dx,
                          NstRegion            region,
                          const NstThreads    *threads)
{
  WinogradJob job = { .x = dy, .valid = valid, .y = dx, .region = region, .store = store };

  job.from_pool = TRUE;
  job.share     = pool == NST_POOL_MAX ? 1.0f : 0.25f;

  return convolve (&job, conv, TRUE, threads);
}

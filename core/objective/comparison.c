/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A kept layer's responses become its own share of the gradient, in place; and before
 * that, where terms are weighed by their gradients, the sums of these. */

#include "core/objective/objective.h"

#include <math.h>
#include <string.h>

/* Positions whose gradient one product makes. */
#define BLOCK_POSITIONS 192

/* A product has at most so many rows at a time. */
#define MOST_ROWS       12
#define ROOM_POSITIONS  (BLOCK_POSITIONS + MOST_ROWS)

/* Differences that are squared at a time. */
#define SQUARES 16

/* A pass over a kept layer's responses, which become its gradient. */
typedef struct
{
  const NstTap   *tap;
  const NstWork  *work;
  NstPlane       *plane;
  NstRegion       region;
  NstRegion       own;          /* columns whose squares count */
  const NstPlane *content;      /* NULL: not a content layer */
  gboolean        is_style;
  gboolean        is_pool;
  float           dead;
  float           by;           /* of f - p */
  const NstKernels *kernels;
  int             columns;      /* of the gradient: channels, rounded up */
  float          *slope;        /* the tap's, in panels */
  double         *sums;         /* a block's: one or two */
  size_t          run;          /* positions that follow each other in memory */
  size_t          blocks_a_run;
  size_t          n_blocks;
} Tapping;

/* Positions of one row that are worked on together. */
typedef struct
{
  int    y;
  size_t first;                 /* of the run's */
  int    count;
  float *f;                     /* their responses */
} Block;

static Block
get_block (const Tapping *tapping,
           size_t         task)
{
  const int    y     = tapping->region.top + (int) (task / tapping->blocks_a_run);
  const size_t first = task % tapping->blocks_a_run * BLOCK_POSITIONS;

  return (Block)
  {
    y, first, (int) MIN (BLOCK_POSITIONS, tapping->run - first),
    tapping->plane->data + first * tapping->plane->channels +
      nst_plane_at (tapping->plane, y, tapping->region.left)
  };
}

/* The content's responses at a block's positions. */
static const float *
get_content (const Tapping *tapping,
             const Block   *block)
{
  return tapping->content->data + block->first * tapping->plane->channels +
         nst_plane_at (tapping->content, block->y, tapping->region.left);
}

/* slope in the panels of a product. */
static void
pack_slope (const Tapping *tapping,
            const float   *slope,
            float         *panels)
{
  const int n    = tapping->plane->channels;
  const int wide = tapping->kernels->columns;

  for (int first = 0; first < n; first += wide)
    for (int k = 0; k < n; k++, panels += wide)
      for (int i = 0; i < wide; i++)
        panels[i] = first + i < n ? slope[(size_t) k * n + first + i] : 0.0f;
}

/* gradient[n][columns] = f[n][channels] slope, for a block's n positions.  The product
 * works on several rows at a time: the last ones are copied behind the gradient, where
 * there is room for as many. */
static void
make_style_gradient (const Tapping *tapping,
                     const Block   *block,
                     float         *gradient)
{
  const NstKernels *kernels  = tapping->kernels;
  const int         channels = tapping->plane->channels;
  const int         columns  = tapping->columns;
  const float      *f        = block->f;
  const int         n        = block->count;
  const int         whole    = n / kernels->rows * kernels->rows;
  float            *rest     = gradient + (size_t) ROOM_POSITIONS * columns;

  if (whole > 0)
    kernels->multiply (whole, columns, channels, f, channels, tapping->slope,
                       gradient, columns);
  if (whole < n)
    {
      memcpy (rest, f + (size_t) whole * channels,
              (size_t) (n - whole) * channels * sizeof (float));
      kernels->multiply (kernels->rows, columns, channels, rest, channels, tapping->slope,
                         gradient + (size_t) whole * columns, columns);
    }
}

/* gradient[n][columns] += by (f - p); returns the sum of squares. */
static double
add_content_gradient (const Tapping *tapping,
                      const float   *f,
                      const float   *p,
                      int            n,
                      float         *gradient)
{
  const int   channels = tapping->plane->channels;
  const float by       = tapping->by;
  double      sum      = 0.0;

  for (int i = 0; i < n; i++, f += channels, p += channels, gradient += tapping->columns)
    for (int first = 0; first < channels; first += SQUARES)
      {
        const int count = MIN (SQUARES, channels - first);
        float     squares[SQUARES] = { 0.0f };

        for (int c = 0; c < count; c++)
          {
            const float difference = f[first + c] - p[first + c];

            gradient[first + c] += by * difference;
            squares[c] = difference * difference;
          }

        for (int c = 0; c < SQUARES; c++)
          sum += (double) squares[c];
      }

  return sum;
}

/* The sum of squares alone, of columns that belong to the strip. */
static double
sum_own (const Tapping *tapping,
         int            first,
         int            count,
         const float   *f,
         const float   *p)
{
  const int    channels = tapping->plane->channels;
  const int    begin    = MAX (first, tapping->own.left);
  const int    end      = MIN (first + count, tapping->own.right);
  double       sum      = 0.0;

  for (int i = (begin - first) * channels; i < (end - first) * channels; i++)
    sum += ((double) f[i] - (double) p[i]) * ((double) f[i] - (double) p[i]);

  return sum;
}

static void
tap_block (gpointer data,
           size_t   task,
           int      thread)
{
  const Tapping *tapping  = data;
  const Block    block    = get_block (tapping, task);
  const int      channels = tapping->plane->channels;
  float         *gradient = nst_work_get_scratch (tapping->work, thread);

  if (tapping->is_style)
    make_style_gradient (tapping, &block, gradient);
  else
    memset (gradient, 0, (size_t) block.count * tapping->columns * sizeof (float));

  if (tapping->content != NULL)
    {
      const float *p = get_content (tapping, &block);

      tapping->sums[task] = add_content_gradient (tapping, block.f, p, block.count, gradient);
      if (tapping->own.left > tapping->region.left || tapping->own.right < tapping->region.right)
        tapping->sums[task] = sum_own (tapping, tapping->region.left + (int) block.first,
                                       block.count, block.f, p);
    }

  tapping->kernels->replace (block.count, channels, gradient, tapping->columns,
                             tapping->tap->offset, !tapping->is_pool, tapping->dead, block.f);
}

/* Floats of a thread's own that tapping takes. */
static size_t
count_own (int columns,
           int channels)
{
  return (size_t) ROOM_POSITIONS * columns + (size_t) MOST_ROWS * channels;
}

/* Makes ready for a pass over a layer's responses in region, with room for n_sums of
 * each block.  FALSE: no memory. */
static gboolean
begin (Tapping       *tapping,
       NstObjective  *objective,
       int            layer,
       NstRegion      region,
       int            n_sums,
       const NstWork *work)
{
  const NstLayerPlan *plan  = &objective->plan;
  NstTap             *tap   = &objective->taps[layer];
  NstPlane           *plane = &objective->features.planes[layer];
  const NstSpan      *span  = &objective->features.layout.spans[layer];
  size_t              rows  = region.bottom - region.top;
  size_t              n_panels;

  *tapping = (Tapping)
  {
    tap, work, plane, region, { region.top, region.bottom, span->own_left, span->own_right },
    .is_style = plan->is_style[layer], .is_pool = nst_layer_is_pool (layer),
    .run = region.right - region.left, .kernels = nst_kernels_get (FALSE)
  };

  if (plan->is_content[layer])
    tapping->content = objective->tiling.keeps_content ? &tap->content
                                                       : &objective->view.planes[layer];

  if (nst_plane_is_contiguous (plane, region) &&
      (tapping->content == NULL || (nst_plane_is_contiguous (tapping->content, region) &&
                                    tapping->own.left == region.left &&
                                    tapping->own.right == region.right)))
    {
      tapping->run *= rows;
      rows = 1;
    }
  tapping->blocks_a_run = (tapping->run + BLOCK_POSITIONS - 1) / BLOCK_POSITIONS;
  tapping->n_blocks     = rows * tapping->blocks_a_run;

  tapping->columns = nst_round_up (plane->channels, tapping->kernels->columns);
  n_panels = tapping->is_style ? (size_t) tapping->columns * plane->channels : 0;

  if (!nst_work_reserve (work, 2 * tapping->n_blocks * n_sums + n_panels,
                         count_own (tapping->columns, plane->channels)))
    return FALSE;

  tapping->sums  = (double *) (void *) nst_work_get_shared (work);
  tapping->slope = nst_work_get_shared (work) + 2 * tapping->n_blocks * n_sums;
  if (tapping->is_style)
    pack_slope (tapping, tap->slope, tapping->slope);

  return TRUE;
}

gboolean
nst_objective_tap (NstObjective  *objective,
                   int            layer,
                   NstRegion      region,
                   float          dead,
                   const NstWork *work)
{
  const NstSpan *span = &objective->features.layout.spans[layer];
  NstTap        *tap  = &objective->taps[layer];
  const double   n    = (double) span->width * span->height *
                        objective->features.planes[layer].channels;
  Tapping        tapping;

  if (!begin (&tapping, objective, layer, region, 1, work))
    return FALSE;

  tapping.dead = dead;
  tapping.by   = (float) (2.0 * tap->content_weight /
                          (n * tap->scale * tap->scale * tap->content_norm));
  nst_work_run (work, tapping.n_blocks, tap_block, &tapping);

  for (size_t i = 0; i < tapping.n_blocks && tapping.content != NULL &&
                     !nst_work_interrupted (work); i++)
    tap->squares += tapping.sums[i];

  return !nst_work_interrupted (work);
}


/* ---- norms ----------------------------------------------------------- */

/* The sum of |a + by b| over n positions. */
static double
sum_absolute (int          n,
              int          channels,
              const float *a,
              size_t       a_stride,
              float        by,
              const float *b,
              size_t       b_stride)
{
  double sum = 0.0;

  for (int i = 0; i < n; i++, a += a_stride, b += b_stride)
    {
      float parts[SQUARES] = { 0.0f };

      for (int first = 0; first < channels; first += SQUARES)
        for (int c = 0; c < MIN (SQUARES, channels - first); c++)
          parts[c] += fabsf (a[first + c] + by * b[first + c]);

      for (int c = 0; c < SQUARES; c++)
        sum += (double) parts[c];
    }

  return sum;
}

/* A block's two sums: the content's, and the style's. */
static void
sum_block (gpointer data,
           size_t   task,
           int      thread)
{
  const Tapping *tapping  = data;
  const Block    block    = get_block (tapping, task);
  const int      channels = tapping->plane->channels;
  float         *gradient = nst_work_get_scratch (tapping->work, thread);
  double        *sums     = tapping->sums + 2 * task;

  sums[0] = sums[1] = 0.0;
  if (tapping->content != NULL)
    sums[0] = sum_absolute (block.count, channels, block.f, channels, -1.0f,
                            get_content (tapping, &block), channels);

  if (tapping->is_style)
    {
      make_style_gradient (tapping, &block, gradient);
      sums[1] = sum_absolute (block.count, channels, gradient, tapping->columns, 1.0f,
                              tapping->tap->offset, 0);
    }
}

gboolean
nst_objective_add_norms (NstObjective  *objective,
                         const NstWork *work)
{
  for (int layer = 0; layer <= objective->plan.deepest; layer++)
    {
      const NstRegion own = nst_features_get_own (&objective->features, layer);
      NstTap         *tap = &objective->taps[layer];
      Tapping         tapping;

      if (!objective->plan.is_kept[layer] || nst_region_is_empty (own))
        continue;
      if (!begin (&tapping, objective, layer, own, 2, work))
        return FALSE;

      nst_work_run (work, tapping.n_blocks, sum_block, &tapping);
      if (nst_work_interrupted (work))
        return FALSE;

      for (size_t i = 0; i < tapping.n_blocks; i++)
        {
          tap->content_norm += tapping.sums[2 * i];
          tap->style_norm   += tapping.sums[2 * i + 1];
        }
    }

  return TRUE;
}

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
  const NstComparison   *comparison;
  const NstThreads  *threads;
  NstFeatureMap       *map;
  NstRegion       region;
  NstRegion       own;          /* columns whose squares count */
  const NstFeatureMap *content;      /* NULL: not a content layer */
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
} Comparing;

/* Positions of one row that are worked on together. */
typedef struct
{
  int    y;
  size_t first;                 /* of the run's */
  int    count;
  float *f;                     /* their responses */
} Block;

static Block
get_block (const Comparing *comparing,
           size_t         task)
{
  const int    y     = comparing->region.top + (int) (task / comparing->blocks_a_run);
  const size_t first = task % comparing->blocks_a_run * BLOCK_POSITIONS;

  return (Block)
  {
    y, first, (int) MIN (BLOCK_POSITIONS, comparing->run - first),
    comparing->map->data + first * comparing->map->channels +
      nst_feature_map_at (comparing->map, y, comparing->region.left)
  };
}

/* The content's responses at a block's positions. */
static const float *
get_content (const Comparing *comparing,
             const Block   *block)
{
  return comparing->content->data + block->first * comparing->map->channels +
         nst_feature_map_at (comparing->content, block->y, comparing->region.left);
}

/* slope in the panels of a product. */
static void
pack_slope (const Comparing *comparing,
            const float   *slope,
            float         *panels)
{
  const int n    = comparing->map->channels;
  const int wide = comparing->kernels->columns;

  for (int first = 0; first < n; first += wide)
    for (int k = 0; k < n; k++, panels += wide)
      for (int i = 0; i < wide; i++)
        panels[i] = first + i < n ? slope[(size_t) k * n + first + i] : 0.0f;
}

/* gradient[n][columns] = f[n][channels] slope, for a block's n positions.  The product
 * works on several rows at a time: the last ones are copied behind the gradient, where
 * there is room for as many. */
static void
make_style_gradient (const Comparing *comparing,
                     const Block   *block,
                     float         *gradient)
{
  const NstKernels *kernels  = comparing->kernels;
  const int         channels = comparing->map->channels;
  const int         columns  = comparing->columns;
  const float      *f        = block->f;
  const int         n        = block->count;
  const int         whole    = n / kernels->rows * kernels->rows;
  float            *rest     = gradient + (size_t) ROOM_POSITIONS * columns;

  if (whole > 0)
    kernels->multiply (whole, columns, channels, f, channels, comparing->slope,
                       gradient, columns);
  if (whole < n)
    {
      memcpy (rest, f + (size_t) whole * channels,
              (size_t) (n - whole) * channels * sizeof (float));
      kernels->multiply (kernels->rows, columns, channels, rest, channels, comparing->slope,
                         gradient + (size_t) whole * columns, columns);
    }
}

/* gradient[n][columns] += by (f - p); returns the sum of squares. */
static double
add_content_gradient (const Comparing *comparing,
                      const float   *f,
                      const float   *p,
                      int            n,
                      float         *gradient)
{
  const int   channels = comparing->map->channels;
  const float by       = comparing->by;
  double      sum      = 0.0;

  for (int i = 0; i < n; i++, f += channels, p += channels, gradient += comparing->columns)
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
sum_own (const Comparing *comparing,
         int            first,
         int            count,
         const float   *f,
         const float   *p)
{
  const int    channels = comparing->map->channels;
  const int    begin    = MAX (first, comparing->own.left);
  const int    end      = MIN (first + count, comparing->own.right);
  double       sum      = 0.0;

  for (int i = (begin - first) * channels; i < (end - first) * channels; i++)
    sum += ((double) f[i] - (double) p[i]) * ((double) f[i] - (double) p[i]);

  return sum;
}

static void
compare_block (gpointer data,
           size_t   task,
           int      thread)
{
  const Comparing *comparing  = data;
  const Block    block    = get_block (comparing, task);
  const int      channels = comparing->map->channels;
  float         *gradient = nst_threads_get_scratch (comparing->threads, thread);

  if (comparing->is_style)
    make_style_gradient (comparing, &block, gradient);
  else
    memset (gradient, 0, (size_t) block.count * comparing->columns * sizeof (float));

  if (comparing->content != NULL)
    {
      const float *p = get_content (comparing, &block);

      comparing->sums[task] = add_content_gradient (comparing, block.f, p, block.count, gradient);
      if (comparing->own.left > comparing->region.left || comparing->own.right < comparing->region.right)
        comparing->sums[task] = sum_own (comparing, comparing->region.left + (int) block.first,
                                       block.count, block.f, p);
    }

  comparing->kernels->replace (block.count, channels, gradient, comparing->columns,
                             comparing->comparison->offset, !comparing->is_pool, comparing->dead, block.f);
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
begin (Comparing       *comparing,
       NstObjective  *objective,
       int            layer,
       NstRegion      region,
       int            n_sums,
       const NstThreads *threads)
{
  const NstLayerSet *layers  = &objective->layers;
  NstComparison             *comparison   = &objective->comparisons[layer];
  NstFeatureMap           *map = &objective->features.maps[layer];
  const NstSpan      *span  = &objective->features.geometry.spans[layer];
  size_t              rows  = region.bottom - region.top;
  size_t              n_panels;

  *comparing = (Comparing)
  {
    comparison, threads, map, region, { region.top, region.bottom, span->own_left, span->own_right },
    .is_style = layers->is_style[layer], .is_pool = nst_layer_is_pool (layer),
    .run = region.right - region.left, .kernels = nst_kernels_get (FALSE)
  };

  if (layers->is_content[layer])
    comparing->content = objective->partition.keeps_content ? &comparison->content
                                                       : &objective->view.maps[layer];

  if (nst_feature_map_is_contiguous (map, region) &&
      (comparing->content == NULL || (nst_feature_map_is_contiguous (comparing->content, region) &&
                                    comparing->own.left == region.left &&
                                    comparing->own.right == region.right)))
    {
      comparing->run *= rows;
      rows = 1;
    }
  comparing->blocks_a_run = (comparing->run + BLOCK_POSITIONS - 1) / BLOCK_POSITIONS;
  comparing->n_blocks     = rows * comparing->blocks_a_run;

  comparing->columns = nst_round_up (map->channels, comparing->kernels->columns);
  n_panels = comparing->is_style ? (size_t) comparing->columns * map->channels : 0;

  if (!nst_threads_reserve (threads, 2 * comparing->n_blocks * n_sums + n_panels,
                         count_own (comparing->columns, map->channels)))
    return FALSE;

  comparing->sums  = (double *) (void *) nst_threads_get_shared (threads);
  comparing->slope = nst_threads_get_shared (threads) + 2 * comparing->n_blocks * n_sums;
  if (comparing->is_style)
    pack_slope (comparing, comparison->slope, comparing->slope);

  return TRUE;
}

gboolean
nst_objective_compare (NstObjective  *objective,
                   int            layer,
                   NstRegion      region,
                   float          dead,
                   const NstThreads *threads)
{
  const NstSpan *span = &objective->features.geometry.spans[layer];
  NstComparison        *comparison  = &objective->comparisons[layer];
  const double   n    = (double) span->width * span->height *
                        objective->features.maps[layer].channels;
  Comparing        comparing;

  if (!begin (&comparing, objective, layer, region, 1, threads))
    return FALSE;

  comparing.dead = dead;
  comparing.by   = (float) (2.0 * comparison->content_weight /
                          (n * comparison->mean_response * comparison->mean_response * comparison->content_norm));
  nst_threads_run (threads, comparing.n_blocks, compare_block, &comparing);

  for (size_t i = 0; i < comparing.n_blocks && comparing.content != NULL &&
                     !nst_threads_interrupted (threads); i++)
    comparison->squares += comparing.sums[i];

  return !nst_threads_interrupted (threads);
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
  const Comparing *comparing  = data;
  const Block    block    = get_block (comparing, task);
  const int      channels = comparing->map->channels;
  float         *gradient = nst_threads_get_scratch (comparing->threads, thread);
  double        *sums     = comparing->sums + 2 * task;

  sums[0] = sums[1] = 0.0;
  if (comparing->content != NULL)
    sums[0] = sum_absolute (block.count, channels, block.f, channels, -1.0f,
                            get_content (comparing, &block), channels);

  if (comparing->is_style)
    {
      make_style_gradient (comparing, &block, gradient);
      sums[1] = sum_absolute (block.count, channels, gradient, comparing->columns, 1.0f,
                              comparing->comparison->offset, 0);
    }
}

gboolean
nst_objective_add_norms (NstObjective  *objective,
                         const NstThreads *threads)
{
  for (int layer = 0; layer <= objective->layers.deepest; layer++)
    {
      const NstRegion own = nst_features_get_own (&objective->features, layer);
      NstComparison         *comparison = &objective->comparisons[layer];
      Comparing         comparing;

      if (!objective->layers.is_compared[layer] || nst_region_is_empty (own))
        continue;
      if (!begin (&comparing, objective, layer, own, 2, threads))
        return FALSE;

      nst_threads_run (threads, comparing.n_blocks, sum_block, &comparing);
      if (nst_threads_interrupted (threads))
        return FALSE;

      for (size_t i = 0; i < comparing.n_blocks; i++)
        {
          comparison->content_norm += comparing.sums[2 * i];
          comparison->style_norm   += comparing.sums[2 * i + 1];
        }
    }

  return TRUE;
}

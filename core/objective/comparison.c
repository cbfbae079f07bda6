/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Overwrites a compared layer's responses by d loss / d responses; and before that,
 * where terms are weighed by their gradients, sums up the norms of these. */

#include "core/objective/comparison.h"

#include "core/objective/positions.h"

#include <string.h>

/* Positions whose gradient one product makes: fewer where there are few, so that there is
 * work for all. */
#define BLOCK_POSITIONS 192
#define LEAST_POSITIONS 36
#define LEAST_BLOCKS    16

/* A product has at most so many rows at a time. */
#define MOST_ROWS      12
#define ROOM_POSITIONS (BLOCK_POSITIONS + MOST_ROWS)

/* Of the widest layer. */
static const float no_offset[512];

/* A pass over a layer's responses in a region. */
typedef struct
{
  const NstComparison *comparison;
  const NstThreads    *threads;
  const NstCompared   *compared;
  NstRegion            own; /* columns whose squares count */
  float                dead;
  float                by; /* of f - p */
  const NstKernels    *kernels;
  int                  columns; /* of the gradient: channels, rounded up */
  float               *slope;   /* the comparison's, in panels */
  double              *sums;    /* a block's: one or two */
  NstBlocks            blocks;
} Comparing;

/* A panel of a product's columns from the comparison's slope. */
static void
pack_panel (gpointer data,
            size_t   task,
            int      thread)
{
  const Comparing *comparing = data;
  const int        n         = comparing->compared->canvas->channels;
  const int        wide      = comparing->kernels->columns;
  const int        first     = (int) task * wide;
  const float     *slope     = comparing->comparison->slope + first;
  float           *panel     = comparing->slope + (size_t) first * n;

  (void) thread;

  for (int k = 0; k < n; k++, panel += wide, slope += n)
    for (int i = 0; i < wide; i++)
      panel[i] = first + i < n ? slope[i] : 0.0f;
}

/* By the number of positions alone: their sums are then added up in the same order for any
 * number of threads. */
static NstBlocks
cut_blocks (NstRegion region,
            gboolean  contiguous)
{
  const size_t n = (size_t) (region.right - region.left) * (size_t) (region.bottom - region.top);

  return nst_blocks_cut (region, contiguous,
                         (int) CLAMP (n / LEAST_BLOCKS, LEAST_POSITIONS, BLOCK_POSITIONS));
}

static float *
get_responses (const Comparing *comparing,
               NstBlock         block)
{
  return nst_block_in (&comparing->blocks, block, comparing->compared->canvas);
}

/* A block's weights; NULL: 1 each. */
static const float *
get_weights (const Comparing     *comparing,
             NstBlock             block,
             const NstFeatureMap *weights)
{
  return weights != NULL ? nst_block_in (&comparing->blocks, block, weights) : NULL;
}

/* gradient[n][columns] = f[n][channels] slope.  The product works on several rows at a
 * time: the last ones are copied behind the gradient, where there is room for as many. */
static void
make_style_gradient (const Comparing *comparing,
                     const float     *f,
                     int              n,
                     float           *gradient)
{
  const NstKernels *kernels  = comparing->kernels;
  const int         channels = comparing->compared->canvas->channels;
  const int         columns  = comparing->columns;
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

static void
compare_block (gpointer data,
               size_t   task,
               int      thread)
{
  const Comparing   *comparing = data;
  const NstRegion    region    = comparing->blocks.region;
  const NstBlock     block     = nst_blocks_get (&comparing->blocks, task);
  float             *f         = get_responses (comparing, block);
  const int          channels  = comparing->compared->canvas->channels;
  float             *gradient  = nst_threads_get_scratch (comparing->threads, thread);
  const NstPositions positions = { f, block.count, channels };
  const float       *offset    = comparing->comparison->offset;
  const float       *weights;

  if (comparing->comparison->is_style)
    make_style_gradient (comparing, f, block.count, gradient);
  else
    memset (gradient, 0, (size_t) block.count * comparing->columns * sizeof (float));

  weights = get_weights (comparing, block, comparing->compared->style_weights);
  if (comparing->comparison->is_style && weights != NULL)
    {
      nst_positions_weigh (&positions, weights, gradient, comparing->columns, offset);
      offset = no_offset;
    }

  if (comparing->compared->content != NULL)
    {
      const float *p  = nst_block_in (&comparing->blocks, block, comparing->compared->content);
      const int    at = region.left + (int) block.first;

      weights               = get_weights (comparing, block, comparing->compared->content_weights);
      comparing->sums[task] = nst_positions_add_differences (&positions, p, weights, comparing->by,
                                                             gradient, comparing->columns);
      if (comparing->own.left > region.left || comparing->own.right < region.right)
        comparing->sums[task] = nst_positions_sum_squares (&positions, p, weights,
                                                           comparing->own.left - at,
                                                           comparing->own.right - at);
    }

  comparing->kernels->replace (block.count, channels, gradient, comparing->columns, offset,
                               !nst_layer_is_pool (comparing->comparison->layer),
                               comparing->dead, f);
}

/* The scratch memory for a layer's channels and so many blocks, each with n_sums. */
static NstScratch
count_scratch (int      channels,
               gboolean is_style,
               size_t   n_blocks,
               int      n_sums)
{
  const size_t columns = nst_round_up (channels, nst_kernels_get (FALSE)->columns);
  const size_t panels  = is_style ? columns * channels : 0;

  return (NstScratch){ 2 * n_blocks * n_sums + panels,
                       ROOM_POSITIONS * columns + (size_t) MOST_ROWS * channels };
}

NstScratch
nst_comparison_count_scratch (const NstProblem *problem,
                              int               layer)
{
  const NstLayerSet *layers = problem->layers;
  NstRegion          whole  = { 0 };

  nst_layer_get_size (layer, layers->pool, problem->width, problem->height, &whole.right,
                      &whole.bottom);

  return count_scratch (nst_network_get_channels (problem->network, layer),
                        layers->is_style[layer],
                        cut_blocks (whole, FALSE).n,
                        layers->weighs_gradients ? 2 : 1);
}

static gboolean
are_contiguous (const NstFeatureMap *map,
                NstRegion            region)
{
  return map == NULL || nst_feature_map_is_contiguous (map, region);
}

/* Makes ready for a pass over the responses in region, with room for n_sums of each
 * block.  FALSE: no memory. */
static gboolean
begin (Comparing           *comparing,
       const NstComparison *comparison,
       const NstCompared   *compared,
       NstRegion            region,
       int                  n_sums,
       const NstThreads    *threads)
{
  NstFeatureMap  *map     = compared->canvas;
  const NstSpan  *span    = compared->span;
  const gboolean  all_own = span->own_left == region.left && span->own_right == region.right;
  const NstRegion own     = { region.top, region.bottom, span->own_left, span->own_right };
  NstScratch      scratch;
  gboolean        contiguous;

  *comparing = (Comparing){
    comparison, threads, compared, own, .kernels = nst_kernels_get (FALSE)
  };

  contiguous = nst_feature_map_is_contiguous (map, region) &&
               are_contiguous (compared->content_weights, region) &&
               are_contiguous (compared->style_weights, region) &&
               are_contiguous (compared->content, region) &&
               (compared->content == NULL || all_own);
  comparing->blocks  = cut_blocks (region, contiguous);
  comparing->columns = nst_round_up (map->channels, comparing->kernels->columns);

  scratch = count_scratch (map->channels, comparison->is_style, comparing->blocks.n, n_sums);
  if (!nst_threads_reserve (threads, scratch))
    return FALSE;

  comparing->sums  = (double *) (void *) nst_threads_get_shared (threads);
  comparing->slope = nst_threads_get_shared (threads) + 2 * comparing->blocks.n * n_sums;
  if (comparison->is_style)
    nst_threads_run (threads, (size_t) (comparing->columns / comparing->kernels->columns),
                     pack_panel, comparing);

  return TRUE;
}

gboolean
nst_comparison_run (NstComparison     *comparison,
                    const NstCompared *compared,
                    NstRegion          region,
                    float              dead,
                    const NstThreads  *threads)
{
  const NstSpan *span = compared->span;
  const double   n    = (double) span->width * span->height * compared->canvas->channels;
  Comparing      comparing;

  if (!begin (&comparing, comparison, compared, region, 1, threads))
    return FALSE;

  comparing.dead = dead;
  comparing.by   = (float) (2.0 * comparison->content_weight /
                          (n * comparison->mean_response * comparison->mean_response *
                           comparison->content_norm));
  nst_threads_run (threads, comparing.blocks.n, compare_block, &comparing);

  for (size_t i = 0; i < comparing.blocks.n && compared->content != NULL &&
                     !nst_threads_interrupted (threads);
       i++)
    comparison->squares += comparing.sums[i];

  return !nst_threads_interrupted (threads);
}


/* ---- norms ----------------------------------------------------------- */

/* A block's two sums: the content's, and the style's. */
static void
sum_block (gpointer data,
           size_t   task,
           int      thread)
{
  const Comparing *comparing = data;
  const NstBlock   block     = nst_blocks_get (&comparing->blocks, task);
  const float     *f         = get_responses (comparing, block);
  const int        channels  = comparing->compared->canvas->channels;
  float           *gradient  = nst_threads_get_scratch (comparing->threads, thread);
  double          *sums      = comparing->sums + 2 * task;

  sums[0] = sums[1] = 0.0;
  if (comparing->compared->content != NULL)
    {
      const float *p = nst_block_in (&comparing->blocks, block, comparing->compared->content);

      sums[0] = nst_positions_sum_absolute (&(NstPositions){ f, block.count, channels }, channels,
                                            -1.0f, p, channels,
                                            get_weights (comparing, block,
                                                         comparing->compared->content_weights));
    }

  if (comparing->comparison->is_style)
    {
      make_style_gradient (comparing, f, block.count, gradient);
      sums[1] = nst_positions_sum_absolute (&(NstPositions){ gradient, block.count, channels },
                                            comparing->columns, 1.0f,
                                            comparing->comparison->offset, 0,
                                            get_weights (comparing, block,
                                                         comparing->compared->style_weights));
    }
}

gboolean
nst_comparison_add_norms (NstComparison     *comparison,
                          const NstCompared *compared,
                          NstRegion          region,
                          const NstThreads  *threads)
{
  Comparing comparing;

  if (nst_region_is_empty (region))
    return TRUE;
  if (!begin (&comparing, comparison, compared, region, 2, threads))
    return FALSE;

  nst_threads_run (threads, comparing.blocks.n, sum_block, &comparing);
  if (nst_threads_interrupted (threads))
    return FALSE;

  for (size_t i = 0; i < comparing.blocks.n; i++)
    {
      comparison->content_norm += comparing.sums[2 * i];
      comparison->style_norm += comparing.sums[2 * i + 1];
    }

  return TRUE;
}

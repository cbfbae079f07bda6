/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Overwrites a compared layer's responses by d loss / d responses; and before that,
 * where terms are weighed by their gradients, sums up the norms of these. */

#include "core/objective/comparison.h"

#include <math.h>
#include <string.h>

/* Positions whose gradient one product makes: fewer where there are few, so that there is
 * work for all. */
#define BLOCK_POSITIONS 192
#define LEAST_POSITIONS 36

/* A product has at most so many rows at a time. */
#define MOST_ROWS      12
#define ROOM_POSITIONS (BLOCK_POSITIONS + MOST_ROWS)

/* Differences that are squared at a time. */
#define SQUARES 16

/* A pass over a layer's responses in a region. */
typedef struct
{
  const NstComparison *comparison;
  const NstThreads    *threads;
  NstFeatureMap       *map;
  const NstFeatureMap *content; /* NULL: not a content layer */
  NstRegion            own;     /* columns whose squares count */
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
  const int        n         = comparing->map->channels;
  const int        wide      = comparing->kernels->columns;
  const int        first     = (int) task * wide;
  const float     *slope     = comparing->comparison->slope + first;
  float           *panel     = comparing->slope + (size_t) first * n;

  (void) thread;

  for (int k = 0; k < n; k++, panel += wide, slope += n)
    for (int i = 0; i < wide; i++)
      panel[i] = first + i < n ? slope[i] : 0.0f;
}

static NstBlocks
cut_blocks (NstRegion region,
            gboolean  contiguous,
            int       n_threads)
{
  const size_t n = (size_t) (region.right - region.left) * (size_t) (region.bottom - region.top);

  return nst_blocks_cut (region, contiguous,
                         (int) CLAMP (n / (2 * (size_t) n_threads), LEAST_POSITIONS,
                                      BLOCK_POSITIONS));
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
  const int         channels = comparing->map->channels;
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

/* gradient[n][columns] += by (f - p); returns the sum of squares. */
static double
add_content_gradient (const Comparing *comparing,
                      const float     *f,
                      const float     *p,
                      int              n,
                      float           *gradient)
{
  const int   channels = comparing->map->channels;
  const float by       = comparing->by;
  double      sum      = 0.0;

  for (int i = 0; i < n; i++, f += channels, p += channels, gradient += comparing->columns)
    for (int first = 0; first < channels; first += SQUARES)
      {
        const int count            = MIN (SQUARES, channels - first);
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
         int              first,
         int              count,
         const float     *f,
         const float     *p)
{
  const int channels = comparing->map->channels;
  const int begin    = MAX (first, comparing->own.left);
  const int end      = MIN (first + count, comparing->own.right);
  double    sum      = 0.0;

  for (int i = (begin - first) * channels; i < (end - first) * channels; i++)
    sum += ((double) f[i] - (double) p[i]) * ((double) f[i] - (double) p[i]);

  return sum;
}

static void
compare_block (gpointer data,
               size_t   task,
               int      thread)
{
  const Comparing *comparing = data;
  const NstRegion  region    = comparing->blocks.region;
  const NstBlock   block     = nst_blocks_get (&comparing->blocks, task);
  float           *f         = nst_block_in (&comparing->blocks, block, comparing->map);
  const int        channels  = comparing->map->channels;
  float           *gradient  = nst_threads_get_scratch (comparing->threads, thread);

  if (comparing->comparison->is_style)
    make_style_gradient (comparing, f, block.count, gradient);
  else
    memset (gradient, 0, (size_t) block.count * comparing->columns * sizeof (float));

  if (comparing->content != NULL)
    {
      const float *p = nst_block_in (&comparing->blocks, block, comparing->content);

      comparing->sums[task] = add_content_gradient (comparing, f, p, block.count, gradient);
      if (comparing->own.left > region.left || comparing->own.right < region.right)
        comparing->sums[task] = sum_own (comparing, region.left + (int) block.first,
                                         block.count, f, p);
    }

  comparing->kernels->replace (block.count, channels, gradient, comparing->columns,
                               comparing->comparison->offset,
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
                        cut_blocks (whole, FALSE, problem->n_threads).n,
                        layers->weighs_gradients ? 2 : 1);
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
    comparison, threads, map, compared->content, own, .kernels = nst_kernels_get (FALSE)
  };

  contiguous = nst_feature_map_is_contiguous (map, region) &&
               (compared->content == NULL ||
                (nst_feature_map_is_contiguous (compared->content, region) && all_own));
  comparing->blocks  = cut_blocks (region, contiguous, threads->n_threads);
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

  for (size_t i = 0; i < comparing.blocks.n && comparing.content != NULL &&
                     !nst_threads_interrupted (threads);
       i++)
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
  const Comparing *comparing = data;
  const NstBlock   block     = nst_blocks_get (&comparing->blocks, task);
  const float     *f         = nst_block_in (&comparing->blocks, block, comparing->map);
  const int        channels  = comparing->map->channels;
  float           *gradient  = nst_threads_get_scratch (comparing->threads, thread);
  double          *sums      = comparing->sums + 2 * task;

  sums[0] = sums[1] = 0.0;
  if (comparing->content != NULL)
    sums[0] = sum_absolute (block.count, channels, f, channels, -1.0f,
                            nst_block_in (&comparing->blocks, block, comparing->content),
                            channels);

  if (comparing->comparison->is_style)
    {
      make_style_gradient (comparing, f, block.count, gradient);
      sums[1] = sum_absolute (block.count, channels, gradient, comparing->columns, 1.0f,
                              comparing->comparison->offset, 0);
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

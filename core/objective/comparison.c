/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Overwrites a compared layer's responses by d loss / d responses; and before that,
 * where terms are weighed by their gradients, sums up the norms of these. */

#include "core/objective/comparison.h"

#include "core/objective/positions.h"
#include "core/objective/slopes.h"

#include <string.h>

/* Positions whose gradient one product makes: fewer where there are few, so that there is
 * work for all. */
#define BLOCK_POSITIONS 192
#define LEAST_POSITIONS 36
#define LEAST_BLOCKS    16

#define ROOM_POSITIONS (BLOCK_POSITIONS + NST_SLOPES_ROWS)

/* Of the widest layer. */
static const float no_offset[512];

/* A thread's scratch memory. */
typedef struct
{
  float *gradient; /* [ROOM_POSITIONS][columns] */
  float *more;     /* the same of a zone, where there are several */
  float *rest;     /* [NST_SLOPES_ROWS][channels] */
} Room;

/* A pass over a layer's responses in a region. */
typedef struct
{
  const NstComparison *comparison;
  const NstThreads    *threads;
  const NstCompared   *compared;
  NstRegion            own; /* columns whose squares count */
  float                dead;
  float                by;     /* of f - p */
  NstSlopes            slopes; /* the aims' */
  double              *sums;   /* a block's: one or, of norms, one and one a zone */
  NstBlocks            blocks;
} Comparing;

static Room
get_room (const Comparing *comparing,
          int              thread)
{
  const size_t size     = (size_t) ROOM_POSITIONS * comparing->slopes.columns;
  float       *gradient = nst_threads_get_scratch (comparing->threads, thread);
  float       *more     = gradient + (comparing->comparison->n_aims > 1 ? size : 0);

  return (Room){ gradient, more, more + size };
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

static const float *
get_zone_weights (const Comparing *comparing,
                  NstBlock         block,
                  int              zone)
{
  return get_weights (comparing, block,
                      nst_position_weights_get (&comparing->compared->zone_weights[zone],
                                                comparing->comparison->layer));
}

/* The gradient of all zones' distances in the room; returns the offset that is still to be
 * added to it. */
static const float *
make_style_gradient (const Comparing    *comparing,
                     NstBlock            block,
                     const NstPositions *positions,
                     const Room         *room)
{
  const NstComparison *comparison = comparing->comparison;
  const int            columns    = comparing->slopes.columns;
  gboolean             is_first   = TRUE;

  for (int zone = 0; zone < comparison->n_aims; zone++)
    {
      const float *weights = get_zone_weights (comparing, block, zone);
      const float *offset  = comparison->aims[zone].offset;
      float       *own     = is_first ? room->gradient : room->more;

      if (nst_positions_are_hidden (weights, block.count))
        continue;

      nst_slopes_multiply (&comparing->slopes, zone, positions, own, room->rest);
      if (comparison->n_aims == 1 && weights == NULL)
        return offset;

      if (is_first)
        nst_positions_weigh (positions, weights, own, columns, offset);
      else
        nst_positions_add_weighed (positions, weights, own, columns, offset, room->gradient);
      is_first = FALSE;
    }

  if (is_first)
    memset (room->gradient, 0, (size_t) block.count * columns * sizeof (float));

  return no_offset;
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
  const int          columns   = comparing->slopes.columns;
  const Room         room      = get_room (comparing, thread);
  const NstPositions positions = { f, block.count, channels };
  const float       *offset    = make_style_gradient (comparing, block, &positions, &room);

  if (comparing->compared->content != NULL)
    {
      const float *p       = nst_block_in (&comparing->blocks, block, comparing->compared->content);
      const float *weights = get_weights (comparing, block, comparing->compared->content_weights);
      const int    at      = region.left + (int) block.first;

      comparing->sums[task] = nst_positions_add_differences (&positions, p, weights, comparing->by,
                                                             room.gradient, columns);
      if (comparing->own.left > region.left || comparing->own.right < region.right)
        comparing->sums[task] = nst_positions_sum_squares (&positions, p, weights,
                                                           comparing->own.left - at,
                                                           comparing->own.right - at);
    }

  comparing->slopes.kernels->replace (block.count, channels, room.gradient, columns, offset,
                                      !nst_layer_is_pool (comparing->comparison->layer),
                                      comparing->dead, f);
}

/* The scratch memory for a layer's channels and aims, and so many blocks, each with n_sums. */
static NstScratch
count_scratch (int    channels,
               int    n_aims,
               size_t n_blocks,
               int    n_sums)
{
  const size_t columns = (size_t) nst_slopes_make (channels, NULL).columns;

  return (NstScratch){ 2 * n_blocks * n_sums + nst_slopes_count (channels) * n_aims,
                       ROOM_POSITIONS * columns * (n_aims > 1 ? 2 : 1) +
                         (size_t) NST_SLOPES_ROWS * channels };
}

NstScratch
nst_comparison_count_scratch (const NstProblem *problem,
                              int               layer)
{
  const NstLayerSet *layers = problem->layers;
  const int          n_aims = layers->is_style[layer] ? nst_problem_count_zones (problem) : 0;
  NstRegion          whole  = { 0 };

  nst_layer_get_size (layer, layers->pool, problem->width, problem->height, &whole.right,
                      &whole.bottom);

  return count_scratch (nst_network_get_channels (problem->network, layer), n_aims,
                        cut_blocks (whole, FALSE).n,
                        layers->weighs_gradients ? 1 + n_aims : 1);
}

static gboolean
are_contiguous (const NstFeatureMap *map,
                NstRegion            region)
{
  return map == NULL || nst_feature_map_is_contiguous (map, region);
}

static gboolean
are_zones_contiguous (const NstComparison *comparison,
                      const NstCompared   *compared,
                      NstRegion            region)
{
  int zone = 0;

  while (zone < comparison->n_aims &&
         are_contiguous (nst_position_weights_get (&compared->zone_weights[zone],
                                                   comparison->layer),
                         region))
    zone++;

  return zone == comparison->n_aims;
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

  *comparing = (Comparing){ comparison, threads, compared, own };

  contiguous = nst_feature_map_is_contiguous (map, region) &&
               are_contiguous (compared->content_weights, region) &&
               are_zones_contiguous (comparison, compared, region) &&
               are_contiguous (compared->content, region) &&
               (compared->content == NULL || all_own);
  comparing->blocks = cut_blocks (region, contiguous);

  scratch = count_scratch (map->channels, comparison->n_aims, comparing->blocks.n, n_sums);
  if (!nst_threads_reserve (threads, scratch))
    return FALSE;

  comparing->sums   = (double *) (void *) nst_threads_get_shared (threads);
  comparing->slopes = nst_slopes_make (map->channels, nst_threads_get_shared (threads) +
                                                        2 * comparing->blocks.n * n_sums);
  for (int zone = 0; zone < comparison->n_aims; zone++)
    nst_slopes_pack (&comparing->slopes, zone, comparison->aims[zone].slope, threads);

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

/* A block's sums: the content's, and each zone's. */
static void
sum_block (gpointer data,
           size_t   task,
           int      thread)
{
  const Comparing   *comparing = data;
  const NstBlock     block     = nst_blocks_get (&comparing->blocks, task);
  const float       *f         = get_responses (comparing, block);
  const int          channels  = comparing->compared->canvas->channels;
  const int          n_aims    = comparing->comparison->n_aims;
  const Room         room      = get_room (comparing, thread);
  const NstPositions positions = { f, block.count, channels };
  const NstPositions gradient  = { room.gradient, block.count, channels };
  double            *sums      = comparing->sums + (size_t) (1 + n_aims) * task;

  sums[0] = 0.0;
  if (comparing->compared->content != NULL)
    {
      const float *p = nst_block_in (&comparing->blocks, block, comparing->compared->content);

      sums[0] = nst_positions_sum_absolute (&positions, channels, -1.0f, p, channels,
                                            get_weights (comparing, block,
                                                         comparing->compared->content_weights));
    }

  for (int zone = 0; zone < n_aims; zone++)
    {
      const float *weights = get_zone_weights (comparing, block, zone);

      sums[1 + zone] = 0.0;
      if (nst_positions_are_hidden (weights, block.count))
        continue;

      nst_slopes_multiply (&comparing->slopes, zone, &positions, room.gradient, room.rest);
      sums[1 + zone] = nst_positions_sum_absolute (&gradient, comparing->slopes.columns, 1.0f,
                                                   comparing->comparison->aims[zone].offset, 0,
                                                   weights);
    }
}

gboolean
nst_comparison_add_norms (NstComparison     *comparison,
                          const NstCompared *compared,
                          NstRegion          region,
                          const NstThreads  *threads)
{
  const int n_sums = 1 + comparison->n_aims;
  Comparing comparing;

  if (nst_region_is_empty (region))
    return TRUE;
  if (!begin (&comparing, comparison, compared, region, n_sums, threads))
    return FALSE;

  nst_threads_run (threads, comparing.blocks.n, sum_block, &comparing);
  if (nst_threads_interrupted (threads))
    return FALSE;

  for (size_t i = 0; i < comparing.blocks.n; i++)
    {
      comparison->content_norm += comparing.sums[n_sums * i];
      for (int zone = 0; zone < comparison->n_aims; zone++)
        comparison->aims[zone].norm += comparing.sums[n_sums * i + 1 + zone];
    }

  return TRUE;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A layer's responses, or their gradients, as far as they are held: a run of columns,
 * and a window of rows that slides down the layer; all channels of a position lie
 * together.
 *
 * What lies outside of a region that is said to be valid counts as zero; but along an axis
 * on which a map wraps, all of it is valid, and it goes on from its other end. */

#pragma once

#include "core/base/types.h"

typedef struct
{
  int            channels;
  int            left;     /* the first column held */
  int            columns;  /* so many are held */
  int            rows;     /* held at a time: row y lies at y % rows */
  float         *data;     /* [rows][columns][channels] */
  unsigned char *switches; /* of a pool, of the same shape: which positions it took;
                                   see kernels.h and, of wide ones, pooling.c */
  NstWrap        wrap;
} NstFeatureMap;

/* Rows and columns of a layer; bottom and right are not in it. */
typedef struct
{
  int top;
  int bottom;
  int left;
  int right;
} NstRegion;

/* Where (y, x) lies in data and switches. */
static inline size_t
nst_feature_map_at (const NstFeatureMap *map,
                    int                  y,
                    int                  x)
{
  return ((size_t) (y % map->rows) * (size_t) map->columns + (size_t) (x - map->left)) *
         (size_t) map->channels;
}

/* Which row or column of [first, end) stands at a place: itself, or where it wraps the one that
 * lies so many rounds away; -1: none. */
static inline int
nst_wrap_place (int      at,
                int      first,
                int      end,
                gboolean wraps)
{
  const int n = end - first;

  if (at >= first && at < end)
    return at;

  return wraps ? first + ((at - first) % n + n) % n : -1;
}

static inline gboolean
nst_region_is_empty (NstRegion region)
{
  return region.top >= region.bottom || region.left >= region.right;
}

/* Floats of a map's data, and of its switches; each begins on a cache line. */
static inline size_t
nst_feature_map_count (int columns,
                       int rows,
                       int channels)
{
  return ((size_t) columns * (size_t) rows * (size_t) channels + 15) / 16 * 16;
}

static inline size_t
nst_feature_map_count_switches (int columns,
                                int rows,
                                int channels)
{
  return ((size_t) columns * (size_t) rows * (size_t) channels + 63) / 64 * 16;
}

/* Whether the region's rows follow each other in memory without a gap. */
static inline gboolean
nst_feature_map_is_contiguous (const NstFeatureMap *map,
                               NstRegion            region)
{
  return region.left == map->left && region.right == map->left + map->columns &&
         region.top / map->rows == (region.bottom - 1) / map->rows;
}


/* ---- blocks ---------------------------------------------------------- */

/* A region that is not empty, cut into blocks of positions that follow each other in
 * memory: of a row, or of all rows where there is no gap between them. */
typedef struct
{
  NstRegion region;
  int       most;  /* positions of a block */
  size_t    run;   /* positions that follow each other */
  size_t    a_run; /* blocks of a run */
  size_t    n;     /* blocks in all */
} NstBlocks;

typedef struct
{
  int    y;     /* the row that the run begins in */
  size_t first; /* position of the run */
  int    count; /* positions, 1 .. most */
} NstBlock;

static inline NstBlocks
nst_blocks_cut (NstRegion region,
                gboolean  contiguous,
                int       most)
{
  const size_t columns = (size_t) (region.right - region.left);
  const size_t rows    = (size_t) (region.bottom - region.top);
  NstBlocks    blocks  = { region, most, contiguous ? columns * rows : columns };

  blocks.a_run = (blocks.run + (size_t) most - 1) / (size_t) most;
  blocks.n     = (contiguous ? 1 : rows) * blocks.a_run;

  return blocks;
}

static inline NstBlock
nst_blocks_get (const NstBlocks *blocks,
                size_t           index)
{
  const size_t first = index % blocks->a_run * (size_t) blocks->most;

  return (NstBlock){ blocks->region.top + (int) (index / blocks->a_run), first,
                     (int) MIN ((size_t) blocks->most, blocks->run - first) };
}

/* A block's data in a map that holds the region. */
static inline float *
nst_block_in (const NstBlocks     *blocks,
              NstBlock             block,
              const NstFeatureMap *map)
{
  return map->data + block.first * (size_t) map->channels +
         nst_feature_map_at (map, block.y, blocks->region.left);
}

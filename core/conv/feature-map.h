/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A layer's responses, or their gradients, as far as they are held: a run of
 * columns, and a window of rows that slides down the layer.  Channels last.
 *
 * What lies outside of a region that is said to be valid counts as zero. */

#pragma once

#include <stddef.h>

typedef struct
{
  int            channels;
  int            left;          /* the first column held */
  int            columns;       /* so many are held */
  int            rows;          /* held at a time: row y lies at y % rows */
  float         *data;
  unsigned char *switches;         /* of a pool: which positions it took; see kernels.h
                                   and, of wide ones, pool.c */
} NstFeatureMap;

/* Rows and columns of a layer; the ends are not in it. */
typedef struct
{
  int top;
  int bottom;
  int left;
  int right;
} NstRegion;

/* Where (y, x) lies in data and codes. */
static inline size_t
nst_feature_map_at (const NstFeatureMap *map,
              int             y,
              int             x)
{
  return ((size_t) (y % map->rows) * (size_t) map->columns +
          (size_t) (x - map->left)) * (size_t) map->channels;
}

static inline int
nst_region_is_empty (NstRegion region)
{
  return region.top >= region.bottom || region.left >= region.right;
}

/* Floats of a plane, and of its codes; each begins on a cache line. */
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
static inline int
nst_feature_map_is_contiguous (const NstFeatureMap *map,
                         NstRegion       region)
{
  return region.left == map->left && region.right == map->left + map->columns &&
         region.top / map->rows == (region.bottom - 1) / map->rows;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How a convolution's work is shared.  Blocks, chunks and groups of a size that stays
 * in a core's caches. */

#include "core/conv/winograd-cut.h"

/* A block's transformed tiles and products should stay in this many floats,
 * about a core's second-level cache and its share of the third ... */
#define BLOCK_FLOATS (3 << 17)

/* ... but a block should not be so small that fetching the transformed weights
 * for it takes longer than multiplying by them. */
#define LEAST_TILES 72
#define MOST_TILES  192

/* A chunk of tiles that threads share, and the columns of a task. */
#define CHUNK_TILES   256
#define GROUP_COLUMNS 32

/* Points that lay a power of two apart would all share a few places of a cache, which a
 * transform goes through point by point: they lie a line of so many bytes further. */
#define LINE 64

void
nst_cut_init (NstCut           *cut,
              const NstKernels *kernels,
              int               n_out,
              int               n_in,
              gboolean          backward,
              int               height,
              int               width,
              int               n_threads)
{
  const NstTransforms *transforms = nst_conv_choose_transforms (kernels, n_out, n_in, backward,
                                                                height, width);
  const int            tile       = transforms->tile;
  const int            points     = transforms->points;
  int                  a_tile;
  int                  n_blocks;
  size_t               v;
  size_t               weights;

  cut->transforms   = transforms;
  cut->transformed  = nst_conv_keeps_transformed (n_out, n_in);
  cut->n_in         = backward ? n_out : n_in;
  cut->n_out        = backward ? n_in : n_out;
  cut->depth        = nst_round_up (cut->n_in, kernels->depth);
  cut->v_stride     = nst_round_up (cut->n_in, kernels->vector);
  cut->m_stride     = nst_round_up (cut->n_out, kernels->columns);
  cut->tiles_across = (width + tile - 1) / tile;
  cut->n_tiles      = (height + tile - 1) / tile * cut->tiles_across;
  cut->padded       = nst_round_up (points * cut->n_in, 16);

  a_tile     = points * ((int) nst_kernels_count_floats (kernels, cut->v_stride) + cut->m_stride);
  cut->block = nst_round_up (CLAMP (BLOCK_FLOATS / a_tile, LEAST_TILES, MOST_TILES), kernels->rows);
  n_blocks   = (cut->n_tiles + cut->block - 1) / cut->block;

  cut->grouped = !cut->transformed || n_blocks < 2 * n_threads;
  cut->u_point = (size_t) cut->depth * cut->m_stride;
  cut->group   = cut->m_stride;
  weights      = 0;
  if (cut->grouped)
    {
      cut->block = nst_round_up (MIN (cut->n_tiles, CHUNK_TILES), kernels->rows);
      cut->group = CLAMP (cut->n_out / (2 * n_threads), 1, GROUP_COLUMNS);
      cut->group = nst_round_up (cut->group, kernels->columns);
      if (!cut->transformed)
        {
          cut->u_point = (size_t) cut->depth * cut->group + LINE / kernels->operand_bytes;
          weights      = points * cut->u_point;
        }
    }
  else
    {
      /* As many for each thread, so that none is left waiting at the end. */
      n_blocks   = nst_round_up (n_blocks, n_threads);
      cut->block = nst_round_up ((cut->n_tiles + n_blocks - 1) / n_blocks, kernels->rows);
    }

  cut->v_point = (size_t) cut->block * cut->v_stride + LINE / kernels->operand_bytes;
  cut->m_point = (size_t) cut->block * cut->group + LINE / sizeof (float);
  v            = nst_kernels_count_floats (kernels, points * cut->v_point);
  cut->scratch = (NstScratch){ cut->grouped ? v : 0,
                               cut->padded + points * cut->m_point +
                                 (cut->grouped ? nst_kernels_count_floats (kernels, weights) : v) };
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How the work of a convolution is cut up, for winograd.c.
 *
 * There are two ways to share it.  Where tiles are many, a thread takes a block of them
 * from input to output, in memory of its own.  Where they are few, or the weights many,
 * the threads transform a chunk of tiles together, and then each takes a group of the
 * result's columns: so weights are transformed once a chunk, and there is work for
 * all. */

#pragma once

#include "core/base/threads.h"
#include "core/conv/conv.h"

typedef struct
{
  const NstTransforms *transforms;
  gboolean             transformed; /* the weights are already */
  int                  n_in;        /* channels of the argument ... */
  int                  n_out;       /* ... and of the result */
  int                  depth;       /* of the products: n_in, filled up */
  int                  v_stride;    /* operands between tiles */
  int                  m_stride;    /* floats */
  int                  tiles_across;
  int                  n_tiles;
  gboolean             grouped; /* by columns, not by blocks */
  int                  block;   /* tiles of a block or a chunk, a multiple of rows */
  int                  group;   /* columns */
  size_t               v_point; /* operands from a point's tiles to the next one's ... */
  size_t               m_point; /* ... floats of its products ... */
  size_t               u_point; /* ... operands of weights that a group transforms */
  size_t               padded;  /* floats of a patch */
  NstScratch           scratch;
} NstCut;

/* For a region of height x width of the result; n_out and n_in are the layer's, not
 * those of the direction. */
void nst_cut_init (NstCut           *cut,
                   const NstKernels *kernels,
                   int               n_out,
                   int               n_in,
                   gboolean          backward,
                   int               height,
                   int               width,
                   int               n_threads);

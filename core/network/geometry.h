/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Which part of every layer is computed when, and what is held of it meanwhile.
 * Whole numbers only; nothing is allocated.
 *
 * A picture goes through the network in strips, from its left to its right, and a
 * strip in steps of band rows, from its top to its bottom; a step of a strip is a
 * part.  A layer's rows are computed once a strip.  Backward trails forward by the
 * deepest layer's receptive field, and only the rows between the two are held.  Beside
 * the strip's own columns stand those that their gradient depends on, the halo, which
 * the neighbouring strip computes too.
 *
 * One strip of one step is the picture as a whole. */

#pragma once

#include "core/conv/feature-map.h"
#include "core/network/network-private.h"

typedef enum
{
  NST_NEED_OWN,     /* responses of the strip's own part */
  NST_NEED_VIEW,    /* those that the gradient of its part depends on */
  NST_NEED_GRADIENT /* these and the gradient */
} NstNeed;

/* A picture's walk through the network. */
typedef struct
{
  const NstNetwork *network;
  NstPool           pool;
  int               width; /* of the picture, pixels */
  int               height;
  NstNeed           need;
  const gboolean   *compared;   /* [NST_N_LAYERS]: the layers that are looked at; the
                                   last is the last that is computed */
  gboolean          with_input; /* its rows are converted, and held */
  int               strip;      /* columns, a multiple of 32, or width and more */
  int               band;       /* rows, a multiple of 32, or height and more */
  NstWrap           wrap;       /* of a picture whose sides pools halve without rest; it goes
                                   through the network as a whole */
} NstWalk;

/* What is computed and held of a layer in one strip; columns [left, right). */
typedef struct
{
  int width; /* of the whole layer */
  int height;
  int left; /* columns computed */
  int right;
  int back_left; /* columns of the gradient */
  int back_right;
  int own_left; /* the strip's own columns */
  int own_right;
  int rows; /* held at a time; 0: never written */
} NstSpan;

/* One strip of a walk. */
typedef struct
{
  const NstNetwork *network;
  int               width; /* of the picture */
  int               height;
  NstPool           pool;
  NstWrap           wrap;
  int               deepest; /* the last layer computed; -1: none */
  NstNeed           need;
  gboolean          compared[NST_N_LAYERS];
  int               left;  /* the strip's columns of the picture ... */
  int               right; /* ... a multiple of 32, but at the picture's end */
  int               band;
  int               n_steps;
  NstSpan           input; /* of the picture itself */
  NstSpan           spans[NST_N_LAYERS];
} NstGeometry;

/* Where the rows end that are there after a step; step -1: none. */
typedef struct
{
  int picture; /* the gradient's, of the picture */
  int own[NST_N_LAYERS];
  int forward[NST_N_LAYERS];
  int back[NST_N_LAYERS];
} NstRows;

/* The walk's strip that begins at column left. */
void nst_geometry_init (NstGeometry   *geometry,
                        const NstWalk *walk,
                        int            left);

/* The rows that are there after step -1 .. n_steps - 1. */
void nst_geometry_get_rows (const NstGeometry *geometry,
                            int                step,
                            NstRows           *rows);

/* The step after this one, or after those that are just like it: for who measures. */
int nst_geometry_get_next_kind (const NstGeometry *geometry,
                                int                step);

/* Whether a convolution and the pool of 2x2 behind it are one: its own responses are
 * of use to nobody else. */
gboolean nst_geometry_is_fused (const NstGeometry *geometry,
                                int                layer);

/* Floats of all that is held; with_input: the picture's rows too. */
size_t nst_geometry_count (const NstGeometry *geometry,
                           gboolean           with_input);

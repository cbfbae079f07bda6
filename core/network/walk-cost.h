/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a picture's walk through the network takes, before it is made. */

#pragma once

#include "core/network/geometry.h"

/* Of a whole walk. */
typedef struct
{
  size_t     maps;    /* floats of its largest strip's feature maps */
  NstScratch scratch; /* floats, of the convolutions */
  double     flop;    /* of direct convolution for its responses */
} NstWalkCost;

/* Exactly what nst_features_init lays out and the convolutions reserve. */
NstWalkCost nst_walk_measure (const NstWalk    *walk,
                              const NstKernels *kernels,
                              int               n_threads);

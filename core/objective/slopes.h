/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Matrices that a layer's responses are multiplied by, one a zone, laid out for the product's
 * inner loop. */

#pragma once

#include "core/base/threads.h"
#include "core/conv/kernels.h"
#include "core/objective/positions.h"

/* A product has at most so many rows at a time. */
#define NST_SLOPES_ROWS 12

typedef struct
{
  const NstKernels *kernels;
  int               channels;
  int               columns; /* channels, rounded up */
  float            *panels;  /* a zone's after the other's, of nst_slopes_count floats each; the
                                caller's */
} NstSlopes;

NstSlopes nst_slopes_make (int    channels,
                           float *panels);
size_t    nst_slopes_count (int channels);

/* Lays out a zone's slope[channels][channels]. */
void nst_slopes_pack (const NstSlopes  *slopes,
                      int               zone,
                      const float      *slope,
                      const NstThreads *threads);

/* product[n][columns] = f[n][channels] slope, for any n positions; product has room for
 * NST_SLOPES_ROWS positions more, and rest for as many of f. */
void nst_slopes_multiply (const NstSlopes    *slopes,
                          int                 zone,
                          const NstPositions *positions,
                          float              *product,
                          float              *rest);

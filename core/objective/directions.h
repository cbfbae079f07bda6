/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The directions in which a canvas's covariance C is compared with a style's C', kept from
 * one evaluation to the next.
 *
 * For every positive A
 *
 *   tr ((R C R)^1/2) <= (tr (A C) + tr (A^-1 C')) / 2,   R = C'^1/2,
 *
 * and equal where A is the transport R (R C R)^-1/2 R.  With the eigenvectors V of an
 * earlier R C R, and W = R V, that was W Z W^T with a diagonal Z.  Now the least of the bound
 * is looked for among those with Z in blocks along the diagonal, of directions whose
 * eigenvalues were next to each other.  A block of W^T C W, G, has its own Z = G^-1/2, and
 * the bound's least is the sum of tr (G^1/2): small eigenproblems for a large one, each of
 * which any thread may solve.
 *
 * The distance that follows from the bound is a lower one, equal where W was found, convex
 * in C as the other is, and its slope is exactly I - A, whatever rounding W has.  As a canvas
 * moves away it falls behind: the directions are found anew at evaluations that grow rare. */

#pragma once

#include "core/objective/moments.h"

#define NST_DIRECTIONS_BLOCK 128 /* with 64 paintings are worse by half a percent */

typedef struct
{
  int     channels;
  float  *basis;   /* [channels][channels]: W, a direction a row; NULL: none are kept */
  float  *rows;    /* [channels][channels]: Z^1/2 W^T, so that A = rows^T rows */
  double *means;   /* [channels]: rows m */
  double *bounds;  /* a block's share of the bound each */
  int     age;     /* evaluations since the first; -1: nothing is kept yet */
  int     renewal; /* the age at which they are found anew */
  double  shift;   /* by how much the distance has grown where they were, in all */
} NstDirections;

/* For layers where it pays; the others keep none.  End with nst_directions_clear. */
gboolean nst_directions_init (NstDirections *directions,
                              int            channels,
                              GError       **error);
void     nst_directions_clear (NstDirections *directions);

size_t nst_directions_count_bytes (int channels);

/* Whether there is a bound for one evaluation more. */
gboolean nst_directions_are_known (const NstDirections *directions);

int nst_directions_count_blocks (int channels);

/* Sets a block's share of the bound for these moments, with eps I added to their covariance,
 * and its rows and means.  The share is NaN where numbers are not finite.  space:
 * nst_directions_count_space doubles.  Any block from any thread. */
void   nst_directions_bound (NstDirections    *directions,
                             int               block,
                             const NstMoments *moments,
                             const NstSeen    *seen,
                             double            eps,
                             double           *space);
size_t nst_directions_count_space (int channels);

/* All blocks' shares. */
double nst_directions_get_bound (const NstDirections *directions);

/* From all blocks' rows: by (I - A) where the channels of two blocks meet, into
 * slope[channels][channels], at both places.  space: as above. */
void nst_directions_fill_slope (const NstDirections *directions,
                                int                  block,
                                int                  other,
                                double               by,
                                float               *slope,
                                double              *space);

/* transported[channels] = A m. */
void nst_directions_transport (const NstDirections *directions,
                               double              *transported);

/* Counts an evaluation.  TRUE: its directions are to be found anew, or for the first time. */
gboolean nst_directions_next (NstDirections *directions);

/* Keeps W by rows, of ascending eigenvalues; sum: of their roots.  Where there was a bound
 * for these moments, by how much the distance grows is added to the shift. */
void nst_directions_keep (NstDirections *directions,
                          const double  *basis,
                          double         sum);

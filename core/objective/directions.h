/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The directions in which a canvas's covariance C is compared with a style's C', kept from
 * one evaluation to the next.
 *
 * For every positive A
 *
 *   tr ((R C R)^1/2) <= (tr (A C) + tr (A^-1 C')) / 2,   R = C'^1/2,
 *
 * and equal where A is the transport R (R C R)^-1/2 R.  With the eigenvectors V and
 * eigenvalues d^2 of an earlier R C R, and B = R V d^-1/2, that was B B^T.  Now the least of
 * the bound is looked for among A = B Z B^T with Z in blocks along the diagonal: of
 * directions whose d are next to each other.  A block of B^T C B, G, has its own
 * Z = d^1/2 (d^1/2 G d^1/2)^-1/2 d^1/2, and the bound's least is the sum of
 * tr ((d^1/2 G d^1/2)^1/2): small eigenproblems for a large one.
 *
 * The distance that follows from the bound is a lower one, equal where B was found, convex
 * in C as the other is, and its slope is exactly I - A.  As a canvas moves away it falls
 * behind: the directions are found anew at evaluations that grow rare. */

#pragma once

#include "core/base/types.h"

typedef struct
{
  int     channels;
  double *basis;   /* [channels][channels]: B, a direction a row; NULL: none are kept */
  double *roots;   /* [channels]: d, ascending */
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

/* The bound of tr ((R C R)^1/2), and A as transport[channels][channels]; NaN where numbers
 * are not finite.  space: nst_directions_count_space doubles. */
double nst_directions_bound (const NstDirections *directions,
                             const double        *covariance,
                             double              *transport,
                             double              *space);
size_t nst_directions_count_space (int channels);

/* Counts an evaluation.  TRUE: its directions are to be found anew, or for the first time. */
gboolean nst_directions_next (NstDirections *directions);

/* Keeps B by rows and d; grown: by how much this made the distance more. */
void nst_directions_keep (NstDirections *directions,
                          const double  *basis,
                          const double  *roots,
                          double         grown);

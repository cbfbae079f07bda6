/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What is compared of a style: the first two moments of a layer's responses
 * over positions, and two distances between them.
 *
 *   F       responses [n][channels] of n positions
 *   m       mean of F over positions
 *   S       F^T F / n, the second moment
 *   Gram    G = S / channels                (Gatys, Ecker, Bethge 2015, with
 *           the sum over positions made a mean)
 *   C       S - m m^T, the covariance
 */

#pragma once

#include "core/conv/feature-map.h"
#include "core/base/threads.h"

typedef struct
{
  int     channels;
  double *mean;                 /* m[channels] */
  double *second;               /* S[channels][channels] */
} NstMoments;

void         nst_moments_init    (NstMoments       *moments,
                                  int               channels);
void         nst_moments_clear   (NstMoments       *moments);

/* moments += share * those of a layer's responses in region, each divided by
 * scale, of n_positions that all regions together have.  precise: products in
 * double precision (else in single, sums in double).  FALSE: interrupted, or no
 * memory for a thread's sums. */
gboolean     nst_moments_add     (NstMoments       *moments,
                                  const NstFeatureMap   *map,
                                  NstRegion         region,
                                  double            n_positions,
                                  double            mean_response,
                                  double            share,
                                  gboolean          precise,
                                  const NstThreads    *threads);
void         nst_moments_reset   (NstMoments       *moments);

/* Floats of shared scratch memory that this takes. */
size_t       nst_moments_count_scratch (int         channels,
                                  gboolean          precise,
                                  int               n_threads);

/* What a canvas's moments are compared with; one a style layer. */
typedef struct
{
  NstStatistic statistic;
  int          channels;
  double      *mean;            /* of the style [channels] */
  double      *second;          /* its Gram matrix, or the root of its covariance */
  double       trace;           /* of its covariance, eps included */
  double       eps;
  int          rank;            /* of its covariance, eps left out */
  double      *directions;      /* [rank][channels]: its eigenvectors */
  double      *roots;           /* [rank]: of its eigenvalues, eps included */
} NstTarget;

/* FALSE and NST_ERROR_DIVERGED where the moments are not finite. */
gboolean     nst_target_init     (NstTarget        *target,
                                  NstStatistic      statistic,
                                  const NstMoments *style,
                                  GError          **error);
void         nst_target_clear    (NstTarget        *target);

/* The distance of a canvas's moments to the target's, and how it changes with
 * the responses f of one position, of which there are n:
 *   d distance / d f = slope f + offset
 * slope[channels][channels] and offset[channels] belong to the caller.
 * Gram: mean ((G - A)^2).
 * Moments: mean ((m - m')^2) + tr (C + C' - 2 (C'^1/2 C C'^1/2)^1/2) / channels,
 * the squared 2-Wasserstein distance of the Gaussians, a channel; eps I is
 * added to both covariances, eps = 1e-4 tr (C') / channels.
 * responses[n][channels], to be divided by scale, are those that the moments
 * are of, or NULL: with them small pictures are quicker.
 * space: nst_target_count_space doubles.  NaN where the numbers are not
 * finite. */
double       nst_target_distance (const NstTarget  *target,
                                  const NstMoments *canvas,
                                  const float      *responses,
                                  size_t            n,
                                  double            mean_response,
                                  float            *slope,
                                  float            *offset,
                                  double           *space);
size_t       nst_target_count_space (int            channels,
                                  NstStatistic      statistic);

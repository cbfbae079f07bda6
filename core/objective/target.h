/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A style's moments, made ready for canvases to be compared with; see statistics.h for
 * the formulas. */

#pragma once

#include "core/base/types.h"
#include "core/objective/moments.h"

/* What a canvas's moments are compared with; one a style layer. */
typedef struct
{
  NstStatistic statistic;
  int          channels;
  double      *mean;   /* of the style [channels] */
  double      *second; /* [channels][channels]: its Gram matrix, or the root of
                                   its covariance */
  double       trace;  /* of its covariance, eps included */
  double       eps;
  int          rank;       /* of its covariance, eps left out */
  double      *directions; /* [rank][channels]: its eigenvectors */
  double      *roots;      /* [rank]: of its eigenvalues, eps included */
} NstTarget;

/* Copies what it needs of style; end with nst_target_clear.  FALSE and
 * NST_ERROR_DIVERGED where the moments are not finite, NST_ERROR_MEMORY where there is
 * none; nothing is to be ended then. */
gboolean nst_target_init (NstTarget        *target,
                          NstStatistic      statistic,
                          const NstMoments *style,
                          GError          **error);
void     nst_target_clear (NstTarget *target);

/* Bytes of what is kept of a layer's statistics: moments, target, directions, slope. */
size_t nst_target_count_bytes (int          channels,
                               NstStatistic statistic);

/* covariance[channels][channels] = S - m m^T + eps I. */
void nst_moments_get_covariance (const NstMoments *moments,
                                 double            eps,
                                 double           *covariance);

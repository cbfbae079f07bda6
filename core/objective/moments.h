/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The first two moments of a layer's responses F[n][channels] at n positions, each
 * response divided by the layer's mean response (or by 1):
 *
 *   m       mean of F over positions
 *   S       F^T F / n, the second moment
 *
 * Where positions have weights w, these are weighted: m = sum w F / W, S = sum w F^T F / W,
 * with W the sum of the weights.
 */

#pragma once

#include "core/base/threads.h"
#include "core/conv/feature-map.h"

typedef struct
{
  int      channels;
  gboolean is_empty; /* nothing was added yet: what follows is not set */
  double  *mean;     /* m[channels] */
  double  *second;   /* S[channels][channels] */
} NstMoments;

/* What moments are made of. */
typedef struct
{
  const NstFeatureMap *map;
  const NstFeatureMap *weights;       /* of the whole layer's positions, one channel, >= 0;
                                         NULL: 1 each */
  double               n;             /* positions of the whole layer, or the weights' sum; > 0 */
  double               mean_response; /* that responses are to be divided by */
} NstSummed;

/* What the moments of a canvas were made of. */
typedef struct
{
  const float *responses;     /* [n][channels], or NULL: with them small pictures are quicker */
  double       n;             /* positions, or the sum of their weights (no responses then) */
  double       mean_response; /* that responses are to be divided by */
} NstSeen;

/* Moments of nothing yet; end with nst_moments_clear.  FALSE and NST_ERROR_MEMORY: there
 * is none for them, and nothing to end. */
gboolean nst_moments_init (NstMoments *moments,
                           int         channels,
                           GError    **error);
void     nst_moments_clear (NstMoments *moments);
void     nst_moments_reset (NstMoments *moments);

/* moments += share * what the responses in region bring to those of the whole layer.
 * precise: products in double precision (else in single, sums in double).  The result
 * is the same for any number of threads.  FALSE: interrupted, or no memory
 * for a thread's sums. */
gboolean nst_moments_add (NstMoments       *moments,
                          const NstSummed  *summed,
                          NstRegion         region,
                          double            share,
                          gboolean          precise,
                          const NstThreads *threads);

/* The scratch memory that this takes. */
NstScratch nst_moments_count_scratch (int      channels,
                                      gboolean precise);

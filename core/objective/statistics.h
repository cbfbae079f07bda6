/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Two distances between the moments of a canvas (m and S, see moments.h) and those of
 * a style (m' and S'), and their slopes.
 *
 *   Gram     G = S / channels, A = S' / channels (Gatys, Ecker, Bethge 2015, with the
 *            sum over positions made a mean):  mean ((G - A)^2)
 *
 *   Moments  C = S - m m^T, the covariance, C' likewise; the squared 2-Wasserstein
 *            distance of the Gaussians, a channel:
 *            mean ((m - m')^2) + tr (C + C' - 2 (C'^1/2 C C'^1/2)^1/2) / channels;
 *            eps I is added to both covariances, eps = 1e-4 tr (C') / channels
 */

#pragma once

#include "core/objective/directions.h"
#include "core/objective/target.h"

/* The distance of a canvas's moments to the target's, and how it changes with the
 * responses f of one position:
 *   d distance / d f = slope f + offset
 * slope[channels][channels] and offset[channels] belong to the caller, and so does
 * space, of nst_target_count_space doubles.  found, where it is not NULL, keeps the
 * directions in which the moments' root was taken, if it was taken in all of them.  NaN
 * where the numbers are not finite.  From any thread. */
double nst_target_distance (const NstTarget  *target,
                            const NstMoments *canvas,
                            const NstSeen    *seen,
                            NstDirections    *found,
                            float            *slope,
                            float            *offset,
                            double           *space);
size_t nst_target_count_space (int          channels,
                               NstStatistic statistic);

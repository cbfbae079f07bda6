/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The squared 2-Wasserstein distance of Gaussians, for statistics.c. */

#pragma once

#include "core/objective/directions.h"
#include "core/objective/target.h"

/* As nst_target_distance, for a target of NST_STATISTIC_MOMENTS.  found, where it is not
 * NULL, keeps the directions. */
double nst_wasserstein_distance (const NstTarget  *target,
                                 const NstMoments *canvas,
                                 const NstSeen    *seen,
                                 NstDirections    *found,
                                 float            *slope,
                                 float            *offset,
                                 double           *space);

/* Whether that takes the space of both covariances' directions. */
gboolean nst_wasserstein_is_reduced (const NstTarget *target,
                                     const NstSeen   *seen);

/* The distance that follows from the directions' bound for these moments, and its offset.
 * Its slope is nst_wasserstein_get_factor (I - A).  space: a double a channel. */
double nst_wasserstein_bound (const NstTarget     *target,
                              const NstMoments    *canvas,
                              const NstSeen       *seen,
                              const NstDirections *directions,
                              float               *offset,
                              double              *space);
double nst_wasserstein_get_factor (const NstTarget *target,
                                   const NstSeen   *seen);

/* Doubles of space that any of these takes. */
size_t nst_wasserstein_count_space (int channels);

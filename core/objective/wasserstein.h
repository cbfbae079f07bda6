/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The squared 2-Wasserstein distance of Gaussians, for statistics.c. */

#pragma once

#include "core/objective/directions.h"
#include "core/objective/target.h"

/* As nst_target_distance, for a target of NST_STATISTIC_MOMENTS. */
double nst_wasserstein_distance (const NstTarget  *target,
                                 const NstMoments *canvas,
                                 const NstSeen    *seen,
                                 NstDirections    *directions,
                                 float            *slope,
                                 float            *offset,
                                 double           *space);

/* Doubles of space that this takes. */
size_t nst_wasserstein_count_space (int channels);

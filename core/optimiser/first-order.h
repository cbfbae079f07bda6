/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Gradient descent and Adam, for optimiser.c. */

#pragma once

#include "core/optimiser/search.h"

/* Runs the search.  memory: as many floats as nst_minimise_count says. */
NstOutcome nst_search_first_order (NstSearch *search,
                                   float     *memory);

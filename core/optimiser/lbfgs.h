/* SPDX-License-Identifier: GPL-3.0-or-later */

/* L-BFGS, for optimiser.c. */

#pragma once

#include "core/optimiser/search.h"

/* Runs the search.  memory: as many floats as nst_minimise_count says. */
NstOutcome nst_search_lbfgs (NstSearch *search,
                             float     *memory);

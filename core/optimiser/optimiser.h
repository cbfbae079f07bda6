/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Minimises a function of many variables: gradient descent, Adam (Kingma and
 * Ba, arXiv:1412.6980) and L-BFGS (Nocedal and Wright, Numerical Optimization,
 * algorithm 7.5).  Knows vectors only. */

#pragma once

#include "core/base/threads.h"
#include "core/optimiser/options.h"

/* Floats that nst_minimise allocates. */
size_t nst_minimise_count (const NstMinimiseOptions *options,
                           size_t                    n);

/* Starts at x[n] and leaves the best point found in it (compact Adam: the last one),
 * whatever the outcome; but where it was cancelled, x means nothing.  report may be
 * NULL. */
NstOutcome nst_minimise (const NstMinimiseOptions *options,
                         size_t                    n,
                         float                    *x,
                         NstEvaluateFunc           evaluate,
                         NstReportFunc             report,
                         gpointer                  user_data,
                         const NstThreads         *threads);

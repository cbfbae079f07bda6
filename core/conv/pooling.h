/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Pooling of responses that are held, because something is compared there or the
 * pool is a wide one; pools of 2x2 behind a convolution are winograd.h's otherwise.
 * dx and dy are the gradients of x and y. */

#pragma once

#include "core/base/threads.h"
#include "core/base/types.h"
#include "core/conv/feature-map.h"
#include "core/conv/kernels.h"

/* y in region: the largest or the mean of each 2x2 of x, and its switch.  A last odd
 * row or column is left out (5x5 gives 2x2).  Wide pools take 3x3 of x about each
 * second row and column, the first among them (5x5 gives 3x3), as far as they lie
 * within the layer: the mean is that of the positions within.  valid: what counts of
 * x, the rest is outside.  When interrupted, y is not complete. */
void nst_pool_forward (NstPool              pool,
                       const NstFeatureMap *x,
                       NstRegion            valid,
                       NstFeatureMap       *y,
                       NstRegion            region,
                       const NstThreads    *threads);

/* dx in region from dy, of which valid counts.  store: ADDED; or MASKED, of wide
 * pools only. */
void nst_pool_backward (NstPool              pool,
                        const NstFeatureMap *dy,
                        NstRegion            valid,
                        NstStore             store,
                        NstFeatureMap       *dx,
                        NstRegion            region,
                        const NstThreads    *threads);

/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The first layer's convolution, whose three channels are too few for Winograd's
 * transforms, and whose border may repeat the picture's outermost pixels. */

#pragma once

#include "core/base/threads.h"
#include "core/base/types.h"
#include "core/conv/conv.h"
#include "core/conv/feature-map.h"

/* y = relu (conv (x) + bias) in region, x[rows][columns][n_in] the rows that region
 * needs of a picture of width x height.  FALSE: interrupted, or no memory. */
gboolean nst_first_forward (const NstConv       *conv,
                            int                  width,
                            int                  height,
                            NstEdge              edge,
                            const NstFeatureMap *x,
                            NstFeatureMap       *y,
                            NstRegion            region,
                            const NstThreads    *threads);

/* dx in region, of the picture, from dy, the gradient of the convolution's sum (before
 * its ReLU).  FALSE: as above. */
gboolean nst_first_backward (const NstConv       *conv,
                             int                  width,
                             int                  height,
                             NstEdge              edge,
                             const NstFeatureMap *dy,
                             NstFeatureMap       *dx,
                             NstRegion            region,
                             const NstThreads    *threads);

/* The scratch memory that either takes, for a picture of this width. */
NstScratch nst_first_count_scratch (int n_in,
                                    int width);

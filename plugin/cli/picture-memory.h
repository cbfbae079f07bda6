/* SPDX-License-Identifier: GPL-3.0-or-later */

/* libvips's pictures of numbers that lie in memory. */

#pragma once

#include <vips/vips.h>

/* A picture of numbers[height][width][n_bands] of format, which it frees with g_free; NULL,
 * numbers freed, where there can be none of that size. */
VipsImage *nst_picture_from_memory (gpointer       numbers,
                                    int            width,
                                    int            height,
                                    int            n_bands,
                                    VipsBandFormat format);

/* One of the same kind to be measured, which takes no memory; NULL as above. */
VipsImage *nst_picture_measured (int            width,
                                 int            height,
                                 int            n_bands,
                                 VipsBandFormat format);

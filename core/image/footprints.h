/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Which inputs a sample is made of when a row or column is resampled, and how much of
 * each. */

#pragma once

#include <glib.h>

/* One output sample is the weighted sum of n inputs from first on; of a row or column that wraps,
 * those that lie beyond the last input are the first ones, and no input is there twice. */
typedef struct
{
  int     first;
  int     n;
  double *weights;
} NstFootprint;

/* The footprints of n_out samples over n_in; the kernel is stretched where the picture
 * shrinks, so that nothing is skipped.  fixed_point: the weights are rounded as Pillow's
 * for 8 bits.  NULL: there is no memory.  Free with nst_footprints_free. */
NstFootprint *nst_footprints_new (int      n_in,
                                  int      n_out,
                                  gboolean wraps,
                                  gboolean fixed_point);

/* The footprints of n_in samples over n_out, with the same weights.  NULL: there is no
 * memory.  Free with nst_footprints_free. */
NstFootprint *nst_footprints_transpose (const NstFootprint *footprints,
                                        int                 n_in,
                                        int                 n_out);

void nst_footprints_free (NstFootprint *footprints);

/* The weights of footprints, at most. */
size_t nst_footprints_count (int n_in,
                             int n_out);

/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Pictures in memory, and their sizes.
 *
 * A picture that people see has 3 channels R, G, B, sRGB-encoded (non-linear), of
 * nominal range 0..1; values outside are allowed, and clamped before the network
 * sees them.  Functions here take images of any number of channels. */

#pragma once

#include "core/base/types.h"

/* In pixels. */
typedef struct
{
  int width;
  int height;
} NstSize;

/* data[height][width][channels], contiguous, aligned to 64 bytes. */
typedef struct
{
  int     width;    /* pixels, >= 1 */
  int     height;   /* pixels, >= 1 */
  int     channels; /* >= 1 */
  float  *data;
  NstWrap wrap; /* how it is resized, and what is made of it by that [no] */
} NstImage;

/* A new image, its values undefined; free with nst_image_free.  NULL and
 * NST_ERROR_MEMORY, or NST_ERROR_PICTURE when a side is less than 1. */
NstImage *nst_image_new (int      width,
                         int      height,
                         int      channels,
                         GError **error);
void      nst_image_free (NstImage *image);

/* A new image with the same values.  NULL and NST_ERROR_MEMORY. */
NstImage *nst_image_copy (const NstImage *image,
                          GError        **error);

/* Turns of a picture: odd ones are of its mirror image, left to right; by turn / 2 quarters
 * clockwise. */
#define NST_N_TURNS 8

/* A new image, turned so, 0..NST_N_TURNS - 1: each pixel as it is, at another place; a quarter
 * and three swap width and height.  NULL and NST_ERROR_MEMORY. */
NstImage *nst_image_turn (const NstImage *image,
                          int             turn,
                          GError        **error);

/* Width and height of a picture scaled so that its longer side is size (0:
 * unchanged), rounded to nearest, halves to even; never less than 1.  1280 x 853
 * at 640 is 640 x 426. */
void nst_fit_size (int  width,
                   int  height,
                   int  size,
                   int *fit_width,
                   int *fit_height);

/* Whether a content and n_styles styles have the three channels of pictures: else
 * FALSE and NST_ERROR_PICTURE. */
gboolean nst_image_check_pictures (const NstImage        *content,
                                   const NstImage *const *styles,
                                   int                    n_styles,
                                   GError               **error);

/* Whether all values of an image are this one. */
gboolean nst_image_is_alike (const NstImage *image,
                             float           value);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NstImage, nst_image_free)

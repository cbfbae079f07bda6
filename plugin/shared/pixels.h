/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What is seen of a layer: its colours, and what its alpha channel means to a
 * network that looks at colours alone.  In memory only: buffers, formats and
 * profiles are for layer.h, which reads layers into these and writes them back.
 */

#pragma once

#include "core/nst.h"

/* What a layer of writing, whose shape is in its alpha channel and not in its
 * colours, is laid on so that the network can read it. */
typedef enum
{
  NST_PAPER_NONE,
  NST_PAPER_BLACK,
  NST_PAPER_WHITE
} NstPaper;

/* image is RGB in sRGB within 0..1, with sensible colour where the layer is
 * transparent too, so that nothing black seeps in from there: its neighbours',
 * or the paper behind writing. */
typedef struct
{
  NstImage *image;
  float    *alpha; /* [height][width], 0..1; NULL: opaque */
  NstPaper  paper; /* that the image lies on */
} NstPixels;

/* Memory for colours and alpha, to be freed with nst_pixels_clear; FALSE and
 * NST_ERROR_MEMORY when there is none. */
gboolean nst_pixels_make (NstPixels *pixels,
                          int        width,
                          int        height,
                          GError   **error);
void     nst_pixels_clear (NstPixels *pixels);

/* A copy of all of it; copy is all 0 before.  FALSE and NST_ERROR_MEMORY. */
gboolean nst_pixels_copy (const NstPixels *pixels,
                          NstPixels       *copy,
                          GError         **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (NstPixels, nst_pixels_clear)

/* Makes the colours of pixels, read as they were and with an alpha that is not 1
 * everywhere nor 0 everywhere, sensible ones: writing is laid on paper, of all
 * else what is hidden gets the colour of what is visible around it.  FALSE and
 * NST_ERROR_MEMORY. */
gboolean nst_pixels_settle_alpha (NstPixels *pixels,
                                  GError   **error);

/* Gives what is hidden, or nearly so, the colour of what is visible around it: some of it
 * must be.  FALSE and NST_ERROR_MEMORY. */
gboolean nst_pixels_fill_hidden (NstPixels *pixels,
                                 GError   **error);

/* The inverse of laying on paper, for one pixel's colour in rgba: sets its alpha, that of pixel i
 * of alpha[height][width] (NULL: opaque, and on its paper), and takes the colour off the paper
 * where there is some of it; it may leave 0..1. */
void nst_paper_take_off (const float *alpha,
                         NstPaper     paper,
                         size_t       i,
                         float       *rgba);

/* Colour and alpha of an image's pixel i so. */
void nst_paper_get_pixel (const NstImage *image,
                          const float    *alpha,
                          NstPaper        paper,
                          size_t          i,
                          float          *rgba);

/* The colour of image at x, y in pixels, between the centres of four. */
void nst_sample (const NstImage *image,
                 float           x,
                 float           y,
                 float          *rgb);

/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The rows of an opened picture file as the engine's pixels.  They come once, in order;
 * turned and reduced they are on the way, so that a large picture is nowhere whole but in
 * what is made of it. */

#pragma once

#include "plugin/cli/picture-source.h"
#include "plugin/shared/colour.h"
#include "plugin/shared/numbers.h"
#include "plugin/shared/pixels.h"

/* What lies in a row. */
typedef struct
{
  int            width; /* of the file's rows, before they are turned ... */
  int            height;
  int            factor; /* ... and reduced: each pixel is the mean of so many squared */
  NstNumbers     numbers;
  float          scale; /* of the numbers, to have 1 where they are largest */
  int            n_bands;
  NstColourModel model;
  gboolean       has_alpha; /* in the band after the colours ... */
  float          alpha_scale;
  gboolean       is_premultiplied; /* colours are times alpha */
  gboolean       is_light;         /* not under sRGB's curve */
  int            bits;             /* a channel, that are worth keeping: 8 or 16 */
} NstRows;

/* Describes the source's rows, and makes of its image what the description says.  FALSE
 * where the numbers are of a kind that has no colours. */
gboolean nst_rows_describe (NstRows          *rows,
                            NstPictureSource *source);

/* Width and height of what is made of the rows, turned by orientation. */
void nst_rows_get_size (const NstRows *rows,
                        int            orientation,
                        int           *width,
                        int           *height);

/* What was found in them. */
typedef struct
{
  float    least_alpha;
  float    most_alpha;
  gboolean has_gaps; /* numbers that are none: alpha is 0 there */
} NstRowsFound;

/* Reads all rows into pixels, which have been made at that size, turned by orientation, in
 * the colours of colour (NULL: sRGB).  FALSE where the library could not read on. */
gboolean nst_rows_read (const NstRows   *rows,
                        VipsImage       *image,
                        const NstColour *colour,
                        int              orientation,
                        NstPixels       *pixels,
                        NstRowsFound    *found);

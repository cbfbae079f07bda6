/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What GEGL's loaders don't tell of a file: which way up a camera held it, and
 * whether its end is missing. */

#pragma once

#include <glib.h>

/* EXIF's orientation, 1 to 8, of a JPEG, PNG, WebP or TIFF file's bytes; 1,
 * which is upright, where there is none or it makes no sense. */
int nst_exif_orientation (const guchar *bytes,
                          gsize         n_bytes);

/* Whether it is a JPEG, WebP or BMP file that ends too early: loaders fill the
 * missing part with grey and say nothing. */
gboolean nst_exif_is_cut_short (const guchar *bytes,
                                gsize         n_bytes);

/* Writes from[height][width][n_channels] into to, the right way up; width and
 * height have changed places there for orientations of 5 and more. */
void nst_exif_turn (const float *from,
                    int          width,
                    int          height,
                    int          n_channels,
                    int          orientation,
                    float       *to);

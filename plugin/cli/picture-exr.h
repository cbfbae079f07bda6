/* SPDX-License-Identifier: GPL-3.0-or-later */

/* OpenEXR pictures, as far as libvips leaves them out: it reads depth as black, and does
 * not write. */

#pragma once

#include "plugin/shared/pixels.h"

/* Whether a file has channels of colour or grey; TRUE where it can't be read. */
gboolean nst_picture_exr_has_colours (const char *path);

/* Writes an image in sRGB with its alpha (NULL: opaque), off its paper, as linear light in
 * floats.  FALSE where the file could not be written whole. */
gboolean nst_picture_exr_write (const char     *path,
                                const NstImage *image,
                                const NstImage *alpha,
                                NstPaper        paper);

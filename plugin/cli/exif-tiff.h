/* SPDX-License-Identifier: GPL-3.0-or-later */

/* EXIF in a TIFF file, where libvips does not write it. */

#pragma once

#include <glib.h>

/* Adds the fields of an EXIF block, its thumbnail, orientation and maker's note left out, to a
 * TIFF file that libvips has written.  FALSE where the file can't be written; a file with
 * offsets of 64 bits, and a block that makes no sense, stay as they are. */
gboolean nst_exif_add_to_tiff (const char   *path,
                               gconstpointer block,
                               gsize         n);

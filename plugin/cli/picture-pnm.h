/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Portable bitmaps, greymaps, pixmaps and arbitrary maps (P1 to P7) in all the ways that
 * Netpbm's documentation has for writing them; libvips reads the common ones. */

#pragma once

#include <vips/vips.h>

/* The first picture of a file in 8 bits, or 16 where it has more than 256 levels; without its
 * numbers where is_header.  NULL where it is damaged or cut short. */
VipsImage *nst_picture_pnm_read (const char *path,
                                 gboolean    is_header);

/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Photos as a camera's sensor saw them, developed by LibRaw as the camera would: its white
 * balance, sRGB, upright, at full size. */

#pragma once

#include <vips/vips.h>

/* A new image of 3 channels of 16 bits; NULL where LibRaw can't.  is_header: only its size is
 * wanted, and it is black. */
VipsImage *nst_picture_raw_read (const char *path,
                                 gboolean    is_header);

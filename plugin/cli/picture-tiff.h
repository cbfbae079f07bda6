/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What libvips does not tell of a TIFF file, by libtiff. */

#pragma once

#include <glib.h>

/* Who unpacks a file. */
typedef enum
{
  NST_TIFF_BY_VIPS,
  NST_TIFF_BY_LIBTIFF, /* nst_picture_tiff_unpack */
  NST_TIFF_BY_MAGICK,
  NST_TIFF_IS_CUT /* nobody: its end is missing */
} NstTiffReader;

typedef struct
{
  NstTiffReader reader;
  gboolean      is_raw;         /* its first picture is a thumbnail of what a camera left raw */
  gboolean      has_lone_extra; /* there is a channel more, and it is not said to be alpha */
  guint64       strip_bytes;    /* that are unpacked at a time */
} NstTiffFacts;

/* Of a file that can't be read: libvips may try.  From here on libtiff says nothing. */
NstTiffFacts nst_picture_tiff_look_at (const char *path);

/* A TIFF file that says what its numbers mean, as libvips wants it; NULL where it does, or is
 * damaged.  Free with g_bytes_unref. */
GBytes *nst_picture_tiff_repair (const char *path);

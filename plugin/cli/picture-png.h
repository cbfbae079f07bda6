/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What libvips does not tell of a PNG file: the colours it means by numbers of its own,
 * where it has no profile, and whether the checksums of its pixels are right. */

#pragma once

#include <glib.h>

/* A profile by the file's chunks gAMA and cHRM; NULL where it has none, or says that it is
 * sRGB.  Free with g_bytes_unref. */
GBytes *nst_picture_png_make_profile (const char *path);

/* Whether the checksums of the chunks that make the picture are right; those of others, texts
 * say, don't matter.  FALSE where one is wrong, or the file ends too early. */
gboolean nst_picture_png_is_sound (const char *path);

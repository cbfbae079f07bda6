/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The text of all that makes a painting (plugin/settings/record.h) in a picture file: a
 * property of its XMP packet, which PNG, JPEG, TIFF and WebP all have a place for, beside
 * EXIF (ISO 16684-1). */

#pragma once

#include <glib.h>

/* A packet that has the text; free with g_free. */
char *nst_xmp_make (const char *text);

/* The text in a packet of n bytes; free with g_free.  NULL where there is none, or the packet
 * makes no sense. */
char *nst_xmp_find_text (const char *packet,
                         gsize       n);

/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A layer as its artist sees it, where that is more than its own pixels: with the
 * filters that GIMP 3 lays on it, and with its mask.  Not how it is blended with what
 * lies below it: opacity and mode are the result's (result.h).  Changes nothing that
 * anybody sees. */

#pragma once

#include "plugin/gimp/gimp-compat.h"

typedef struct
{
  gint32 drawable; /* has the pixels, of the layer's size and colours */
  gint32 image;    /* of ours, or NST_GIMP_NONE */
} NstSeen;

/* Finds, or has GIMP make, what is seen of drawable, masked: with its mask where that
 * is in force.  To be ended with nst_seen_end.  FALSE and NST_ERROR_PICTURE where the
 * drawable is gone, NST_ERROR_MEMORY where GIMP can't make it. */
gboolean nst_seen_begin (NstSeen *seen,
                         gint32   drawable,
                         gboolean masked,
                         GError **error);
void     nst_seen_end (NstSeen *seen);

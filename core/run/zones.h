/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A subject's styles by the places in which they apply.  Each different place is a zone, and
 * what no place has is one for the styles without any.  Where places overlap, and add up to
 * more than 1, they are divided by their sum: so no pixel is pulled at more than another. */

#pragma once

#include "core/base/threads.h"
#include "core/run/subject.h"

typedef struct
{
  int              n;      /* zones; 1 or more */
  int             *of;     /* [n_styles]: each style's */
  double          *shares; /* [n_styles], adding up to 1 in each zone; 0: not looked at, in a zone
                              that is left out of all, say */
  const NstImage **masks;  /* [n], of one channel, 0..1; NULL: all of it */
  NstImage       **made;   /* [n], what of them is to be freed */
} NstZones;

/* At a size; mask: how much its pixels count at all, of one channel, borrowed as long as the
 * zones are there; NULL: 1 each.  Zones of nothing are left out, as long as there is another.  To
 * be ended with nst_zones_clear in any case.  FALSE: NST_ERROR_SETTINGS where the shares are not
 * for so many styles, NST_ERROR_MEMORY, or interrupted without an error. */
gboolean nst_zones_init (NstZones         *zones,
                         const NstSubject *subject,
                         int               width,
                         int               height,
                         const NstImage   *mask,
                         const NstThreads *threads,
                         GError          **error);
void     nst_zones_clear (NstZones *zones);

/* Bytes of what is made for so many zones; 0: all is one. */
guint64 nst_zones_count_bytes (int n_zones,
                               int width,
                               int height);

/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What is kept of the content while the rest is painted: the optimiser's canvas is y, and
 * what is looked at, shown and in the end painted is
 *
 *   x = keep photo + (1 - keep) y
 *
 * So where keep is 1 the painting is the photo, whatever the optimiser does, and between 0
 * and 1 it is painted by so much. */

#pragma once

#include "core/base/threads.h"
#include "core/image/image.h"
#include "core/network/network.h"
#include "core/run/subject.h"

/* All NULL: nothing is kept. */
typedef struct
{
  NstImage *keep;  /* one channel */
  NstImage *photo; /* in the network's units */
  NstImage *mixed;
} NstKeeping;

/* For a canvas of photo's size.  End with nst_keeping_clear in any case.  FALSE and
 * NST_ERROR_MEMORY. */
gboolean nst_keeping_init (NstKeeping       *keeping,
                           const NstSubject *subject,
                           const NstImage   *photo,
                           const NstThreads *threads,
                           GError          **error);
void     nst_keeping_clear (NstKeeping *keeping);

/* x of canvas[height][width][3]: the canvas itself where nothing is kept, else the keeping's
 * own, until the next call. */
const float *nst_keeping_mix (const NstKeeping *keeping,
                              const float      *canvas,
                              const NstThreads *threads);

/* From the gradient by x to that by y, in place. */
void nst_keeping_release (const NstKeeping *keeping,
                          float            *gradient,
                          const NstThreads *threads);

/* Bytes for a canvas of so many pixels. */
guint64 nst_keeping_count_bytes (guint64 pixels);

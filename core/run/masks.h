/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A subject's masks at a size that is worked at: how much the pixels of the canvas count
 * where it is compared with the content and with the styles, and how much of the content
 * is kept. */

#pragma once

#include "core/base/threads.h"
#include "core/run/subject.h"

/* Each of one channel, 0..1, or NULL, as where all of it is 1 (of keep: 0). */
typedef struct
{
  NstImage *content;
  NstImage *style;
  NstImage *keep;
} NstMasks;

/* End with nst_masks_clear in any case.  FALSE and NST_ERROR_MEMORY. */
gboolean nst_masks_init (NstMasks         *masks,
                         const NstSubject *subject,
                         int               width,
                         int               height,
                         const NstThreads *threads,
                         GError          **error);
void     nst_masks_clear (NstMasks *masks);

/* The mask of the subject's i-th style; NULL: all of it counts. */
const NstImage *nst_masks_get_style (const NstSubject *subject,
                                     int               i);

/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A subject's masks at a size that is worked at: how much the pixels of the canvas count
 * where it is compared with the content and with the styles, and how much of the content
 * is kept; and the objective, in which they and the styles' places (zones.h) are.  Where the
 * canvas wraps, they do. */

#pragma once

#include "core/objective/objective.h"
#include "core/run/subject.h"

/* How much is kept, of one channel, 0..1, to be freed; *keep NULL: nothing.  FALSE and
 * NST_ERROR_MEMORY. */
gboolean nst_masks_fit_keep (const NstSubject *subject,
                             int               width,
                             int               height,
                             const NstThreads *threads,
                             NstImage        **keep,
                             GError          **error);

/* The subject's objective at photo, its content at the size that is worked at, with its masks
 * and shares; styles[n_styles] of the subject.  As nst_objective_new. */
NstObjective *nst_masks_make_objective (const NstSubject   *subject,
                                        const NstImage     *photo,
                                        const NstStyle     *styles,
                                        const NstLayerSet  *layers,
                                        const NstPartition *partition,
                                        NstArena           *arena,
                                        const NstThreads   *threads,
                                        GError            **error);

/* The mask of the subject's i-th style; NULL: all of it counts. */
const NstImage *nst_masks_get_style (const NstSubject *subject,
                                     int               i);

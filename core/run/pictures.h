/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the pictures of a run take in memory, from their sizes alone. */

#pragma once

#include "core/run/schedule.h"
#include "core/run/subject.h"

/* Bytes of n pixels with three channels. */
guint64 nst_pictures_count_bytes (guint64 n);

/* What a stage holds besides the objective and the optimiser. */
guint64 nst_pictures_count_stage (const NstStage        *stage,
                                  const NstPictureSizes *pictures,
                                  const NstSettings     *settings);

/* What the step from stage i to the next one holds, or behind the last one to the result where
 * that has another size (else 0): the painting, what it lacks of the photo, the photo and the
 * start where they are not used as they are, and what it becomes. */
guint64 nst_pictures_count_step (const NstSchedule     *schedule,
                                 int                    i,
                                 const NstPictureSizes *pictures,
                                 const NstSettings     *settings);

/* The same of the step from the result to the canvas, where that is taken (nst_fit_painting) and
 * larger or smaller; else 0. */
guint64 nst_pictures_count_fit (const NstSchedule     *schedule,
                                const NstPictureSizes *pictures,
                                const NstSettings     *settings);

/* The largest width and height that styles are looked at with at a stage, in all their
 * turns, and the bytes that scaling one to that takes at most besides; sets the stage's
 * style_pixels. */
NstSize nst_pictures_fit_styles (const NstPictureSizes *pictures,
                                 NstStage              *stage,
                                 const NstLayerSet     *layers,
                                 const NstSettings     *settings,
                                 guint64               *scaling);

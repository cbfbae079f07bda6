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

/* What the end of a run holds: where the last stage is smaller than the result, the
 * painting, what it lacks of the photo, the photo, and the result; else 0. */
guint64 nst_pictures_count_end (const NstSchedule     *schedule,
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

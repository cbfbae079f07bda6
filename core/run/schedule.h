/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Coarse to fine: which sizes a picture is worked at, and how long at each. */

#pragma once

#include "core/image/image.h"
#include "core/objective/partition.h"
#include "core/optimiser/optimiser.h"
#include "core/settings/text.h"

typedef struct
{
  int                width;
  int                height;
  int                evaluations;
  int                full_side;    /* longer side of the canvas as it is in the end */
  NstSize            step;         /* width and height are multiples of this, at every level,
                                      where the canvas wraps; 0 or 1: of any size */
  int                n_levels;     /* of its pyramid, its own size the first; 1 in parts */
  double             cost;         /* of one evaluation, in pixels' worth */
  double             style_pixels; /* that styles are looked at with; < 0: not known */
  NstPartition       partition;    /* these three: once the memory is planned */
  NstMinimiseOptions minimise;
  guint64            bytes; /* the program's peak */
} NstStage;

typedef struct
{
  int      width; /* of the result */
  int      height;
  int      full_side; /* longer side of the canvas, before the settings' size */
  int      n_stages;  /* >= 1 */
  NstStage stages[NST_MAX_STAGES];
  double   cost; /* of all of it, in pixels' worth */
} NstSchedule;

/* The schedule for a content of width x height; where the canvas wraps, the stages' sides are
 * rounded to what can, and the last one's need not be the result's.  NST_ERROR_SETTINGS for a
 * text that is none, NST_ERROR_PICTURE for a picture too small for its layers. */
gboolean nst_schedule_init (NstSchedule       *schedule,
                            const NstLayerSet *layers,
                            const NstSettings *settings,
                            int                width,
                            int                height,
                            GError           **error);

/* The size of a stage's canvas at a level of its pyramid: 0 is its own, 1 half of that,
 * 2 a quarter ... */
void nst_stage_get_level_size (const NstStage *stage,
                               int             level,
                               int            *width,
                               int            *height);

/* What an evaluation costs at all levels of a stage that is worked on whole, in
 * pixels' worth. */
double nst_stage_count_cost (const NstStage    *stage,
                             const NstSettings *settings);

/* What a stage takes before its first evaluation, and with all of them: in pixels'
 * worth. */
double nst_stage_count_preparation (const NstStage *stage);
double nst_stage_count_all (const NstStage *stage);

/* Seconds that all of it takes. */
double nst_schedule_count_seconds (const NstSchedule *schedule,
                                   const NstSettings *settings,
                                   const NstSpeed    *speed);

/* The size at which a style is looked at when the canvas's longer side is size, of
 * full_side in the end: in proportion to the canvas and never larger than it is; for a
 * texture reduced as the canvas is, times the settings' style_scale, but no larger than
 * a canvas can show anything of; never too small for the layers.  So what a style costs
 * is bounded by the canvas, whatever its shape. */
void nst_schedule_fit_style (const NstLayerSet *layers,
                             const NstSettings *settings,
                             int                size,
                             int                full_side,
                             int                style_width,
                             int                style_height,
                             int               *width,
                             int               *height);

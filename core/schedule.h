/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Coarse to fine: which sizes a picture is worked at, and how long at each. */

#pragma once

#include "objective.h"
#include "optimiser.h"

#define NST_MAX_STAGES 32

typedef struct
{
  int    width;
  int    height;
  int    evaluations;
  double cost;                  /* of one evaluation, in pixels' worth */
} NstStage;

typedef struct
{
  int      width;               /* of the result */
  int      height;
  int      n_stages;            /* >= 1 */
  NstStage stages[NST_MAX_STAGES];
  double   cost;                /* of all of it, in pixels' worth */
} NstSchedule;

/* The schedule for a content of width x height; NST_ERROR_SETTINGS for a text
 * that is none, NST_ERROR_PICTURE for a picture too small for its layers. */
gboolean     nst_schedule_init   (NstSchedule        *schedule,
                                  const NstLayerPlan *layers,
                                  const NstSettings  *settings,
                                  int                 width,
                                  int                 height,
                                  GError            **error);

/* The size at which a style is looked at when the content's longer side is
 * size: in proportion, never larger than it is, never too small for the
 * layers. */
void         nst_schedule_fit_style (const NstLayerPlan *layers,
                                  const NstSettings  *settings,
                                  int                 size,
                                  int                 style_width,
                                  int                 style_height,
                                  int                *width,
                                  int                *height);

/* How the optimiser is asked to work at a stage. */
NstMinimise  nst_schedule_get_minimise (const NstSettings *settings,
                                  const NstStage     *stage);

/* The engine's peak in bytes while it works through the schedule; FALSE and
 * NST_ERROR_MEMORY, with what to do, when that is over the budget. */
gboolean     nst_schedule_check_memory (const NstSchedule *schedule,
                                  NstNetwork         *network,
                                  const NstLayerPlan *layers,
                                  const NstSettings  *settings,
                                  int                 n_threads,
                                  guint64            *bytes,
                                  GError            **error);

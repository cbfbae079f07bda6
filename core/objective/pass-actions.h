/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What is done in each pass of an evaluation; for evaluate.c alone. */

#pragma once

#include "core/objective/objective-private.h"

/* An evaluation that is under way. */
typedef struct
{
  NstObjective     *objective;
  const NstPasses  *passes;
  const float      *canvas;   /* [height][width][3] */
  float            *gradient; /* of the same shape */
  const NstThreads *threads;
  gboolean          failed; /* a layer could not be compared */
} NstEvaluation;

/* FALSE: interrupted, or no memory. */
typedef struct
{
  gboolean (*visit) (NstEvaluation *evaluation);  /* a part's responses */
  gboolean (*finish) (NstEvaluation *evaluation); /* when it has seen the whole */
} NstPassActions;

/* By NstPassKind. */
extern const NstPassActions nst_pass_actions[NST_N_PASSES];

/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The small dialog before a painting is painted again, or gone on from: what it was painted
 * with, in words, and what that takes. */

#pragma once

#include "plugin/gimp/inputs.h"

typedef enum
{
  NST_AGAIN_CANCEL,
  NST_AGAIN_PAINT,
  NST_AGAIN_CHANGE /* the user wants to change settings first */
} NstAgainAnswer;

typedef struct
{
  const char       *title;
  const char       *verb; /* of the button that paints, with a mnemonic */
  gint32            painting;
  const NstOptions *made_with; /* what made the painting */
  gboolean          goes_on;   /* the number of steps is asked for */
} NstAgainQuestion;

/* Asks.  paint is what is to be painted: where another number of steps is wanted it gets a
 * schedule of that, which is all that is changed. */
NstAgainAnswer nst_again_dialog (const NstAgainQuestion *question,
                                 NstPaint               *paint);

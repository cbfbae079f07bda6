/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a preview was asked for, to be compared with what it is asked for next. */

#pragma once

#include "plugin/gimp/inputs.h"

/* All 0: nothing was asked yet. */
typedef struct
{
  NstPaint paint; /* with texts of its own */
  gboolean styled;
  gboolean any;
} NstQuestion;

void nst_question_clear (NstQuestion *question);

/* Replaces it. */
void nst_question_set (NstQuestion    *question,
                       const NstPaint *paint,
                       gboolean        styled);

/* Whether the two differ in nothing; followed_too: or only in what a painting can follow from
 * where it is. */
gboolean nst_question_is_like (const NstQuestion *a,
                               const NstQuestion *b,
                               gboolean           followed_too);

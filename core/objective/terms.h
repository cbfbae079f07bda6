/* SPDX-License-Identifier: GPL-3.0-or-later */

/* An objective's terms, as they are told to people and compared with references. */

#pragma once

#include "core/base/types.h"

typedef struct
{
  char   layer[8]; /* "conv4_2" */
  double value;
} NstTerm;

/* Each before its weight. */
typedef struct
{
  int     n_content;
  int     n_style;
  NstTerm content[NST_N_LAYERS]; /* [n_content] */
  NstTerm style[NST_N_LAYERS];   /* [n_style] */
  double  variation;
  double  loss; /* all of them, weighted */
} NstTerms;

/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The settings that are lists in text: layers, weights and the schedule.  They are parsed
 * here and nowhere else: by a front-end, to refuse what a person wrote before a run, and
 * by the engine, to follow it.
 *
 * A list is "a,b" without white space, and "" has nothing in it.  The parsers take any
 * text and know nothing of a picture.  Where they return FALSE they have set
 * NST_ERROR_SETTINGS, with a sentence that names the setting, and what they were to give
 * means nothing. */

#pragma once

#include "core/settings/settings.h"

/* A schedule's evaluations at one size are 1 to this. */
#define NST_MAX_EVALUATIONS 100000

/* A schedule has no more sizes. */
#define NST_MAX_STAGES 32

/* The layers of one kind, content or style, in the order of their list. */
typedef struct
{
  int    n;
  int    layers[NST_N_LAYERS];
  double weights[NST_N_LAYERS]; /* of layers[], >= 0: adding up to 1, or 1 each where
                                   the settings have no weights */
} NstLayerList;

/* "64:60": so many evaluations at that size. */
typedef struct
{
  int size;        /* longer side, pixels, 1..NST_MAX_SIDE; 0: the working size */
  int evaluations; /* 1..NST_MAX_EVALUATIONS */
} NstScheduleEntry;

/* A whole text as a finite decimal number, the same in every locale: no hexadecimals, no
 * white space.  FALSE, without an error, where it is none. */
gboolean nst_text_read_number (const char *text,
                               double     *value);

/* "conv1_1,pool1": each layer once.  setting: its name, as "style-layers"; n: how many
 * there are. */
gboolean nst_text_parse_layers (const char *text,
                                const char *setting,
                                int         layers[NST_N_LAYERS],
                                int        *n,
                                GError    **error);

/* "1,0.5": numbers of 0 or more that add up to more than 0, as they are written.  n: how
 * many there are, of which no more than NST_N_LAYERS are stored. */
gboolean nst_text_parse_weights (const char *text,
                                 const char *setting,
                                 double      weights[NST_N_LAYERS],
                                 int        *n,
                                 GError    **error);

/* What each of n_styles styles weighs, by the settings' shares, adding up to 1: as many
 * numbers as styles, or none and 1 / n_styles each.  shares may be NULL, to check them;
 * any number of them goes with no style. */
gboolean nst_text_parse_shares (const NstSettings *settings,
                                int                n_styles,
                                double            *shares,
                                GError           **error);

/* "64:60,128:40,0:10": the sizes grow, and the last one may be 0. */
gboolean nst_text_parse_schedule (const char      *text,
                                  const char      *setting,
                                  NstScheduleEntry entries[NST_MAX_STAGES],
                                  int             *n,
                                  GError         **error);

/* The layers of both kinds, and what each weighs: as many weights as layers, or none, and
 * a layer at all. */
gboolean nst_text_parse_compared (const NstSettings *settings,
                                  NstLayerList      *content,
                                  NstLayerList      *style,
                                  GError           **error);

/* The block of the network that a layer lies in, 1 to 5: conv3_2's is 3, and pool3's. */
int nst_text_get_block (int layer);

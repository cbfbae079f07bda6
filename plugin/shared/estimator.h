/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a run will take, in words, for a dialog that goes on answering: the
 * reckoning is done in a thread, since it opens the network and times the
 * machine. */

#pragma once

#include "plugin/settings/settings.h"

typedef struct _NstEstimator NstEstimator;

/* Gets "About 3 minutes and 1.2 GB of memory.", or the sentence that says why
 * it can't be done, with the settings by their labels, and FALSE. */
typedef void (*NstEstimateFunc) (const char *text,
                                 gboolean    possible,
                                 gpointer    user_data);

/* Gets the seconds that the same takes in each quality, by NstQuality, below 0 where one is not
 * known; NULL: what was told before does not hold any more. */
typedef void (*NstTimesFunc) (const double *seconds,
                              gpointer      user_data);

/* program_dir: where to look for the network, which is opened at once.  times_func may be
 * NULL. */
NstEstimator *nst_estimator_new (const char     *program_dir,
                                 NstEstimateFunc func,
                                 NstTimesFunc    times_func,
                                 gpointer        user_data);

/* Asks for a run on so many pixels; styled: a style is chosen.  What is wrong with
 * the settings or the style is answered at once, all else from the main loop; the
 * answer to an earlier question that is still open may be left out. */
void nst_estimator_ask (NstEstimator     *estimator,
                        int               width,
                        int               height,
                        gboolean          styled,
                        const NstOptions *options);

/* Says that there can be no run, and why, until it is asked again. */
void nst_estimator_refuse (NstEstimator *estimator,
                           const char   *fault);

/* Whether an answer is yet to come for which the machine may be timed: not where the one before was
 * of as long a run. */
gboolean nst_estimator_is_busy (const NstEstimator *estimator);

/* No more answers come. */
void nst_estimator_free (NstEstimator *estimator);

/* The text of such an answer, of seconds, bytes and parts; free with g_free. */
char *nst_estimator_tell (const NstEstimate *estimate);

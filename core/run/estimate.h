/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a run will take. */

#pragma once

#include "core/run/subject.h"
#include "core/settings/text.h"

/* Computed from the sizes; the seconds from a short measurement on this machine (well
 * under a second, made once for a network and kind of objective). */
typedef struct
{
  guint64      bytes;        /* the program's peak, the pictures included */
  guint64      budget_bytes; /* what it may use */
  double       seconds;      /* 0: there is no room to measure them in */
  int          parts;        /* at the finest size; 1: the picture is worked on whole */
  NstOptimiser optimiser;    /* at the finest size: less than was asked for ... */
  int          history;      /* ... where memory is short */
  int          width;        /* of the result, pixels */
  int          height;
  int          n_sizes;     /* steps from coarse to fine */
  int          evaluations; /* over all sizes */
} NstEstimate;

/* For pictures of these sizes: styles that are not known yet are taken to be as large as
 * the canvas, and a start that the settings ask for as the content.  cancel may be NULL.
 * FALSE and NST_ERROR_MEMORY when the run would not fit its budget (the estimate is filled
 * in all the same), NST_ERROR_SETTINGS or NST_ERROR_PICTURE when it could not be started,
 * or G_IO_ERROR_CANCELLED. */
gboolean nst_estimate (NstNetwork            *network,
                       const NstPictureSizes *pictures,
                       const NstSettings     *settings,
                       GCancellable          *cancel,
                       NstEstimate           *estimate,
                       GError               **error);

/* The last stage of the schedule for a content of width x height, as a schedule's text would
 * have it: 0 where its size is the working size.  FALSE and an error as nst_estimate, but for
 * memory. */
gboolean nst_estimate_last_stage (const NstSettings *settings,
                                  int                width,
                                  int                height,
                                  NstScheduleEntry  *last,
                                  GError           **error);

/* Whether a run on such pictures would fit its budget, without an estimate of the time: to
 * be asked before they are read.  FALSE and an error as nst_estimate. */
gboolean nst_check_memory (NstNetwork            *network,
                           const NstPictureSizes *pictures,
                           const NstSettings     *settings,
                           GError               **error);

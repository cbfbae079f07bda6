/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a run will take. */

#pragma once

#include "core/network/network.h"
#include "core/settings/settings.h"

/* Computed from the sizes; the seconds from a short measurement on this machine (well
 * under a second, made once for a network and kind of objective). */
typedef struct
{
  guint64      bytes;        /* the program's peak, the pictures included */
  guint64      budget_bytes; /* what it may use */
  double       seconds;
  int          parts;     /* at the finest size; 1: the picture is worked on whole */
  NstOptimiser optimiser; /* at the finest size: less than was asked for ... */
  int          history;   /* ... where memory is short */
  int          width;     /* of the result, pixels */
  int          height;
  int          n_sizes;     /* steps from coarse to fine */
  int          evaluations; /* over all sizes */
} NstEstimate;

/* For a content and the largest style, of these sizes in pixels (0: not known yet), and
 * a start of the content's size where there is one.  FALSE and NST_ERROR_MEMORY when the
 * run would not fit its budget (the estimate is filled in all the same),
 * NST_ERROR_SETTINGS or NST_ERROR_PICTURE when it could not be started. */
gboolean nst_estimate (NstNetwork        *network,
                       int                content_width,
                       int                content_height,
                       int                style_width,
                       int                style_height,
                       const NstSettings *settings,
                       NstEstimate       *estimate,
                       GError           **error);

/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Who looks on while a run paints, and may end it. */

#pragma once

#include "core/image/image.h"

#include <gio/gio.h>

/* Where a run is.  fraction never goes down within one run. */
typedef struct
{
  double fraction;     /* of all the work, 0..1 */
  double seconds_left; /* estimate; negative: not known yet */
  int    size;         /* longer side worked at, pixels */
  int    step;         /* evaluations done at this size ... */
  int    n_steps;      /* ... of so many */
  double loss;         /* NaN before the first evaluation at a size */
} NstProgress;

/* Called once as each stage begins, after each of its evaluations, and where a picture
 * is worked on in parts after each of these, from the thread that nst_stylise runs in.
 * frame is the painting after the last evaluation, RGB, at the size worked at, or where
 * that is over two million pixels a whole number of times smaller; it is valid during the
 * call only. */
typedef void (*NstProgressFunc) (const NstProgress *progress,
                                 const NstImage    *frame,
                                 gpointer           user_data);

/* Who looks on, and may end the run; any of it may be NULL.  The cancellables may be
 * triggered from any thread. */
typedef struct
{
  NstProgressFunc progress;
  gpointer        user_data;
  GCancellable   *cancel; /* ends it within a fraction of a second, without a result */
  GCancellable   *stop;   /* ends it with the best painting so far, at the full size,
                                   enlarged with the detail of what it started from where
                                   the run was still coarse */
} NstObserver;

/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How a piece of work is carried out: by how many threads, and until when. */

#pragma once

#include "nst.h"

typedef struct
{
  int           n_threads;      /* >= 1 */
  GCancellable *cancel;         /* either may be NULL */
  GCancellable *stop;
} NstWork;

/* Work by the settings' threads.  OpenBLAS is asked for one thread: the
 * threads are ours. */
NstWork      nst_work_begin      (const NstSettings *settings,
                                  GCancellable      *cancel,
                                  GCancellable      *stop);

/* Whether the work should end now; cheap, from any thread. */
static inline gboolean
nst_work_interrupted (const NstWork *work)
{
  return g_cancellable_is_cancelled (work->cancel) ||
         g_cancellable_is_cancelled (work->stop);
}

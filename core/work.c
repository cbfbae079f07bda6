/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "work.h"

#include <cblas.h>

#define MOST_THREADS 256

NstWork
nst_work_begin (const NstSettings *settings,
                GCancellable      *cancel,
                GCancellable      *stop)
{
  const int wanted = settings->threads > 0 ? settings->threads
                                           : (int) g_get_num_processors ();

  openblas_set_num_threads (1);

  return (NstWork) { CLAMP (wanted, 1, MOST_THREADS), cancel, stop };
}

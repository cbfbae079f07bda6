/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A thread that works while the front-end's own one looks after its windows. */

#pragma once

#include <glib.h>

/* Begins func (data) in a thread; NULL and NST_ERROR_MEMORY where the system has none
 * to give.  To be ended with nst_worker_join.  Until then the program may be ended at
 * any moment, from wherever: nothing is tidied up under the worker's feet. */
GThread *nst_worker_start (const char *name,
                           GThreadFunc func,
                           gpointer    data,
                           GError    **error);

/* Waits until func has returned. */
void nst_worker_join (GThread *worker);

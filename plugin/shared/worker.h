/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A thread that works while the front-end's own one looks after its windows, and the
 * end of a program that is in the middle of something. */

#pragma once

#include <glib.h>

/* Between these, which may be nested, exit() ends the program at once, from wherever it
 * is called: nothing that a worker or a caller still uses is tidied up before. */
void nst_worker_guard_begin (void);
void nst_worker_guard_end (void);

/* Begins func (data) in a thread, guarded as above; NULL and NST_ERROR_MEMORY where the
 * system has none to give.  To be ended with nst_worker_join. */
GThread *nst_worker_start (const char *name,
                           GThreadFunc func,
                           gpointer    data,
                           GError    **error);

/* Waits until func has returned. */
void nst_worker_join (GThread *worker);

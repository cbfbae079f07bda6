/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Ctrl-C on the command line: the first cancels, the second ends at once.  main catches
 * it before a job, and the jobs say when the engine runs. */

#pragma once

#include <gio/gio.h>

/* From here on SIGINT and SIGTERM are taken; to be called once. */
void nst_interrupt_catch (void);

/* What is cancelled: while the engine runs, its work is ended in good order;
 * before and after, where nothing can listen, the process ends with the
 * sentence and status 1, and a file half written is removed. */
GCancellable *nst_interrupt_enter_engine (void);
void          nst_interrupt_leave_engine (void);

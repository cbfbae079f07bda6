/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Ctrl-C on the command line, and the other signals that ask a process to end: HUP, TERM,
 * QUIT, XCPU, and PIPE and XFSZ where they come from others.  The first cancels, the
 * second ends at once.  main catches them before a job, the jobs say when the engine
 * runs, and the output says when it is too late. */

#pragma once

#include <gio/gio.h>

/* From here on signals are taken; to be called once.  FALSE where no thread can be had
 * for that. */
gboolean nst_interrupt_catch (GError **error);

/* What is cancelled: while the engine runs, its work is ended in good order;
 * before and after, where nothing can listen, the process ends with the
 * sentence and status 1, and a file half written is removed. */
GCancellable *nst_interrupt_enter_engine (void);

/* FALSE and G_IO_ERROR_CANCELLED where the engine was to be cancelled, even if it has
 * ended by itself: in place of what error tells already, if anything. */
gboolean nst_interrupt_leave_engine (GError **error);

/* From here on signals change nothing: the result is about to be handed over.  FALSE and
 * G_IO_ERROR_CANCELLED, in place of what error tells already, where one came before. */
gboolean nst_interrupt_close (GError **error);

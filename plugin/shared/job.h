/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A run of the engine in a thread of its own, so that the front-end's thread
 * stays free for windows and for GIMP: between a front-end that has read its pictures and
 * the engine.  The functions below are for the front-end's thread; the engine's never
 * touches anything but pixels. */

#pragma once

#include "core/nst.h"

typedef struct _NstJob NstJob;

/* Starts to paint.  The result has the size of nst_fit_canvas, whatever size was worked
 * at.  Network and pictures are borrowed until the job is freed; the subject itself, its
 * settings and its lists are not.  Where there is no thread to be had, the job has ended with
 * that error. */
NstJob *nst_job_start (const NstSubject *subject);

/* Waits for the end, but no longer than that; TRUE when the job has ended. */
gboolean nst_job_wait (NstJob *job,
                       double  seconds);

/* Where the run is; FALSE before its first report. */
gboolean nst_job_progress (NstJob      *job,
                           NstProgress *progress);

/* Asks for a copy of the painting so far, which take_frame gives as soon as
 * there is one (NULL until then). */
void      nst_job_ask_frame (NstJob *job);
NstImage *nst_job_take_frame (NstJob *job);

/* Ends the run soon: the best so far becomes the result. */
void nst_job_stop (NstJob *job);

/* Ends it at once: there is no result. */
void nst_job_cancel (NstJob *job);

/* Waits for the end; the painting, the caller's to free, or the error.  To be
 * called once. */
NstImage *nst_job_result (NstJob  *job,
                          GError **error);

/* Cancels the job if it still runs, waits for it, and frees it. */
void nst_job_free (NstJob *job);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NstJob, nst_job_free)

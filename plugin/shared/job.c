/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A run between two threads: the engine's, which reports, and the front-end's, which asks.
 * They share only what the mutex guards. */

#include "plugin/shared/job.h"
#include "plugin/shared/worker.h"

struct _NstJob
{
  /* Set before the thread starts, and read only. */
  NstSubject    subject; /* of the three that follow, and what is borrowed */
  NstSettings   settings;
  gpointer      styles;
  gpointer      style_masks;
  gpointer      places;
  GCancellable *cancel;
  GCancellable *stop;
  GThread      *thread;

  GMutex mutex;
  GCond  ended_cond;

  /* Under the mutex. */
  gboolean    ended;
  gboolean    reported;
  gboolean    frame_wanted;
  NstProgress progress;
  NstImage   *frame;
  NstImage   *result;
  GError     *error;
};


/* ---- the engine's thread --------------------------------------------- */

/* A frame is copied only when somebody wants to show one; without the memory
 * for it, the show is left out, not the painting. */
static void
report (const NstProgress *progress,
        const NstImage    *frame,
        gpointer           user_data)
{
  NstJob   *job  = user_data;
  NstImage *copy = NULL;
  gboolean  wanted;

  g_mutex_lock (&job->mutex);
  wanted = job->frame_wanted;
  g_mutex_unlock (&job->mutex);

  if (wanted && frame)
    copy = nst_image_copy (frame, NULL);

  g_mutex_lock (&job->mutex);
  job->progress = *progress;
  job->reported = TRUE;
  if (copy)
    {
      g_clear_pointer (&job->frame, nst_image_free);
      job->frame        = copy;
      job->frame_wanted = FALSE;
    }
  g_mutex_unlock (&job->mutex);
}

static gpointer
run_engine (gpointer data)
{
  NstJob           *job      = data;
  const NstObserver observer = { report, job, job->cancel, job->stop };
  GError           *error    = NULL;
  NstImage         *painting = nst_stylise (&job->subject, &observer, &error);

  if (painting)
    painting = nst_fit_painting (&job->subject, painting, job->cancel, &error);

  g_mutex_lock (&job->mutex);
  job->result = painting;
  job->error  = error;
  job->ended  = TRUE;
  g_cond_signal (&job->ended_cond);
  g_mutex_unlock (&job->mutex);

  return NULL;
}


/* ---- the front-end's thread ------------------------------------------ */

NstJob *
nst_job_start (const NstSubject *subject)
{
  const gsize list = sizeof (NstImage *) * subject->n_styles;
  NstJob     *job  = g_new0 (NstJob, 1);

  job->subject             = *subject;
  job->settings            = *subject->settings;
  job->styles              = g_memdup2 (subject->styles, list);
  job->style_masks         = g_memdup2 (subject->style_masks, list);
  job->places              = g_memdup2 (subject->places, list);
  job->subject.settings    = &job->settings;
  job->subject.styles      = job->styles;
  job->subject.style_masks = job->style_masks;
  job->subject.places      = job->places;
  job->subject.is_fitted   = TRUE;
  job->cancel              = g_cancellable_new ();
  job->stop                = g_cancellable_new ();
  g_mutex_init (&job->mutex);
  g_cond_init (&job->ended_cond);
  job->thread = nst_worker_start ("painting", run_engine, job, &job->error);
  if (!job->thread)
    job->ended = TRUE;

  return job;
}

gboolean
nst_job_wait (NstJob *job,
              double  seconds)
{
  const gint64 until = g_get_monotonic_time () + (gint64) (seconds * 1e6);
  gboolean     ended;

  g_mutex_lock (&job->mutex);
  while (!job->ended &&
         g_cond_wait_until (&job->ended_cond, &job->mutex, until))
    ;
  ended = job->ended;
  g_mutex_unlock (&job->mutex);

  return ended;
}

gboolean
nst_job_progress (NstJob      *job,
                  NstProgress *progress)
{
  gboolean reported;

  g_mutex_lock (&job->mutex);
  reported  = job->reported;
  *progress = job->progress;
  g_mutex_unlock (&job->mutex);

  return reported;
}

void
nst_job_ask_frame (NstJob *job)
{
  g_mutex_lock (&job->mutex);
  job->frame_wanted = TRUE;
  g_mutex_unlock (&job->mutex);
}

NstImage *
nst_job_take_frame (NstJob *job)
{
  NstImage *frame;

  g_mutex_lock (&job->mutex);
  frame = g_steal_pointer (&job->frame);
  g_mutex_unlock (&job->mutex);

  return frame;
}

void
nst_job_stop (NstJob *job)
{
  g_cancellable_cancel (job->stop);
}

void
nst_job_cancel (NstJob *job)
{
  g_cancellable_cancel (job->cancel);
}

NstImage *
nst_job_result (NstJob  *job,
                GError **error)
{
  g_clear_pointer (&job->thread, nst_worker_join);

  if (job->error)
    g_propagate_error (error, g_steal_pointer (&job->error));

  return g_steal_pointer (&job->result);
}

void
nst_job_free (NstJob *job)
{
  if (job->thread)
    {
      nst_job_cancel (job);
      nst_worker_join (job->thread);
    }

  g_clear_pointer (&job->frame, nst_image_free);
  g_clear_pointer (&job->result, nst_image_free);
  g_clear_error (&job->error);
  g_object_unref (job->cancel);
  g_object_unref (job->stop);
  g_mutex_clear (&job->mutex);
  g_cond_clear (&job->ended_cond);
  g_free (job->styles);
  g_free (job->style_masks);
  g_free (job->places);
  g_free (job);
}

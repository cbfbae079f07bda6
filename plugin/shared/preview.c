/* SPDX-License-Identifier: GPL-3.0-or-later */

/* One run is under way at most, and one is to come; the main loop looks after both. */

#include "plugin/shared/preview.h"
#include "plugin/shared/job.h"

#include <string.h>

#define POLL_MS 40
#define NOT_YET 0.999 /* how far a run is at most that has not ended */

/* Evaluations at half the size, and then at all of it, with which a painting follows other
 * settings. */
#define GOING_ON "%d:12,0:12"

/* What is painted, or to be. */
typedef struct
{
  NstSubject     subject;
  NstSettings    settings; /* the subject's */
  gboolean       going_on;
  NstImage      *start; /* what is gone on from */
  gboolean       quiet; /* seen when it is done */
  gpointer       pictures;
  GDestroyNotify free_pictures;
} Order;

struct _NstPreview
{
  NstPreviewFunc func;
  gpointer       user_data;
  NstJob        *job; /* or NULL */
  Order          running;
  NstSubject     subject;  /* the job's: running's, but for where it goes on from ... */
  NstSettings    settings; /* ... and how long */
  Order          next;
  gboolean       asked;    /* next is to be painted */
  gboolean       dropped;  /* the job's end is of no interest any more */
  NstImage      *painting; /* that was shown last, or NULL */
  guint          timeout;
};

static void
order_clear (Order *order)
{
  if (order->free_pictures)
    order->free_pictures (order->pictures);
  g_clear_pointer (&order->start, nst_image_free);
  *order = (Order){ 0 };
}

NstPreview *
nst_preview_new (NstPreviewFunc func,
                 gpointer       user_data)
{
  NstPreview *preview = g_new0 (NstPreview, 1);

  preview->func      = func;
  preview->user_data = user_data;

  return preview;
}


/* ---- the run under way ----------------------------------------------- */

static void
show (NstPreview        *preview,
      NstImage          *frame,
      const NstProgress *progress)
{
  g_clear_pointer (&preview->painting, nst_image_free);
  preview->painting = frame;
  preview->func (frame, progress, NULL, preview->user_data);
}

/* What a stage begins with was seen before, or is the photo. */
static void
show_frame (NstPreview *preview)
{
  NstImage   *frame = nst_job_take_frame (preview->job);
  NstProgress progress;

  if (!frame)
    return;

  nst_job_progress (preview->job, &progress);
  progress.fraction = MIN (progress.fraction, NOT_YET);
  nst_job_ask_frame (preview->job);
  if (progress.step > 0)
    show (preview, frame, &progress);
  else
    nst_image_free (frame);
}

/* What went on from another painting is painted from the beginning too, as it is in the end. */
static void
paint_anew (NstPreview *preview)
{
  preview->asked         = TRUE;
  preview->next          = preview->running;
  preview->next.going_on = FALSE;
  preview->next.quiet    = TRUE;
  preview->running       = (Order){ 0 };
  g_clear_pointer (&preview->next.start, nst_image_free);
}

static void
end_job (NstPreview *preview)
{
  g_autoptr (GError) error    = NULL;
  NstProgress        progress = { 0 };
  NstImage          *painting = nst_job_result (preview->job, &error);
  const gboolean     again    = preview->running.start && painting && !preview->dropped;

  nst_job_progress (preview->job, &progress);
  progress.fraction = again ? NOT_YET : 1.0;
  if (preview->dropped)
    g_clear_pointer (&painting, nst_image_free);
  else if (painting)
    show (preview, painting, &progress);
  else
    preview->func (NULL, NULL, error->message, preview->user_data);

  g_clear_pointer (&preview->job, nst_job_free);

  /* Ended before a frame of it was shown, it is where it began. */
  if (!preview->painting)
    preview->painting = g_steal_pointer (&preview->running.start);
  if (again && !preview->asked)
    paint_anew (preview);
  order_clear (&preview->running);
}


/* ---- the next one ---------------------------------------------------- */

/* From the painting so far, whatever the settings say of the start. */
static void
go_on (NstPreview *preview)
{
  const NstImage *content  = preview->subject.content;
  NstSettings    *settings = &preview->settings;
  const int       size     = MAX (content->width, content->height);

  if (!preview->painting)
    return;

  preview->running.start = g_steal_pointer (&preview->painting);
  preview->subject.start = preview->running.start;
  settings->init         = NST_INIT_FILE;
  settings->last_stage   = FALSE;
  g_snprintf (settings->schedule, sizeof settings->schedule, GOING_ON,
              MAX (1, (settings->size > 0 ? MIN (settings->size, size) : size) / 2));
}

static void
begin_job (NstPreview *preview)
{
  preview->asked            = FALSE;
  preview->dropped          = FALSE;
  preview->running          = preview->next;
  preview->next             = (Order){ 0 };
  preview->subject          = preview->running.subject;
  preview->settings         = preview->running.settings;
  preview->subject.settings = &preview->settings;

  if (preview->running.going_on)
    go_on (preview);
  else if (!preview->running.quiet)
    g_clear_pointer (&preview->painting, nst_image_free);

  preview->job = nst_job_start (&preview->subject);
  nst_job_ask_frame (preview->job);
}

static gboolean
look_after (gpointer data)
{
  NstPreview *preview = data;

  if (preview->job && !preview->dropped && !preview->running.quiet)
    show_frame (preview);
  if (preview->job && nst_job_wait (preview->job, 0))
    end_job (preview);
  if (!preview->job && preview->asked)
    begin_job (preview);

  if (preview->job)
    return G_SOURCE_CONTINUE;

  preview->timeout = 0;
  return G_SOURCE_REMOVE;
}


/* ---- the dialog's ---------------------------------------------------- */

void
nst_preview_stop (NstPreview *preview)
{
  if (preview->job)
    nst_job_cancel (preview->job);

  preview->dropped = TRUE;
  preview->asked   = FALSE;
  order_clear (&preview->next);
}

void
nst_preview_paint (NstPreview       *preview,
                   const NstSubject *subject,
                   gboolean          going_on,
                   gpointer          pictures,
                   GDestroyNotify    free_pictures)
{
  /* What was to begin anew, and has not, still is. */
  const gboolean anew = !going_on || (preview->asked && !preview->next.going_on);

  nst_preview_stop (preview);

  preview->asked = TRUE;
  preview->next  = (Order){ .subject       = *subject,
                            .settings      = *subject->settings,
                            .going_on      = !anew,
                            .pictures      = pictures,
                            .free_pictures = free_pictures };

  if (!preview->timeout)
    preview->timeout = g_timeout_add (POLL_MS, look_after, preview);
}

gboolean
nst_preview_is_idle (const NstPreview *preview)
{
  return !preview->job && !preview->asked;
}

void
nst_preview_free (NstPreview *preview)
{
  if (preview->timeout)
    g_source_remove (preview->timeout);

  nst_preview_stop (preview);
  g_clear_pointer (&preview->job, nst_job_free);
  order_clear (&preview->running);
  g_clear_pointer (&preview->painting, nst_image_free);
  g_free (preview);
}

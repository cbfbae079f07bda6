/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A run, stage by stage from coarse to fine: at each a canvas from the last stage's
 * painting, the pyramid of its objectives, and the optimiser. */

#include "core/run/stylise.h"

#include "core/image/join.h"
#include "core/image/resize.h"
#include "core/network/network-private.h"
#include "core/optimiser/optimiser.h"
#include "core/run/keeping.h"
#include "core/run/memory-plan.h"
#include "core/run/pyramid.h"
#include "core/run/recolour.h"
#include "core/run/report.h"
#include "core/run/start.h"

#include <math.h>
#include <string.h>

#include <glib/gi18n-lib.h>

typedef struct
{
  const NstSubject  *subject;
  const NstSettings *settings; /* the subject's */
  NstLayerSet        layers;
  NstSchedule        schedule;
  NstThreads         threads;
  NstThreads         finishers; /* the same that finish pictures when the run is stopped */
  NstReport          report;
  NstPyramid        *pyramid; /* the objectives ... */
  const NstStage    *stage;   /* ... of the stage under way, */
  NstKeeping         keeping; /* and what is kept in it */
} Run;

static gboolean
is_stopped (const Run *run)
{
  return g_cancellable_is_cancelled (run->threads.stop);
}

static gboolean
is_cancelled (const Run *run)
{
  return g_cancellable_is_cancelled (run->threads.cancel);
}


/* ---- the two calls that come back up --------------------------------- */

static gboolean
evaluate (gpointer     user_data,
          const float *x,
          float       *gradient,
          double      *value)
{
  Run *run = user_data;

  x = nst_keeping_mix (&run->keeping, x, &run->threads);
  if (!nst_pyramid_evaluate (run->pyramid, x, gradient, value, &run->threads))
    return FALSE;
  nst_keeping_release (&run->keeping, gradient, &run->threads);

  return TRUE;
}

static void
report (gpointer     user_data,
        const float *x,
        double       value,
        int          evaluations)
{
  Run *run = user_data;

  x = nst_keeping_mix (&run->keeping, x, &run->finishers);
  nst_report_step (&run->report, x, value, evaluations);
}

static void
part_done (gpointer user_data,
           double   done)
{
  Run *run = user_data;

  nst_report_part (&run->report, done);
}


/* ---- a stage --------------------------------------------------------- */

/* The painting that the next stage begins with, of photo's size, from that of the last
 * one (NULL: the first).  Noise has no detail to give back.  Takes the last one.  NULL
 * without an error when the run is cancelled. */
static NstImage *
make_start (const Run      *run,
            NstImage       *painting,
            const NstImage *photo,
            GError        **error)
{
  const gboolean       from_file = run->settings->init == NST_INIT_FILE;
  const gboolean       detailed  = from_file || run->settings->init == NST_INIT_CONTENT;
  const NstImage      *origin    = photo;
  g_autoptr (NstImage) scaled    = NULL;
  NstImage            *start     = NULL;

  if (from_file)
    origin = nst_image_fit_joined (run->subject->start, photo->width, photo->height,
                                   run->settings->wrap, &scaled, &run->finishers, error);

  if (origin != NULL && painting == NULL)
    start = nst_start_new (run->subject->network, run->settings, origin, &run->finishers, error);
  else if (origin != NULL && detailed)
    start = nst_image_enlarge_with_detail (painting, origin, &run->finishers, error);
  else if (origin != NULL)
    start = nst_image_resize (painting, photo->width, photo->height, &run->finishers, error);
  nst_image_free (painting);

  return start;
}

static gboolean
check_outcome (const Run *run,
               NstOutcome outcome,
               GError   **error)
{
  if (outcome == NST_OUTCOME_NO_MEMORY ||
      (outcome == NST_OUTCOME_INTERRUPTED && !nst_threads_interrupted (&run->threads)))
    return nst_refuse (error, NST_ERROR_MEMORY,
                       _ ("There is not enough memory to paint at %d x %d "
                          "pixels: choose a smaller size."),
                       run->stage->width, run->stage->height);

  if (outcome == NST_OUTCOME_DIVERGED)
    return nst_refuse (error, NST_ERROR_DIVERGED,
                       _ ("The optimisation diverged, so there is no painting: choose a smaller "
                          "learning rate or smaller weights."));

  return TRUE;
}

/* A picture's values, of which a range is changed in place. */
typedef struct
{
  const NstNetwork *network;
  float            *data; /* [][3] */
} Values;

static void
pixels_to_canvas (gpointer data,
                  size_t   first,
                  size_t   end)
{
  const Values *values = data;
  float        *at     = values->data + 3 * first;

  nst_network_pixels_to_canvas (values->network, end - first, at, at);
}

static void
canvas_to_pixels (gpointer data,
                  size_t   first,
                  size_t   end)
{
  const Values *values = data;
  float        *at     = values->data + 3 * first;

  nst_network_canvas_to_pixels (values->network, end - first, at, at);
}

/* NULL: this is the last. */
static const NstStage *
get_next_stage (const Run *run)
{
  const NstStage *next = run->stage + 1;

  return next < run->schedule.stages + run->schedule.n_stages ? next : NULL;
}

static void
change_pixels (const Run   *run,
               NstImage    *picture,
               NstRangeFunc func)
{
  Values values = { run->subject->network, picture->data };

  nst_threads_run_ranges (&run->finishers, (size_t) picture->width * picture->height, func,
                          &values);
}

/* Improves painting, which has the stage's size, in place: between the two conversions
 * what it holds is the canvas, in the network's units.  It is shown before the pictures
 * are seen that it will be compared with. */
static gboolean
improve (Run            *run,
         const NstImage *photo,
         NstImage       *painting,
         GError        **error)
{
  const size_t n      = (size_t) painting->width * painting->height * 3;
  float       *canvas = painting->data;
  const float *mixed;
  gboolean     done = FALSE;
  NstOutcome   outcome;

  if (!nst_report_begin_stage (&run->report, run->stage, error))
    return FALSE;

  change_pixels (run, painting, pixels_to_canvas);
  nst_report_step (&run->report, canvas, NAN, 0);

  if (nst_pyramid_begin (run->pyramid, photo, run->stage, &run->threads, error))
    {
      nst_pyramid_set_part_func (run->pyramid, part_done, run);
      outcome = nst_minimise (&run->stage->minimise, n, canvas, evaluate, report, run,
                              &run->threads);
      done    = check_outcome (run, outcome, error);
    }
  else
    done = is_stopped (run) && (error == NULL || *error == NULL);

  nst_pyramid_end (run->pyramid, get_next_stage (run));
  mixed = nst_keeping_mix (&run->keeping, canvas, &run->finishers);
  if (mixed != canvas)
    memcpy (canvas, mixed, n * sizeof (float));
  change_pixels (run, painting, canvas_to_pixels);

  return done;
}

/* One stage: the painting of its size from the last one's, which it takes. */
static NstImage *
paint_stage (Run      *run,
             NstImage *painting,
             GError  **error)
{
  g_autoptr (NstImage) scaled = NULL;
  const NstImage      *photo;

  photo = nst_image_fit_joined (run->subject->content, run->stage->width, run->stage->height,
                                run->settings->wrap, &scaled, &run->finishers, error);
  if (photo == NULL)
    {
      nst_image_free (painting);
      return NULL;
    }

  painting = make_start (run, painting, photo, error);
  if (painting != NULL &&
      (!nst_keeping_init (&run->keeping, run->subject, photo, &run->finishers, error) ||
       !improve (run, photo, painting, error)))
    g_clear_pointer (&painting, nst_image_free);
  nst_keeping_clear (&run->keeping);

  return painting;
}


/* ---- a run ----------------------------------------------------------- */

static NstImage *
paint (Run     *run,
       GError **error)
{
  const NstSchedule   *schedule = &run->schedule;
  NstImage            *painting = NULL;
  g_autoptr (NstImage) scaled   = NULL;
  const NstImage      *photo;

  for (int i = 0; i < schedule->n_stages && !is_stopped (run); i++)
    {
      run->stage = &schedule->stages[i];
      painting   = paint_stage (run, painting, error);

      if (is_cancelled (run))
        g_clear_pointer (&painting, nst_image_free);
      if (painting == NULL)
        return NULL;

      nst_report_end_stage (&run->report);
    }

  if (painting != NULL && painting->width == schedule->width &&
      painting->height == schedule->height)
    return painting;

  photo = nst_image_fit_joined (run->subject->content, schedule->width, schedule->height,
                                run->settings->wrap, &scaled, &run->finishers, error);
  if (photo == NULL)
    {
      nst_image_free (painting);
      return NULL;
    }

  /* Stopped before anything was painted: what the run would have begun with. */
  return make_start (run, painting, photo, error);
}

/* What is painted at, how often, and in what memory. */
static gboolean
plan (Run     *run,
      GError **error)
{
  const NstSubject     *subject = run->subject;
  g_autofree NstSize   *styles  = g_new (NstSize, subject->n_styles);
  const NstPictureSizes sizes   = nst_subject_get_sizes (subject, styles);
  NstMemoryPlan         memory;

  if (!nst_layer_set_init (&run->layers, run->settings, error) ||
      !nst_schedule_init (&run->schedule, &run->layers, run->settings,
                          sizes.content.width, sizes.content.height, error) ||
      !nst_memory_plan (&memory, &run->schedule, subject->network, &run->layers, run->settings,
                        &sizes, &run->threads, error))
    return FALSE;

  run->report.cost = run->schedule.cost;

  return TRUE;
}

/* With the styles as they are to be looked at. */
static NstImage *
prepare_and_paint (Run     *run,
                   GError **error)
{
  NstImage     *painting = NULL;
  NstRecoloured recoloured;

  if (nst_recoloured_init (&recoloured, run->subject, &run->finishers, error))
    {
      run->pyramid = nst_pyramid_new (&recoloured.subject, &run->layers);
      painting     = paint (run, error);
      nst_pyramid_free (run->pyramid);
    }
  nst_recoloured_clear (&recoloured);

  return painting;
}

/* The painting, or an error in any case. */
static NstImage *
plan_and_paint (Run     *run,
                GError **error)
{
  GError              *failure  = NULL;
  g_autoptr (NstImage) painting = NULL;

  if (nst_subject_check (run->subject, &failure) && plan (run, &failure))
    painting = prepare_and_paint (run, &failure);
  if (painting != NULL)
    painting = nst_subject_finish_colours (run->subject, painting, &run->finishers, &failure);

  /* Also where it was cancelled last of all. */
  if (is_cancelled (run))
    {
      g_clear_error (&failure);
      g_clear_pointer (&painting, nst_image_free);
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, _ ("The painting was cancelled."));
    }
  else if (failure != NULL)
    g_propagate_error (error, failure);
  else if (painting == NULL)
    g_set_error (error, NST_ERROR, NST_ERROR_MEMORY,
                 _ ("There is not enough memory to paint: choose a smaller size."));

  return g_steal_pointer (&painting);
}

NstImage *
nst_stylise (const NstSubject  *subject,
             const NstObserver *observer,
             GError           **error)
{
  Run       run = { subject, subject->settings };
  NstImage *painting;

  g_return_val_if_fail (subject->network != NULL && subject->content != NULL &&
                          subject->settings != NULL,
                        NULL);

  if (!nst_threads_begin (&run.threads, subject->settings->threads,
                          observer != NULL ? observer->cancel : NULL,
                          observer != NULL ? observer->stop : NULL, error))
    return NULL;

  run.finishers      = run.threads;
  run.finishers.stop = NULL;
  nst_report_init (&run.report, subject, &run.finishers, observer);

  painting = plan_and_paint (&run, error);
  nst_report_clear (&run.report);
  nst_threads_end (&run.threads);

  return painting;
}

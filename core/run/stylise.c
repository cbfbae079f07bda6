/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A run: the pyramid of sizes, at each the objective and the optimiser. */

#include "core/nst.h"

#include "core/image/image.h"
#include "core/network/network.h"
#include "core/optimiser/optimiser.h"
#include "core/run/pyramid.h"
#include "core/run/start.h"

#include <math.h>
#include <stdlib.h>

G_DEFINE_QUARK (nst-error-quark, nst_error)

/* ---- a run ----------------------------------------------------------- */

typedef struct
{
  NstNetwork            *network;
  const NstImage        *content;
  const NstImage *const *styles;
  int                    n_styles;
  const NstImage        *origin;        /* what the canvas starts from: content or start */
  const NstSettings     *settings;
  NstLayerSet           layers;
  NstSchedule            schedule;
  NstThreads                threads;
  NstProgressFunc        progress;
  gpointer               user_data;
  NstPyramid             *pyramid;        /* of the stage under way */
  const NstStage        *stage;
  NstImage              *frame;         /* that is shown */
  int                    reduction;     /* of the canvas's size to the frame's */
  double                 cost_before;   /* of the stages already done */
  gint64                 start_time;
  NstProgress            now;
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

/* The frame from the canvas: each pixel the mean of those that it stands for. */
static void
fill_frame (const Run   *run,
            const float *canvas)
{
  const int    r     = run->reduction;
  NstImage    *frame = run->frame;
  const size_t row   = (size_t) run->stage->width * 3;

  for (int y = 0; y < frame->height; y++)
    for (int x = 0; x < frame->width * 3; x++)
      {
        const float *from = canvas + (size_t) y * r * row + (size_t) (x / 3 * r * 3 + x % 3);
        float        sum  = 0.0f;

        for (int dy = 0; dy < r; dy++)
          for (int dx = 0; dx < r; dx++)
            sum += from[(size_t) dy * row + (size_t) dx * 3];
        frame->data[(size_t) y * frame->width * 3 + x] = sum / (float) (r * r);
      }

  nst_network_canvas_to_pixels (run->network, (size_t) frame->width * frame->height,
                                frame->data, frame->data);
}

static gboolean
make_frame (Run     *run,
            GError **error)
{
  const NstStage *stage  = run->stage;
  const size_t    pixels = (size_t) stage->width * stage->height;

  g_clear_pointer (&run->frame, nst_image_free);
  if (run->progress == NULL)
    return TRUE;

  run->reduction = 1;
  while (pixels / run->reduction / run->reduction > NST_FRAME_PIXELS)
    run->reduction++;
  run->frame = nst_image_new (MAX (stage->width / run->reduction, 1),
                              MAX (stage->height / run->reduction, 1), 3, error);

  return run->frame != NULL;
}

/* Where the run stands after so many evaluations, and tells it. */
static void
tell_progress (Run    *run,
               double  evaluations)
{
  const double elapsed_s = (double) (g_get_monotonic_time () - run->start_time) / 1e6;
  const double done      = run->cost_before + (evaluations + 1.0) * run->stage->cost;

  run->now.fraction = MAX (run->now.fraction, MIN (done / run->schedule.cost, 1.0));
  if (evaluations > 0.0)
    run->now.seconds_left = elapsed_s * MAX (run->schedule.cost - done, 0.0) / done;

  run->progress (&run->now, run->frame, run->user_data);
}

static void
report_progress (Run         *run,
                 const float *canvas,
                 double       loss,
                 int          step)
{
  const NstStage *stage = run->stage;

  if (run->progress == NULL)
    return;

  run->now.size    = MAX (stage->width, stage->height);
  run->now.step    = step;
  run->now.n_steps = stage->evaluations;
  run->now.loss    = loss;

  fill_frame (run, canvas);
  tell_progress (run, step);
}

/* Between two steps of a picture that is worked on in tiles. */
static void
part_done (gpointer user_data,
           double   done)
{
  Run *run = user_data;

  if (run->progress != NULL)
    tell_progress (run, run->now.step + done);
}

static gboolean
evaluate (gpointer     user_data,
          const float *x,
          float       *gradient,
          double      *value)
{
  Run *run = user_data;

  return nst_pyramid_evaluate (run->pyramid, x, gradient, value, &run->threads);
}

static void
step (gpointer     user_data,
      const float *x,
      double       value,
      int          evaluations)
{
  report_progress (user_data, x, value, evaluations);
}

/* The canvas of the next stage, of photo's size, from the painting of the last one
 * (NULL: the first).  Noise has no detail to give back.  Takes the painting. */
static NstImage *
make_canvas (const Run       *run,
             NstImage        *painting,
             const NstImage  *photo,
             GError         **error)
{
  const gboolean       detailed = run->settings->init == NST_INIT_CONTENT ||
                                  run->settings->init == NST_INIT_FILE;
  const NstImage      *origin   = photo;
  g_autoptr (NstImage) scaled   = NULL;
  NstImage            *canvas   = NULL;

  if (run->origin != run->content)
    origin = nst_image_fit (run->origin, photo->width, photo->height, &scaled, error);

  if (origin != NULL && painting == NULL)
    canvas = nst_start_new (run->network, run->settings, origin, error);
  else if (origin != NULL && detailed)
    canvas = nst_image_enlarge_with_detail (painting, origin, error);
  else if (origin != NULL)
    canvas = nst_image_resize (painting, photo->width, photo->height, error);
  nst_image_free (painting);

  return canvas;
}

static NstPyramid *
make_pyramid (Run             *run,
             const NstImage  *photo,
             GError         **error)
{
  const NstSubject subject = { run->network, run->content, run->styles, run->n_styles,
                               run->settings, &run->layers };

  return nst_pyramid_new (&subject, photo, run->stage, &run->threads, error);
}

static gboolean
check_outcome (const Run   *run,
               NstOutcome   outcome,
               GError     **error)
{
  if (outcome == NST_OUTCOME_NO_MEMORY ||
      (outcome == NST_OUTCOME_INTERRUPTED && !nst_threads_interrupted (&run->threads)))
    {
      g_set_error (error, NST_ERROR, NST_ERROR_MEMORY,
                   "There is not enough memory to paint at %d x %d "
                   "pixels: choose a smaller size.",
                   run->stage->width, run->stage->height);
      return FALSE;
    }

  if (outcome == NST_OUTCOME_DIVERGED)
    {
      g_set_error (error, NST_ERROR, NST_ERROR_DIVERGED,
                   "The painting ran away to values that are no colours: choose "
                   "a smaller learning rate or smaller weights.");
      return FALSE;
    }

  return TRUE;
}

/* Improves painting, which has the stage's size, in place. */
static gboolean
minimise (Run       *run,
          NstImage  *painting,
          GError   **error)
{
  const size_t pixels = (size_t) painting->width * painting->height;
  float       *canvas = painting->data;
  NstOutcome   outcome;

  if (!make_frame (run, error))
    return FALSE;

  nst_network_pixels_to_canvas (run->network, pixels, painting->data, canvas);
  report_progress (run, canvas, NAN, 0);
  outcome = nst_minimise (&run->stage->minimise, 3 * pixels, canvas, evaluate, step, run,
                          &run->threads);
  nst_network_canvas_to_pixels (run->network, pixels, canvas, painting->data);

  return check_outcome (run, outcome, error);
}

/* One stage: the painting of its size from the last one's, which it takes. */
static NstImage *
paint_stage (Run       *run,
             NstImage  *painting,
             GError   **error)
{
  g_autoptr (NstImage) scaled = NULL;
  gboolean             done   = FALSE;
  const NstImage      *photo;

  photo = nst_image_fit (run->content, run->stage->width, run->stage->height, &scaled, error);
  if (photo == NULL)
    {
      nst_image_free (painting);
      return NULL;
    }

  painting = make_canvas (run, painting, photo, error);
  if (painting == NULL)
    return NULL;

  run->pyramid = make_pyramid (run, photo, error);
  if (run->pyramid != NULL)
    {
      nst_pyramid_set_part_func (run->pyramid, part_done, run);
      done = minimise (run, painting, error);
    }
  else
    done = is_stopped (run) && (error == NULL || *error == NULL);

  g_clear_pointer (&run->pyramid, nst_pyramid_free);

  if (!done)
    g_clear_pointer (&painting, nst_image_free);

  return painting;
}

static NstImage *
paint (Run     *run,
       GError **error)
{
  NstImage *painting = NULL;
  NstImage *result;
  g_autoptr (NstImage) photo = NULL;

  for (int i = 0; i < run->schedule.n_stages && !is_stopped (run); i++)
    {
      run->stage = &run->schedule.stages[i];
      painting   = paint_stage (run, painting, error);

      if (is_cancelled (run))
        g_clear_pointer (&painting, nst_image_free);
      if (painting == NULL)
        return NULL;

      run->cost_before += (run->stage->evaluations + 1) * run->stage->cost;
    }

  if (painting != NULL &&
      painting->width == run->schedule.width &&
      painting->height == run->schedule.height)
    return painting;

  photo = nst_image_resize (run->content, run->schedule.width,
                            run->schedule.height, error);
  if (photo == NULL)
    {
      nst_image_free (painting);
      return NULL;
    }

  /* Stopped before anything was painted: what the run would have begun with. */
  result = make_canvas (run, painting, photo, error);

  return result;
}

static void
clamp_colours (NstImage *image)
{
  for (size_t i = 0; i < (size_t) image->width * image->height * image->channels; i++)
    image->data[i] = CLAMP (image->data[i], 0.0f, 1.0f);
}

/* The painting in colours that there are, or an error in any case. */
static NstImage *
paint_and_finish (Run     *run,
                  GError **error)
{
  GError   *failure  = NULL;
  NstImage *painting = paint (run, &failure);

  if (painting != NULL)
    clamp_colours (painting);
  else if (is_cancelled (run))
    {
      g_clear_error (&failure);
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, "The painting was cancelled.");
    }
  else if (failure != NULL)
    g_propagate_error (error, failure);
  else
    g_set_error (error, NST_ERROR, NST_ERROR_MEMORY,
                 "There is not enough memory to paint: choose a smaller size.");

  return painting;
}

/* Of all that there is to see, for the memory. */
static NstPictureSizes
list_pictures (const Run      *run,
               const NstImage *start)
{
  NstPictureSizes pictures = { run->content->width, run->content->height };

  for (int i = 0; i < run->n_styles; i++)
    {
      const NstImage *style = run->styles[i];

      pictures.style_width   = MAX (pictures.style_width, style->width);
      pictures.style_height  = MAX (pictures.style_height, style->height);
      pictures.style_pixels += (guint64) style->width * style->height;
    }

  if (start != NULL)
    pictures.start_pixels = (guint64) start->width * start->height;

  return pictures;
}

/* Whether there is a picture to start from, where one is asked for. */
static gboolean
check_start (const NstImage    *start,
             const NstSettings *settings,
             GError           **error)
{
  if (settings->init == NST_INIT_FILE && start == NULL)
    {
      g_set_error (error, NST_ERROR, NST_ERROR_SETTINGS,
                   "The setting \"init\" is file, and there is no picture to start "
                   "from: name one by \"init-file\".");
      return FALSE;
    }

  return start == NULL || nst_image_check_pictures (start, NULL, 0, error);
}

NstImage *
nst_stylise (NstNetwork            *network,
             const NstImage        *content,
             const NstImage *const *styles,
             int                    n_styles,
             const NstImage        *start,
             const NstSettings     *settings,
             NstProgressFunc        progress,
             gpointer               user_data,
             GCancellable          *cancel,
             GCancellable          *stop,
             GError               **error)
{
  NstPictureSizes pictures;
  NstImage   *painting = NULL;
  guint64     budget;
  guint64     bytes;
  Run         run = { network, content, styles, n_styles,
                      settings->init == NST_INIT_FILE ? start : content, settings };

  g_return_val_if_fail (network != NULL && content != NULL && settings != NULL, NULL);

  run.threads       = nst_threads_begin (settings, cancel, stop);
  run.progress   = progress;
  run.user_data  = user_data;
  run.start_time = g_get_monotonic_time ();
  run.now.seconds_left = -1.0;

  pictures = list_pictures (&run, start);

  if (nst_image_check_pictures (content, styles, n_styles, error) &&
      check_start (start, settings, error) &&
      nst_layer_set_init (&run.layers, settings, error) &&
      nst_schedule_init (&run.schedule, &run.layers, settings,
                         content->width, content->height, error) &&
      nst_schedule_plan_memory (&run.schedule, network, &run.layers, settings, &pictures,
                                run.threads.n_threads, &budget, &bytes, error))
    painting = paint_and_finish (&run, error);

  nst_image_free (run.frame);
  nst_threads_end (&run.threads);

  return painting;
}

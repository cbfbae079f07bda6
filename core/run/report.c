/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A run's progress and frames.  Fractions and times are in the schedule's costs:
 * evaluations differ by a factor of a thousand between the sizes. */

#include "core/run/report.h"

#include "core/image/lightness.h"
#include "core/image/resize.h"
#include "core/network/network-private.h"

#define LONG_START_S 10.0 /* the network is made ready in a tenth of that */

/* So many evaluations of a stage say how long the next ones take. */
#define ENOUGH_RATED 2.9

void
nst_report_init (NstReport         *report,
                 const NstSubject  *subject,
                 const NstThreads  *threads,
                 const NstObserver *observer)
{
  *report = (NstReport){ subject, threads };

  report->start_us         = g_get_monotonic_time ();
  report->now.seconds_left = -1.0;
  if (observer != NULL)
    {
      report->progress  = observer->progress;
      report->user_data = observer->user_data;
    }
}

void
nst_report_clear (NstReport *report)
{
  g_clear_pointer (&report->frame, nst_image_free);
  g_clear_pointer (&report->photo, nst_image_free);
}

gboolean
nst_report_begin_stage (NstReport      *report,
                        const NstStage *stage,
                        GError        **error)
{
  const size_t pixels = (size_t) stage->width * stage->height;

  report->stage = stage;
  nst_report_clear (report);
  if (report->progress == NULL)
    return TRUE;

  report->frame_factor = 1;
  while (pixels / report->frame_factor / report->frame_factor > NST_FRAME_PIXELS)
    report->frame_factor++;
  report->frame = nst_image_new (MAX (stage->width / report->frame_factor, 1),
                                 MAX (stage->height / report->frame_factor, 1), 3, error);
  if (report->frame == NULL || report->subject->settings->colours != NST_COLOURS_PHOTO)
    return report->frame != NULL;

  report->photo = nst_image_resize (report->subject->content, report->frame->width,
                                    report->frame->height, report->threads, error);

  return report->photo != NULL;
}

void
nst_report_end_stage (NstReport *report)
{
  /* None has begun where a run is stopped while its first one is prepared. */
  if (report->stage)
    report->cost_before += nst_stage_count_all (report->stage);
}

typedef struct
{
  const NstReport *report;
  const float     *canvas;
} Frame;

/* A row of the frame from the canvas: each pixel the mean of those that it stands for. */
static void
fill_row (gpointer data,
          size_t   y,
          int      thread)
{
  const NstReport *report = ((const Frame *) data)->report;
  const int        r      = report->frame_factor;
  const int        width  = report->frame->width;
  const size_t     row    = (size_t) report->stage->width * 3;
  float           *to     = report->frame->data + y * width * 3;

  for (int x = 0; x < width * 3; x++)
    {
      const float *from = ((const Frame *) data)->canvas + y * r * row +
                          (size_t) (x / 3 * r * 3 + x % 3);
      float sum = 0.0f;

      for (int dy = 0; dy < r; dy++)
        for (int dx = 0; dx < r; dx++)
          sum += from[(size_t) dy * row + (size_t) dx * 3];
      to[x] = sum / (float) (r * r);
    }

  nst_network_canvas_to_pixels (report->subject->network, width, to, to);
  if (report->photo != NULL)
    nst_lightness_keep_colours (width, report->photo->data + y * width * 3, to);
}

/* The seconds that the rest will take, at the rate of the evaluations so far, among which those
 * of the stage count double where there are some: the larger ones to come are more like those
 * than like the smaller ones before.  Of each stage what comes before the first one's end is left
 * out: that, and before the run's in particular, where the network is made ready, says little
 * about what is to come; only where a first one takes so long that this does not count, it is
 * better than nothing.  Negative: not known yet. */
static double
estimate_left (NstReport *report,
               double     evaluations,
               double     done,
               double     elapsed_s)
{
  double rate_s;

  if (evaluations >= 1.0)
    {
      if (report->last_stage == report->stage)
        {
          report->stage_s += elapsed_s - report->last_s;
          report->stage_cost += done - report->last_done;
          report->rated_s += elapsed_s - report->last_s;
          report->rated_cost += done - report->last_done;
        }
      else
        {
          report->stage_s    = 0.0;
          report->stage_cost = 0.0;
        }
      report->last_stage = report->stage;
      report->last_s     = elapsed_s;
      report->last_done  = done;
    }

  if (report->rated_cost == 0.0 && elapsed_s < LONG_START_S)
    return -1.0;

  rate_s = report->rated_cost > 0.0 ? report->rated_s / report->rated_cost : elapsed_s / done;
  if (report->stage_cost >= ENOUGH_RATED * report->stage->cost)
    rate_s = (rate_s + report->stage_s / report->stage_cost) / 2.0;

  return rate_s * MAX (report->cost - done, 0.0);
}

/* Where the run stands after so many evaluations. */
static void
tell (NstReport *report,
      double     evaluations)
{
  const double elapsed_s = (double) (g_get_monotonic_time () - report->start_us) / 1e6;
  double       done      = report->cost_before;

  if (evaluations > 0.0)
    done += nst_stage_count_preparation (report->stage) + evaluations * report->stage->cost;
  if (done > 0.0)
    report->now.seconds_left = estimate_left (report, evaluations, done, elapsed_s);
  report->now.fraction = MAX (report->now.fraction, MIN (done / report->cost, 1.0));

  report->progress (&report->now, report->frame, report->user_data);
}

void
nst_report_step (NstReport   *report,
                 const float *canvas,
                 double       loss,
                 int          evaluations)
{
  const NstStage *stage = report->stage;

  if (report->progress == NULL)
    return;

  report->now.size    = MAX (stage->width, stage->height);
  report->now.step    = evaluations;
  report->now.n_steps = stage->evaluations;
  report->now.loss    = loss;

  nst_threads_run (report->threads, (size_t) report->frame->height, fill_row,
                   &(Frame){ report, canvas });
  if (!nst_threads_interrupted (report->threads))
    tell (report, evaluations);
}

void
nst_report_part (NstReport *report,
                 double     done)
{
  if (report->progress != NULL)
    tell (report, report->now.step + done);
}

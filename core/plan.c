/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a run will take, in memory and time, and the objective and its cost by
 * themselves. */

#include "nst.h"

#include "image.h"
#include "network.h"
#include "objective.h"
#include "schedule.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

/* The picture whose evaluation is timed for the estimate. */
#define PROBE_SIZE 128

/* An allowance for a thread's block of tiles (7 MB at 512 channels) and its
 * small matrices. */
#define BYTES_A_THREAD (16u << 20)


/* ---- memory ---------------------------------------------------------- */

/* Memory that programs can still have without others being swapped out. */
static guint64
get_available_bytes (void)
{
  guint64 kilobytes = 0;
  char    line[256];
  FILE   *file      = fopen ("/proc/meminfo", "r");

  while (file != NULL && fgets (line, sizeof (line), file) != NULL)
    if (g_str_has_prefix (line, "MemAvailable:"))
      kilobytes = g_ascii_strtoull (line + strlen ("MemAvailable:"), NULL, 10);
  if (file != NULL)
    fclose (file);

  if (kilobytes > 0)
    return kilobytes * 1024;

  return (guint64) sysconf (_SC_PHYS_PAGES) * (guint64) sysconf (_SC_PAGESIZE) / 2;
}

/* The settings' budget, or half of the memory that is available now. */
static guint64
get_budget (const NstSettings *settings)
{
  return settings->memory_bytes > 0 ? settings->memory_bytes
                                    : get_available_bytes () / 2;
}

static guint64
count_stage_bytes (const NstNetwork   *network,
                   const NstLayerPlan *layers,
                   const NstSettings  *settings,
                   const NstStage     *stage)
{
  const guint64     pixels    = (guint64) stage->width * stage->height;
  const double      style     = settings->style_scale;
  const NstMinimise options   = nst_schedule_get_minimise (settings, stage);
  const guint64     optimiser = sizeof (float) * nst_minimise_count (&options, 3 * pixels);
  /* content and styles scaled, the painting twice, the canvas, a spare */
  const guint64     pictures  = sizeof (float) * 3 * 7 * pixels;
  guint64           preparing;
  guint64           bytes;

  nst_objective_count (network, layers, stage->width, stage->height,
                       (int) (stage->width * style), (int) (stage->height * style),
                       &preparing, &bytes);

  return MAX (preparing, bytes + optimiser) + pictures;
}

static guint64
count_bytes (const NstSchedule  *schedule,
             const NstNetwork   *network,
             const NstLayerPlan *layers,
             const NstSettings  *settings,
             int                 n_threads)
{
  guint64 most = 0;

  for (int i = 0; i < schedule->n_stages; i++)
    most = MAX (most, count_stage_bytes (network, layers, settings,
                                         &schedule->stages[i]));

  return most + nst_network_count_bytes (network, layers->deepest) +
         (guint64) n_threads * BYTES_A_THREAD;
}

/* The largest longer side that fits, in tens of pixels; 0: none. */
static int
find_size_that_fits (const NstNetwork   *network,
                     const NstLayerPlan *layers,
                     const NstSettings  *settings,
                     int                 n_threads,
                     int                 width,
                     int                 height,
                     guint64             budget)
{
  int low  = 0;
  int high = MAX (width, height) / 10;

  while (high - low > 1)
    {
      NstSchedule schedule;
      NstSettings smaller = *settings;
      const int   middle  = (low + high) / 2;

      smaller.size = middle * 10;
      smaller.schedule[0] = '\0';
      if (nst_schedule_init (&schedule, layers, &smaller, width, height, NULL) &&
          count_bytes (&schedule, network, layers, &smaller, n_threads) > budget)
        high = middle;
      else
        low = middle;
    }

  return low * 10;
}

gboolean
nst_schedule_check_memory (const NstSchedule  *schedule,
                           NstNetwork         *network,
                           const NstLayerPlan *layers,
                           const NstSettings  *settings,
                           int                 n_threads,
                           guint64            *bytes,
                           GError            **error)
{
  const guint64 budget = get_budget (settings);
  int           size;

  *bytes = count_bytes (schedule, network, layers, settings, n_threads);
  if (*bytes <= budget)
    return TRUE;

  size = find_size_that_fits (network, layers, settings, n_threads,
                              schedule->width, schedule->height, budget);
  if (size >= nst_layer_get_least_side (layers->deepest))
    g_set_error (error, NST_ERROR, NST_ERROR_MEMORY,
                 "Painting at %d x %d pixels needs %.1f GB of memory and %.1f "
                 "GB may be used: set the size to %d or less.",
                 schedule->width, schedule->height, (double) *bytes / 1e9,
                 (double) budget / 1e9, size);
  else
    g_set_error (error, NST_ERROR, NST_ERROR_MEMORY,
                 "Painting needs %.1f GB of memory at any size and %.1f GB may "
                 "be used: close other programs or allow more.",
                 (double) *bytes / 1e9, (double) budget / 1e9);

  return FALSE;
}


/* ---- time ------------------------------------------------------------ */

static NstImage *
make_noise (int       size,
            guint32   seed,
            GError  **error)
{
  NstImage *noise = nst_image_new (size, size, 3, error);
  GRand    *rand;

  if (noise == NULL)
    return NULL;

  rand = g_rand_new_with_seed (seed);
  for (size_t i = 0; i < (size_t) size * size * 3; i++)
    noise->data[i] = (float) g_rand_double (rand);
  g_rand_free (rand);

  return noise;
}

/* Seconds for an evaluation and its gradient: the best of repeat. */
static gboolean
time_objective (NstObjective   *objective,
                const float    *canvas,
                float          *gradient,
                int             repeat,
                const NstWork  *work,
                double         *seconds)
{
  *seconds = INFINITY;

  for (int i = 0; i < repeat; i++)
    {
      const gint64 start = g_get_monotonic_time ();
      double       loss;

      if (!nst_objective_evaluate (objective, canvas, gradient, &loss, NULL, work))
        return FALSE;

      *seconds = MIN (*seconds, (double) (g_get_monotonic_time () - start) / 1e6);
    }

  return TRUE;
}

static gboolean
time_on_noise (NstNetwork         *network,
               int                 size,
               int                 repeat,
               const NstSettings  *settings,
               const NstWork      *work,
               double             *seconds,
               double             *gflops,
               GError            **error)
{
  g_autoptr (NstImage) photo = make_noise (size, 1, error);
  g_autoptr (NstImage) style = photo != NULL ? make_noise (size, 2, error) : NULL;
  const size_t         n     = (size_t) size * size * 3;
  NstObjective        *objective;
  NstLayerPlan         layers;
  float               *canvas;
  gboolean             done  = FALSE;

  if (style == NULL || !nst_layer_plan_init (&layers, settings, error))
    return FALSE;

  objective = nst_objective_new (network, photo, (const NstImage *const *) &style, 1,
                                 settings, work, error);
  if (objective == NULL)
    return FALSE;

  canvas = nst_floats_new (2 * n, error);
  if (canvas != NULL)
    {
      nst_network_picture_to_canvas (network, style, canvas);
      done = time_objective (objective, canvas, canvas + n, MAX (repeat, 1), work, seconds);
      *gflops = nst_network_count_flop (network, layers.deepest, size, size) /
                *seconds / 1e9;
    }

  free (canvas);
  nst_objective_free (objective);

  return done;
}

gboolean
nst_time (NstNetwork         *network,
          int                 size,
          int                 repeat,
          const NstSettings  *settings,
          double             *seconds,
          double             *gflops,
          int                *threads,
          GError            **error)
{
  NstWork  work = nst_work_begin (settings, NULL, NULL);
  gboolean done = time_on_noise (network, size, repeat, settings, &work,
                                 seconds, gflops, error);

  *threads = work.n_threads;
  nst_work_end (&work);

  return done;
}

/* Seconds that a cost of one pixel takes; 0: could not be measured. */
static double
measure_speed (NstNetwork        *network,
               const NstSettings *settings,
               double             probe_cost)
{
  double speed = nst_network_get_speed (network);
  double seconds;
  double gflops;
  int    threads;

  if (speed == 0.0 && nst_time (network, PROBE_SIZE, 2, settings,
                                &seconds, &gflops, &threads, NULL))
    {
      speed = seconds / probe_cost;
      nst_network_set_speed (network, speed);
    }

  return speed;
}

gboolean
nst_plan (NstNetwork         *network,
          int                 content_width,
          int                 content_height,
          const NstSettings  *settings,
          NstPlan            *plan,
          GError            **error)
{
  NstLayerPlan layers;
  NstSchedule  schedule;
  double       fixed_cost;

  *plan = (NstPlan) { 0 };

  if (!nst_layer_plan_init (&layers, settings, error) ||
      !nst_schedule_init (&schedule, &layers, settings,
                          content_width, content_height, error))
    return FALSE;

  plan->budget_bytes = get_budget (settings);
  plan->tiles        = 1;
  plan->width        = schedule.width;
  plan->height       = schedule.height;
  plan->n_sizes      = schedule.n_stages;
  for (int i = 0; i < schedule.n_stages; i++)
    plan->evaluations += schedule.stages[i].evaluations;

  fixed_cost = schedule.stages[0].cost -
               (double) schedule.stages[0].width * schedule.stages[0].height;
  plan->seconds = schedule.cost *
                  measure_speed (network, settings,
                                 fixed_cost + PROBE_SIZE * PROBE_SIZE);

  return nst_schedule_check_memory (&schedule, network, &layers, settings,
                                    nst_work_count_threads (settings),
                                    &plan->bytes, error);
}


/* ---- the objective by itself ----------------------------------------- */

static gboolean
evaluate (NstNetwork            *network,
          const NstImage        *canvas,
          const NstImage        *content,
          const NstImage *const *styles,
          int                    n_styles,
          const NstSettings     *settings,
          NstTerms              *terms,
          NstImage             **gradient,
          const NstWork         *work,
          GError               **error)
{
  g_autoptr (NstImage) slope = nst_image_new (canvas->width, canvas->height, 3, error);
  NstObjective        *objective;
  float               *pixels;
  gboolean             done  = FALSE;
  double               loss;

  if (slope == NULL)
    return FALSE;

  objective = nst_objective_new (network, content, styles, n_styles, settings,
                                 work, error);
  if (objective == NULL)
    return FALSE;

  pixels = nst_floats_new ((size_t) canvas->width * canvas->height * 3, error);
  if (pixels != NULL)
    {
      nst_network_picture_to_canvas (network, canvas, pixels);
      done = nst_objective_evaluate (objective, pixels,
                                     gradient != NULL ? slope->data : NULL,
                                     &loss, terms, work);
    }

  free (pixels);
  nst_objective_free (objective);
  if (done && gradient != NULL)
    *gradient = g_steal_pointer (&slope);

  return done;
}

gboolean
nst_evaluate (NstNetwork            *network,
              const NstImage        *canvas,
              const NstImage        *content,
              const NstImage *const *styles,
              int                    n_styles,
              const NstSettings     *settings,
              NstTerms              *terms,
              NstImage             **gradient,
              GCancellable          *cancel,
              GError               **error)
{
  GError   *failure = NULL;
  NstWork   work;
  gboolean  done;

  if (!nst_image_check_pictures (content, styles, n_styles, error) ||
      !nst_image_check_pictures (canvas, NULL, 0, error))
    return FALSE;

  if (canvas->width != content->width || canvas->height != content->height)
    {
      g_set_error (error, NST_ERROR, NST_ERROR_PICTURE,
                   "The canvas has %d x %d pixels and the content %d x %d: "
                   "they must be of one size.", canvas->width, canvas->height,
                   content->width, content->height);
      return FALSE;
    }

  work = nst_work_begin (settings, cancel, NULL);
  done = evaluate (network, canvas, content, styles, n_styles, settings, terms,
                   gradient, &work, &failure);
  nst_work_end (&work);

  if (failure != NULL)
    g_propagate_error (error, failure);
  else if (!done && g_cancellable_is_cancelled (cancel))
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, "The evaluation was cancelled.");
  else if (!done)
    g_set_error (error, NST_ERROR, NST_ERROR_MEMORY,
                 "There is not enough memory for the evaluation: choose a smaller size.");

  return done;
}

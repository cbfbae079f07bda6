/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a run will take, in memory and time, and the objective and its cost by
 * themselves. */

#include "core/nst.h"

#include "core/image/image.h"
#include "core/network/network.h"
#include "core/objective/objective.h"
#include "core/run/schedule.h"

#include <math.h>
#include <stdlib.h>

/* The pictures whose evaluations are timed for the estimate. */
static const int probe_sizes[] = { 128, 224 };


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
                const NstThreads  *threads,
                double         *seconds)
{
  *seconds = INFINITY;

  for (int i = 0; i < repeat; i++)
    {
      const gint64 start = g_get_monotonic_time ();
      double       loss;

      if (!nst_objective_evaluate (objective, canvas, gradient, &loss, NULL, threads))
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
               const NstThreads      *threads,
               double             *seconds,
               double             *gflops,
               GError            **error)
{
  g_autoptr (NstImage) photo = make_noise (size, 1, error);
  g_autoptr (NstImage) style = photo != NULL ? make_noise (size, 2, error) : NULL;
  const size_t         n     = (size_t) size * size * 3;
  const NstPartition      partition = nst_partition_whole (size, size);
  NstArena             arena  = { 0 };
  NstObjective        *objective;
  NstLayerSet         layers;
  float               *canvas;
  gboolean             done  = FALSE;

  if (style == NULL || !nst_layer_set_init (&layers, settings, error))
    return FALSE;

  objective = nst_objective_new (network, photo, &(NstStyle) { style, size, size }, 1,
                                 settings, &partition, &arena, threads, error);
  canvas    = objective != NULL ? nst_floats_new (2 * n, error) : NULL;
  if (canvas != NULL)
    {
      nst_network_pixels_to_canvas (network, n / 3, style->data, canvas);
      done = time_objective (objective, canvas, canvas + n, MAX (repeat, 1), threads, seconds);
      *gflops = nst_network_count_flop (network, layers.deepest, layers.pool, size, size) /
                *seconds / 1e9;
    }

  free (canvas);
  nst_objective_free (objective);
  nst_arena_clear (&arena);

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
  NstThreads  team = nst_threads_begin (settings, NULL, NULL);
  gboolean done = time_on_noise (network, size, repeat, settings, &team,
                                 seconds, gflops, error);

  *threads = team.n_threads;
  nst_threads_end (&team);

  return done;
}

/* Statistics, wide pools and norms of gradients take their time. */
static int
get_kind (const NstSettings *settings)
{
  return (settings->statistic == NST_STATISTIC_GRAM ? 1 : 0) +
         (nst_pool_is_wide (settings->pool) ? 2 : 0) +
         (settings->weighting == NST_WEIGHTING_GRADIENT ? 4 : 0);
}

/* From two sizes, what does not depend on it and what a pixel takes; 0: could not be
 * measured. */
static NstSpeed
measure_speed (NstNetwork        *network,
               const NstSettings *settings,
               const NstKernels  *kernels)
{
  NstSpeed speed = nst_network_get_speed (network, kernels, get_kind (settings));
  double   pixels[2];
  double   seconds[2];
  double   gflops;
  int      threads;

  if (speed.pixel_s > 0.0)
    return speed;

  for (int i = 0; i < 2; i++)
    {
      pixels[i] = (double) probe_sizes[i] * probe_sizes[i];
      if (!nst_time (network, probe_sizes[i], 2, settings, &seconds[i], &gflops, &threads, NULL))
        return speed;
    }

  /* A machine that is busy with something else may say anything. */
  speed.pixel_s      = CLAMP ((seconds[1] - seconds[0]) / (pixels[1] - pixels[0]),
                              0.2 * seconds[1] / pixels[1], seconds[1] / pixels[1]);
  speed.evaluation_s = seconds[1] - pixels[1] * speed.pixel_s;
  nst_network_set_speed (network, kernels, get_kind (settings), speed);

  return speed;
}

gboolean
nst_estimate (NstNetwork         *network,
          int                 content_width,
          int                 content_height,
          int                 style_width,
          int                 style_height,
          const NstSettings  *settings,
          NstEstimate            *plan,
          GError            **error)
{
  const guint64     start    = settings->init == NST_INIT_FILE
                             ? (guint64) content_width * content_height : 0;
  const NstPictureSizes pictures = { content_width, content_height, style_width, style_height,
                                 (guint64) style_width * style_height, start };
  const NstStage   *finest;
  NstLayerSet      layers;
  NstSchedule       schedule;
  NstSpeed          speed;
  gboolean          fits;

  *plan = (NstEstimate) { 0 };

  if (!nst_layer_set_init (&layers, settings, error) ||
      !nst_schedule_init (&schedule, &layers, settings,
                          content_width, content_height, error))
    return FALSE;

  speed = measure_speed (network, settings, layers.kernels);
  fits  = nst_schedule_plan_memory (&schedule, network, &layers, settings, &pictures,
                                    nst_threads_count_threads (settings),
                                    &plan->budget_bytes, &plan->bytes, error);

  finest           = &schedule.stages[schedule.n_stages - 1];
  plan->tiles      = finest->partition.n_parts;
  plan->optimiser  = finest->minimise.method;
  plan->history    = plan->optimiser == NST_OPTIMISER_LBFGS ? finest->minimise.history : 0;
  plan->width      = schedule.width;
  plan->height     = schedule.height;
  plan->n_sizes    = schedule.n_stages;
  plan->seconds    = nst_schedule_count_seconds (&schedule, settings, &speed);
  for (int i = 0; i < schedule.n_stages; i++)
    plan->evaluations += schedule.stages[i].evaluations;

  return fits;
}


/* ---- the objective by itself ----------------------------------------- */

/* Whole where that is within the budget. */
static NstPartition
choose_partition (const NstNetwork  *network,
               const NstSettings *settings,
               const NstImage    *canvas,
               int                n_threads)
{
  NstPartition        partitions[NST_MOST_PARTITIONS];
  NstLayerSet     layers;
  const NstPartition *found;
  guint64          held;
  int              n;

  if (settings->memory_bytes == 0 || !nst_layer_set_init (&layers, settings, NULL))
    return nst_partition_whole (canvas->width, canvas->height);

  held = nst_network_count_bytes (network, layers.kernels, NST_N_LAYERS - 1) +
         sizeof (float) * 4 * 3 * (size_t) canvas->width * canvas->height;
  n = nst_partition_list (partitions, network, &layers, settings->statistic,
                       canvas->width, canvas->height, n_threads);
  found = nst_partition_find (partitions, n, settings->memory_bytes > held
                                       ? settings->memory_bytes - held : 0);

  /* The smallest is tried even where it may be too much. */
  partitions[0] = found != NULL ? *found : partitions[n - 1];
  partitions[0].style_strip = partitions[0].style_band = G_MAXINT;

  return partitions[0];
}

static gboolean
evaluate (NstNetwork            *network,
          const NstImage        *canvas,
          const NstImage        *content,
          const NstStyle        *styles,
          int                    n_styles,
          const NstSettings     *settings,
          NstTerms              *terms,
          NstImage             **gradient,
          const NstThreads         *threads,
          GError               **error)
{
  const NstPartition      partition = choose_partition (network, settings, canvas, threads->n_threads);
  g_autoptr (NstImage) slope  = nst_image_new (canvas->width, canvas->height, 3, error);
  const size_t         n      = (size_t) canvas->width * canvas->height;
  NstArena             arena  = { 0 };
  NstObjective        *objective;
  float               *pixels;
  gboolean             done   = FALSE;
  double               loss;

  if (slope == NULL)
    return FALSE;

  objective = nst_objective_new (network, content, styles, n_styles, settings,
                                 &partition, &arena, threads, error);
  pixels    = objective != NULL ? nst_floats_new (3 * n, error) : NULL;
  if (pixels != NULL)
    {
      nst_network_pixels_to_canvas (network, n, canvas->data, pixels);
      done = nst_objective_evaluate (objective, pixels, slope->data, &loss, terms, threads);
    }

  free (pixels);
  nst_objective_free (objective);
  nst_arena_clear (&arena);
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
  g_autofree NstStyle *whole   = g_new (NstStyle, MAX (n_styles, 1));
  NstSettings          exact   = *settings;
  GError              *failure = NULL;
  NstThreads              threads;
  gboolean             done;

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

  for (int i = 0; i < n_styles; i++)
    whole[i] = (NstStyle) { styles[i], styles[i]->width, styles[i]->height };

  exact.precision = NST_PRECISION_SINGLE;
  threads = nst_threads_begin (settings, cancel, NULL);
  done = evaluate (network, canvas, content, whole, n_styles, &exact, terms,
                   gradient, &threads, &failure);
  nst_threads_end (&threads);

  if (failure != NULL)
    g_propagate_error (error, failure);
  else if (!done && g_cancellable_is_cancelled (cancel))
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, "The evaluation was cancelled.");
  else if (!done)
    g_set_error (error, NST_ERROR, NST_ERROR_MEMORY,
                 "There is not enough memory for the evaluation: choose a smaller size.");

  return done;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The estimate: the schedule and the memory as a run would plan them, and the seconds
 * from a short measurement. */

#include "core/run/estimate.h"

#include "core/network/network-private.h"
#include "core/run/memory-plan.h"
#include "core/run/probe.h"

#include <glib/gi18n-lib.h>

/* The sides of the pictures whose evaluations are timed, and of smaller ones where these would
 * be too much. */
static const int probe_sizes[][2] = { { 128, 224 }, { 64, 112 }, { 32, 56 } };

/* What a run would plan. */
typedef struct
{
  NstLayerSet   layers;
  NstSchedule   schedule; /* no stages: the run can't begin */
  NstMemoryPlan memory;
} Plan;

/* Statistics, wide pools and norms of gradients take their time. */
static int
get_evaluation_kind (const NstSettings *settings)
{
  return (settings->statistic == NST_STATISTIC_GRAM ? 1 : 0) +
         (nst_pool_is_wide (settings->pool) ? 2 : 0) +
         (settings->weighting == NST_WEIGHTING_GRADIENT ? 4 : 0);
}

/* The first of the probes that is within the budget; G_N_ELEMENTS (probe_sizes): none. */
static size_t
find_probe (NstNetwork        *network,
            const NstSettings *settings,
            const Plan        *plan)
{
  const guint64 fixed = nst_memory_count_fixed (network, &plan->layers);
  size_t        i     = 0;

  while (i < G_N_ELEMENTS (probe_sizes) &&
         fixed + nst_time_count_bytes (network, probe_sizes[i][1], settings) >
           plan->memory.budget_bytes)
    i++;

  return i;
}

/* From two sizes, what does not depend on it and what a pixel takes; 0: could not be
 * measured.  What small ones say is not kept. */
static NstSpeed
measure_speed (NstNetwork        *network,
               const NstSettings *settings,
               const Plan        *plan,
               GCancellable      *cancel)
{
  const NstKernels *kernels = plan->layers.kernels;
  const int         kind    = get_evaluation_kind (settings);
  NstSpeed          speed   = nst_network_get_speed (network, kernels, kind);
  const size_t      probe   = find_probe (network, settings, plan);
  double            pixels[2];
  double            seconds[2];
  NstTiming         timing;

  if (speed.pixel_s > 0.0 || probe == G_N_ELEMENTS (probe_sizes))
    return speed;

  for (int i = 0; i < 2; i++)
    {
      const int size = probe_sizes[probe][i];

      pixels[i] = (double) size * size;
      if (!nst_time (network, size, 2, settings, cancel, &timing, NULL))
        return speed;
      seconds[i] = timing.seconds;
    }

  /* A machine that is busy with something else may say anything. */
  speed.pixel_s      = CLAMP ((seconds[1] - seconds[0]) / (pixels[1] - pixels[0]),
                              0.2 * seconds[1] / pixels[1], seconds[1] / pixels[1]);
  speed.evaluation_s = seconds[1] - pixels[1] * speed.pixel_s;
  if (probe == 0)
    nst_network_set_speed (network, kernels, kind, speed);

  return speed;
}

static gboolean
plan_run (Plan                  *plan,
          NstNetwork            *network,
          const NstPictureSizes *pictures,
          const NstSettings     *settings,
          GCancellable          *cancel,
          GError               **error)
{
  const NstThreads threads = { nst_threads_count (settings->threads), cancel };
  NstPictureSizes  sizes   = *pictures;

  if (settings->init == NST_INIT_FILE && sizes.start_pixels == 0)
    sizes.start_pixels = (guint64) sizes.content.width * sizes.content.height;

  *plan = (Plan){ 0 };

  if (!nst_text_parse_shares (settings, sizes.n_styles, NULL, error))
    return FALSE;

  if (!nst_layer_set_init (&plan->layers, settings, error) ||
      !nst_schedule_init (&plan->schedule, &plan->layers, settings, sizes.content.width,
                          sizes.content.height, error))
    {
      plan->schedule.n_stages = 0;
      return FALSE;
    }

  return nst_memory_plan (&plan->memory, &plan->schedule, network, &plan->layers, settings,
                          &sizes, &threads, error);
}

gboolean
nst_estimate_last_stage (const NstSettings *settings,
                         int                width,
                         int                height,
                         NstScheduleEntry  *last,
                         GError           **error)
{
  NstLayerSet     layers;
  NstSchedule     schedule;
  const NstStage *stage;
  int             side;

  if (!nst_layer_set_init (&layers, settings, error) ||
      !nst_schedule_init (&schedule, &layers, settings, width, height, error))
    return FALSE;

  stage = &schedule.stages[schedule.n_stages - 1];
  side  = MAX (stage->width, stage->height);
  *last = (NstScheduleEntry){ side < MAX (schedule.width, schedule.height) ? side : 0,
                              stage->evaluations };

  return TRUE;
}

gboolean
nst_check_memory (NstNetwork            *network,
                  const NstPictureSizes *pictures,
                  const NstSettings     *settings,
                  GError               **error)
{
  Plan plan;

  return plan_run (&plan, network, pictures, settings, NULL, error);
}

gboolean
nst_estimate (NstNetwork            *network,
              const NstPictureSizes *pictures,
              const NstSettings     *settings,
              GCancellable          *cancel,
              NstEstimate           *estimate,
              GError               **error)
{
  const NstStage    *finest;
  const NstSchedule *schedule;
  Plan               plan;
  NstSpeed           speed;
  GError            *failure = NULL;
  gboolean           fits;

  *estimate = (NstEstimate){ 0 };
  fits      = plan_run (&plan, network, pictures, settings, cancel, &failure);
  schedule  = &plan.schedule;
  if (schedule->n_stages == 0)
    {
      g_propagate_error (error, failure);
      return FALSE;
    }

  speed = measure_speed (network, settings, &plan, cancel);
  if (g_cancellable_is_cancelled (cancel))
    {
      g_clear_error (&failure);
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, _ ("The estimate was cancelled."));
      return FALSE;
    }
  if (failure != NULL)
    g_propagate_error (error, failure);

  finest                 = &schedule->stages[schedule->n_stages - 1];
  estimate->bytes        = plan.memory.bytes;
  estimate->budget_bytes = plan.memory.budget_bytes;
  estimate->parts        = finest->partition.n_parts;
  estimate->optimiser    = finest->minimise.method;
  estimate->history      = estimate->optimiser == NST_OPTIMISER_LBFGS ? finest->minimise.history
                                                                      : 0;
  estimate->width        = schedule->width;
  estimate->height       = schedule->height;
  estimate->n_sizes      = schedule->n_stages;
  estimate->seconds      = nst_schedule_count_seconds (schedule, settings, &speed);
  for (int i = 0; i < schedule->n_stages; i++)
    estimate->evaluations += schedule->stages[i].evaluations;

  return fits;
}

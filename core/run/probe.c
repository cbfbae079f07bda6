/* SPDX-License-Identifier: GPL-3.0-or-later */

/* One objective by itself: timed on noise, or evaluated for comparison. */

#include "core/run/probe.h"

#include "core/base/memory.h"
#include "core/network/network-private.h"
#include "core/objective/objective.h"
#include "core/objective/partition.h"
#include "core/run/masks.h"
#include "core/run/recolour.h"

#include <math.h>
#include <stdlib.h>

#include <glib/gi18n-lib.h>

/* Sets the error of an evaluation that failed, of which it takes what is known.  Always
 * FALSE. */
static gboolean
fail (GError       *failure,
      GCancellable *cancel,
      GError      **error)
{
  if (failure != NULL)
    g_propagate_error (error, failure);
  else if (g_cancellable_is_cancelled (cancel))
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, _ ("The evaluation was cancelled."));
  else
    nst_refuse (error, NST_ERROR_MEMORY,
                _ ("There is not enough memory for the evaluation: choose a smaller size."));

  return FALSE;
}


/* ---- time ------------------------------------------------------------ */

static NstImage *
make_noise (int               size,
            guint32           seed,
            const NstThreads *threads,
            GError          **error)
{
  g_autoptr (NstImage) noise = nst_image_new (size, size, 3, error);
  g_autoptr (GRand)    rand  = g_rand_new_with_seed (seed);
  const size_t         row   = (size_t) size * 3;

  if (noise == NULL)
    return NULL;

  for (int y = 0; y < size && !nst_threads_interrupted (threads); y++)
    for (size_t i = 0; i < row; i++)
      noise->data[y * row + i] = (float) g_rand_double (rand);

  return nst_threads_interrupted (threads) ? NULL : g_steal_pointer (&noise);
}

/* The share of that time in which one of n threads computes alone, if all do or one. */
static double
get_serial_share (double seconds,
                  double busy_seconds,
                  int    n)
{
  return n > 1 ? 1.0 - busy_seconds / seconds / (n - 1) : 1.0;
}

/* An evaluation and its gradient: the best of repeat. */
static gboolean
time_objective (NstObjective     *objective,
                const float      *canvas,
                float            *gradient,
                int               repeat,
                const NstThreads *threads,
                NstTiming        *timing)
{
  timing->seconds = INFINITY;

  for (int i = 0; i < repeat; i++)
    {
      const gint64 start      = g_get_monotonic_time ();
      const double busy_start = nst_threads_get_busy_seconds (threads);
      double       busy_seconds;
      double       seconds;
      double       loss;

      if (!nst_objective_evaluate (objective, canvas, gradient, &loss, NULL, threads))
        return FALSE;

      seconds      = (double) (g_get_monotonic_time () - start) / 1e6;
      busy_seconds = nst_threads_get_busy_seconds (threads) - busy_start;
      if (seconds < timing->seconds)
        {
          timing->seconds      = seconds;
          timing->serial_share = get_serial_share (seconds, busy_seconds, threads->n_threads);
        }
    }

  return TRUE;
}

static gboolean
time_on_noise (NstNetwork        *network,
               int                size,
               int                repeat,
               const NstSettings *settings,
               const NstThreads  *threads,
               NstTiming         *timing,
               GError           **error)
{
  g_autoptr (NstImage) photo     = make_noise (size, 1, threads, error);
  g_autoptr (NstImage) style     = photo != NULL ? make_noise (size, 2, threads, error) : NULL;
  const size_t         n         = (size_t) size * size * 3;
  const NstStyle       whole     = { style, size, size };
  const NstSources     sources   = { photo, &whole, 1 };
  const NstPartition   partition = nst_partition_whole (size, size);
  NstArena             arena     = { 0 };
  NstObjective        *objective;
  NstLayerSet          layers;
  float               *canvas;
  gboolean             done = FALSE;

  if (style == NULL || !nst_layer_set_init (&layers, settings, error))
    return FALSE;

  objective = nst_objective_new (network, &sources, settings, &layers, &partition, &arena, threads,
                                 error);
  canvas    = objective != NULL ? nst_floats_new (2 * n, error) : NULL;
  if (canvas != NULL)
    {
      nst_network_pixels_to_canvas (network, n / 3, style->data, canvas);
      done           = time_objective (objective, canvas, canvas + n, MAX (repeat, 1), threads,
                                       timing);
      timing->gflops = nst_network_count_flop (network, layers.deepest, layers.pool, size, size) /
                       timing->seconds / 1e9;
    }

  free (canvas);
  nst_objective_free (objective);
  nst_arena_clear (&arena);

  return done;
}

gboolean
nst_time (NstNetwork        *network,
          int                size,
          int                repeat,
          const NstSettings *settings,
          GCancellable      *cancel,
          NstTiming         *timing,
          GError           **error)
{
  GError    *failure = NULL;
  NstThreads threads;
  gboolean   done;

  if (!nst_threads_begin (&threads, settings->threads, cancel, NULL, error))
    return FALSE;

  done            = time_on_noise (network, size, repeat, settings, &threads, timing, &failure);
  timing->threads = threads.n_threads;
  nst_threads_end (&threads);

  return done || fail (failure, cancel, error);
}


guint64
nst_time_count_bytes (NstNetwork        *network,
                      int                size,
                      const NstSettings *settings)
{
  NstLayerSet      layers;
  const NstProblem problem = { network, &layers, settings->statistic, size, size,
                               nst_threads_count (settings->threads) };
  NstPartition     partitions[NST_MOST_PARTITIONS];

  if (!nst_layer_set_init (&layers, settings, NULL))
    return 0;
  nst_partition_list (partitions, &problem);

  /* Two pictures, the canvas and the gradient. */
  return partitions[0].bytes + sizeof (float) * 4 * 3 * (guint64) size * size;
}


/* ---- losses and gradient --------------------------------------------- */

/* Whole where that is within the budget. */
static NstPartition
choose_partition (const NstSubject  *subject,
                  const NstLayerSet *layers,
                  const NstImage    *canvas,
                  int                n_threads)
{
  const NstSettings  *settings = subject->settings;
  g_autofree NstSize *sizes    = g_new (NstSize, MAX (subject->n_styles, 1));
  const NstProblem    problem  = { subject->network, layers, settings->statistic,
                                   canvas->width, canvas->height, n_threads,
                                   .n_zones = nst_subject_get_sizes (subject, sizes).n_zones };
  NstPartition        partitions[NST_MOST_PARTITIONS];
  const NstPartition *found;
  guint64             held;
  int                 n;

  if (settings->memory_bytes == 0)
    return nst_partition_whole (canvas->width, canvas->height);

  held = nst_network_count_bytes (subject->network, layers->kernels, NST_N_LAYERS - 1) +
         sizeof (float) * 4 * 3 * (size_t) canvas->width * canvas->height;
  n     = nst_partition_list (partitions, &problem);
  found = nst_partition_find (partitions, n, MAX (settings->memory_bytes, held) - held);

  /* The smallest is tried even where it may be too much. */
  partitions[0]             = found != NULL ? *found : partitions[n - 1];
  partitions[0].style_strip = partitions[0].style_band = G_MAXINT;

  return partitions[0];
}

static gboolean
evaluate (const NstSubject *subject,
          const NstImage   *canvas,
          NstTerms         *terms,
          NstImage        **gradient,
          const NstThreads *threads,
          GError          **error)
{
  g_autoptr (NstImage) slope  = nst_image_new (canvas->width, canvas->height, 3, error);
  g_autofree NstStyle *styles = g_new (NstStyle, MAX (subject->n_styles, 1));
  const size_t         n      = (size_t) canvas->width * canvas->height;
  NstArena             arena  = { 0 };
  NstPartition         partition;
  NstLayerSet          layers;
  NstObjective        *objective;
  float               *pixels;
  gboolean             done = FALSE;
  double               loss;

  if (slope == NULL || !nst_layer_set_init (&layers, subject->settings, error))
    return FALSE;

  for (int i = 0; i < subject->n_styles; i++)
    styles[i] = (NstStyle){ subject->styles[i], subject->styles[i]->width,
                            subject->styles[i]->height, nst_masks_get_style (subject, i) };

  partition = choose_partition (subject, &layers, canvas, threads->n_threads);
  objective = nst_masks_make_objective (subject, subject->content, styles, &layers, &partition,
                                        &arena, threads, error);
  pixels    = objective != NULL ? nst_floats_new (3 * n, error) : NULL;
  if (pixels != NULL)
    {
      nst_network_pixels_to_canvas (subject->network, n, canvas->data, pixels);
      done = nst_objective_evaluate (objective, pixels, slope->data, &loss, terms, threads);
    }

  free (pixels);
  nst_objective_free (objective);
  nst_arena_clear (&arena);
  if (done && gradient != NULL)
    *gradient = g_steal_pointer (&slope);

  return done;
}

static gboolean
check_canvas (const NstImage *canvas,
              const NstImage *content,
              GError        **error)
{
  if (canvas->width == content->width && canvas->height == content->height)
    return TRUE;

  return nst_refuse (error, NST_ERROR_PICTURE,
                     _ ("The canvas has %d x %d pixels and the content %d x %d; "
                        "they must have the same size: choose the size that the canvas has."),
                     canvas->width, canvas->height,
                     content->width, content->height);
}

gboolean
nst_evaluate (const NstSubject *subject,
              const NstImage   *canvas,
              NstTerms         *terms,
              NstImage        **gradient,
              GCancellable     *cancel,
              GError          **error)
{
  NstSettings   exact   = *subject->settings;
  NstSubject    same    = *subject;
  GError       *failure = NULL;
  NstRecoloured recoloured;
  NstThreads    threads;
  gboolean      done;

  if (!nst_image_check_pictures (subject->content, subject->styles, subject->n_styles, error) ||
      !nst_image_check_pictures (canvas, NULL, 0, error) ||
      !check_canvas (canvas, subject->content, error))
    return FALSE;

  if (!nst_threads_begin (&threads, exact.threads, cancel, NULL, error))
    return FALSE;

  exact.precision = NST_PRECISION_SINGLE;
  same.settings   = &exact;
  done            = nst_recoloured_init (&recoloured, &same, &threads, &failure) &&
         evaluate (&recoloured.subject, canvas, terms, gradient, &threads, &failure);
  nst_recoloured_clear (&recoloured);
  nst_threads_end (&threads);

  return done || fail (failure, cancel, error);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Two rounds of tasks, each begun by its longest: the blocks of layers that have directions
 * beside the others' whole distances; then, of all blocks, the slopes, or the whole distance
 * where directions are due. */

#include "core/objective/distances.h"

#include "core/base/blas.h"
#include "core/objective/wasserstein.h"

/* One of a layer; first and second: blocks. */
typedef void (*TaskFunc) (NstDistance *distance,
                          int          first,
                          int          second,
                          double      *space);

typedef struct
{
  TaskFunc     run;
  NstDistance *distance;
  int          first;
  int          second;
  double       cost; /* multiplications, about */
} Task;

typedef struct
{
  GArray *tasks;
  double *space;
  size_t  n_space;
} Round;

/* ---- tasks ----------------------------------------------------------- */

static void
run_whole (NstDistance *distance,
           int          first,
           int          second,
           double      *space)
{
  const int channels = distance->target->channels;

  (void) first;
  (void) second;

  distance->distance = nst_target_distance (distance->target, distance->canvas, &distance->seen,
                                            distance->is_due ? distance->directions : NULL,
                                            distance->slope, distance->offset, space);

  nst_blas.sscal (channels * channels, (float) distance->by_slope, distance->slope, 1);
  nst_blas.sscal (channels, (float) distance->by_offset, distance->offset, 1);
}

static void
run_block (NstDistance *distance,
           int          first,
           int          second,
           double      *space)
{
  (void) second;

  nst_directions_bound (distance->directions, first, distance->canvas, &distance->seen,
                        distance->target->eps, space);
}

static void
run_slope (NstDistance *distance,
           int          first,
           int          second,
           double      *space)
{
  nst_directions_fill_slope (distance->directions, first, second,
                             distance->by_slope *
                               nst_wasserstein_get_factor (distance->target, &distance->seen),
                             distance->slope, space);
}

static void
run_offset (NstDistance *distance,
            int          first,
            int          second,
            double      *space)
{
  (void) first;
  (void) second;

  distance->distance = nst_wasserstein_bound (distance->target, distance->canvas, &distance->seen,
                                              distance->directions, distance->offset, space);
  nst_blas.sscal (distance->target->channels, (float) distance->by_offset, distance->offset, 1);
}


/* ---- rounds ---------------------------------------------------------- */

static void
add_whole (GArray      *tasks,
           NstDistance *distance)
{
  const double n    = distance->target->channels;
  const Task   task = { run_whole, distance, .cost = 8 * n * n * n };

  g_array_append_val (tasks, task);
}

static void
add_blocks (GArray      *tasks,
            NstDistance *distance)
{
  const double n = distance->target->channels;

  for (int i = 0; i < nst_directions_count_blocks (distance->target->channels); i++)
    {
      const Task task = { run_block, distance, i, .cost = 2 * NST_DIRECTIONS_BLOCK * n * n };

      g_array_append_val (tasks, task);
    }
}

static void
add_slopes (GArray      *tasks,
            NstDistance *distance)
{
  const double n      = distance->target->channels;
  const Task   offset = { run_offset, distance, .cost = n * n };

  for (int i = 0; i < nst_directions_count_blocks (distance->target->channels); i++)
    for (int j = 0; j <= i; j++)
      {
        const Task task = { run_slope, distance, i, j,
                            NST_DIRECTIONS_BLOCK * NST_DIRECTIONS_BLOCK * n };

        g_array_append_val (tasks, task);
      }

  g_array_append_val (tasks, offset);
}

static int
compare_tasks (gconstpointer a,
               gconstpointer b)
{
  const double cost       = ((const Task *) a)->cost;
  const double other_cost = ((const Task *) b)->cost;

  return (cost < other_cost) - (cost > other_cost);
}

static void
run_task (gpointer data,
          size_t   task,
          int      thread)
{
  const Round *round = data;
  const Task *this   = &g_array_index (round->tasks, Task, task);

  this->run (this->distance, this->first, this->second, round->space + thread * round->n_space);
}

static void
run_round (const Round      *round,
           const NstThreads *threads)
{
  g_array_sort (round->tasks, compare_tasks);
  nst_threads_run (threads, round->tasks->len, run_task, (gpointer) round);
  g_array_set_size (round->tasks, 0);
}

/* What is done for a layer. */
static void
begin (NstDistance *distance)
{
  const gboolean keeps = distance->directions != NULL &&
                         !nst_wasserstein_is_reduced (distance->target, &distance->seen);

  distance->is_bound = keeps && nst_directions_are_known (distance->directions);
  distance->is_due   = keeps && nst_directions_next (distance->directions);
}

gboolean
nst_distances_run (NstDistance      *distances,
                   int               n,
                   double           *space,
                   size_t            n_space,
                   const NstThreads *threads)
{
  g_autoptr (GArray) tasks = g_array_new (FALSE, FALSE, sizeof (Task));
  const Round        round = { tasks, space, n_space };

  for (int i = 0; i < n; i++)
    {
      begin (&distances[i]);
      if (distances[i].is_bound)
        add_blocks (tasks, &distances[i]);
      else
        add_whole (tasks, &distances[i]);
    }
  run_round (&round, threads);

  for (int i = 0; i < n; i++)
    {
      if (distances[i].is_bound && distances[i].is_due)
        add_whole (tasks, &distances[i]);
      else if (distances[i].is_bound)
        add_slopes (tasks, &distances[i]);
    }
  run_round (&round, threads);

  return !nst_threads_interrupted (threads);
}

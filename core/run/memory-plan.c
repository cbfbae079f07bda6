/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What is given up where the memory is short.  These are tried in turn, and the first that
 * fits is taken: the picture whole, at all levels of its pyramid, with less and less of the
 * optimiser's memory; the same at fewer and fewer levels; in parts that cost little, from
 * the full history of L-BFGS down to Adam and compact Adam; in any parts. */

#include "core/run/memory-plan.h"

#include "core/base/available-memory.h"
#include "core/run/pictures.h"
#include "core/run/pyramid.h"
#include "core/run/zones.h"

#include <glib/gi18n-lib.h>

/* The program itself, its libraries, and what the allocator keeps. */
#define PROGRAM_BYTES (45u << 20)

/* Choices are made for so much of the budget: runs took up to 4 % more than their
 * plans said. */
#define BUDGET_SHARE 0.95

/* A partition that costs more than this is the last resort. */
#define MOST_COST 1.7

/* What a plan is made from. */
typedef struct
{
  NstNetwork            *network;
  const NstLayerSet     *layers;
  const NstSettings     *settings;
  const NstPictureSizes *pictures;
  const NstThreads      *threads;
  guint64                budget;
} Circumstances;

/* Of what is shared, half is left to others.  What the process may have besides its own
 * program is nobody else's; but stacks, and what the C library keeps for each thread, are
 * addresses too. */
static guint64
choose_budget (void)
{
  const NstAvailableMemory available = nst_available_memory_find ("");

  return MIN (available.shared / 2, available.own / 4 * 3 + PROGRAM_BYTES);
}

static NstProblem
get_problem (const NstStage      *stage,
             const Circumstances *given)
{
  return (NstProblem){
    given->network, given->layers, given->settings->statistic, stage->width, stage->height,
    given->threads->n_threads, given->pictures->is_masked, given->pictures->n_zones
  };
}

static guint64
count_reductions (const NstStage      *stage,
                  const Circumstances *given)
{
  const NstProblem problem = get_problem (stage, given);

  return nst_pyramid_count_bytes (stage, &problem);
}

/* The ways to minimise at a stage, from the one that was asked for to the one
 * that takes least. */
static int
list_methods (const NstSettings *settings,
              const NstStage    *stage,
              NstMinimiseOptions methods[])
{
  const int          history = CLAMP (MIN (settings->history, stage->evaluations), 1, G_MAXINT);
  NstMinimiseOptions method  = { settings->optimiser, stage->evaluations, history,
                                 settings->learning_rate };
  int                n       = 0;

  methods[n++] = method;

  if (method.method == NST_OPTIMISER_LBFGS)
    {
      static const int fewer[] = { 12, 8, 5, 3 };

      for (size_t i = 0; i < G_N_ELEMENTS (fewer); i++)
        if (fewer[i] < history)
          {
            method.history = fewer[i];
            methods[n++]   = method;
          }
      method.method        = NST_OPTIMISER_ADAM;
      method.learning_rate = 0.0;
      methods[n++]         = method;
    }

  if (method.method == NST_OPTIMISER_ADAM)
    {
      method.compact = TRUE;
      methods[n++]   = method;
    }

  return n;
}

#define MOST_METHODS 8

/* What may be chosen for a stage, the better ones first; the first partition is the
 * whole. */
typedef struct
{
  NstMinimiseOptions methods[MOST_METHODS];
  int                n_methods;
  NstPartition       partitions[NST_MOST_PARTITIONS];
  int                n_partitions;
} Choices;

/* The first combination of method and partition that fits beside what is held and
 * costs no more than most_cost; stage has the method, and bytes without the
 * partition's.  NULL: there is none, and the method is the last one. */
static const NstPartition *
choose (NstStage            *stage,
        const Circumstances *given,
        const Choices       *choices,
        gboolean             whole,
        double               most_cost,
        guint64              held)
{
  const size_t n = (size_t) stage->width * stage->height * 3;

  for (int m = 0; m < choices->n_methods; m++)
    {
      const NstPartition *partition = NULL;

      /* Rather than by another method, a picture is worked on in parts. */
      if (whole && choices->methods[m].method != given->settings->optimiser)
        break;

      stage->minimise = choices->methods[m];
      stage->bytes    = held + sizeof (float) * nst_minimise_count (&stage->minimise, n);

      if (stage->bytes < given->budget)
        partition = nst_partition_find (choices->partitions, whole ? 1 : choices->n_partitions,
                                        given->budget - stage->bytes);
      if (partition != NULL && partition->cost <= most_cost)
        return partition;
    }

  return NULL;
}

static const NstPartition *
find_smallest (const Choices *choices)
{
  const NstPartition *smallest = choices->partitions;

  for (int i = 1; i < choices->n_partitions; i++)
    if (choices->partitions[i].bytes < smallest->bytes)
      smallest = &choices->partitions[i];

  return smallest;
}

/* Chooses levels, method and partition beside what is held by the program and the
 * pictures; where nothing fits, what takes least. */
static void
plan_stage (NstStage            *stage,
            const Circumstances *given,
            guint64              held)
{
  const NstProblem    problem = get_problem (stage, given);
  Choices             choices;
  const NstPartition *partition = NULL;
  const int           wanted    = stage->n_levels;

  choices.n_methods    = list_methods (given->settings, stage, choices.methods);
  choices.n_partitions = nst_partition_list (choices.partitions, &problem);

  /* Whole, at fewer and fewer levels; in parts that cost little; in any parts. */
  for (int n = wanted; n >= 1 && partition == NULL; n--)
    {
      stage->n_levels = n;
      partition       = choose (stage, given, &choices, TRUE, G_MAXDOUBLE,
                                held + count_reductions (stage, given));
    }
  if (partition == NULL)
    partition = choose (stage, given, &choices, FALSE, MOST_COST, held);
  if (partition == NULL)
    partition = choose (stage, given, &choices, FALSE, G_MAXDOUBLE, held);
  if (partition == NULL)
    partition = find_smallest (&choices);

  stage->partition = *partition;
  stage->bytes += partition->bytes;

  if (stage->minimise.method == NST_OPTIMISER_ADAM)
    nst_partition_let_lag (&stage->partition, &problem);
}

/* The styles, which are looked at before the optimiser has its memory. */
static void
plan_styles (NstStage            *stage,
             const Circumstances *given,
             guint64              held)
{
  const NstProblem problem = get_problem (stage, given);
  guint64          scaling;
  const NstSize    most   = nst_pictures_fit_styles (given->pictures, stage, given->layers,
                                                     given->settings, &scaling);
  const guint64    pixels = (guint64) most.width * most.height;
  /* As it is, and turned; a mask, its weights of positions and what they are made by are six
   * planes at most. */
  const int n_pictures = (given->settings->turned == NST_TURNED_NO ? 1 : 2) +
                         (given->pictures->masks_styles ? 2 : 0);
  const guint64 scaled = held + n_pictures * nst_pictures_count_bytes (pixels) +
                         nst_zones_count_bytes (given->pictures->n_zones, stage->width,
                                                stage->height);

  nst_partition_fit_style (&stage->partition, &problem, most.width, most.height,
                           given->budget > scaled ? given->budget - scaled : 0);
  stage->bytes = MAX (stage->bytes, scaled + MAX (stage->partition.bytes, scaling));
}

guint64
nst_memory_count_fixed (const NstNetwork  *network,
                        const NstLayerSet *layers)
{
  return PROGRAM_BYTES + nst_network_count_bytes (network, layers->kernels, layers->deepest);
}

static guint64
plan_stages (NstSchedule         *schedule,
             const Circumstances *given)
{
  const guint64 fixed = nst_memory_count_fixed (given->network, given->layers);
  guint64       most  = fixed + nst_pictures_count_fit (schedule, given->pictures, given->settings);

  for (int i = 0; i < schedule->n_stages; i++)
    {
      NstStage     *stage = &schedule->stages[i];
      const guint64 held  = fixed + nst_pictures_count_stage (stage, given->pictures,
                                                              given->settings);

      plan_stage (stage, given, held);
      plan_styles (stage, given, held + count_reductions (stage, given));
      most = MAX (most, stage->bytes);
    }

  /* From one size to the next objectives of reductions are kept. */
  for (int i = 0; i < schedule->n_stages; i++)
    {
      const guint64 kept = i + 1 < schedule->n_stages
                             ? count_reductions (&schedule->stages[i + 1], given)
                             : 0;
      const guint64 step = nst_pictures_count_step (schedule, i, given->pictures,
                                                    given->settings);

      most = MAX (most, fixed + kept + step);
    }

  return most;
}

/* The largest longer side below longer that fits, in tens of pixels; 0: none. */
static int
find_size_that_fits (const Circumstances *given,
                     int                  longer)
{
  NstPictureSizes pictures = *given->pictures;
  const NstSize   content  = pictures.content;
  NstSettings     settings = *given->settings;
  Circumstances   smaller  = *given;
  int             low      = 0;
  int             high     = longer / 10;

  smaller.settings     = &settings;
  smaller.pictures     = &pictures;
  settings.schedule[0] = '\0';

  while (high - low > 1 && !nst_threads_interrupted (given->threads))
    {
      NstSchedule schedule;
      const int   middle = (low + high) / 2;

      settings.size = middle * 10;
      if (pictures.most_read > 0)
        nst_fit_size (content.width, content.height,
                      MIN (pictures.most_read * settings.size, MAX (content.width, content.height)),
                      &pictures.content.width, &pictures.content.height);

      if (nst_schedule_init (&schedule, given->layers, &settings, pictures.content.width,
                             pictures.content.height, NULL) &&
          plan_stages (&schedule, &smaller) > given->budget)
        high = middle;
      else
        low = middle;
    }

  return low * 10;
}

/* The costs of the stages as they are cut up now. */
static void
set_costs (NstSchedule       *schedule,
           const NstSettings *settings)
{
  schedule->cost = 0.0;

  for (int i = 0; i < schedule->n_stages; i++)
    {
      NstStage *stage = &schedule->stages[i];

      stage->cost = nst_stage_count_cost (stage, settings) +
                    (stage->partition.cost - 1.0) * stage->width * stage->height;
      schedule->cost += nst_stage_count_all (stage);
    }
}

/* The error of a run whose pictures alone are too much. */
static void
refuse_reading (const NstMemoryPlan *plan,
                GError             **error)
{
  g_autofree char *needed  = g_format_size (plan->bytes);
  g_autofree char *allowed = g_format_size (plan->budget_bytes);

  g_set_error (error, NST_ERROR, NST_ERROR_MEMORY,
               _ ("Reading the pictures needs %s of memory and %s may be used: allow more, or "
                  "scale the pictures down first."),
               needed, allowed);
}

/* The error of a run that needs too much. */
static void
refuse (const NstSchedule   *schedule,
        const NstMemoryPlan *plan,
        const Circumstances *given,
        GError             **error)
{
  const NstLayerSet *layers  = given->layers;
  g_autofree char   *needed  = g_format_size (plan->bytes);
  g_autofree char   *allowed = g_format_size (plan->budget_bytes);
  const int          size    = find_size_that_fits (given, MAX (schedule->width,
                                                                schedule->height));
  int                width   = 0;
  int                height  = 0;

  if (size > 0)
    nst_fit_size (schedule->width, schedule->height, size, &width, &height);

  if (MIN (width, height) >= nst_layer_get_least_side (layers->deepest, layers->pool))
    g_set_error (error, NST_ERROR, NST_ERROR_MEMORY,
                 _ ("Painting at %d x %d pixels needs %s of memory and %s may be used: "
                    "set the size to %d or less."),
                 schedule->width, schedule->height, needed, allowed, size);
  else
    g_set_error (error, NST_ERROR, NST_ERROR_MEMORY,
                 _ ("Painting needs %s of memory and %s may be used, which is too little "
                    "for any size: allow more, or close other programs."),
                 needed, allowed);
}

gboolean
nst_memory_plan (NstMemoryPlan         *plan,
                 NstSchedule           *schedule,
                 NstNetwork            *network,
                 const NstLayerSet     *layers,
                 const NstSettings     *settings,
                 const NstPictureSizes *pictures,
                 const NstThreads      *threads,
                 GError               **error)
{
  const guint64       budget = settings->memory_bytes > 0 ? settings->memory_bytes
                                                          : choose_budget ();
  const Circumstances given  = {
     network, layers, settings, pictures, threads,
     (guint64) (BUDGET_SHARE * (double) budget)
  };

  plan->budget_bytes = budget;
  plan->bytes        = plan_stages (schedule, &given);
  set_costs (schedule, settings);

  if (plan->bytes > plan->budget_bytes)
    {
      refuse (schedule, plan, &given, error);
      return FALSE;
    }

  if (pictures->reading > 0)
    plan->bytes = MAX (plan->bytes, PROGRAM_BYTES + pictures->reading);
  if (plan->bytes > plan->budget_bytes)
    {
      refuse_reading (plan, error);
      return FALSE;
    }

  return TRUE;
}

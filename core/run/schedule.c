/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The schedule of sizes.  Coarse sizes are cheap and settle what is large, the
 * strokes; fine ones need few evaluations, as they start from a painting that
 * has the photo's detail.  Made when a run or an estimate begins, of the settings and the
 * picture's size; the memory is planned, and the stages are worked on, by it. */

#include "core/run/schedule.h"

/* Coarser sizes than this hold nothing that a finer one doesn't. */
#define LEAST_SIZE 56

/* A canvas is not reduced to less than this, where a photo is hardly one any more. */
#define LEAST_REDUCTION 100

/* A style that is thinner than this is stretched rather than enlarged as a whole, where
 * its shorter side is too small for the layers. */
#define MOST_ASPECT 64

/* A texture's style has no more than so many times the texture's side, or so many pixels
 * where that is less. */
#define MOST_TEXTURE_SCALE 16
#define LEAST_TEXTURE_MOST 1024

/* A picture that is only looked at costs this share of an evaluation: it goes through the
 * network one way. */
#define LOOK_SHARE 0.5

/* What an evaluation costs besides its pixels, in pixels: the eigenproblems of
 * the moments, or the rest.  11000 and 8192 where products are made by AVX2, twice that where
 * AVX-512 makes the pixels cheaper and the weights are read as slowly as ever.
 * It shares out the progress; a plan's seconds are measured. */
#define MOMENTS_COST 15000.0
#define GRAM_COST    11000.0

/* Evaluations at sizes up to so many pixels, for good quality.  Up to 1536
 * by trials on three photos and paintings at 512 and 800 pixels, beyond that by
 * what a painting may cost.  Gram matrices settle more slowly. */
typedef struct
{
  int size;
  int moments;
  int gram;
} Effort;

static const Effort efforts[] = {
  { 96, 20, 40 },
  { 192, 20, 40 },
  { 384, 15, 30 },
  { 768, 15, 20 },
  { 1536, 10, 12 },
  { G_MAXINT, 6, 8 }
};

static const double quality_factor[] = { 0.4, 1.0, 2.5 };

/* A canvas of noise has everything to find: with as few evaluations as one that
 * starts from the photo, a texture is crumbs where it could be strokes. */
#define NOISE_FACTOR 2.0

static int
count_evaluations (const NstSettings *settings,
                   int                size)
{
  const double noise = settings->init == NST_INIT_NOISE ? NOISE_FACTOR : 1.0;
  int          i     = 0;
  int          n;

  while (size > efforts[i].size)
    i++;
  n = settings->statistic == NST_STATISTIC_GRAM ? efforts[i].gram : efforts[i].moments;

  return MAX (1, (int) (n * quality_factor[settings->quality] * noise + 0.5));
}

static gboolean
is_too_small (const NstLayerSet *layers,
              int                width,
              int                height)
{
  return MIN (width, height) < nst_layer_get_least_side (layers->deepest, layers->pool);
}

/* The nearest multiple of step, from one step on. */
static int
round_side (int side,
            int step)
{
  return step > 1 ? MAX ((side + step / 2) / step, 1) * step : side;
}

void
nst_stage_get_level_size (const NstStage *stage,
                          int             level,
                          int            *width,
                          int            *height)
{
  int size = MAX (stage->width, stage->height);

  for (int i = 0; i < level; i++)
    size = (size + 1) / 2;
  nst_fit_size (stage->width, stage->height, size, width, height);
  *width  = round_side (*width, stage->step.width);
  *height = round_side (*height, stage->step.height);
}

static double
get_fixed_cost (const NstSettings *settings)
{
  return settings->statistic == NST_STATISTIC_MOMENTS ? MOMENTS_COST : GRAM_COST;
}

double
nst_stage_count_cost (const NstStage    *stage,
                      const NstSettings *settings)
{
  double cost = 0.0;

  for (int i = 0; i < stage->n_levels; i++)
    {
      int width;
      int height;

      nst_stage_get_level_size (stage, i, &width, &height);
      cost += (double) width * height + get_fixed_cost (settings);
    }

  return cost;
}

/* Content and styles go through the network once, and the styles' eigenproblems are
 * solved.  Unknown styles count as one of the canvas's size.  Where slopes lag, the canvas
 * is looked at once before it is evaluated. */
double
nst_stage_count_preparation (const NstStage *stage)
{
  const double pixels = (double) stage->width * stage->height;
  double       cost   = stage->cost;

  if (stage->style_pixels >= 0.0)
    cost += LOOK_SHARE * (stage->style_pixels - pixels);
  if (stage->partition.lags)
    cost += LOOK_SHARE * pixels;

  return cost;
}

double
nst_stage_count_all (const NstStage *stage)
{
  return nst_stage_count_preparation (stage) + stage->evaluations * stage->cost;
}

double
nst_schedule_count_seconds (const NstSchedule *schedule,
                            const NstSettings *settings,
                            const NstSpeed    *speed)
{
  double seconds = 0.0;

  for (int i = 0; i < schedule->n_stages; i++)
    {
      const NstStage *stage = &schedule->stages[i];
      const double    times = (stage->evaluations + 1) * stage->n_levels;

      seconds += (nst_stage_count_all (stage) - times * get_fixed_cost (settings)) *
                   speed->pixel_s +
                 times * speed->evaluation_s;
    }

  return seconds;
}

/* As many levels as are wanted, or as there is something to see at. */
static int
count_levels (const NstStage    *stage,
              const NstLayerSet *layers,
              const NstSettings *settings)
{
  int n = 1;

  while (n < MIN (settings->scales, NST_MAX_LEVELS))
    {
      int width;
      int height;

      nst_stage_get_level_size (stage, n, &width, &height);
      if (MAX (width, height) < LEAST_REDUCTION || is_too_small (layers, width, height))
        break;
      n++;
    }

  return n;
}

static void
add_stage (NstSchedule       *schedule,
           const NstLayerSet *layers,
           const NstSettings *settings,
           int                width,
           int                height,
           int                evaluations)
{
  NstStage     *stage = &schedule->stages[schedule->n_stages++];
  const int     all   = nst_layer_set_get_step (layers);
  const NstSize step  = { nst_wraps_x (layers->wrap) ? all : 1,
                         nst_wraps_y (layers->wrap) ? all : 1 };

  width               = round_side (width, step.width);
  height              = round_side (height, step.height);
  *stage              = (NstStage){ width, height, evaluations, schedule->full_side, step };
  stage->n_levels     = count_levels (stage, layers, settings);
  stage->cost         = nst_stage_count_cost (stage, settings);
  stage->style_pixels = -1.0;

  schedule->cost += nst_stage_count_all (stage);
}

/* Halves the size as long as there is something to see. */
static void
choose_stages (NstSchedule       *schedule,
               const NstLayerSet *layers,
               const NstSettings *settings)
{
  int sizes[NST_MAX_STAGES];
  int n    = 0;
  int size = MAX (schedule->width, schedule->height);

  sizes[n++] = size;
  while (n < NST_MAX_STAGES && size / 2 >= LEAST_SIZE)
    {
      int width;
      int height;

      size = (size + 1) / 2;
      nst_fit_size (schedule->width, schedule->height, size, &width, &height);
      if (is_too_small (layers, width, height))
        break;
      sizes[n++] = size;
    }

  while (n-- > 0)
    {
      int width;
      int height;

      nst_fit_size (schedule->width, schedule->height, sizes[n], &width, &height);
      add_stage (schedule, layers, settings, width, height,
                 count_evaluations (settings, sizes[n]));
    }
}

/* The stages that the settings' schedule asks for.  Sizes beyond the picture's, and those
 * too small for the layers, are left out; 0 is the picture's own.  Where no size is left,
 * the picture is worked on at its own, with the evaluations of the largest size within it
 * or else of the first. */
static gboolean
follow_text (NstSchedule       *schedule,
             const NstLayerSet *layers,
             const NstSettings *settings,
             GError           **error)
{
  const int        full        = MAX (schedule->width, schedule->height);
  int              evaluations = 0;
  NstScheduleEntry entries[NST_MAX_STAGES];
  int              n;

  if (!nst_text_parse_schedule (settings->schedule, "schedule", entries, &n, error))
    return FALSE;

  for (int i = 0; i < n; i++)
    {
      const NstScheduleEntry *entry = &entries[i];
      int                     width;
      int                     height;

      nst_fit_size (schedule->width, schedule->height, entry->size, &width, &height);
      if (entry->size <= full && !is_too_small (layers, width, height))
        add_stage (schedule, layers, settings, width, height, entry->evaluations);
      if (i == 0 || entry->size <= full)
        evaluations = entry->evaluations;
    }

  if (schedule->n_stages == 0)
    add_stage (schedule, layers, settings, schedule->width, schedule->height, evaluations);

  return TRUE;
}

/* Leaves nothing but the last stage. */
static void
keep_last (NstSchedule *schedule)
{
  NstStage *last = &schedule->stages[schedule->n_stages - 1];

  schedule->stages[0] = *last;
  schedule->n_stages  = 1;
  schedule->cost      = nst_stage_count_all (schedule->stages);
}

gboolean
nst_schedule_init (NstSchedule       *schedule,
                   const NstLayerSet *layers,
                   const NstSettings *settings,
                   int                width,
                   int                height,
                   GError           **error)
{
  *schedule = (NstSchedule){ 0 };
  nst_fit_canvas (settings, width, height, &width, &height);
  schedule->full_side = MAX (width, height);
  nst_fit_size (width, height, settings->size, &schedule->width, &schedule->height);

  if (!nst_layer_check_size (layers->deepest, layers->pool, schedule->width, schedule->height,
                             error))
    return FALSE;

  if (settings->schedule[0] == '\0')
    choose_stages (schedule, layers, settings);
  else if (!follow_text (schedule, layers, settings, error))
    return FALSE;

  if (settings->last_stage)
    keep_last (schedule);

  return TRUE;
}

void
nst_schedule_fit_style (const NstLayerSet *layers,
                        const NstSettings *settings,
                        int                size,
                        int                full_side,
                        int                style_width,
                        int                style_height,
                        int               *width,
                        int               *height)
{
  const int longer = MAX (style_width, style_height);
  const int least  = nst_layer_get_least_side (layers->deepest, layers->pool);
  double    wanted = MIN (size * settings->style_scale, longer);

  if (nst_settings_is_texture (settings))
    wanted = MIN (longer * settings->style_scale,
                  MAX ((double) full_side * MOST_TEXTURE_SCALE, LEAST_TEXTURE_MOST)) *
             size / full_side;

  nst_fit_size (style_width, style_height, MAX (1, (int) (wanted + 0.5)), width, height);

  if (MIN (*width, *height) < least)
    {
      const double ratio = (double) least / MIN (style_width, style_height);
      const int    most  = MAX (MAX (*width, *height), least * MOST_ASPECT);

      *width  = CLAMP ((int) (style_width * ratio + 0.5), least, most);
      *height = CLAMP ((int) (style_height * ratio + 0.5), least, most);
    }
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The objectives of a stage's levels.  The objectives are evaluated one after the
 * other, in one arena: that of the stage's own size, which is the largest.  What a stage
 * paints at is mostly a level of the next: such objectives are kept from one to the other. */

#include "core/run/pyramid.h"

#include "core/image/join.h"
#include "core/image/resample.h"
#include "core/image/resize.h"
#include "core/run/masks.h"

#include <stdlib.h>

/* A canvas made smaller. */
typedef struct
{
  int           width;
  int           height;
  NstResampler *resampler; /* from the stage's size; these three are NULL
                                   where it is not reduced */
  float        *canvas;    /* [height][width][3] ... */
  float        *gradient;  /* ... and, behind it, of the same shape */
  NstObjective *objective; /* NULL: not made yet */
} Level;

struct _NstPyramid
{
  const NstSubject  *subject;
  const NstLayerSet *layers;
  NstArena           arena;
  int                n;
  Level              levels[NST_MAX_LEVELS]; /* the stage's own size first */
  int                n_kept;
  Level              kept[NST_MAX_LEVELS]; /* objectives for the next stage */
};


/* ---- making them ----------------------------------------------------- */

/* Weights divided by how many levels there are make a mean of the sum. */
static NstSettings
share_out (const NstPyramid *pyramid,
           const NstStage   *stage)
{
  NstSettings share = *pyramid->subject->settings;

  share.alpha /= stage->n_levels;
  share.beta /= stage->n_levels;
  share.tv /= stage->n_levels;

  return share;
}

/* The objective of a photo, with styles scaled for its size. */
static NstObjective *
make_objective (NstPyramid         *pyramid,
                const NstStage     *stage,
                const NstImage     *photo,
                const NstPartition *partition,
                const NstThreads   *threads,
                GError            **error)
{
  const NstSubject    *subject = pyramid->subject;
  const NstSettings    share   = share_out (pyramid, stage);
  NstSubject           weighed = *subject;
  g_autofree NstStyle *styles  = g_new0 (NstStyle, subject->n_styles + 1);

  for (int i = 0; i < subject->n_styles; i++)
    {
      styles[i].picture = subject->styles[i];
      styles[i].mask    = nst_masks_get_style (subject, i);
      nst_schedule_fit_style (pyramid->layers, subject->settings,
                              MAX (photo->width, photo->height), stage->full_side,
                              styles[i].picture->width, styles[i].picture->height,
                              &styles[i].width, &styles[i].height);
    }

  weighed.settings = &share;

  return nst_masks_make_objective (&weighed, photo, styles, pyramid->layers, partition,
                                   &pyramid->arena, threads, error);
}

/* That of a level's size from the stage before, with this one's weights.  NULL: there is
 * none. */
static NstObjective *
take_kept (NstPyramid     *pyramid,
           const Level    *level,
           const NstStage *stage)
{
  const NstSettings share = share_out (pyramid, stage);

  for (int i = 0; i < pyramid->n_kept; i++)
    {
      Level *kept = &pyramid->kept[i];

      if (kept->objective == NULL || kept->width != level->width ||
          kept->height != level->height)
        continue;

      nst_objective_set_weights (kept->objective, &share);
      return g_steal_pointer (&kept->objective);
    }

  return NULL;
}

/* The photo of a reduction is seen once: its responses are held. */
static gboolean
make_reduction (NstPyramid       *pyramid,
                Level            *level,
                const NstStage   *stage,
                const NstThreads *threads,
                GError          **error)
{
  NstPartition         partition = nst_partition_whole (level->width, level->height);
  g_autoptr (NstImage) scaled    = NULL;
  const NstImage      *photo     = nst_image_fit_joined (pyramid->subject->content, level->width,
                                                         level->height, pyramid->layers->wrap,
                                                         &scaled, threads, error);

  if (photo == NULL)
    return FALSE;

  partition.style_strip = stage->partition.style_strip;
  partition.style_band  = stage->partition.style_band;
  level->objective      = make_objective (pyramid, stage, photo, &partition, threads, error);

  return level->objective != NULL;
}

static gboolean
add_reduction (NstPyramid       *pyramid,
               const NstStage   *stage,
               const NstThreads *threads,
               GError          **error)
{
  Level *level = &pyramid->levels[pyramid->n];
  size_t n;

  nst_stage_get_level_size (stage, pyramid->n++, &level->width, &level->height);
  n = (size_t) level->width * level->height * 3;

  level->objective = take_kept (pyramid, level, stage);
  if (level->objective == NULL && !make_reduction (pyramid, level, stage, threads, error))
    return FALSE;

  level->resampler = nst_resampler_new (stage->width, stage->height, level->width, level->height,
                                        3, NST_RESAMPLING_BOTH_WAYS, pyramid->layers->wrap, error);
  if (level->resampler == NULL)
    return FALSE;

  level->canvas = nst_floats_new (2 * n, error);
  if (level->canvas == NULL)
    return FALSE;

  level->gradient = level->canvas + n;
  return TRUE;
}

static void
clear_level (Level *level)
{
  nst_objective_free (level->objective);
  nst_resampler_free (level->resampler);
  free (level->canvas);
  *level = (Level){ 0 };
}

static void
clear_kept (NstPyramid *pyramid)
{
  while (pyramid->n_kept > 0)
    clear_level (&pyramid->kept[--pyramid->n_kept]);
}

NstPyramid *
nst_pyramid_new (const NstSubject  *subject,
                 const NstLayerSet *layers)
{
  NstPyramid *pyramid = g_new0 (NstPyramid, 1);

  pyramid->subject = subject;
  pyramid->layers  = layers;

  return pyramid;
}

gboolean
nst_pyramid_begin (NstPyramid       *pyramid,
                   const NstImage   *photo,
                   const NstStage   *stage,
                   const NstThreads *threads,
                   GError          **error)
{
  Level   *own = &pyramid->levels[0];
  gboolean good;

  g_assert (pyramid->n == 0);

  pyramid->n     = 1;
  own->width     = stage->width;
  own->height    = stage->height;
  own->objective = make_objective (pyramid, stage, photo, &stage->partition, threads, error);
  good           = own->objective != NULL;
  while (good && pyramid->n < stage->n_levels)
    good = add_reduction (pyramid, stage, threads, error);
  clear_kept (pyramid);

  /* What only the styles needed is the optimiser's from here on. */
  nst_arena_clear (&pyramid->arena);
  for (int k = 0; k < pyramid->n && good; k++)
    good = nst_objective_reserve (pyramid->levels[k].objective, error);

  return good;
}

static gboolean
has_reduction (const NstStage *stage,
               int             width,
               int             height)
{
  for (int k = 1; stage != NULL && k < stage->n_levels; k++)
    {
      int level_width;
      int level_height;

      nst_stage_get_level_size (stage, k, &level_width, &level_height);
      if (level_width == width && level_height == height)
        return TRUE;
    }

  return FALSE;
}

void
nst_pyramid_end (NstPyramid     *pyramid,
                 const NstStage *next)
{
  for (int k = 0; k < pyramid->n; k++)
    {
      Level *level = &pyramid->levels[k];

      if (level->objective != NULL && nst_objective_is_whole (level->objective) &&
          has_reduction (next, level->width, level->height))
        pyramid->kept[pyramid->n_kept++] = (Level){
          level->width, level->height, .objective = g_steal_pointer (&level->objective)
        };
      clear_level (level);
    }
  pyramid->n = 0;
  nst_arena_clear (&pyramid->arena);
}

void
nst_pyramid_free (NstPyramid *pyramid)
{
  if (pyramid == NULL)
    return;

  nst_pyramid_end (pyramid, NULL);
  clear_kept (pyramid);
  g_free (pyramid);
}


/* ---- using them ------------------------------------------------------ */

void
nst_pyramid_set_part_func (NstPyramid *pyramid,
                           NstPartFunc func,
                           gpointer    user_data)
{
  nst_objective_set_part_func (pyramid->levels[0].objective, func, user_data);
}

/* Adds a reduction's share to loss and gradient. */
static gboolean
add_level (Level            *level,
           const float      *canvas,
           float            *gradient,
           double           *loss,
           const NstThreads *threads)
{
  double value;

  nst_resampler_forward (level->resampler, canvas, level->canvas, threads);
  if (!nst_objective_evaluate (level->objective, level->canvas, level->gradient, &value,
                               NULL, threads))
    return FALSE;

  nst_resampler_backward (level->resampler, level->gradient, gradient, threads);
  *loss += value;

  return !nst_threads_interrupted (threads);
}

gboolean
nst_pyramid_evaluate (NstPyramid       *pyramid,
                      const float      *canvas,
                      float            *gradient,
                      double           *loss,
                      const NstThreads *threads)
{
  gboolean good = nst_objective_evaluate (pyramid->levels[0].objective, canvas, gradient, loss,
                                          NULL, threads);

  for (int k = 1; k < pyramid->n && good; k++)
    good = add_level (&pyramid->levels[k], canvas, gradient, loss, threads);

  return good;
}

guint64
nst_pyramid_count_bytes (const NstStage   *stage,
                         const NstProblem *problem)
{
  guint64 bytes = 0;

  for (int k = 1; k < stage->n_levels; k++)
    {
      NstProblem level = *problem;

      nst_stage_get_level_size (stage, k, &level.width, &level.height);

      /* Photo, canvas and gradient. */
      bytes += 3 * sizeof (float) * 3 * (guint64) level.width * level.height +
               nst_resampler_count_bytes (stage->width, stage->height, level.width, level.height) +
               nst_partition_count_held (&level);
    }

  return bytes;
}

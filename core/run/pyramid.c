/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The objectives of a stage's levels.  The objectives are evaluated one after the
 * other, in one arena: that of the stage's own size, which is the largest. */

#include "core/run/pyramid.h"

#include "core/image/resample.h"
#include "core/image/resize.h"

#include <stdlib.h>

/* A canvas made smaller. */
typedef struct
{
  NstResampler *resampler; /* from the stage's size; these three are NULL
                                   where it is not reduced */
  float        *canvas;    /* [height][width][3] ... */
  float        *gradient;  /* ... and, behind it, of the same shape */
  NstObjective *objective;
} Level;

struct _NstPyramid
{
  NstArena arena;
  int      n;
  Level    levels[NST_MAX_LEVELS]; /* the stage's own size first */
};


/* ---- making them ----------------------------------------------------- */

/* What the levels are made from. */
typedef struct
{
  const NstSubject  *subject;
  const NstLayerSet *layers;
  const NstStage    *stage;
  const NstThreads  *threads;
} Making;

/* The objective of a photo, with styles scaled for its size. */
static NstObjective *
make_objective (NstPyramid         *pyramid,
                const Making       *making,
                const NstImage     *photo,
                const NstPartition *partition,
                GError            **error)
{
  const NstSubject    *subject = making->subject;
  const NstStage      *stage   = making->stage;
  g_autofree NstStyle *styles  = g_new0 (NstStyle, subject->n_styles + 1);
  const NstSources     sources = { photo, styles, subject->n_styles };
  NstSettings          share   = *subject->settings;

  for (int i = 0; i < subject->n_styles; i++)
    {
      styles[i].picture = subject->styles[i];
      nst_schedule_fit_style (making->layers, subject->settings,
                              MAX (photo->width, photo->height), stage->full_side,
                              styles[i].picture->width, styles[i].picture->height,
                              &styles[i].width, &styles[i].height);
    }

  /* Weights divided by how many there are make a mean of the sum. */
  share.alpha /= stage->n_levels;
  share.beta /= stage->n_levels;
  share.tv /= stage->n_levels;

  return nst_objective_new (subject->network, &sources, &share, making->layers, partition,
                            &pyramid->arena, making->threads, error);
}

/* The photo of a reduction is seen once: its responses are held. */
static gboolean
add_reduction (NstPyramid   *pyramid,
               const Making *making,
               GError      **error)
{
  const NstStage      *stage = making->stage;
  Level               *level = &pyramid->levels[pyramid->n];
  g_autoptr (NstImage) photo = NULL;
  NstPartition         partition;
  size_t               n;
  int                  width;
  int                  height;

  nst_stage_get_level_size (stage, pyramid->n++, &width, &height);
  n                     = (size_t) width * height * 3;
  partition             = nst_partition_whole (width, height);
  partition.style_strip = stage->partition.style_strip;
  partition.style_band  = stage->partition.style_band;

  photo = nst_image_resize (making->subject->content, width, height, making->threads, error);
  if (photo == NULL)
    return FALSE;

  level->objective = make_objective (pyramid, making, photo, &partition, error);
  if (level->objective == NULL)
    return FALSE;

  level->resampler = nst_resampler_new (stage->width, stage->height, width, height, 3,
                                        NST_RESAMPLING_BOTH_WAYS, error);
  if (level->resampler == NULL)
    return FALSE;

  level->canvas = nst_floats_new (2 * n, error);
  if (level->canvas == NULL)
    return FALSE;

  level->gradient = level->canvas + n;
  return TRUE;
}

NstPyramid *
nst_pyramid_new (const NstSubject  *subject,
                 const NstLayerSet *layers,
                 const NstImage    *photo,
                 const NstStage    *stage,
                 const NstThreads  *threads,
                 GError           **error)
{
  const Making making  = { subject, layers, stage, threads };
  NstPyramid  *pyramid = g_new0 (NstPyramid, 1);
  gboolean     good;

  pyramid->n                   = 1;
  pyramid->levels[0].objective = make_objective (pyramid, &making, photo, &stage->partition,
                                                 error);
  good                         = pyramid->levels[0].objective != NULL;
  while (good && pyramid->n < stage->n_levels)
    good = add_reduction (pyramid, &making, error);

  /* What only the styles needed is the optimiser's from here on. */
  nst_arena_clear (&pyramid->arena);
  for (int k = 0; k < pyramid->n && good; k++)
    good = nst_objective_reserve (pyramid->levels[k].objective, error);

  if (!good)
    g_clear_pointer (&pyramid, nst_pyramid_free);

  return pyramid;
}

void
nst_pyramid_free (NstPyramid *pyramid)
{
  if (pyramid == NULL)
    return;

  for (int k = 0; k < pyramid->n; k++)
    {
      Level *level = &pyramid->levels[k];

      nst_objective_free (level->objective);
      nst_resampler_free (level->resampler);
      free (level->canvas);
    }
  nst_arena_clear (&pyramid->arena);
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
nst_pyramid_count_bytes (const NstStage    *stage,
                         NstNetwork        *network,
                         const NstLayerSet *layers,
                         const NstSettings *settings)
{
  guint64 bytes = 0;

  for (int k = 1; k < stage->n_levels; k++)
    {
      NstProblem problem = { network, layers, settings->statistic };
      int        width;
      int        height;

      nst_stage_get_level_size (stage, k, &width, &height);
      problem.width  = width;
      problem.height = height;

      /* Photo, canvas and gradient. */
      bytes += 3 * sizeof (float) * 3 * (guint64) width * height +
               nst_resampler_count_bytes (stage->width, stage->height, width, height) +
               nst_partition_count_held (&problem);
    }

  return bytes;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The objectives of one canvas at several sizes.  They are evaluated one after the
 * other, in one arena: that of the stage's own size, which is the largest. */

#include "core/run/pyramid.h"

#include "core/image/resample.h"

#include <stdlib.h>

/* A canvas made smaller. */
typedef struct
{
  NstResampler *resampler;      /* from the stage's size; these three are NULL
                                   where it is not reduced */
  float        *canvas;         /* [height][width][3] ... */
  float        *gradient;       /* ... and, behind it, of the same shape */
  NstObjective *objective;
} Scale;

struct _NstScales
{
  NstArena arena;
  int      n;
  Scale    scales[NST_MAX_SCALES];      /* the stage's own size first */
};


/* ---- making them ----------------------------------------------------- */

/* The objective of a photo, with styles scaled for its size. */
static NstObjective *
make_objective (NstScales        *scales,
                const NstSubject *subject,
                const NstImage   *photo,
                const NstStage   *stage,
                const NstTiling  *tiling,
                const NstWork    *work,
                GError          **error)
{
  g_autofree NstStyle *styles = g_new0 (NstStyle, subject->n_styles + 1);
  NstSettings          share  = *subject->settings;

  for (int i = 0; i < subject->n_styles; i++)
    {
      styles[i].picture = subject->styles[i];
      nst_schedule_fit_style (subject->layers, subject->settings,
                              MAX (photo->width, photo->height), stage->whole,
                              styles[i].picture->width, styles[i].picture->height,
                              &styles[i].width, &styles[i].height);
    }

  /* Weights divided by how many there are make a mean of the sum. */
  share.alpha /= stage->n_scales;
  share.beta  /= stage->n_scales;
  share.tv    /= stage->n_scales;

  return nst_objective_new (subject->network, photo, styles, subject->n_styles, &share,
                            tiling, &scales->arena, work, error);
}

/* The photo of a reduction is seen once: its responses are held. */
static gboolean
add_reduction (NstScales        *scales,
               const NstSubject *subject,
               const NstStage   *stage,
               const NstWork    *work,
               GError          **error)
{
  Scale               *scale = &scales->scales[scales->n];
  g_autoptr (NstImage) photo = NULL;
  NstTiling            tiling;
  size_t               n;
  int                  width;
  int                  height;

  nst_stage_get_scale (stage, scales->n++, &width, &height);
  n      = (size_t) width * height * 3;
  tiling = nst_tiling_whole (width, height);
  tiling.style_strip = stage->tiling.style_strip;
  tiling.style_band  = stage->tiling.style_band;

  photo = nst_image_resize (subject->content, width, height, error);
  if (photo == NULL)
    return FALSE;

  scale->objective = make_objective (scales, subject, photo, stage, &tiling, work, error);
  if (scale->objective == NULL)
    return FALSE;

  scale->resampler = nst_resampler_new (stage->width, stage->height, width, height, 3, error);
  if (scale->resampler == NULL)
    return FALSE;

  scale->canvas = nst_floats_new (2 * n, error);
  if (scale->canvas == NULL)
    return FALSE;

  scale->gradient = scale->canvas + n;
  return TRUE;
}

NstScales *
nst_scales_new (const NstSubject *subject,
                const NstImage   *photo,
                const NstStage   *stage,
                const NstWork    *work,
                GError          **error)
{
  NstScales *scales = g_new0 (NstScales, 1);
  gboolean   good;

  scales->n = 1;
  scales->scales[0].objective = make_objective (scales, subject, photo, stage, &stage->tiling,
                                                work, error);
  good = scales->scales[0].objective != NULL;
  while (good && scales->n < stage->n_scales)
    good = add_reduction (scales, subject, stage, work, error);

  /* What only the styles needed is the optimiser's from here on. */
  nst_arena_clear (&scales->arena);
  for (int k = 0; k < scales->n && good; k++)
    good = nst_objective_reserve (scales->scales[k].objective, work, error);

  if (!good)
    g_clear_pointer (&scales, nst_scales_free);

  return scales;
}

void
nst_scales_free (NstScales *scales)
{
  if (scales == NULL)
    return;

  for (int k = 0; k < scales->n; k++)
    {
      Scale *scale = &scales->scales[k];

      nst_objective_free (scale->objective);
      nst_resampler_free (scale->resampler);
      free (scale->canvas);
    }
  nst_arena_clear (&scales->arena);
  g_free (scales);
}


/* ---- using them ------------------------------------------------------ */

void
nst_scales_set_tile_func (NstScales   *scales,
                          NstTileFunc  func,
                          gpointer     user_data)
{
  nst_objective_set_tile_func (scales->scales[0].objective, func, user_data);
}

/* Adds a reduction's share to loss and gradient. */
static gboolean
add_scale (Scale         *scale,
           const float   *canvas,
           float         *gradient,
           double        *loss,
           const NstWork *work)
{
  double value;

  nst_resampler_forward (scale->resampler, canvas, scale->canvas, work);
  if (!nst_objective_evaluate (scale->objective, scale->canvas, scale->gradient, &value,
                               NULL, work))
    return FALSE;

  nst_resampler_backward (scale->resampler, scale->gradient, gradient, work);
  *loss += value;

  return !nst_work_interrupted (work);
}

gboolean
nst_scales_evaluate (NstScales     *scales,
                     const float   *canvas,
                     float         *gradient,
                     double        *loss,
                     const NstWork *work)
{
  gboolean good = nst_objective_evaluate (scales->scales[0].objective, canvas, gradient, loss,
                                          NULL, work);

  for (int k = 1; k < scales->n && good; k++)
    good = add_scale (&scales->scales[k], canvas, gradient, loss, work);

  return good;
}

guint64
nst_scales_count_bytes (const NstStage     *stage,
                        const NstNetwork   *network,
                        const NstLayerPlan *layers,
                        const NstSettings  *settings)
{
  guint64 bytes = 0;

  for (int k = 1; k < stage->n_scales; k++)
    {
      int width;
      int height;

      nst_stage_get_scale (stage, k, &width, &height);

      /* Photo, canvas and gradient. */
      bytes += 3 * sizeof (float) * 3 * (guint64) width * height +
               nst_resampler_count_bytes (stage->width, stage->height, width, height) +
               nst_tiling_count_held (network, layers, settings->statistic, width, height);
    }

  return bytes;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the pictures of a run take: its own, and those that it makes of them. */

#include "core/run/pictures.h"

#include "core/image/resample.h"
#include "core/run/report.h"

guint64
nst_pictures_count_bytes (guint64 n)
{
  return sizeof (float) * 3 * n;
}

/* The run's pictures as they came. */
static guint64
count_loaded (const NstPictureSizes *pictures)
{
  guint64 pixels = (guint64) pictures->content.width * pictures->content.height +
                   pictures->start_pixels;

  for (int i = pictures->one_picture ? 1 : 0; i < pictures->n_styles; i++)
    pixels += (guint64) pictures->styles[i].width * pictures->styles[i].height;

  return nst_pictures_count_bytes (pixels);
}

guint64
nst_pictures_count_stage (const NstStage        *stage,
                          const NstPictureSizes *pictures,
                          const NstSettings     *settings)
{
  const guint64 pixels  = (guint64) stage->width * stage->height;
  const guint64 content = (guint64) pictures->content.width * pictures->content.height;
  /* The content is used as it is where it has the stage's size and does not wrap. */
  const gboolean is_content = pixels == content && settings->wrap == NST_WRAP_NO;
  const guint64  photo      = is_content ? 0 : pixels;
  const guint64  frame      = MIN (pixels, NST_FRAME_PIXELS);

  return count_loaded (pictures) + nst_pictures_count_bytes (photo + pixels + frame);
}

NstSize
nst_pictures_fit_styles (const NstPictureSizes *pictures,
                         NstStage              *stage,
                         const NstLayerSet     *layers,
                         const NstSettings     *settings,
                         guint64               *scaling)
{
  const double scale = settings->style_scale;
  NstSize      most  = { 1, 1 };

  *scaling            = 0;
  stage->style_pixels = layers->n_style == 0 || pictures->n_styles > 0 ? 0.0 : -1.0;
  if (stage->style_pixels < 0.0)
    return (NstSize){ MAX ((int) (stage->width * scale), 1),
                      MAX ((int) (stage->height * scale), 1) };

  for (int i = 0; i < pictures->n_styles && layers->n_style > 0; i++)
    {
      const NstSize style = pictures->styles[i];
      NstSize       seen;

      nst_schedule_fit_style (layers, settings, MAX (stage->width, stage->height),
                              stage->full_side, style.width, style.height, &seen.width,
                              &seen.height);
      stage->style_pixels += (double) seen.width * seen.height *
                             nst_settings_count_turns (settings);
      most.width  = MAX (most.width, seen.width);
      most.height = MAX (most.height, seen.height);
      if (seen.width != style.width || seen.height != style.height)
        *scaling = MAX (*scaling, nst_resampler_count_bytes (style.width, style.height,
                                                             seen.width, seen.height));
    }

  /* A quarter turn swaps the sides. */
  if (settings->turned == NST_TURNED_ALL)
    most.width = most.height = MAX (most.width, most.height);

  return most;
}

guint64
nst_pictures_count_end (const NstSchedule     *schedule,
                        const NstPictureSizes *pictures)
{
  const NstStage *last   = &schedule->stages[schedule->n_stages - 1];
  const guint64   pixels = (guint64) last->width * last->height;
  const guint64   result = (guint64) schedule->width * schedule->height;

  if (last->width == schedule->width && last->height == schedule->height)
    return 0;

  return count_loaded (pictures) + nst_pictures_count_bytes (2 * pixels + 2 * result) +
         nst_resampler_count_bytes (last->width, last->height, schedule->width, schedule->height);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the pictures of a run take: its own, and those that it makes of them. */

#include "core/run/pictures.h"

#include "core/image/resample.h"
#include "core/run/keeping.h"
#include "core/run/report.h"

guint64
nst_pictures_count_bytes (guint64 n)
{
  return sizeof (float) * 3 * n;
}

/* Of the styles; alike where the settings' shares are not for so many. */
static double *
get_shares (const NstPictureSizes *pictures,
            const NstSettings     *settings)
{
  double *shares = g_new (double, MAX (pictures->n_styles, 1));

  if (!nst_text_parse_shares (settings, pictures->n_styles, shares, NULL))
    for (int i = 0; i < pictures->n_styles; i++)
      shares[i] = 1.0 / pictures->n_styles;

  return shares;
}

/* The run's pictures as they came, and the styles recoloured. */
static guint64
count_loaded (const NstPictureSizes *pictures,
              const NstSettings     *settings)
{
  guint64 pixels = (guint64) pictures->content.width * pictures->content.height +
                   pictures->start_pixels;
  g_autofree double *shares = get_shares (pictures, settings);

  /* A mask has a third of a picture's values. */
  if (pictures->is_masked)
    pixels += (guint64) pictures->content.width * pictures->content.height / 3 *
              (pictures->is_kept ? 2 : 1);
  pixels += (guint64) pictures->content.width * pictures->content.height *
            (guint64) pictures->n_zones / 3;

  for (int i = 0; i < pictures->n_styles; i++)
    {
      const guint64 style = (guint64) pictures->styles[i].width * pictures->styles[i].height;

      pixels += i > 0 || !pictures->one_picture ? style : 0;
      pixels += settings->colours == NST_COLOURS_MATCHED && shares[i] > 0.0 ? style : 0;
    }

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
  /* And a photo in whose colours it is shown. */
  const guint64 frame = MIN (pixels, NST_FRAME_PIXELS) *
                        (settings->colours == NST_COLOURS_PHOTO ? 2 : 1);
  /* Three at the stage's size, and what is kept. */
  const guint64 masks = (pictures->is_masked ? nst_pictures_count_bytes (pixels) : 0) +
                        (pictures->is_kept ? nst_keeping_count_bytes (pixels) : 0);

  return count_loaded (pictures, settings) + nst_pictures_count_bytes (photo + pixels + frame) +
         masks;
}

NstSize
nst_pictures_fit_styles (const NstPictureSizes *pictures,
                         NstStage              *stage,
                         const NstLayerSet     *layers,
                         const NstSettings     *settings,
                         guint64               *scaling)
{
  const double       scale  = settings->style_scale;
  NstSize            most   = { 1, 1 };
  g_autofree double *shares = get_shares (pictures, settings);

  *scaling            = 0;
  stage->style_pixels = layers->n_style == 0 || pictures->n_styles > 0 ? 0.0 : -1.0;
  if (stage->style_pixels < 0.0)
    return (NstSize){ MAX ((int) (stage->width * scale), 1),
                      MAX ((int) (stage->height * scale), 1) };

  for (int i = 0; i < pictures->n_styles && layers->n_style > 0; i++)
    {
      const NstSize style = pictures->styles[i];
      NstSize       seen;

      if (shares[i] == 0.0)
        continue;

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

/* A picture at a size: none where it is used as it is. */
static guint64
count_fitted (guint64            picture,
              guint64            pixels,
              const NstSettings *settings)
{
  return picture == pixels && settings->wrap == NST_WRAP_NO ? 0 : nst_pictures_count_bytes (pixels);
}

/* A painting, what it lacks of the photo, and what it becomes at another size. */
static guint64
count_enlarging (NstSize from,
                 NstSize to)
{
  return nst_pictures_count_bytes (2 * (guint64) from.width * from.height +
                                   (guint64) to.width * to.height) +
         nst_resampler_count_bytes (from.width, from.height, to.width, to.height);
}

static gboolean
is_same (NstSize a,
         NstSize b)
{
  return a.width == b.width && a.height == b.height;
}

guint64
nst_pictures_count_step (const NstSchedule     *schedule,
                         int                    i,
                         const NstPictureSizes *pictures,
                         const NstSettings     *settings)
{
  const NstStage *stage   = &schedule->stages[i];
  const gboolean  is_last = i + 1 == schedule->n_stages;
  const NstSize   from    = { stage->width, stage->height };
  const NstSize   to      = is_last ? (NstSize){ schedule->width, schedule->height }
                                    : (NstSize){ stage[1].width, stage[1].height };
  const guint64   pixels  = (guint64) to.width * to.height;
  const guint64   content = (guint64) pictures->content.width * pictures->content.height;
  const guint64   start   = settings->init == NST_INIT_FILE
                              ? count_fitted (pictures->start_pixels, pixels, settings)
                              : 0;

  if (is_last && is_same (from, to))
    return 0;

  return count_loaded (pictures, settings) + count_fitted (content, pixels, settings) + start +
         count_enlarging (from, to);
}

guint64
nst_pictures_count_fit (const NstSchedule     *schedule,
                        const NstPictureSizes *pictures,
                        const NstSettings     *settings)
{
  const NstSize from    = { schedule->width, schedule->height };
  const guint64 content = (guint64) pictures->content.width * pictures->content.height;
  const guint64 detail  = settings->init == NST_INIT_FILE ? pictures->start_pixels : content;
  NstSize       to;

  nst_fit_canvas (settings, pictures->content.width, pictures->content.height, &to.width,
                  &to.height);
  if (!pictures->is_fitted || is_same (from, to))
    return 0;

  return count_loaded (pictures, settings) +
         count_fitted (detail, (guint64) to.width * to.height, settings) +
         count_enlarging (from, to);
}

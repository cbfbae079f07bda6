/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The targets that a canvas is compared with. */

#include "core/objective/objective.h"

#include <stdlib.h>
#include <string.h>

/* Called with each step of a picture's way. */
typedef gboolean (* StepFunc) (NstObjective  *objective,
                               gpointer       user_data,
                               const NstWork *work);

/* A picture forward through the network, a tile at a time. */
static gboolean
pass_picture (NstObjective   *objective,
              const NstImage *picture,
              const gboolean *kept,
              int             strip,
              int             band,
              StepFunc        step_func,
              gpointer        user_data,
              const NstWork  *work)
{
  for (int left = 0; left < picture->width; left += MIN (strip, picture->width))
    {
      NstLayout layout;

      nst_layout_init (&layout, objective->network, picture->width, picture->height,
                       objective->plan.pool, NST_NEED_OWN, kept, left, strip, band);
      nst_features_init (&objective->view, &layout, objective->network, objective->plan.kernels,
                         objective->settings.edge,
                         picture, NULL, objective->arena->data);

      for (int step = 0; step < layout.n_steps; step++)
        if (!nst_features_forward (&objective->view, step, work) ||
            !step_func (objective, user_data, work))
          return FALSE;
    }

  return TRUE;
}

gboolean
nst_objective_add_moments (NstObjective      *objective,
                           const NstFeatures *features,
                           double             share,
                           const NstWork     *work)
{
  const NstLayerPlan *plan    = &objective->plan;
  const gboolean      precise = objective->settings.statistic == NST_STATISTIC_MOMENTS;

  for (int i = 0; i < plan->n_style; i++)
    {
      const int      layer = plan->style[i];
      const NstSpan *span  = &features->layout.spans[layer];
      NstTap        *tap   = &objective->taps[layer];

      if (!nst_moments_add (&tap->moments, &features->planes[layer],
                            nst_features_get_own (features, layer),
                            (double) span->width * span->height,
                            tap->scale, share, precise, work))
        return FALSE;
    }

  return TRUE;
}

static gboolean
add_style_step (NstObjective  *objective,
                gpointer       user_data,
                const NstWork *work)
{
  const double *share = user_data;

  return nst_objective_add_moments (objective, &objective->view, *share, work);
}

/* A share of a style's moments at every style layer, added to the others'. */
static gboolean
add_style (NstObjective   *objective,
           const NstStyle *style,
           double          share,
           const NstWork  *work,
           GError        **error)
{
  const NstLayerPlan  *plan    = &objective->plan;
  g_autoptr (NstImage) scaled  = NULL;
  const NstImage      *picture;
  int                  deepest = 0;

  for (int i = 0; i < plan->n_style; i++)
    deepest = MAX (deepest, plan->style[i]);
  if (!nst_layer_check_size (deepest, plan->pool, style->width, style->height, error))
    return FALSE;

  picture = nst_image_fit (style->picture, style->width, style->height, &scaled, error);
  if (picture == NULL)
    return FALSE;

  return pass_picture (objective, picture, plan->is_style, objective->tiling.style_strip,
                       objective->tiling.style_band, add_style_step, &share, work);
}

static gboolean
init_style (NstObjective    *objective,
            const NstStyle  *styles,
            int              n_styles,
            const NstWork   *work,
            GError         **error)
{
  const NstLayerPlan *plan = &objective->plan;

  for (int i = 0; i < plan->n_style; i++)
    {
      const int layer    = plan->style[i];
      const int channels = nst_network_get_channels (objective->network, layer);

      nst_moments_init (&objective->taps[layer].moments, channels);
      objective->taps[layer].slope = g_new (float, (size_t) channels * channels);
    }

  for (int s = 0; s < n_styles && plan->n_style > 0; s++)
    if (!add_style (objective, &styles[s], 1.0 / n_styles, work, error))
      return FALSE;

  for (int i = 0; i < plan->n_style; i++)
    {
      NstTap *tap = &objective->taps[plan->style[i]];

      if (!nst_target_init (&tap->target, objective->settings.statistic,
                            &tap->moments, error))
        return FALSE;
    }

  return TRUE;
}

/* Copies the content's responses of a step to where they are held. */
static gboolean
copy_content_step (NstObjective  *objective,
                   gpointer       user_data,
                   const NstWork *work)
{
  for (int i = 0; i < objective->plan.n_content; i++)
    {
      const int       layer  = objective->plan.content[i];
      const NstPlane *from   = &objective->view.planes[layer];
      NstPlane       *to     = &objective->taps[layer].content;
      const NstRegion region = nst_features_get_own (&objective->view, layer);

      for (int y = region.top; y < region.bottom && !nst_region_is_empty (region); y++)
        memcpy (to->data + nst_plane_at (to, y, region.left),
                from->data + nst_plane_at (from, y, region.left),
                (size_t) (region.right - region.left) * to->channels * sizeof (float));
    }

  return TRUE;
}

static gboolean
init_content (NstObjective   *objective,
              const NstWork  *work,
              GError        **error)
{
  const NstLayerPlan *plan = &objective->plan;

  if (plan->n_content == 0 || !objective->tiling.keeps_content)
    return TRUE;

  for (int i = 0; i < plan->n_content; i++)
    {
      NstPlane *plane = &objective->taps[plan->content[i]].content;
      int       width;
      int       height;

      nst_layer_get_size (plan->content[i], plan->pool, objective->width, objective->height,
                          &width, &height);
      *plane = (NstPlane) { nst_network_get_channels (objective->network, plan->content[i]),
                            0, width, height };
      plane->data = nst_floats_new (nst_plane_count (width, height, plane->channels), error);
      if (plane->data == NULL)
        return FALSE;
    }

  return pass_picture (objective, objective->content, plan->is_content,
                       objective->tiling.strip, objective->tiling.band,
                       copy_content_step, NULL, work);
}

/* The floats of the largest of a passage's strips. */
static size_t
count_passage (const NstObjective *objective,
               int                 width,
               int                 height,
               NstNeed             need,
               const gboolean     *kept,
               gboolean            with_input,
               int                 strip,
               int                 band)
{
  size_t most = 0;

  for (int left = 0; left < width; left += MIN (strip, width))
    {
      NstLayout layout;

      nst_layout_init (&layout, objective->network, width, height, objective->plan.pool,
                       need, kept, left, strip, band);
      most = MAX (most, nst_layout_count (&layout, with_input));
    }

  return most;
}

/* The floats of the largest passage of all, to a whole number of cache lines. */
static size_t
count_planes (const NstObjective *objective,
              const NstStyle     *styles,
              int                 n_styles)
{
  const NstLayerPlan *plan   = &objective->plan;
  const NstTiling    *tiling = &objective->tiling;
  const int           width  = objective->width;
  const int           height = objective->height;
  size_t              most;
  size_t              view;

  view = count_passage (objective, width, height,
                        tiling->keeps_content ? NST_NEED_OWN : NST_NEED_VIEW,
                        plan->is_content, TRUE, tiling->strip, tiling->band);
  most = count_passage (objective, width, height, NST_NEED_GRADIENT, plan->is_kept, FALSE,
                        tiling->strip, tiling->band);
  most = tiling->keeps_content ? MAX (most, view) : most + view;
  most = MAX (most, count_passage (objective, width, height, NST_NEED_OWN, plan->is_style,
                                   FALSE, tiling->strip, tiling->band));

  if (plan->weighs_gradients)
    {
      view = tiling->keeps_content ? 0
           : count_passage (objective, width, height, NST_NEED_OWN, plan->is_content, TRUE,
                            tiling->strip, tiling->band);
      most = MAX (most, view + count_passage (objective, width, height, NST_NEED_OWN,
                                              plan->is_kept, FALSE, tiling->strip, tiling->band));
    }

  for (int s = 0; s < n_styles && plan->n_style > 0; s++)
    most = MAX (most, count_passage (objective, styles[s].width, styles[s].height,
                                     NST_NEED_OWN, plan->is_style, TRUE,
                                     tiling->style_strip, tiling->style_band));

  return (most + 15) / 16 * 16;
}

/* Room in the arena for the canvas and these styles. */
static gboolean
make_room (NstObjective   *objective,
           const NstStyle *styles,
           int             n_styles,
           const NstWork  *work,
           GError        **error)
{
  objective->n_planes = count_planes (objective, styles, n_styles);

  return nst_arena_reserve (objective->arena, objective->n_planes + objective->n_space *
                            work->n_threads * sizeof (double) / sizeof (float), error);
}

static double
get_style_weight (const NstObjective *objective,
                  int                 i)
{
  const NstSettings  *settings = &objective->settings;
  const NstLayerPlan *plan     = &objective->plan;
  const double        weight   = settings->beta * plan->style_weights[i];
  const double        channels = nst_network_get_channels (objective->network, plan->style[i]);

  if (settings->statistic == NST_STATISTIC_GRAM && settings->weighting == NST_WEIGHTING_GATYS)
    return weight * channels * channels / 4.0;

  return weight;
}

NstObjective *
nst_objective_new (NstNetwork            *network,
                   const NstImage        *content,
                   const NstStyle        *styles,
                   int                    n_styles,
                   const NstSettings     *settings,
                   const NstTiling       *tiling,
                   NstArena              *arena,
                   const NstWork         *work,
                   GError               **error)
{
  NstObjective *objective = g_new0 (NstObjective, 1);
  NstLayerPlan *plan      = &objective->plan;

  objective->settings = *settings;
  objective->tiling   = *tiling;
  objective->arena    = arena;
  objective->network  = network;
  objective->content  = content;
  objective->width    = content->width;
  objective->height   = content->height;

  if (!nst_layer_plan_init (plan, settings, error))
    goto failed;

  if (plan->n_style > 0 && n_styles < 1)
    {
      g_set_error (error, NST_ERROR, NST_ERROR_SETTINGS,
                   "There is no style: choose a style picture.");
      goto failed;
    }

  for (int layer = 0; layer < NST_N_LAYERS; layer++)
    objective->taps[layer].scale = settings->normalise
                                 ? nst_network_get_mean_response (network, layer) : 1.0;
  for (int layer = 0; layer <= plan->deepest; layer++)
    if (plan->is_kept[layer])
      objective->taps[layer].offset = g_new0 (float, nst_network_get_channels (network, layer));
  for (int i = 0; i < plan->n_content; i++)
    objective->taps[plan->content[i]].content_weight =
      settings->alpha * plan->content_weights[i];
  for (int i = 0; i < plan->n_style; i++)
    {
      const int layer = plan->style[i];

      objective->taps[layer].style_weight = get_style_weight (objective, i);
      objective->n_space =
        MAX (objective->n_space,
             nst_target_count_space (nst_network_get_channels (network, layer),
                                     settings->statistic));
    }

  if (!nst_layer_check_size (plan->deepest, plan->pool, content->width, content->height, error) ||
      !nst_network_prepare (network, plan->kernels, plan->deepest, work, error) ||
      !make_room (objective, styles, n_styles, work, error) ||
      !init_style (objective, styles, n_styles, work, error) ||
      !init_content (objective, work, error))
    goto failed;

  return objective;

failed:
  nst_objective_free (objective);
  return NULL;
}

gboolean
nst_objective_reserve (NstObjective   *objective,
                       const NstWork  *work,
                       GError        **error)
{
  return make_room (objective, NULL, 0, work, error);
}

void
nst_objective_set_tile_func (NstObjective *objective,
                             NstTileFunc   func,
                             gpointer      user_data)
{
  objective->tile_func = func;
  objective->tile_data = user_data;
}

void
nst_objective_free (NstObjective *objective)
{
  if (objective == NULL)
    return;

  for (int layer = 0; layer < NST_N_LAYERS; layer++)
    {
      NstTap *tap = &objective->taps[layer];

      free (tap->content.data);
      nst_target_clear (&tap->target);
      nst_moments_clear (&tap->moments);
      g_free (tap->slope);
      g_free (tap->offset);
    }
  g_free (objective);
}

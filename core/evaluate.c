/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Losses, and the gradient by the canvas. */

#include "objective.h"

#include <cblas.h>
#include <string.h>

/* Positions whose gradient one product makes. */
#define BLOCK_POSITIONS 192

/* A product has at most so many rows at a time. */
#define MOST_ROWS       12
#define ROOM_POSITIONS  (BLOCK_POSITIONS + MOST_ROWS)

/* Differences that are squared at a time. */
#define SQUARES 16

/* An evaluation that is under way. */
typedef struct
{
  NstObjective  *objective;
  const NstWork *work;
  gboolean       failed;
} Evaluation;


/* ---- one layer's gradient -------------------------------------------- */

/* A pass over a kept layer's responses, which become its gradient. */
typedef struct
{
  const NstTap   *tap;
  const NstWork  *work;
  NstPlane       *plane;
  NstRegion       region;
  NstRegion       own;          /* columns whose squares count */
  const NstPlane *content;      /* NULL: not a content layer */
  gboolean        is_style;
  gboolean        is_pool;
  float           dead;
  float           by;           /* of f - p */
  const NstKernels *kernels;
  int             columns;      /* of the gradient: channels, rounded up */
  float          *slope;        /* the tap's, in panels */
  double         *squares;      /* a block's sum of (f - p)^2 */
  size_t          run;          /* positions that follow each other in memory */
  size_t          blocks_a_run;
} Tapping;

/* slope in the panels of a product. */
static void
pack_slope (const Tapping *tapping,
            const float   *slope,
            float         *panels)
{
  const int n    = tapping->plane->channels;
  const int wide = tapping->kernels->columns;

  for (int first = 0; first < n; first += wide)
    for (int k = 0; k < n; k++, panels += wide)
      for (int i = 0; i < wide; i++)
        panels[i] = first + i < n ? slope[(size_t) k * n + first + i] : 0.0f;
}

/* gradient[n][columns] = f[n][channels] slope + offset.  The product works on
 * several rows at a time: the last ones are copied to rest, where there is room
 * for as many. */
static void
make_style_gradient (const Tapping *tapping,
                     const float   *f,
                     int            n,
                     float         *gradient,
                     float         *rest)
{
  const NstKernels *kernels  = tapping->kernels;
  const int         channels = tapping->plane->channels;
  const int         columns  = tapping->columns;
  const int         whole    = n / kernels->rows * kernels->rows;

  if (whole > 0)
    kernels->multiply (whole, columns, channels, f, channels, tapping->slope,
                       gradient, columns);
  if (whole < n)
    {
      memcpy (rest, f + (size_t) whole * channels,
              (size_t) (n - whole) * channels * sizeof (float));
      kernels->multiply (kernels->rows, columns, channels, rest, channels, tapping->slope,
                         gradient + (size_t) whole * columns, columns);
    }

  for (int p = 0; p < n; p++)
    for (int c = 0; c < channels; c++)
      gradient[(size_t) p * columns + c] += tapping->tap->offset[c];
}

/* gradient[n][columns] += by (f - p); returns the sum of squares. */
static double
add_content_gradient (const Tapping *tapping,
                      const float   *f,
                      const float   *p,
                      int            n,
                      float         *gradient)
{
  const int   channels = tapping->plane->channels;
  const float by       = tapping->by;
  double      sum      = 0.0;

  for (int i = 0; i < n; i++, f += channels, p += channels, gradient += tapping->columns)
    for (int first = 0; first < channels; first += SQUARES)
      {
        const int count = MIN (SQUARES, channels - first);
        float     squares[SQUARES] = { 0.0f };

        for (int c = 0; c < count; c++)
          {
            const float difference = f[first + c] - p[first + c];

            gradient[first + c] += by * difference;
            squares[c] = difference * difference;
          }

        for (int c = 0; c < SQUARES; c++)
          sum += (double) squares[c];
      }

  return sum;
}

/* f[n][channels] = gradient[n][columns], or dead where f is not above 0. */
static void
replace_responses (const Tapping *tapping,
                   const float   *gradient,
                   int            n,
                   float         *f)
{
  const int   channels = tapping->plane->channels;
  const float dead     = tapping->dead;

  for (int i = 0; i < n; i++, f += channels, gradient += tapping->columns)
    if (tapping->is_pool)
      memcpy (f, gradient, channels * sizeof (float));
    else
      for (int c = 0; c < channels; c++)
        f[c] = f[c] > 0.0f ? gradient[c] : dead;
}

/* The sum of squares alone, of columns that belong to the strip. */
static double
sum_own (const Tapping *tapping,
         int            first,
         int            count,
         const float   *f,
         const float   *p)
{
  const int    channels = tapping->plane->channels;
  const int    begin    = MAX (first, tapping->own.left);
  const int    end      = MIN (first + count, tapping->own.right);
  double       sum      = 0.0;

  for (int i = (begin - first) * channels; i < (end - first) * channels; i++)
    sum += ((double) f[i] - (double) p[i]) * ((double) f[i] - (double) p[i]);

  return sum;
}

static void
tap_block (gpointer data,
           size_t   task,
           int      thread)
{
  const Tapping *tapping  = data;
  const int      channels = tapping->plane->channels;
  const int      y        = tapping->region.top + (int) (task / tapping->blocks_a_run);
  const size_t   first    = task % tapping->blocks_a_run * BLOCK_POSITIONS;
  const int      count    = (int) MIN (BLOCK_POSITIONS, tapping->run - first);
  float         *f        = tapping->plane->data + first * channels +
                            nst_plane_at (tapping->plane, y, tapping->region.left);
  float         *gradient = nst_work_get_scratch (tapping->work, thread);

  if (tapping->is_style)
    make_style_gradient (tapping, f, count, gradient,
                         gradient + (size_t) ROOM_POSITIONS * tapping->columns);
  else
    memset (gradient, 0, (size_t) count * tapping->columns * sizeof (float));

  if (tapping->content != NULL)
    {
      const float *p = tapping->content->data + first * channels +
                       nst_plane_at (tapping->content, y, tapping->region.left);

      tapping->squares[task] = add_content_gradient (tapping, f, p, count, gradient);
      if (tapping->own.left > tapping->region.left || tapping->own.right < tapping->region.right)
        tapping->squares[task] = sum_own (tapping, tapping->region.left + (int) first,
                                          count, f, p);
    }

  replace_responses (tapping, gradient, count, f);
}

/* Floats of a thread's own that tapping takes. */
static size_t
count_own (int columns,
           int channels)
{
  return (size_t) ROOM_POSITIONS * columns + (size_t) MOST_ROWS * channels;
}

static void
tap_layer (gpointer  user_data,
           int       layer,
           NstRegion region,
           float     dead)
{
  Evaluation         *evaluation = user_data;
  NstObjective       *objective  = evaluation->objective;
  const NstLayerPlan *plan       = &objective->plan;
  NstTap             *tap        = &objective->taps[layer];
  NstPlane           *plane      = &objective->features.planes[layer];
  const NstSpan      *span       = &objective->features.layout.spans[layer];
  const double        n          = (double) span->width * span->height * plane->channels;
  size_t              rows       = region.bottom - region.top;
  size_t              n_blocks;
  size_t              n_panels;
  Tapping             tapping    =
  {
    tap, evaluation->work, plane, region, { region.top, region.bottom,
                                            span->own_left, span->own_right },
    .is_style = plan->is_style[layer], .is_pool = nst_layers[layer].conv < 0, .dead = dead,
    .by = (float) (2.0 * tap->content_weight / (n * tap->scale * tap->scale)),
    .run = region.right - region.left, .kernels = nst_kernels_get ()
  };

  if (plan->is_content[layer])
    tapping.content = objective->tiling.keeps_content ? &tap->content
                                                      : &objective->view.planes[layer];

  if (nst_plane_is_contiguous (plane, region) &&
      (tapping.content == NULL || (nst_plane_is_contiguous (tapping.content, region) &&
                                   tapping.own.left == region.left &&
                                   tapping.own.right == region.right)))
    {
      tapping.run *= rows;
      rows = 1;
    }
  tapping.blocks_a_run = (tapping.run + BLOCK_POSITIONS - 1) / BLOCK_POSITIONS;
  n_blocks = rows * tapping.blocks_a_run;

  tapping.columns = (plane->channels + tapping.kernels->columns - 1) /
                    tapping.kernels->columns * tapping.kernels->columns;
  n_panels = plan->is_style[layer] ? (size_t) tapping.columns * plane->channels : 0;

  if (!nst_work_reserve (evaluation->work, 2 * n_blocks + n_panels,
                         count_own (tapping.columns, plane->channels)))
    {
      evaluation->failed = TRUE;
      return;
    }

  tapping.squares = (double *) (void *) nst_work_get_shared (evaluation->work);
  tapping.slope   = nst_work_get_shared (evaluation->work) + 2 * n_blocks;
  if (plan->is_style[layer])
    pack_slope (&tapping, tap->slope, tapping.slope);

  nst_work_run (evaluation->work, n_blocks, tap_block, &tapping);

  for (size_t i = 0; i < n_blocks && tapping.content != NULL &&
                     !nst_work_interrupted (evaluation->work); i++)
    tap->squares += tapping.squares[i];
}


/* ---- the style's distances ------------------------------------------- */

/* Adds the moments of what the last step brought. */
static gboolean
add_moments (NstObjective  *objective,
             const NstWork *work)
{
  const NstLayerPlan *plan     = &objective->plan;
  NstFeatures        *features = &objective->features;

  for (int i = 0; i < plan->n_style; i++)
    {
      const int      layer = plan->style[i];
      const NstSpan *span  = &features->layout.spans[layer];
      NstTap        *tap   = &objective->taps[layer];

      if (!nst_moments_add (&tap->moments, &features->planes[layer],
                            nst_features_get_own (features, layer),
                            (double) span->width * span->height, tap->scale, 1.0,
                            objective->settings.statistic == NST_STATISTIC_MOMENTS, work))
        return FALSE;
    }

  return TRUE;
}

typedef struct
{
  NstObjective *objective;
  gboolean      whole;          /* all of the responses are at hand */
  double        values[NST_N_LAYERS];
} Distances;

/* The widest layers, which come last and take longest, are begun first.  Leaves
 * slope and offset ready to be applied to the responses as they are, weight and
 * scale worked in. */
static void
compare_layer (gpointer data,
               size_t   task,
               int      thread)
{
  Distances          *distances = data;
  NstObjective       *objective = distances->objective;
  const NstLayerPlan *plan      = &objective->plan;
  const int           i         = plan->n_style - 1 - (int) task;
  const int           layer     = plan->style[i];
  NstTap             *tap       = &objective->taps[layer];
  const NstPlane     *plane     = &objective->features.planes[layer];
  const NstSpan      *span      = &objective->features.layout.spans[layer];
  const int           channels  = tap->target.channels;
  const float         by_slope  = (float) (tap->style_weight / (tap->scale * tap->scale));
  const float         by_offset = (float) (tap->style_weight / tap->scale);

  distances->values[i] =
    nst_target_distance (&tap->target, &tap->moments,
                         distances->whole ? plane->data : NULL,
                         (size_t) span->width * span->height, tap->scale, tap->slope,
                         tap->offset, objective->space + thread * objective->n_space);

  cblas_sscal (channels * channels, by_slope, tap->slope, 1);
  cblas_sscal (channels, by_offset, tap->offset, 1);
}


/* ---- passages -------------------------------------------------------- */

static gboolean
is_whole (const NstObjective *objective)
{
  return objective->tiling.strip >= objective->width &&
         objective->tiling.band >= objective->height;
}

/* Begins a strip of the canvas, and of the content where it has to be seen. */
static void
begin_strip (NstObjective *objective,
             const float  *canvas,
             NstNeed       need,
             int           left)
{
  const NstLayerPlan *plan   = &objective->plan;
  const NstTiling    *tiling = &objective->tiling;
  NstLayout           layout;

  nst_layout_init (&layout, objective->network, objective->width, objective->height, need,
                   need == NST_NEED_OWN ? plan->is_style : plan->is_kept,
                   left, tiling->strip, tiling->band);
  nst_features_init (&objective->features, &layout, objective->network,
                     objective->settings.pool, objective->settings.edge,
                     NULL, canvas, objective->arena);

  if (need == NST_NEED_GRADIENT && !tiling->keeps_content)
    {
      float *rest = objective->arena + nst_layout_count (&layout, FALSE);

      nst_layout_init (&layout, objective->network, objective->width, objective->height,
                       NST_NEED_VIEW, plan->is_content, left, tiling->strip, tiling->band);
      nst_features_init (&objective->view, &layout, objective->network,
                         objective->settings.pool, objective->settings.edge,
                         objective->content, NULL, rest);
    }
}

/* The share of an evaluation that goes by before the gradient: forward, where the
 * rest is forward and backward. */
#define FIRST_PASSAGE (1.0 / 3.0)

/* Tells that a step of the strip from left on is done, in a passage from one
 * share of the evaluation to another. */
static void
tell_of_tile (const NstObjective *objective,
              int                 left,
              int                 step,
              double              from,
              double              to)
{
  const NstLayout *layout = &objective->features.layout;
  const double     strips = (left + (double) (layout->right - layout->left) * (step + 1) /
                             layout->n_steps) / objective->width;

  if (objective->tile_func != NULL)
    objective->tile_func (objective->tile_data, from + (to - from) * strips);
}

/* The moments of the whole canvas, a tile at a time. */
static gboolean
pass_for_moments (NstObjective  *objective,
                  const float   *canvas,
                  const NstWork *work)
{
  for (int left = 0; left < objective->width; left += objective->tiling.strip)
    {
      begin_strip (objective, canvas, NST_NEED_OWN, left);

      for (int step = 0; step < objective->features.layout.n_steps; step++)
        {
          if (!nst_features_forward (&objective->features, step, work) ||
              !add_moments (objective, work))
            return FALSE;

          tell_of_tile (objective, left, step, 0.0, FIRST_PASSAGE);
        }
    }

  return TRUE;
}

static gboolean
compare_styles (NstObjective  *objective,
                gboolean       whole,
                double        *values,
                const NstWork *work)
{
  Distances distances = { objective, whole };

  nst_work_run (work, objective->plan.n_style, compare_layer, &distances);
  memcpy (values, distances.values, sizeof (distances.values));

  return !nst_work_interrupted (work);
}

static gboolean
go_back (NstObjective  *objective,
         float         *gradient,
         const NstWork *work)
{
  Evaluation evaluation = { objective, work };

  return nst_features_backward (&objective->features, tap_layer, &evaluation,
                                gradient, work) && !evaluation.failed;
}

static gboolean
pass_for_gradient (NstObjective  *objective,
                   const float   *canvas,
                   float         *gradient,
                   const NstWork *work)
{
  const gboolean sees_content = !objective->tiling.keeps_content &&
                                objective->plan.n_content > 0;

  for (int left = 0; left < objective->width; left += objective->tiling.strip)
    {
      begin_strip (objective, canvas, NST_NEED_GRADIENT, left);

      for (int step = 0; step < objective->features.layout.n_steps; step++)
        {
          if (!nst_features_forward (&objective->features, step, work) ||
              (sees_content && !nst_features_forward (&objective->view, step, work)) ||
              !go_back (objective, gradient, work))
            return FALSE;

          tell_of_tile (objective, left, step, FIRST_PASSAGE, 1.0);
        }
    }

  return TRUE;
}

/* The same for a canvas that is worked on whole, in one passage. */
static gboolean
pass_whole (NstObjective  *objective,
            const float   *canvas,
            float         *gradient,
            double        *style,
            const NstWork *work)
{
  const gboolean sees_content = !objective->tiling.keeps_content &&
                                objective->plan.n_content > 0;

  begin_strip (objective, canvas, NST_NEED_GRADIENT, 0);

  return nst_features_forward (&objective->features, 0, work) &&
         (!sees_content || nst_features_forward (&objective->view, 0, work)) &&
         add_moments (objective, work) &&
         compare_styles (objective, TRUE, style, work) &&
         go_back (objective, gradient, work);
}


/* ---- an evaluation --------------------------------------------------- */

static void
fill_terms (const NstObjective *objective,
            const double       *content,
            const double       *style,
            double              variation,
            double              loss,
            NstTerms           *terms)
{
  const NstLayerPlan *plan = &objective->plan;

  *terms = (NstTerms) { plan->n_content, plan->n_style };
  terms->variation = variation;
  terms->loss      = loss;

  for (int i = 0; i < plan->n_content; i++)
    {
      g_strlcpy (terms->content[i].layer, nst_layers[plan->content[i]].name,
                 sizeof (terms->content[i].layer));
      terms->content[i].value = content[i];
    }
  for (int i = 0; i < plan->n_style; i++)
    {
      g_strlcpy (terms->style[i].layer, nst_layers[plan->style[i]].name,
                 sizeof (terms->style[i].layer));
      terms->style[i].value = style[i];
    }
}

/* mean ((F - P)^2) of a layer whose squares are summed up. */
static double
get_content_term (const NstObjective *objective,
                  int                 layer)
{
  const NstTap *tap = &objective->taps[layer];
  int           width;
  int           height;

  nst_layer_get_size (layer, objective->width, objective->height, &width, &height);

  return tap->squares / (tap->scale * tap->scale) /
         ((double) width * height * nst_network_get_channels (objective->network, layer));
}

gboolean
nst_objective_evaluate (NstObjective  *objective,
                        const float   *canvas,
                        float         *gradient,
                        double        *loss,
                        NstTerms      *terms,
                        const NstWork *work)
{
  const NstSettings  *settings  = &objective->settings;
  const NstLayerPlan *plan      = &objective->plan;
  double              content[NST_N_LAYERS];
  double              style[NST_N_LAYERS];
  double              variation = 0.0;
  double              sum       = 0.0;

  for (int i = 0; i < plan->n_style; i++)
    nst_moments_reset (&objective->taps[plan->style[i]].moments);
  for (int i = 0; i < plan->n_content; i++)
    objective->taps[plan->content[i]].squares = 0.0;

  if (is_whole (objective))
    {
      if (!pass_whole (objective, canvas, gradient, style, work))
        return FALSE;
    }
  else if ((plan->n_style > 0 && !pass_for_moments (objective, canvas, work)) ||
           !compare_styles (objective, FALSE, style, work) ||
           !pass_for_gradient (objective, canvas, gradient, work))
    return FALSE;

  for (int i = 0; i < plan->n_content; i++)
    {
      content[i] = get_content_term (objective, plan->content[i]);
      sum += objective->taps[plan->content[i]].content_weight * content[i];
    }
  for (int i = 0; i < plan->n_style; i++)
    sum += objective->taps[plan->style[i]].style_weight * style[i];

  if (settings->tv > 0.0 || terms != NULL)
    variation = nst_variation (canvas, objective->width, objective->height,
                               settings->tv, gradient, work);
  sum += settings->tv * variation;

  *loss = sum;
  if (terms != NULL)
    fill_terms (objective, content, style, variation, sum, terms);

  return TRUE;
}

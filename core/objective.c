/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Targets and losses on responses, and the gradient by the canvas. */

#include "objective.h"

#include "image.h"

#include <cblas.h>
#include <stdlib.h>
#include <string.h>

/* Positions whose gradient one product adds. */
#define BLOCK_POSITIONS 512

/* Sums are over fixed bands, so that they don't depend on the threads. */
#define N_BANDS 64

typedef struct
{
  double  scale;                /* responses are divided by it */
  double  content_weight;       /* 0: not a content layer */
  double  style_weight;
  float  *content;              /* P [n][channels], not divided */
  NstTarget target;
  float  *slope;                /* of the last evaluation */
  float  *offset;
} Tap;

struct _NstObjective
{
  NstLayerPlan  plan;
  NstSettings   settings;
  NstNetwork   *network;
  NstFeatures  *features;
  Tap           taps[NST_N_LAYERS];
  gboolean      is_content[NST_N_LAYERS];
  gboolean      is_style[NST_N_LAYERS];
};

/* An evaluation that is under way. */
typedef struct
{
  NstObjective  *objective;
  const NstWork *work;
} Evaluation;


/* ---- targets --------------------------------------------------------- */

void
nst_objective_count (const NstNetwork   *network,
                     const NstLayerPlan *plan,
                     int                 width,
                     int                 height,
                     int                 style_width,
                     int                 style_height,
                     guint64            *preparing_bytes,
                     guint64            *bytes)
{
  size_t content = 0;
  size_t style   = 0;
  int    deepest = 0;
  size_t whole;

  for (int i = 0; i < plan->n_content; i++)
    {
      int w;
      int h;

      nst_layer_get_size (plan->content[i], width, height, &w, &h);
      content += (size_t) w * h * nst_network_get_channels (network, plan->content[i]);
    }

  for (int i = 0; i < plan->n_style; i++)
    deepest = MAX (deepest, plan->style[i]);
  if (plan->n_style > 0)
    style = nst_features_count (network, style_width, style_height, deepest, FALSE);
  whole = nst_features_count (network, width, height, plan->deepest, TRUE);

  *preparing_bytes = sizeof (float) * style;
  *bytes           = sizeof (float) * (content + whole);
}

/* A style's moments at every style layer, added to moments[]. */
static gboolean
add_style (NstObjective   *objective,
           const NstImage *style,
           double          share,
           NstMoments     *moments,
           const NstWork  *work,
           GError        **error)
{
  const NstLayerPlan *plan     = &objective->plan;
  const gboolean      precise  = objective->settings.statistic == NST_STATISTIC_MOMENTS;
  NstFeatures        *features;
  float              *canvas;
  gboolean            done;
  int                 deepest  = 0;

  for (int i = 0; i < plan->n_style; i++)
    deepest = MAX (deepest, plan->style[i]);

  features = nst_features_new (objective->network,
                               style->width, style->height, deepest,
                               objective->settings.pool,
                               objective->settings.edge, FALSE, work, error);
  if (features == NULL)
    return FALSE;

  canvas = nst_floats_new ((size_t) style->width * style->height * 3, error);
  done   = canvas != NULL;

  if (done)
    {
      nst_network_picture_to_canvas (features->network, style, canvas);
      done = nst_features_forward (features, canvas, work);
    }

  for (int i = 0; i < plan->n_style && done; i++)
    {
      const int layer = plan->style[i];

      done = nst_moments_add (&moments[i], features->response[layer],
                              nst_features_get_n (features, layer) / moments[i].channels,
                              objective->taps[layer].scale, share, precise, work);
    }

  free (canvas);
  nst_features_free (features);

  return done;
}

static gboolean
init_style (NstObjective          *objective,
            const NstImage *const *styles,
            int                    n_styles,
            const NstWork         *work,
            GError               **error)
{
  const NstLayerPlan *plan    = &objective->plan;
  NstMoments          moments[NST_N_LAYERS] = { { 0 } };
  gboolean            done    = TRUE;

  for (int i = 0; i < plan->n_style; i++)
    nst_moments_init (&moments[i],
                      nst_network_get_channels (objective->network,
                                                plan->style[i]));

  for (int s = 0; s < n_styles && done; s++)
    done = add_style (objective, styles[s], 1.0 / n_styles, moments, work, error);

  for (int i = 0; i < plan->n_style && done; i++)
    {
      Tap      *tap = &objective->taps[plan->style[i]];
      const int n   = moments[i].channels;

      tap->slope  = g_new (float, (size_t) n * n);
      tap->offset = g_new (float, n);
      done = nst_target_init (&tap->target, objective->settings.statistic,
                              &moments[i], error);
    }

  for (int i = 0; i < plan->n_style; i++)
    nst_moments_clear (&moments[i]);

  return done;
}

static gboolean
init_content (NstObjective   *objective,
              const NstImage *content,
              const NstWork  *work,
              GError        **error)
{
  NstFeatures *features = objective->features;
  float       *canvas;
  gboolean     done;

  if (objective->plan.n_content == 0)
    return TRUE;

  canvas = nst_floats_new ((size_t) content->width * content->height * 3, error);
  if (canvas == NULL)
    return FALSE;

  nst_network_picture_to_canvas (features->network, content, canvas);
  done = nst_features_forward (features, canvas, work);
  free (canvas);

  for (int i = 0; i < objective->plan.n_content && done; i++)
    {
      const int    layer = objective->plan.content[i];
      const size_t n     = nst_features_get_n (features, layer);
      Tap         *tap   = &objective->taps[layer];

      tap->content = nst_floats_new (n, error);
      done = tap->content != NULL;
      if (done)
        memcpy (tap->content, features->response[layer], n * sizeof (float));
    }

  return done;
}

NstObjective *
nst_objective_new (NstNetwork            *network,
                   const NstImage        *content,
                   const NstImage *const *styles,
                   int                    n_styles,
                   const NstSettings     *settings,
                   const NstWork         *work,
                   GError               **error)
{
  NstObjective *objective = g_new0 (NstObjective, 1);
  NstLayerPlan *plan      = &objective->plan;

  objective->settings = *settings;
  objective->network  = network;

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
                                 ? nst_layers[layer].mean_response : 1.0;
  for (int i = 0; i < plan->n_content; i++)
    {
      objective->is_content[plan->content[i]] = TRUE;
      objective->taps[plan->content[i]].content_weight = settings->alpha;
    }
  for (int i = 0; i < plan->n_style; i++)
    {
      objective->is_style[plan->style[i]] = TRUE;
      objective->taps[plan->style[i]].style_weight = settings->beta * plan->weights[i];
    }

  /* The styles' responses are gone before the content's need room. */
  if (!init_style (objective, styles, n_styles, work, error))
    goto failed;

  objective->features = nst_features_new (network, content->width,
                                          content->height, plan->deepest,
                                          settings->pool, settings->edge,
                                          TRUE, work, error);
  if (objective->features == NULL)
    goto failed;

  if (!init_content (objective, content, work, error))
    goto failed;

  return objective;

failed:
  nst_objective_free (objective);
  return NULL;
}

void
nst_objective_free (NstObjective *objective)
{
  if (objective == NULL)
    return;

  for (int layer = 0; layer < NST_N_LAYERS; layer++)
    {
      Tap *tap = &objective->taps[layer];

      free (tap->content);
      nst_target_clear (&tap->target);
      g_free (tap->slope);
      g_free (tap->offset);
    }
  nst_features_free (objective->features);
  g_free (objective);
}


/* ---- evaluation ------------------------------------------------------ */

/* A pass over a tapped layer's responses. */
typedef struct
{
  const float *f;
  const float *p;               /* the content's */
  size_t       n;               /* floats; of the style, positions */
  int          channels;
  float        by;
  const float *slope;
  const float *offset;
  float       *gradient;
  double       bands[N_BANDS];
} Pass;

static void
sum_band (gpointer data,
          size_t   task,
          int      thread)
{
  Pass   *pass = data;
  double  sum  = 0.0;

  for (size_t i = pass->n * task / N_BANDS; i < pass->n * (task + 1) / N_BANDS; i++)
    {
      const double difference = (double) pass->f[i] - (double) pass->p[i];

      sum += difference * difference;
    }

  pass->bands[task] = sum;
}

static double
content_distance (const float   *f,
                  const float   *p,
                  size_t         n,
                  const NstWork *work)
{
  Pass   pass = { .f = f, .p = p, .n = n };
  double sum  = 0.0;

  nst_work_run (work, N_BANDS, sum_band, &pass);
  for (int b = 0; b < N_BANDS; b++)
    sum += pass.bands[b];

  return sum / (double) n;
}

static void
add_content_range (gpointer data,
                   size_t   first,
                   size_t   end)
{
  const Pass *pass = data;

  for (size_t i = first; i < end; i++)
    pass->gradient[i] += pass->by * (pass->f[i] - pass->p[i]);
}

/* gradient += by * (f - p) */
static void
add_content_gradient (const float   *f,
                      const float   *p,
                      size_t         n,
                      double         by,
                      float         *gradient,
                      const NstWork *work)
{
  Pass pass = { .f = f, .p = p, .n = n, .by = (float) by, .gradient = gradient };

  nst_work_run_ranges (work, n, add_content_range, &pass);
}

static void
add_style_block (gpointer data,
                 size_t   task,
                 int      thread)
{
  const Pass   *pass     = data;
  const int     channels = pass->channels;
  const size_t  first    = task * BLOCK_POSITIONS;
  const int     count    = (int) MIN (BLOCK_POSITIONS, pass->n - first);
  float        *to       = pass->gradient + first * channels;

  for (int i = 0; i < count; i++)
    for (int c = 0; c < channels; c++)
      to[(size_t) i * channels + c] += pass->offset[c];

  cblas_sgemm (CblasRowMajor, CblasNoTrans, CblasNoTrans,
               count, channels, channels, 1.0f, pass->f + first * channels,
               channels, pass->slope, channels, 1.0f, to, channels);
}

/* gradient[n][channels] += f[n][channels] slope + offset */
static void
add_style_gradient (const float   *f,
                    size_t         n,
                    int            channels,
                    const float   *slope,
                    const float   *offset,
                    float         *gradient,
                    const NstWork *work)
{
  Pass pass = { .f = f, .n = n, .channels = channels, .slope = slope,
                .offset = offset, .gradient = gradient };

  nst_work_run (work, (n + BLOCK_POSITIONS - 1) / BLOCK_POSITIONS,
                add_style_block, &pass);
}

static void
add_tap_gradient (gpointer  user_data,
                  int       layer,
                  float    *gradient)
{
  Evaluation    *evaluation = user_data;
  NstObjective  *objective  = evaluation->objective;
  NstFeatures   *features   = objective->features;
  Tap           *tap        = &objective->taps[layer];
  const float   *f          = features->response[layer];
  const size_t   n          = nst_features_get_n (features, layer);

  if (objective->is_content[layer])
    add_content_gradient (f, tap->content, n,
                          2.0 * tap->content_weight /
                          ((double) n * tap->scale * tap->scale),
                          gradient, evaluation->work);

  if (objective->is_style[layer])
    add_style_gradient (f, n / tap->target.channels, tap->target.channels,
                        tap->slope, tap->offset, gradient, evaluation->work);
}

/* The distance at a style layer; leaves slope and offset ready to be applied
 * to the responses as they are, weight and scale worked in. */
static double
style_distance (Tap              *tap,
                const NstMoments *moments,
                const float      *responses,
                size_t            n)
{
  const int    channels = tap->target.channels;
  const double distance = nst_target_distance (&tap->target, moments, responses, n,
                                               tap->scale, tap->slope, tap->offset);
  const float  by_slope = (float) (tap->style_weight / (tap->scale * tap->scale));
  const float  by_offset = (float) (tap->style_weight / tap->scale);

  cblas_sscal (channels * channels, by_slope, tap->slope, 1);
  cblas_sscal (channels, by_offset, tap->offset, 1);

  return distance;
}

typedef struct
{
  NstObjective *objective;
  NstMoments    moments[NST_N_LAYERS];
  double       *values;
} Distances;

/* The widest layers, which come last and take longest, are begun first. */
static void
compare_layer (gpointer data,
               size_t   task,
               int      thread)
{
  Distances          *distances = data;
  const NstLayerPlan *plan      = &distances->objective->plan;
  const int           i         = plan->n_style - 1 - (int) task;
  Tap                *tap       = &distances->objective->taps[plan->style[i]];
  const NstFeatures  *features  = distances->objective->features;
  const size_t        n         = nst_features_get_n (features, plan->style[i]);

  distances->values[i] = style_distance (tap, &distances->moments[i],
                                         features->response[plan->style[i]],
                                         n / tap->target.channels);
}

/* The style's distances, values[i] for plan.style[i].  The moments of a layer
 * take all threads; then a thread takes a layer, the widest first. */
static gboolean
style_distances (NstObjective  *objective,
                 double        *values,
                 const NstWork *work)
{
  const NstLayerPlan *plan     = &objective->plan;
  NstFeatures        *features = objective->features;
  const gboolean      precise  = objective->settings.statistic == NST_STATISTIC_MOMENTS;
  Distances           distances = { objective, .values = values };
  NstMoments         *moments  = distances.moments;
  gboolean            done     = TRUE;

  for (int i = 0; i < plan->n_style && done; i++)
    {
      const int    layer    = plan->style[i];
      const int    channels = objective->taps[layer].target.channels;

      nst_moments_init (&moments[i], channels);
      done = nst_moments_add (&moments[i], features->response[layer],
                              nst_features_get_n (features, layer) / channels,
                              objective->taps[layer].scale, 1.0, precise, work);
    }

  if (done)
    {
      nst_work_run (work, plan->n_style, compare_layer, &distances);
      done = !nst_work_interrupted (work);
    }

  for (int i = 0; i < plan->n_style; i++)
    nst_moments_clear (&moments[i]);

  return done;
}

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
  NstFeatures        *features  = objective->features;
  double              content[NST_N_LAYERS];
  double              style[NST_N_LAYERS];
  double              variation = 0.0;
  double              sum       = 0.0;

  if (!nst_features_forward (features, canvas, work))
    return FALSE;

  for (int i = 0; i < plan->n_content; i++)
    {
      const Tap *tap = &objective->taps[plan->content[i]];

      content[i] = content_distance (features->response[plan->content[i]],
                                     tap->content,
                                     nst_features_get_n (features, plan->content[i]),
                                     work) / (tap->scale * tap->scale);
      sum += tap->content_weight * content[i];
    }

  if (!style_distances (objective, style, work))
    return FALSE;
  for (int i = 0; i < plan->n_style; i++)
    sum += objective->taps[plan->style[i]].style_weight * style[i];

  if (gradient != NULL)
    {
      Evaluation evaluation = { objective, work };

      if (!nst_features_backward (features, add_tap_gradient, &evaluation,
                                  gradient, work))
        return FALSE;
    }

  if (settings->tv > 0.0 || terms != NULL)
    variation = nst_variation (canvas, features->width, features->height,
                               gradient != NULL ? settings->tv : 0.0, gradient);
  sum += settings->tv * variation;

  *loss = sum;
  if (terms != NULL)
    fill_terms (objective, content, style, variation, sum, terms);

  return TRUE;
}

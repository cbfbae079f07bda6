/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Which rows and columns of each layer are computed and held.
 *
 * For a step backward the rows follow from the picture's: a layer's gradient ends where
 * what it is made from does.  Forward they follow from the deepest layer's: a layer's
 * responses end where what is read of them does. */

#include "core/network/geometry.h"

gboolean
nst_geometry_is_fused (const NstGeometry *geometry,
                       int                layer)
{
  return !nst_layer_is_pool (layer) && layer < geometry->deepest && nst_layer_is_pool (layer + 1) &&
         !geometry->compared[layer] && !nst_pool_is_wide (geometry->pool);
}

/* The first row (or column) of the layer before that next reads for its own from at on;
 * and one past the last that it reads for all before its end. */
static int
get_first_read (const NstGeometry *geometry,
                int                next,
                int                at)
{
  return nst_layer_is_pool (next) ? 2 * at - nst_pool_is_wide (geometry->pool) : at - 1;
}

static int
get_end_read (int next,
              int end)
{
  return nst_layer_is_pool (next) ? 2 * end : end + 1;
}

/* The same of a gradient, which is made from the layer behind. */
static int
get_first_made_from (int layer,
                     int at)
{
  return nst_layer_is_pool (layer) ? at / 2 : at - 1;
}

static int
get_end_made_from (const NstGeometry *geometry,
                   int                layer,
                   int                end)
{
  if (!nst_layer_is_pool (layer))
    return end + 1;

  return nst_pool_is_wide (geometry->pool) ? end / 2 + 1 : (end + 1) / 2;
}

/* Whether a layer's responses are wanted as far as the gradient goes ... */
static gboolean
is_wanted_back (const NstGeometry *geometry,
                int                layer)
{
  return geometry->need == NST_NEED_GRADIENT ||
         (geometry->need == NST_NEED_VIEW && geometry->compared[layer]);
}

/* ... or those of the strip's own part. */
static gboolean
is_wanted_own (const NstGeometry *geometry,
               int                layer)
{
  return geometry->need == NST_NEED_OWN && geometry->compared[layer];
}

/* The strip's own part [*left, *right) of a layer. */
static void
get_own (const NstGeometry *geometry,
         int                layer,
         int               *left,
         int               *right)
{
  const int pools = nst_layer_count_pools (layer);

  *left  = MIN (geometry->left >> pools, geometry->spans[layer].width);
  *right = geometry->right == geometry->width ? geometry->spans[layer].width
                                              : geometry->right >> pools;
}

static void
span_backward (NstGeometry *geometry)
{
  int left  = geometry->left;
  int right = geometry->right;

  for (int layer = 0; layer <= geometry->deepest; layer++)
    {
      NstSpan *span = &geometry->spans[layer];

      left             = MAX (get_first_made_from (layer, left), 0);
      right            = MIN (get_end_made_from (geometry, layer, right), span->width);
      left             = MIN (left, right);
      span->back_left  = left;
      span->back_right = right;
    }
}

/* Adds [left, right) to what is computed of a layer. */
static void
widen (NstSpan *span,
       int      left,
       int      right)
{
  left  = MAX (left, 0);
  right = MIN (right, span->width);

  if (left >= right)
    return;

  if (span->left == span->right)
    {
      span->left  = left;
      span->right = right;
    }
  else
    {
      span->left  = MIN (span->left, left);
      span->right = MAX (span->right, right);
    }
}

static void
span_forward (NstGeometry *geometry)
{
  for (int layer = geometry->deepest; layer >= 0; layer--)
    {
      NstSpan *span = &geometry->spans[layer];

      if (layer < geometry->deepest)
        {
          const NstSpan *next = span + 1;

          if (next->left < next->right)
            widen (span, get_first_read (geometry, layer + 1, next->left),
                   get_end_read (layer + 1, next->right));
        }

      if (is_wanted_back (geometry, layer))
        widen (span, span->back_left, span->back_right);
      else if (is_wanted_own (geometry, layer))
        widen (span, span->own_left, span->own_right);
    }

  geometry->input.left = geometry->input.right = 0;
  if (geometry->spans[0].left < geometry->spans[0].right)
    widen (&geometry->input, geometry->spans[0].left - 1, geometry->spans[0].right + 1);
}

void
nst_geometry_get_rows (const NstGeometry *geometry,
                       int                step,
                       NstRows           *rows)
{
  const gboolean last = step == geometry->n_steps - 1;
  int            back;

  *rows = (NstRows){ 0 };
  if (step < 0)
    return;

  rows->picture = last ? geometry->height : (step + 1) * geometry->band;
  back          = rows->picture;

  for (int layer = 0; layer <= geometry->deepest; layer++)
    {
      const int height = geometry->spans[layer].height;

      back              = MIN (get_end_made_from (geometry, layer, back), height);
      rows->back[layer] = back;
      rows->own[layer]  = last ? height : rows->picture >> nst_layer_count_pools (layer);
    }

  for (int layer = geometry->deepest; layer >= 0; layer--)
    {
      int end = 0;

      if (layer < geometry->deepest && rows->forward[layer + 1] > 0)
        end = get_end_read (layer + 1, rows->forward[layer + 1]);

      if (is_wanted_back (geometry, layer))
        end = MAX (end, rows->back[layer]);
      else if (is_wanted_own (geometry, layer))
        end = MAX (end, rows->own[layer]);

      rows->forward[layer] = MIN (end, geometry->spans[layer].height);
    }
}

/* The first row of a layer that the next step will still read or write, once
 * the rows before are done. */
static int
get_oldest (const NstGeometry *geometry,
            const NstRows     *before,
            int                layer)
{
  int oldest = before->forward[layer];

  if (layer < geometry->deepest)
    oldest = MIN (oldest, get_first_read (geometry, layer + 1, before->forward[layer + 1]));

  if (is_wanted_own (geometry, layer))
    oldest = MIN (oldest, before->own[layer]);
  else if (is_wanted_back (geometry, layer))
    oldest = MIN (oldest, before->back[layer]);

  if (geometry->need == NST_NEED_GRADIENT)
    {
      /* What the gradient before this layer is made from. */
      if (layer == 0)
        oldest = MIN (oldest, before->picture - 1);
      else if (nst_geometry_is_fused (geometry, layer - 1))
        oldest = MIN (oldest, (before->back[layer - 2] - 1) / 2);
      else
        oldest = MIN (oldest, get_first_made_from (layer, before->back[layer - 1]));
    }

  return MAX (oldest, 0);
}

/* So many rows from the picture's upper and lower edges steps are alike, halo included. */
#define EDGE_ROWS 384

int
nst_geometry_get_next_kind (const NstGeometry *geometry,
                            int                step)
{
  const int around = EDGE_ROWS / geometry->band + 1;
  const int last   = geometry->n_steps - 1 - around;

  return step >= around && step < last ? last : step + 1;
}

static void
measure_windows (NstGeometry *geometry)
{
  for (int step = 0; step < geometry->n_steps; step = nst_geometry_get_next_kind (geometry, step))
    {
      NstRows before;
      NstRows now;
      int     needed;

      nst_geometry_get_rows (geometry, step - 1, &before);
      nst_geometry_get_rows (geometry, step, &now);
      for (int layer = 0; layer <= geometry->deepest; layer++)
        {
          NstSpan *span = &geometry->spans[layer];

          if (!nst_geometry_is_fused (geometry, layer) && span->left < span->right)
            span->rows = MAX (span->rows, now.forward[layer] -
                                            get_oldest (geometry, &before, layer));
        }

      needed = MIN (now.forward[0] + 1, geometry->height) -
               MAX (before.forward[0] - 1, 0);
      geometry->input.rows = MAX (geometry->input.rows, needed);
    }
}

void
nst_geometry_init (NstGeometry   *geometry,
                   const NstWalk *walk,
                   int            left)
{
  *geometry = (NstGeometry){
    walk->network, walk->width, walk->height, walk->pool, walk->wrap, -1, walk->need
  };

  for (int layer = 0; layer < NST_N_LAYERS; layer++)
    if (walk->compared[layer])
      {
        geometry->compared[layer] = TRUE;
        geometry->deepest         = layer;
      }

  geometry->left    = left;
  geometry->right   = MIN (walk->strip, walk->width - left) + left;
  geometry->band    = MIN (walk->band, walk->height);
  geometry->n_steps = (walk->height + geometry->band - 1) / geometry->band;
  geometry->input   = (NstSpan){ walk->width, walk->height };

  for (int layer = 0; layer <= geometry->deepest; layer++)
    {
      NstSpan *span = &geometry->spans[layer];

      nst_layer_get_size (layer, walk->pool, walk->width, walk->height, &span->width,
                          &span->height);
      get_own (geometry, layer, &span->own_left, &span->own_right);
    }

  span_backward (geometry);
  span_forward (geometry);
  measure_windows (geometry);
}

size_t
nst_geometry_count (const NstGeometry *geometry,
                    gboolean           with_input)
{
  size_t n = 0;

  if (with_input)
    n += nst_feature_map_count (geometry->input.right - geometry->input.left,
                                geometry->input.rows, 3);

  for (int layer = 0; layer <= geometry->deepest; layer++)
    {
      const NstSpan *span     = &geometry->spans[layer];
      const int      channels = nst_network_get_channels (geometry->network, layer);

      n += nst_feature_map_count (span->right - span->left, span->rows, channels);
      if (nst_layer_is_pool (layer))
        n += nst_feature_map_count_switches (span->right - span->left, span->rows, channels);
    }

  return n;
}

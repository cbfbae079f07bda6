/* SPDX-License-Identifier: GPL-3.0-or-later */

/* One strip through the network.  Forward row by row of layers, deepest last; backward
 * the other way round, each layer's gradient in the place of its responses. */

#include "core/network/features.h"

#include "core/conv/first-layer.h"
#include "core/conv/pooling.h"
#include "core/conv/winograd.h"

static float *
lay_map (NstFeatureMap *map,
         const NstSpan *span,
         int            channels,
         gboolean       with_switches,
         NstWrap        wrap,
         float         *memory)
{
  const int columns = span->right - span->left;

  *map = (NstFeatureMap){ channels, span->left, columns, MAX (span->rows, 1), memory,
                          .wrap = wrap };
  memory += nst_feature_map_count (columns, span->rows, channels);

  if (with_switches)
    {
      map->switches = (unsigned char *) memory;
      memory += nst_feature_map_count_switches (columns, span->rows, channels);
    }

  return memory;
}

void
nst_features_init (NstFeatures       *features,
                   const NstGeometry *geometry,
                   NstNetwork        *network,
                   const NstKernels  *kernels,
                   NstEdge            edge,
                   const float       *picture,
                   const float       *canvas,
                   float             *memory)
{
  *features = (NstFeatures){ *geometry, network, kernels, edge, picture };

  if (picture != NULL)
    memory = lay_map (&features->input, &geometry->input, 3, FALSE, geometry->wrap, memory);
  else
    features->input = (NstFeatureMap){ 3, 0, geometry->width, geometry->height, (float *) canvas,
                                       .wrap = geometry->wrap };

  for (int layer = 0; layer <= geometry->deepest; layer++)
    memory = lay_map (&features->maps[layer], &geometry->spans[layer],
                      nst_network_get_channels (network, layer), nst_layer_is_pool (layer),
                      geometry->wrap, memory);

  nst_geometry_get_rows (geometry, -1, &features->now);
}

static const NstConv *
get_conv (const NstFeatures *features,
          int                layer)
{
  return nst_network_get_conv (features->network, features->kernels, layer);
}

/* Brings the picture's rows that the first layer needs now. */
static void
convert_input (NstFeatures *features)
{
  const NstGeometry *geometry = &features->geometry;
  NstFeatureMap     *input    = &features->input;
  const int          before   = features->before.forward[0];
  const int          now      = features->now.forward[0];
  const int          top      = before == 0 ? 0 : MIN (before + 1, geometry->height);
  const int          end      = MIN (now + 1, geometry->height);

  for (int y = top; y < end && now > 0; y++)
    nst_network_pixels_to_canvas (features->network, input->columns,
                                  features->picture +
                                    ((size_t) y * geometry->width + input->left) * 3,
                                  input->data + nst_feature_map_at (input, y, input->left));
}

static gboolean
forward_layer (NstFeatures      *features,
               int               layer,
               const NstThreads *threads)
{
  const NstGeometry *geometry = &features->geometry;
  const NstSpan     *span     = &geometry->spans[layer];
  NstFeatureMap     *y        = &features->maps[layer];
  NstRegion          region   = { features->before.forward[layer], features->now.forward[layer],
                                  span->left, span->right };
  NstRegion          valid;
  int                from = layer - 1;

  if (nst_geometry_is_fused (geometry, layer) || nst_region_is_empty (region))
    return TRUE;

  if (layer == 0)
    return nst_first_forward (get_conv (features, 0), geometry->width,
                              geometry->height, features->edge, &features->input, y,
                              region, threads);

  if (nst_geometry_is_fused (geometry, layer - 1))
    from--;
  valid = (NstRegion){ 0, features->now.forward[from],
                       geometry->spans[from].left, geometry->spans[from].right };

  if (from < layer - 1)
    return nst_conv_forward_pooled (get_conv (features, layer - 1),
                                    &features->maps[from], valid, geometry->pool,
                                    y, region, threads);

  if (!nst_layer_is_pool (layer))
    return nst_conv_forward (get_conv (features, layer),
                             &features->maps[from], valid, y, region, threads);

  nst_pool_forward (geometry->pool, &features->maps[from], valid, y, region, threads);
  return TRUE;
}

gboolean
nst_features_forward (NstFeatures      *features,
                      int               step,
                      const NstThreads *threads)
{
  features->before = features->now;
  nst_geometry_get_rows (&features->geometry, step, &features->now);

  if (features->picture != NULL)
    convert_input (features);

  for (int layer = 0; layer <= features->geometry.deepest; layer++)
    if (!forward_layer (features, layer, threads) || nst_threads_interrupted (threads))
      return FALSE;

  return TRUE;
}

NstRegion
nst_features_get_own (const NstFeatures *features,
                      int                layer)
{
  const NstSpan *span = &features->geometry.spans[layer];

  return (NstRegion){ features->before.own[layer], features->now.own[layer],
                      span->own_left, span->own_right };
}

NstRegion
nst_features_get_back (const NstFeatures *features,
                       int                layer)
{
  const NstSpan *span = &features->geometry.spans[layer];

  return (NstRegion){ features->before.back[layer], features->now.back[layer],
                      span->back_left, span->back_right };
}

/* A layer's gradient from that of the layers behind it: what of it is there. */
static NstRegion
get_valid (const NstFeatures *features,
           int                layer)
{
  const NstSpan *span = &features->geometry.spans[layer];

  return (NstRegion){ 0, features->now.back[layer], span->back_left, span->back_right };
}

static gboolean
backward_layer (NstFeatures      *features,
                int               layer,
                NstCompareFunc    compare,
                gpointer          user_data,
                const NstThreads *threads)
{
  const NstGeometry *geometry = &features->geometry;
  const gboolean     last     = layer == geometry->deepest;
  const NstRegion    region   = nst_features_get_back (features, layer);
  NstFeatureMap     *dx       = &features->maps[layer];
  NstStore           store;

  if (nst_geometry_is_fused (geometry, layer) || nst_region_is_empty (region))
    return TRUE;

  if (geometry->compared[layer])
    compare (user_data, layer, region, last ? 0.0f : NST_DEAD);
  if (last)
    return TRUE;

  if (nst_layer_is_pool (layer + 1))
    {
      nst_pool_backward (geometry->pool, &features->maps[layer + 1],
                         get_valid (features, layer + 1),
                         geometry->compared[layer] ? NST_STORE_ADDED : NST_STORE_MASKED,
                         dx, region, threads);
      return TRUE;
    }

  store = geometry->compared[layer]   ? NST_STORE_ADDED
          : nst_layer_is_pool (layer) ? NST_STORE_PLAIN
                                      : NST_STORE_MASKED;

  if (nst_geometry_is_fused (geometry, layer + 1))
    return nst_conv_backward_pooled (get_conv (features, layer + 1),
                                     &features->maps[layer + 2],
                                     get_valid (features, layer + 2), geometry->pool,
                                     store, dx, region, threads);
  else
    return nst_conv_backward (get_conv (features, layer + 1),
                              &features->maps[layer + 1],
                              get_valid (features, layer + 1), store, dx, region, threads);
}

gboolean
nst_features_backward (NstFeatures      *features,
                       NstCompareFunc    compare,
                       gpointer          user_data,
                       float            *dcanvas,
                       const NstThreads *threads)
{
  const NstGeometry *geometry = &features->geometry;
  const NstRegion    region   = { features->before.picture, features->now.picture,
                                  geometry->left, geometry->right };
  NstFeatureMap      canvas   = { 3, 0, geometry->width, geometry->height, dcanvas };

  for (int layer = geometry->deepest; layer >= 0; layer--)
    if (!backward_layer (features, layer, compare, user_data, threads) ||
        nst_threads_interrupted (threads))
      return FALSE;

  return nst_first_backward (get_conv (features, 0), geometry->width,
                             geometry->height, features->edge, &features->maps[0],
                             &canvas, region, threads);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "core/network/features.h"

static float *
lay_plane (NstPlane      *plane,
           const NstSpan *span,
           int            channels,
           gboolean       with_codes,
           float         *memory)
{
  const int columns = span->right - span->left;

  *plane = (NstPlane) { channels, span->left, columns, MAX (span->rows, 1), memory };
  memory += nst_plane_count (columns, span->rows, channels);

  if (with_codes)
    {
      plane->codes = (unsigned char *) memory;
      memory += nst_plane_count_codes (columns, span->rows, channels);
    }

  return memory;
}

void
nst_features_init (NstFeatures     *features,
                   const NstLayout *layout,
                   NstNetwork      *network,
                   const NstKernels *kernels,
                   NstEdge          edge,
                   const NstImage  *picture,
                   const float     *canvas,
                   float           *memory)
{
  *features = (NstFeatures) { *layout, network, kernels, edge, picture };

  if (picture != NULL)
    memory = lay_plane (&features->input, &layout->input, 3, FALSE, memory);
  else
    features->input = (NstPlane) { 3, 0, layout->width, layout->height, (float *) canvas };

  for (int layer = 0; layer <= layout->deepest; layer++)
    memory = lay_plane (&features->planes[layer], &layout->spans[layer],
                        nst_network_get_channels (network, layer), nst_layer_is_pool (layer), memory);

  nst_layout_get_rows (layout, -1, &features->now);
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
  const NstLayout *layout = &features->layout;
  NstPlane        *input  = &features->input;
  const int        top    = features->before.forward[0] == 0 ? 0
                          : MIN (features->before.forward[0] + 1, layout->height);
  const int        end    = MIN (features->now.forward[0] + 1, layout->height);

  for (int y = top; y < end && features->now.forward[0] > 0; y++)
    nst_network_pixels_to_canvas (features->network, input->columns,
                                  features->picture->data +
                                    ((size_t) y * layout->width + input->left) * 3,
                                  input->data + nst_plane_at (input, y, input->left));
}

static gboolean
forward_layer (NstFeatures   *features,
               int            layer,
               const NstWork *work)
{
  const NstLayout *layout = &features->layout;
  const NstSpan   *span   = &layout->spans[layer];
  NstPlane        *y      = &features->planes[layer];
  NstRegion        region = { features->before.forward[layer], features->now.forward[layer],
                              span->left, span->right };
  NstRegion        valid;
  int              from   = layer - 1;

  if (nst_layout_is_fused (layout, layer) || nst_region_is_empty (region))
    return TRUE;

  if (layer == 0)
    return nst_first_forward (get_conv (features, 0), layout->width,
                              layout->height, features->edge, &features->input, y,
                              region, work);

  if (nst_layout_is_fused (layout, layer - 1))
    from--;
  valid = (NstRegion) { 0, features->now.forward[from],
                        layout->spans[from].left, layout->spans[from].right };

  if (from < layer - 1)
    return nst_conv_forward_pooled (get_conv (features, layer - 1),
                                    &features->planes[from], valid, layout->pool,
                                    y, region, work);

  if (!nst_layer_is_pool (layer))
    return nst_conv_forward (get_conv (features, layer),
                             &features->planes[from], valid, y, region, work);

  nst_pool_forward (layout->pool, &features->planes[from], valid, y, region, work);
  return TRUE;
}

gboolean
nst_features_forward (NstFeatures   *features,
                      int            step,
                      const NstWork *work)
{
  features->before = features->now;
  nst_layout_get_rows (&features->layout, step, &features->now);

  if (features->picture != NULL)
    convert_input (features);

  for (int layer = 0; layer <= features->layout.deepest; layer++)
    if (!forward_layer (features, layer, work) || nst_work_interrupted (work))
      return FALSE;

  return TRUE;
}

NstRegion
nst_features_get_own (const NstFeatures *features,
                      int                layer)
{
  const NstSpan *span = &features->layout.spans[layer];

  return (NstRegion) { features->before.own[layer], features->now.own[layer],
                       span->own_left, span->own_right };
}

NstRegion
nst_features_get_back (const NstFeatures *features,
                       int                layer)
{
  const NstSpan *span = &features->layout.spans[layer];

  return (NstRegion) { features->before.back[layer], features->now.back[layer],
                       span->back_left, span->back_right };
}

/* A layer's gradient from that of the layers behind it: what of it is there. */
static NstRegion
get_valid (const NstFeatures *features,
           int                layer)
{
  const NstSpan *span = &features->layout.spans[layer];

  return (NstRegion) { 0, features->now.back[layer], span->back_left, span->back_right };
}

static gboolean
backward_layer (NstFeatures   *features,
                int            layer,
                NstTapFunc     tap,
                gpointer       user_data,
                const NstWork *work)
{
  const NstLayout *layout = &features->layout;
  const gboolean   last   = layer == layout->deepest;
  const NstRegion  region = nst_features_get_back (features, layer);
  NstPlane        *dx     = &features->planes[layer];
  NstStore         store;

  if (nst_layout_is_fused (layout, layer) || nst_region_is_empty (region))
    return TRUE;

  if (layout->kept[layer])
    tap (user_data, layer, region, last ? 0.0f : NST_DEAD);
  if (last)
    return TRUE;

  if (nst_layer_is_pool (layer + 1))
    {
      nst_pool_backward (layout->pool, &features->planes[layer + 1],
                         get_valid (features, layer + 1),
                         layout->kept[layer] ? NST_STORE_ADDED : NST_STORE_MASKED,
                         dx, region, work);
      return TRUE;
    }

  store = layout->kept[layer] ? NST_STORE_ADDED
                              : nst_layer_is_pool (layer) ? NST_STORE_PLAIN : NST_STORE_MASKED;

  if (nst_layout_is_fused (layout, layer + 1))
    return nst_conv_backward_pooled (get_conv (features, layer + 1),
                                     &features->planes[layer + 2],
                                     get_valid (features, layer + 2), layout->pool,
                                     store, dx, region, work);
  else
    return nst_conv_backward (get_conv (features, layer + 1),
                              &features->planes[layer + 1],
                              get_valid (features, layer + 1), store, dx, region, work);
}

gboolean
nst_features_backward (NstFeatures   *features,
                       NstTapFunc     tap,
                       gpointer       user_data,
                       float         *dcanvas,
                       const NstWork *work)
{
  const NstLayout *layout = &features->layout;
  const NstRegion  region = { features->before.picture, features->now.picture,
                              layout->left, layout->right };
  NstPlane         canvas = { 3, 0, layout->width, layout->height, dcanvas };

  for (int layer = layout->deepest; layer >= 0; layer--)
    if (!backward_layer (features, layer, tap, user_data, work) ||
        nst_work_interrupted (work))
      return FALSE;

  return nst_first_backward (get_conv (features, 0), layout->width,
                             layout->height, features->edge, &features->planes[0],
                             &canvas, region, work);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

/* One picture's way through the network, forward and backward. */

#include "network.h"

#include "image.h"

#include <stdlib.h>
#include <string.h>

static size_t
count_response (const NstNetwork *network,
                int               layer,
                int               width,
                int               height)
{
  int layer_width;
  int layer_height;

  nst_layer_get_size (layer, width, height, &layer_width, &layer_height);

  return (size_t) layer_width * layer_height *
         nst_network_get_channels (network, layer);
}

/* Every part of the arena begins on a cache line. */
static size_t
align (size_t n_floats)
{
  return (n_floats + 15) / 16 * 16;
}

/* Lays the arena out; with arena NULL only counts its floats. */
static size_t
lay_out (NstFeatures *features,
         gboolean     with_gradient,
         float       *arena)
{
  size_t at      = 0;
  size_t largest = 0;

  features->bordered = arena;
  at += align ((size_t) (features->width + 2) * (features->height + 2) * 3);

  for (int layer = 0; layer <= features->deepest; layer++)
    {
      const size_t n = align (count_response (features->network, layer,
                                              features->width, features->height));

      features->response[layer] = arena == NULL ? NULL : arena + at;
      largest = MAX (largest, n);
      at += n;
    }

  for (int i = 0; i < 2 && with_gradient; i++)
    {
      features->gradient[i] = arena == NULL ? NULL : arena + at;
      at += largest;
    }

  return at;
}

size_t
nst_features_count (const NstNetwork *network,
                    int               width,
                    int               height,
                    int               deepest,
                    gboolean          with_gradient)
{
  NstFeatures features = { (NstNetwork *) network, width, height, deepest };

  return lay_out (&features, with_gradient, NULL);
}

NstFeatures *
nst_features_new (NstNetwork     *network,
                  int             width,
                  int             height,
                  int             deepest,
                  NstPool         pool,
                  NstEdge         edge,
                  gboolean        with_gradient,
                  const NstWork  *work,
                  GError        **error)
{
  const int    least = nst_layer_get_least_side (deepest);
  NstFeatures *features;

  if (width < least || height < least)
    {
      g_set_error (error, NST_ERROR, NST_ERROR_PICTURE,
                   "A picture of %d x %d pixels is too small for the layer %s: "
                   "each side must have %d pixels or more.",
                   width, height, nst_layers[deepest].name, least);
      return NULL;
    }

  if (!nst_network_prepare (network, deepest, work, error))
    return NULL;

  features = g_new0 (NstFeatures, 1);
  *features = (NstFeatures) { network, width, height, deepest, pool, edge };
  features->n_floats = lay_out (features, with_gradient, NULL);
  features->arena    = nst_floats_new (features->n_floats, error);

  if (features->arena == NULL)
    {
      g_free (features);
      return NULL;
    }
  lay_out (features, with_gradient, features->arena);

  return features;
}

void
nst_features_free (NstFeatures *features)
{
  if (features != NULL)
    {
      free (features->arena);
      g_free (features);
    }
}

size_t
nst_features_get_n (const NstFeatures *features,
                    int                layer)
{
  return count_response (features->network, layer,
                         features->width, features->height);
}

/* The canvas with a border of one pixel: zero, or the nearest pixel's. */
static void
add_border (NstFeatures *features,
            const float *canvas)
{
  const int width  = features->width;
  const int height = features->height;

  for (int y = 0; y < height + 2; y++)
    {
      const int    from_y = CLAMP (y - 1, 0, height - 1);
      const float *from   = canvas + (size_t) from_y * width * 3;
      float       *to     = features->bordered + (size_t) y * (width + 2) * 3;

      memcpy (to + 3, from, (size_t) width * 3 * sizeof (float));
      memcpy (to, from, 3 * sizeof (float));
      memcpy (to + 3 * (width + 1), from + 3 * (width - 1), 3 * sizeof (float));

      if (features->edge == NST_EDGE_ZERO)
        {
          if (y == 0 || y == height + 1)
            memset (to, 0, (size_t) (width + 2) * 3 * sizeof (float));
          memset (to, 0, 3 * sizeof (float));
          memset (to + 3 * (width + 1), 0, 3 * sizeof (float));
        }
    }
}

/* The gradient by the canvas from that by the bordered one. */
static void
take_border (const NstFeatures *features,
             const float       *bordered,
             float             *dcanvas)
{
  const int      width     = features->width;
  const int      height    = features->height;
  const gboolean replicate = features->edge == NST_EDGE_REPLICATE;

  memset (dcanvas, 0, (size_t) width * height * 3 * sizeof (float));

  for (int y = 0; y < height + 2; y++)
    for (int x = 0; x < width + 2; x++)
      {
        const int    to_y = CLAMP (y - 1, 0, height - 1);
        const int    to_x = CLAMP (x - 1, 0, width - 1);
        const float *from = bordered + ((size_t) y * (width + 2) + x) * 3;
        float       *to   = dcanvas + ((size_t) to_y * width + to_x) * 3;

        if (replicate || (to_y == y - 1 && to_x == x - 1))
          for (int c = 0; c < 3; c++)
            to[c] += from[c];
      }
}

gboolean
nst_features_forward (NstFeatures   *features,
                      const float   *canvas,
                      const NstWork *work)
{
  NstNetwork *network = features->network;

  add_border (features, canvas);

  for (int layer = 0; layer <= features->deepest; layer++)
    {
      const int    index = nst_layers[layer].conv;
      const float *x     = layer > 0 ? features->response[layer - 1] : features->bordered;
      float       *y     = features->response[layer];
      gboolean     done  = TRUE;
      int          width;
      int          height;

      nst_layer_get_size (MAX (layer - 1, 0), features->width, features->height,
                          &width, &height);

      if (layer == 0)
        done = nst_conv_bordered_forward (nst_network_get_conv (network, 0), height, width,
                                          x, y, work);
      else if (index >= 0)
        done = nst_conv_forward (nst_network_get_conv (network, layer), height, width,
                                 x, y, work);
      else
        nst_pool_forward (features->pool, height, width,
                          nst_network_get_channels (network, layer), x, y, work);

      if (!done || nst_work_interrupted (work))
        return FALSE;
    }

  return TRUE;
}

gboolean
nst_features_backward (NstFeatures   *features,
                       NstTapFunc     tap,
                       gpointer       user_data,
                       float         *dcanvas,
                       const NstWork *work)
{
  NstNetwork *network = features->network;
  float      *dy      = features->gradient[0];
  float      *dx      = features->gradient[1];

  memset (dy, 0, nst_features_get_n (features, features->deepest) * sizeof (float));

  for (int layer = features->deepest; layer >= 0; layer--)
    {
      const int index = nst_layers[layer].conv;
      gboolean  done  = TRUE;
      float    *swap  = dy;
      int       width;
      int       height;

      nst_layer_get_size (MAX (layer - 1, 0), features->width, features->height,
                          &width, &height);
      tap (user_data, layer, dy);

      if (index >= 0)
        nst_relu_backward (nst_features_get_n (features, layer),
                           features->response[layer], dy, work);

      if (layer == 0)
        done = nst_conv_bordered_backward (nst_network_get_conv (network, 0), height, width,
                                           dy, dx, work);
      else if (index >= 0)
        done = nst_conv_backward (nst_network_get_conv (network, layer), height, width,
                                  dy, dx, work);
      else
        nst_pool_backward (features->pool, height, width,
                           nst_network_get_channels (network, layer),
                           features->response[layer - 1],
                           features->response[layer], dy, dx, work);

      if (!done || nst_work_interrupted (work))
        return FALSE;

      dy = dx;
      dx = swap;
    }

  take_border (features, dy, dcanvas);

  return TRUE;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

/* VGG-19 (Simonyan and Zisserman, arXiv:1409.1556): the table of its layers,
 * and forward and backward through it.  The order of channels, the scale and
 * the mean that the network wants are known here and nowhere else. */

#include "network.h"

#include "conv.h"
#include "image.h"
#include "weights.h"

#include <stdlib.h>
#include <string.h>

#define N_CONVS 16

/* The mean response is over 120 photos of 256 x 256, maximum pooling, zero
 * padding; responses divided by it compare from layer to layer. */
const NstLayerInfo nst_layers[NST_N_LAYERS] =
{
  { "conv1_1",  0,  21.09 }, { "conv1_2",  1,  96.87 }, { "pool1", -1, 130.14 },
  { "conv2_1",  2, 121.11 }, { "conv2_2",  3, 108.63 }, { "pool2", -1, 198.79 },
  { "conv3_1",  4, 124.19 }, { "conv3_2",  5, 160.78 }, { "conv3_3",  6, 334.71 },
  { "conv3_4",  7, 485.94 }, { "pool3",   -1, 743.29 },
  { "conv4_1",  8, 504.94 }, { "conv4_2",  9, 327.79 }, { "conv4_3", 10, 179.22 },
  { "conv4_4", 11,  44.24 }, { "pool4",   -1, 100.05 },
  { "conv5_1", 12,  47.10 }, { "conv5_2", 13,  19.89 }, { "conv5_3", 14,   8.17 },
  { "conv5_4", 15,   1.28 }, { "pool5",   -1,   2.43 }
};

struct _NstNetwork
{
  NstWeights *weights;
  GMutex      mutex;            /* guards convs while they are made */
  NstConv    *convs[N_CONVS];   /* made when first needed */
  double      seconds_a_pixel;  /* of an evaluation; 0: not measured yet */
};

NstNetwork *
nst_network_open (const char  *path,
                  GError     **error)
{
  NstWeights *weights = nst_weights_open (path, error);
  NstNetwork *network;

  if (weights == NULL)
    return NULL;

  network = g_new0 (NstNetwork, 1);
  network->weights = weights;
  g_mutex_init (&network->mutex);

  return network;
}

void
nst_network_free (NstNetwork *network)
{
  if (network == NULL)
    return;

  for (int i = 0; i < N_CONVS; i++)
    nst_conv_free (network->convs[i]);

  nst_weights_free (network->weights);
  g_mutex_clear (&network->mutex);
  g_free (network);
}

static NstConv *
read_conv (const NstWeights *weights,
           int               index)
{
  NstConv *conv = NULL;
  float   *kernel;
  float   *bias;
  int      n_out;
  int      n_in;

  nst_weights_get_conv (weights, index, &n_out, &n_in);
  kernel = nst_floats_try_new ((size_t) n_out * n_in * 9);
  bias   = nst_floats_try_new (n_out);

  if (kernel != NULL && bias != NULL)
    {
      nst_weights_read_conv (weights, index, kernel, bias);
      conv = nst_conv_new (n_out, n_in, kernel, bias, index == 0, nst_kernels_get ());
    }

  free (kernel);
  free (bias);

  return conv;
}

typedef struct
{
  NstNetwork *network;
  int         n_missing;
  int         missing[N_CONVS];
} Preparation;

static void
make_conv (gpointer data,
           size_t   task,
           int      thread)
{
  Preparation *preparation = data;
  NstNetwork  *network     = preparation->network;
  const int    index       = preparation->missing[task];

  network->convs[index] = read_conv (network->weights, index);
}

/* Makes every convolution down to the deepest layer, the widest first.  FALSE
 * and no error where the work was interrupted. */
static gboolean
prepare (NstNetwork     *network,
         int             deepest,
         const NstWork  *work,
         GError        **error)
{
  Preparation preparation = { network };
  gboolean    complete    = TRUE;

  g_mutex_lock (&network->mutex);
  for (int layer = deepest; layer >= 0; layer--)
    {
      const int index = nst_layers[layer].conv;

      if (index >= 0 && network->convs[index] == NULL)
        preparation.missing[preparation.n_missing++] = index;
    }

  nst_work_run (work, preparation.n_missing, make_conv, &preparation);

  for (int i = 0; i < preparation.n_missing; i++)
    complete &= network->convs[preparation.missing[i]] != NULL;
  g_mutex_unlock (&network->mutex);

  if (!complete && !nst_work_interrupted (work))
    g_set_error (error, NST_ERROR, NST_ERROR_MEMORY,
                 "There is not enough memory for the network: close other "
                 "programs and try again.");

  return complete;
}

int
nst_layer_find (const char *name,
                size_t      length)
{
  for (int layer = 0; layer < NST_N_LAYERS; layer++)
    if (strlen (nst_layers[layer].name) == length &&
        strncmp (nst_layers[layer].name, name, length) == 0)
      return layer;

  return -1;
}

int
nst_network_get_channels (const NstNetwork *network,
                          int               layer)
{
  int n_out;
  int n_in;

  /* A pool has the channels of the convolution before it. */
  while (nst_layers[layer].conv < 0)
    layer--;
  nst_weights_get_conv (network->weights, nst_layers[layer].conv, &n_out, &n_in);

  return n_out;
}

double
nst_network_get_speed (NstNetwork *network)
{
  double speed;

  g_mutex_lock (&network->mutex);
  speed = network->seconds_a_pixel;
  g_mutex_unlock (&network->mutex);

  return speed;
}

void
nst_network_set_speed (NstNetwork *network,
                       double      seconds_a_pixel)
{
  g_mutex_lock (&network->mutex);
  network->seconds_a_pixel = seconds_a_pixel;
  g_mutex_unlock (&network->mutex);
}

size_t
nst_network_count_bytes (const NstNetwork *network,
                         int               deepest)
{
  size_t sum = 0;
  int    n_out;
  int    n_in;

  for (int layer = 0; layer <= deepest; layer++)
    if (nst_layers[layer].conv >= 0)
      {
        nst_weights_get_conv (network->weights, nst_layers[layer].conv, &n_out, &n_in);
        sum += nst_conv_count_bytes (n_out, n_in, layer == 0);
      }

  return sum;
}

double
nst_network_count_flop (const NstNetwork *network,
                        int               deepest,
                        int               width,
                        int               height)
{
  double sum = 0.0;

  for (int layer = 0; layer <= deepest; layer++)
    if (nst_layers[layer].conv >= 0)
      {
        int n_out;
        int n_in;
        int w;
        int h;

        nst_weights_get_conv (network->weights, nst_layers[layer].conv, &n_out, &n_in);
        nst_layer_get_size (layer, width, height, &w, &h);
        sum += 2.0 * 9.0 * n_out * n_in * w * h;
      }

  return 2.0 * sum;
}

/* Pools passed on the way to a layer's response. */
static int
count_pools (int layer)
{
  int n = 0;

  for (int i = 0; i <= layer; i++)
    n += nst_layers[i].conv < 0;

  return n;
}

void
nst_layer_get_size (int  layer,
                    int  width,
                    int  height,
                    int *layer_width,
                    int *layer_height)
{
  const int n = count_pools (layer);

  *layer_width  = width >> n;
  *layer_height = height >> n;
}

int
nst_layer_get_least_side (int layer)
{
  return 1 << count_pools (layer);
}


/* ---- the network's units --------------------------------------------- */

void
nst_network_get_mean_colour (const NstNetwork *network,
                             float             colour[3])
{
  const float *mean = nst_weights_get_mean (network->weights);

  for (int c = 0; c < 3; c++)
    colour[c] = mean[2 - c] / 255.0f;
}

void
nst_network_picture_to_canvas (const NstNetwork *network,
                               const NstImage   *picture,
                               float            *canvas)
{
  const float  *mean = nst_weights_get_mean (network->weights);
  const size_t  n    = (size_t) picture->width * picture->height;

  for (size_t p = 0; p < n; p++)
    for (int c = 0; c < 3; c++)
      {
        const float value = picture->data[3 * p + 2 - c];

        /* Written so that a NaN becomes 0. */
        canvas[3 * p + c] = (value > 0.0f ? MIN (value, 1.0f) : 0.0f) * 255.0f -
                            mean[c];
      }
}

void
nst_network_canvas_to_picture (const NstNetwork *network,
                               const float      *canvas,
                               NstImage         *picture)
{
  const float  *mean = nst_weights_get_mean (network->weights);
  const size_t  n    = (size_t) picture->width * picture->height;

  for (size_t p = 0; p < n; p++)
    for (int c = 0; c < 3; c++)
      picture->data[3 * p + 2 - c] = (canvas[3 * p + c] + mean[c]) / 255.0f;
}


/* ---- one picture's way ----------------------------------------------- */

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

  if (!prepare (network, deepest, work, error))
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
        done = nst_conv_bordered_forward (network->convs[0], height, width,
                                          x, y, work);
      else if (index >= 0)
        done = nst_conv_forward (network->convs[index], height, width,
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
        done = nst_conv_bordered_backward (network->convs[0], height, width,
                                           dy, dx, work);
      else if (index >= 0)
        done = nst_conv_backward (network->convs[index], height, width,
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

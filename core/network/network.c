/* SPDX-License-Identifier: GPL-3.0-or-later */

/* VGG-19 (Simonyan and Zisserman, arXiv:1409.1556): the table of its layers,
 * and its convolutions.  The order of channels, the scale and the mean that the
 * network wants are known here and nowhere else. */

#include "core/network/network.h"

#include "core/image/image.h"
#include "core/network/weights.h"

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

/* What a network has for each kind of products: those of floats, and those of
 * smaller operands. */
typedef struct
{
  NstConv *convs[N_CONVS];      /* made when first needed */
  NstSpeed speeds[NST_N_SPEEDS];
} Kind;

#define N_KINDS 2

struct _NstNetwork
{
  NstWeights *weights;
  GMutex      mutex;            /* guards kinds while they are filled */
  Kind        kinds[N_KINDS];
};

static int
get_kind (const NstKernels *kernels)
{
  return kernels->operand_bytes != sizeof (float);
}

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

  for (int kind = 0; kind < N_KINDS; kind++)
    for (int i = 0; i < N_CONVS; i++)
      nst_conv_free (network->kinds[kind].convs[i]);

  nst_weights_free (network->weights);
  g_mutex_clear (&network->mutex);
  g_free (network);
}

static NstConv *
read_conv (const NstWeights *weights,
           const NstKernels *kernels,
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
      conv = nst_conv_new (n_out, n_in, kernel, bias, index == 0, kernels);
    }

  free (kernel);
  free (bias);

  return conv;
}

typedef struct
{
  NstNetwork       *network;
  const NstKernels *kernels;
  NstConv         **convs;
  int               n_missing;
  int               missing[N_CONVS];
} Preparation;

static void
make_conv (gpointer data,
           size_t   task,
           int      thread)
{
  Preparation *preparation = data;
  const int    index       = preparation->missing[task];

  preparation->convs[index] = read_conv (preparation->network->weights,
                                         preparation->kernels, index);
}

/* The widest are made first. */
gboolean
nst_network_prepare (NstNetwork        *network,
                     const NstKernels  *kernels,
                     int                deepest,
                     const NstThreads     *threads,
                     GError           **error)
{
  NstConv   **convs       = network->kinds[get_kind (kernels)].convs;
  Preparation preparation = { network, kernels, convs };
  gboolean    complete    = TRUE;

  g_mutex_lock (&network->mutex);
  for (int layer = deepest; layer >= 0; layer--)
    {
      const int index = nst_layers[layer].conv;

      if (index >= 0 && convs[index] == NULL)
        preparation.missing[preparation.n_missing++] = index;
    }

  nst_threads_run (threads, preparation.n_missing, make_conv, &preparation);

  for (int i = 0; i < preparation.n_missing; i++)
    complete &= convs[preparation.missing[i]] != NULL;
  g_mutex_unlock (&network->mutex);

  if (!complete && !nst_threads_interrupted (threads))
    g_set_error (error, NST_ERROR, NST_ERROR_MEMORY,
                 "There is not enough memory for the network: close other "
                 "programs and try again.");

  return complete;
}

const NstConv *
nst_network_get_conv (const NstNetwork *network,
                      const NstKernels *kernels,
                      int               layer)
{
  return network->kinds[get_kind (kernels)].convs[nst_layers[layer].conv];
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
nst_network_get_mean_response (const NstNetwork *network,
                               int               layer)
{
  int conv = layer;

  while (nst_layer_is_pool (conv))
    conv--;

  return nst_weights_is_normalised (network->weights)
         ? nst_layers[layer].mean_response / nst_layers[conv].mean_response
         : nst_layers[layer].mean_response;
}

NstSpeed
nst_network_get_speed (NstNetwork       *network,
                       const NstKernels *kernels,
                       int               kind)
{
  NstSpeed speed;

  g_mutex_lock (&network->mutex);
  speed = network->kinds[get_kind (kernels)].speeds[kind];
  g_mutex_unlock (&network->mutex);

  return speed;
}

void
nst_network_set_speed (NstNetwork       *network,
                       const NstKernels *kernels,
                       int               kind,
                       NstSpeed          speed)
{
  g_mutex_lock (&network->mutex);
  network->kinds[get_kind (kernels)].speeds[kind] = speed;
  g_mutex_unlock (&network->mutex);
}

size_t
nst_network_count_bytes (const NstNetwork *network,
                         const NstKernels *kernels,
                         int               deepest)
{
  size_t sum = 0;
  int    n_out;
  int    n_in;

  for (int layer = 0; layer <= deepest; layer++)
    if (nst_layers[layer].conv >= 0)
      {
        nst_weights_get_conv (network->weights, nst_layers[layer].conv, &n_out, &n_in);
        sum += nst_conv_count_bytes (kernels, n_out, n_in, layer == 0);
      }

  return sum;
}

double
nst_network_count_flop (const NstNetwork *network,
                        int               deepest,
                        NstPool           pool,
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
        nst_layer_get_size (layer, pool, width, height, &w, &h);
        sum += 2.0 * 9.0 * n_out * n_in * w * h;
      }

  return 2.0 * sum;
}

int
nst_layer_count_pools (int layer)
{
  int n = 0;

  for (int i = 0; i <= layer; i++)
    n += nst_layers[i].conv < 0;

  return n;
}

void
nst_layer_get_size (int      layer,
                    NstPool  pool,
                    int      width,
                    int      height,
                    int     *layer_width,
                    int     *layer_height)
{
  const int n  = nst_layer_count_pools (layer);
  const int up = nst_pool_is_wide (pool) ? (1 << n) - 1 : 0;

  *layer_width  = (width + up) >> n;
  *layer_height = (height + up) >> n;
}

int
nst_layer_get_least_side (int     layer,
                          NstPool pool)
{
  return nst_pool_is_wide (pool) ? 1 : 1 << nst_layer_count_pools (layer);
}

gboolean
nst_layer_check_size (int       layer,
                      NstPool   pool,
                      int       width,
                      int       height,
                      GError  **error)
{
  const int least = nst_layer_get_least_side (layer, pool);

  if (width >= least && height >= least)
    return TRUE;

  g_set_error (error, NST_ERROR, NST_ERROR_PICTURE,
               "A picture of %d x %d pixels is too small for the layer %s: each "
               "side must have %d pixels or more.",
               width, height, nst_layers[layer].name, least);
  return FALSE;
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

/* Written so that a NaN becomes 0. */
static float
clamp_pixel (float value)
{
  return value > 0.0f ? MIN (value, 1.0f) : 0.0f;
}

void
nst_network_pixels_to_canvas (const NstNetwork *network,
                              size_t            n,
                              const float      *pixels,
                              float            *canvas)
{
  const float *mean = nst_weights_get_mean (network->weights);

  for (size_t p = 0; p < n; p++)
    {
      const float red   = clamp_pixel (pixels[3 * p]);
      const float green = clamp_pixel (pixels[3 * p + 1]);
      const float blue  = clamp_pixel (pixels[3 * p + 2]);

      canvas[3 * p]     = blue * 255.0f - mean[0];
      canvas[3 * p + 1] = green * 255.0f - mean[1];
      canvas[3 * p + 2] = red * 255.0f - mean[2];
    }
}

void
nst_network_canvas_to_pixels (const NstNetwork *network,
                              size_t            n,
                              const float      *canvas,
                              float            *pixels)
{
  const float *mean = nst_weights_get_mean (network->weights);

  for (size_t p = 0; p < n; p++)
    {
      const float blue  = canvas[3 * p];
      const float green = canvas[3 * p + 1];
      const float red   = canvas[3 * p + 2];

      pixels[3 * p]     = (red + mean[2]) / 255.0f;
      pixels[3 * p + 1] = (green + mean[1]) / 255.0f;
      pixels[3 * p + 2] = (blue + mean[0]) / 255.0f;
    }
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

/* VGG-19's convolutions, made ready when they are first needed.  The order of
 * channels, the scale and the mean that the network wants are applied here and nowhere
 * else; weights.c reads and checks them. */

#include "core/network/network-private.h"

#include "core/base/memory.h"
#include "core/network/weights.h"

#include <stdlib.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#define N_CONVS 16

/* What a network has for each precision. */
typedef struct
{
  NstConv *convs[N_CONVS]; /* made when first needed */
  NstSpeed speeds[NST_N_SPEEDS];
} Kind;

#define N_KINDS 2 /* single, fast */

struct _NstNetwork
{
  NstWeights *weights;
  GMutex      mutex; /* guards kinds while they are filled */
  Kind        kinds[N_KINDS];
};

NstNetwork *
nst_network_open (const char *path,
                  GError    **error)
{
  NstWeights *weights = nst_weights_open (path, error);
  NstNetwork *network;

  if (weights == NULL)
    return NULL;

  network          = g_new0 (NstNetwork, 1);
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
nst_network_prepare (NstNetwork       *network,
                     const NstKernels *kernels,
                     int               deepest,
                     const NstThreads *threads,
                     GError          **error)
{
  NstConv   **convs       = network->kinds[kernels->fast].convs;
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
                 _ ("There is not enough memory for the network: close other "
                    "programs and try again."));

  return complete;
}

const NstConv *
nst_network_get_conv (const NstNetwork *network,
                      const NstKernels *kernels,
                      int               layer)
{
  return network->kinds[kernels->fast].convs[nst_layers[layer].conv];
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
  speed = network->kinds[kernels->fast].speeds[kind];
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
  network->kinds[kernels->fast].speeds[kind] = speed;
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
nst_network_pixels_to_canvas (const NstNetwork *network,
                              size_t            n,
                              const float      *pixels,
                              float            *canvas)
{
  const float *mean = nst_weights_get_mean (network->weights);

  for (size_t p = 0; p < n; p++)
    {
      const float red   = nst_clamp_value (pixels[3 * p]);
      const float green = nst_clamp_value (pixels[3 * p + 1]);
      const float blue  = nst_clamp_value (pixels[3 * p + 2]);

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

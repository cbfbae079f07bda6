/* SPDX-License-Identifier: GPL-3.0-or-later */

/* VGG-19 (Simonyan and Zisserman, arXiv:1409.1556) as a table of layers. */

#include "core/network/layers.h"

#include <string.h>

#include <glib/gi18n-lib.h>

/* The mean response is over 120 photos of 256 x 256, maximum pooling, zero
 * padding; responses divided by it compare from layer to layer. */
/* clang-format off */
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
/* clang-format on */

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
nst_layer_count_pools (int layer)
{
  int n = 0;

  for (int i = 0; i <= layer; i++)
    n += nst_layers[i].conv < 0;

  return n;
}

void
nst_layer_get_size (int     layer,
                    NstPool pool,
                    int     width,
                    int     height,
                    int    *layer_width,
                    int    *layer_height)
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
nst_layer_check_size (int      layer,
                      NstPool  pool,
                      int      width,
                      int      height,
                      GError **error)
{
  const int least = nst_layer_get_least_side (layer, pool);

  if (width >= least && height >= least)
    return TRUE;

  return nst_refuse (error, NST_ERROR_PICTURE,
                     _ ("A picture of %d x %d pixels is too small: the network's layer %s "
                        "needs %d pixels or more on each side. Take a larger picture or "
                        "selection, work at a larger size, or choose earlier layers."),
                     width, height, nst_layers[layer].name, least);
}

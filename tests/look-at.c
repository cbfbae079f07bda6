/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The network's own way forward, whole. */

#include "tests/look-at.h"

#include "core/base/memory.h"
#include "core/network/features.h"
#include "core/network/network-private.h"
#include "tests/with-network.h"

#include <stdlib.h>

float *
test_look_at (const NstImage    *picture,
              int                layer,
              const NstSettings *settings,
              const NstThreads  *threads,
              int               *n)
{
  gboolean          compared[NST_N_LAYERS] = { FALSE };
  const NstKernels *kernels                = nst_kernels_get (FALSE);
  const NstWalk     walk                   = { network, settings->pool,
                                               picture->width, picture->height,
                                               NST_NEED_OWN, compared, TRUE,
                                               picture->width, picture->height };
  NstGeometry       geometry;
  NstFeatures       features;
  NstFeatureMap    *map = &features.maps[layer];
  float            *memory;
  float            *responses;

  compared[layer] = TRUE;
  nst_geometry_init (&geometry, &walk, 0);
  memory = nst_floats_new (nst_geometry_count (&geometry, TRUE), NULL);
  nst_network_prepare (network, kernels, layer, threads, NULL);
  nst_features_init (&features, &geometry, network, kernels, settings->edge, picture->data,
                     NULL, memory);
  g_assert_true (nst_features_forward (&features, 0, threads));

  *n        = map->columns * map->rows;
  responses = g_memdup2 (map->data, sizeof (float) * *n * map->channels);
  free (memory);

  return responses;
}

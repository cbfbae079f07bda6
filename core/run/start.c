/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a run begins with. */

#include "core/run/start.h"

#include "core/network/network-private.h"

#include <math.h>

/* Noise to start from, in steps of 1/255: each kind's own deviation or half-width. */
#define GAUSSIAN_RANGE 30.0
#define UNIFORM_RANGE  20.0

static double
gaussian (GRand *rand)
{
  const double u = 1.0 - g_rand_double (rand);

  return sqrt (-2.0 * log (u)) * cos (2.0 * G_PI * g_rand_double (rand));
}

/* Noise about 0, for pixels in 0..1. */
static double
draw_noise (const NstSettings *settings,
            GRand             *rand)
{
  const gboolean uniform = settings->noise_kind == NST_NOISE_UNIFORM;
  const double   own     = uniform ? UNIFORM_RANGE : GAUSSIAN_RANGE;
  const double   range   = settings->noise_range > 0.0 ? settings->noise_range : own;

  return (uniform ? g_rand_double_range (rand, -1.0, 1.0) : gaussian (rand)) * range / 255.0;
}

NstImage *
nst_start_new (const NstNetwork  *network,
               const NstSettings *settings,
               const NstImage    *origin,
               GError           **error)
{
  const double mix   = settings->init == NST_INIT_MIX ? settings->noise : 0.0;
  const double share = settings->init == NST_INIT_NOISE ? 1.0 : mix;
  const size_t n     = (size_t) origin->width * origin->height * 3;
  NstImage    *start = nst_image_copy (origin, error);
  float        mean[3];
  GRand       *rand;

  if (start == NULL || share == 0.0)
    return start;

  nst_network_get_mean_colour (network, mean);
  rand = g_rand_new_with_seed ((guint32) settings->seed);

  for (size_t i = 0; i < n; i++)
    {
      const double noise = (double) mean[i % 3] + draw_noise (settings, rand);

      start->data[i] = (float) (share * noise + (1.0 - share) * (double) start->data[i]);
    }
  g_rand_free (rand);

  return start;
}

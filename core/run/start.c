/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a run begins with. */

#include "core/run/start.h"

#include "core/network/network-private.h"

#include <math.h>
#include <string.h>

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

/* n values of noise and origin; mean: of each channel. */
static void
mix_noise (const NstSettings *settings,
           GRand             *rand,
           const float        mean[3],
           double             share,
           size_t             n,
           const float       *origin,
           float             *mixed)
{
  for (size_t i = 0; i < n; i++)
    {
      const double noise = (double) mean[i % 3] + draw_noise (settings, rand);

      mixed[i] = (float) (share * noise + (1.0 - share) * (double) origin[i]);
    }
}

/* Row by row: the numbers of a seed come one after the other. */
NstImage *
nst_start_new (const NstNetwork  *network,
               const NstSettings *settings,
               const NstImage    *origin,
               const NstThreads  *threads,
               GError           **error)
{
  const double         mix   = settings->init == NST_INIT_MIX ? settings->noise : 0.0;
  const double         share = settings->init == NST_INIT_NOISE ? 1.0 : mix;
  const size_t         row   = (size_t) origin->width * 3;
  g_autoptr (NstImage) start = nst_image_new (origin->width, origin->height, 3, error);
  g_autoptr (GRand)    rand  = g_rand_new_with_seed ((guint32) settings->seed);
  float                mean[3];

  if (start == NULL)
    return NULL;

  start->wrap = origin->wrap;
  nst_network_get_mean_colour (network, mean);

  for (int y = 0; y < origin->height && !nst_threads_interrupted (threads); y++)
    if (share == 0.0)
      memcpy (start->data + y * row, origin->data + y * row, row * sizeof (float));
    else
      mix_noise (settings, rand, mean, share, row, origin->data + y * row, start->data + y * row);

  return nst_threads_interrupted (threads) ? NULL : g_steal_pointer (&start);
}

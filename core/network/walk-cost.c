/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The cost of a walk, strip by strip; those that are alike are counted once. */

#include "core/network/walk-cost.h"

#include "core/conv/first-layer.h"
#include "core/conv/winograd.h"

/* Floating point operations of direct convolution for the strip's responses. */
static double
count_flop (const NstGeometry *geometry)
{
  double sum = 0.0;

  for (int layer = 0; layer <= geometry->deepest; layer++)
    {
      const NstSpan *span = &geometry->spans[layer];
      const int      n_in = layer > 0 ? nst_network_get_channels (geometry->network, layer - 1) : 3;

      if (!nst_layer_is_pool (layer))
        sum += 2.0 * 9.0 * n_in * nst_network_get_channels (geometry->network, layer) *
               (span->right - span->left) * span->height;
    }

  return sum;
}

/* What the convolutions of one step take. */
static NstScratch
count_step (const NstGeometry *geometry,
            const NstKernels  *kernels,
            const NstRows     *before,
            const NstRows     *now,
            int                n_threads)
{
  NstScratch most = { 0, 0 };

  for (int layer = 1; layer <= geometry->deepest; layer++)
    {
      const NstSpan *span    = &geometry->spans[layer];
      const int      n_in    = nst_network_get_channels (geometry->network, layer - 1);
      const int      n_out   = nst_network_get_channels (geometry->network, layer);
      const int      back    = now->back[layer - 1] - before->back[layer - 1];
      int            rows    = now->forward[layer] - before->forward[layer];
      int            columns = span->right - span->left;

      /* A pool of 2x2 leaves out the last of an odd number. */
      if (nst_geometry_is_fused (geometry, layer))
        {
          rows    = 2 * (now->forward[layer + 1] - before->forward[layer + 1]);
          columns = 2 * (span[1].right - span[1].left);
        }

      if (nst_layer_is_pool (layer))
        continue;

      most = nst_scratch_max (most, nst_conv_count_scratch (kernels, n_out, n_in, FALSE, rows,
                                                            columns, n_threads));
      if (geometry->need == NST_NEED_GRADIENT)
        most = nst_scratch_max (most, nst_conv_count_scratch (kernels, n_out, n_in, TRUE, back,
                                                              span[-1].back_right -
                                                                span[-1].back_left,
                                                              n_threads));
    }

  return most;
}

static NstScratch
count_scratch (const NstGeometry *geometry,
               const NstKernels  *kernels,
               int                n_threads)
{
  NstScratch most = nst_first_count_scratch (3, geometry->width);

  for (int step = 0; step < geometry->n_steps; step = nst_geometry_get_next_kind (geometry, step))
    {
      NstRows before;
      NstRows now;

      nst_geometry_get_rows (geometry, step - 1, &before);
      nst_geometry_get_rows (geometry, step, &now);
      most = nst_scratch_max (most, count_step (geometry, kernels, &before, &now, n_threads));
    }

  return most;
}

/* Strips that are this far from the picture's right edge, halo included, are alike: pools
 * round by less than that. */
#define EDGE 64

/* Where the strip after this one begins, or after those that are just like it. */
static int
find_next_strip (const NstGeometry *geometry,
                 int                strip)
{
  const int reach = geometry->input.right - geometry->right + EDGE;
  const int last  = (geometry->width - reach) / strip * strip - strip;

  return geometry->input.left > 0 ? MAX (geometry->left, last) + strip : geometry->left + strip;
}

NstWalkCost
nst_walk_measure (const NstWalk    *walk,
                  const NstKernels *kernels,
                  int               n_threads)
{
  NstWalkCost cost  = { 0 };
  const int   strip = MIN (walk->strip, walk->width);
  int         left  = 0;

  while (left < walk->width)
    {
      NstGeometry geometry;

      nst_geometry_init (&geometry, walk, left);
      cost.maps    = MAX (cost.maps, nst_geometry_count (&geometry, walk->with_input));
      cost.scratch = nst_scratch_max (cost.scratch,
                                      count_scratch (&geometry, kernels, n_threads));

      /* The second, where there is one, stands for all. */
      if (left <= strip)
        cost.flop = count_flop (&geometry) * walk->width / (geometry.right - geometry.left);

      left = find_next_strip (&geometry, strip);
    }

  return cost;
}

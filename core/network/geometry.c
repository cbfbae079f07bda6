/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "core/network/geometry.h"

gboolean
nst_layout_is_fused (const NstLayout *layout,
                     int              layer)
{
  return !nst_layer_is_pool (layer) && layer < layout->deepest && nst_layer_is_pool (layer + 1) &&
         !layout->kept[layer] && !nst_pool_is_wide (layout->pool);
}

/* What a layer reads, up to these rows or columns, of the one before it: the first
 * that next's at begins with, and the end of what all before next's end take. */
static int
get_first_read (const NstLayout *layout,
                int              next,
                int              at)
{
  return nst_layer_is_pool (next) ? 2 * at - nst_pool_is_wide (layout->pool) : at - 1;
}

static int
get_end_read (int next,
              int end)
{
  return nst_layer_is_pool (next) ? 2 * end : end + 1;
}

/* The same of a gradient, which is made from the layer behind. */
static int
get_first_made_from (int layer,
                     int at)
{
  return nst_layer_is_pool (layer) ? at / 2 : at - 1;
}

static int
get_end_made_from (const NstLayout *layout,
                   int              layer,
                   int              end)
{
  if (!nst_layer_is_pool (layer))
    return end + 1;

  return nst_pool_is_wide (layout->pool) ? end / 2 + 1 : (end + 1) / 2;
}

/* Whether a layer's responses are wanted as far as the gradient goes ... */
static gboolean
is_wanted_back (const NstLayout *layout,
                int              layer)
{
  return layout->need == NST_NEED_GRADIENT ||
         (layout->need == NST_NEED_VIEW && layout->kept[layer]);
}

/* ... or those of the strip's own part. */
static gboolean
is_wanted_own (const NstLayout *layout,
               int              layer)
{
  return layout->need == NST_NEED_OWN && layout->kept[layer];
}

/* The strip's own part [*left, *right) of a layer. */
static void
get_own (const NstLayout *layout,
         int              layer,
         int             *left,
         int             *right)
{
  const int pools = nst_layer_count_pools (layer);

  *left  = MIN (layout->left >> pools, layout->spans[layer].width);
  *right = layout->right == layout->width ? layout->spans[layer].width
                                          : layout->right >> pools;
}

static void
span_backward (NstLayout *layout)
{
  int left  = layout->left;
  int right = layout->right;

  for (int layer = 0; layer <= layout->deepest; layer++)
    {
      NstSpan *span = &layout->spans[layer];

      left  = MAX (get_first_made_from (layer, left), 0);
      right = MIN (get_end_made_from (layout, layer, right), span->width);
      left  = MIN (left, right);
      span->back_left  = left;
      span->back_right = right;
    }
}

/* Adds [left, right) to what is computed of a layer. */
static void
widen (NstSpan *span,
       int      left,
       int      right)
{
  left  = MAX (left, 0);
  right = MIN (right, span->width);

  if (left >= right)
    return;

  if (span->left == span->right)
    {
      span->left  = left;
      span->right = right;
    }
  else
    {
      span->left  = MIN (span->left, left);
      span->right = MAX (span->right, right);
    }
}

static void
span_forward (NstLayout *layout)
{
  for (int layer = layout->deepest; layer >= 0; layer--)
    {
      NstSpan *span = &layout->spans[layer];

      if (layer < layout->deepest)
        {
          const NstSpan *next = span + 1;

          if (next->left < next->right)
            widen (span, get_first_read (layout, layer + 1, next->left),
                   get_end_read (layer + 1, next->right));
        }

      if (is_wanted_back (layout, layer))
        widen (span, span->back_left, span->back_right);
      else if (is_wanted_own (layout, layer))
        widen (span, span->own_left, span->own_right);
    }

  layout->input.left = layout->input.right = 0;
  if (layout->spans[0].left < layout->spans[0].right)
    widen (&layout->input, layout->spans[0].left - 1, layout->spans[0].right + 1);
}

void
nst_layout_get_rows (const NstLayout *layout,
                     int              step,
                     NstRows         *rows)
{
  const gboolean last = step == layout->n_steps - 1;
  int            back;

  *rows = (NstRows) { 0 };
  if (step < 0)
    return;

  rows->picture = last ? layout->height : (step + 1) * layout->band;
  back          = rows->picture;

  for (int layer = 0; layer <= layout->deepest; layer++)
    {
      const int height = layout->spans[layer].height;

      back = MIN (get_end_made_from (layout, layer, back), height);
      rows->back[layer] = back;
      rows->own[layer]  = last ? height : rows->picture >> nst_layer_count_pools (layer);
    }

  for (int layer = layout->deepest; layer >= 0; layer--)
    {
      int end = 0;

      if (layer < layout->deepest && rows->forward[layer + 1] > 0)
        end = get_end_read (layer + 1, rows->forward[layer + 1]);

      if (is_wanted_back (layout, layer))
        end = MAX (end, rows->back[layer]);
      else if (is_wanted_own (layout, layer))
        end = MAX (end, rows->own[layer]);

      rows->forward[layer] = MIN (end, layout->spans[layer].height);
    }
}

/* The first row of a layer that the next step will still read or write, once
 * the rows before are done. */
static int
get_oldest (const NstLayout *layout,
            const NstRows   *before,
            int              layer)
{
  int oldest = before->forward[layer];

  if (layer < layout->deepest)
    oldest = MIN (oldest, get_first_read (layout, layer + 1, before->forward[layer + 1]));

  if (is_wanted_own (layout, layer))
    oldest = MIN (oldest, before->own[layer]);
  else if (is_wanted_back (layout, layer))
    oldest = MIN (oldest, before->back[layer]);

  if (layout->need == NST_NEED_GRADIENT)
    {
      /* What the gradient before this layer is made from. */
      if (layer == 0)
        oldest = MIN (oldest, before->picture - 1);
      else if (nst_layout_is_fused (layout, layer - 1))
        oldest = MIN (oldest, (before->back[layer - 2] - 1) / 2);
      else
        oldest = MIN (oldest, get_first_made_from (layer, before->back[layer - 1]));
    }

  return MAX (oldest, 0);
}

static void
measure_windows (NstLayout *layout)
{
  NstRows before;

  nst_layout_get_rows (layout, -1, &before);

  for (int step = 0; step < layout->n_steps; step++)
    {
      NstRows now;
      int     needed;

      nst_layout_get_rows (layout, step, &now);
      for (int layer = 0; layer <= layout->deepest; layer++)
        {
          NstSpan *span = &layout->spans[layer];

          if (!nst_layout_is_fused (layout, layer) && span->left < span->right)
            span->rows = MAX (span->rows, now.forward[layer] -
                                          get_oldest (layout, &before, layer));
        }

      needed = MIN (now.forward[0] + 1, layout->height) - MAX (before.forward[0] - 1, 0);
      layout->input.rows = MAX (layout->input.rows, needed);
      before = now;
    }
}

void
nst_layout_init (NstLayout        *layout,
                 const NstNetwork *network,
                 int               width,
                 int               height,
                 NstPool           pool,
                 NstNeed           need,
                 const gboolean    kept[NST_N_LAYERS],
                 int               left,
                 int               strip,
                 int               band)
{
  *layout = (NstLayout) { network, width, height, pool, -1, need };

  for (int layer = 0; layer < NST_N_LAYERS; layer++)
    if (kept[layer])
      {
        layout->kept[layer] = TRUE;
        layout->deepest     = layer;
      }

  layout->left    = left;
  layout->right   = MIN (strip, width - left) + left;
  layout->band    = MIN (band, height);
  layout->n_steps = (height + layout->band - 1) / layout->band;
  layout->input   = (NstSpan) { width, height };

  for (int layer = 0; layer <= layout->deepest; layer++)
    {
      NstSpan *span = &layout->spans[layer];

      nst_layer_get_size (layer, pool, width, height, &span->width, &span->height);
      get_own (layout, layer, &span->own_left, &span->own_right);
    }

  span_backward (layout);
  span_forward (layout);
  measure_windows (layout);
}

size_t
nst_layout_count (const NstLayout *layout,
                  gboolean         with_input)
{
  size_t n = 0;

  if (with_input)
    n += nst_plane_count ((layout->input.right - layout->input.left), layout->input.rows, 3);

  for (int layer = 0; layer <= layout->deepest; layer++)
    {
      const NstSpan *span  = &layout->spans[layer];
      const int      channels = nst_network_get_channels (layout->network, layer);

      n += nst_plane_count (span->right - span->left, span->rows, channels);
      if (nst_layer_is_pool (layer))
        n += nst_plane_count_codes (span->right - span->left, span->rows, channels);
    }

  return n;
}

double
nst_layout_count_flop (const NstLayout *layout)
{
  double sum = 0.0;

  for (int layer = 0; layer <= layout->deepest; layer++)
    {
      const NstSpan *span = &layout->spans[layer];
      const int      n_in = layer > 0 ? nst_network_get_channels (layout->network, layer - 1) : 3;

      if (!nst_layer_is_pool (layer))
        sum += 2.0 * 9.0 * n_in * nst_network_get_channels (layout->network, layer) *
               (span->right - span->left) * span->height;
    }

  return sum;
}

/* What the convolutions of one step take. */
static void
count_step (const NstLayout *layout,
            const NstKernels *kernels,
            const NstRows   *before,
            const NstRows   *now,
            int              n_threads,
            size_t          *shared,
            size_t          *own)
{
  for (int layer = 1; layer <= layout->deepest; layer++)
    {
      const NstSpan *span    = &layout->spans[layer];
      const int      n_in    = nst_network_get_channels (layout->network, layer - 1);
      const int      n_out   = nst_network_get_channels (layout->network, layer);
      const int      forward = now->forward[layer] - before->forward[layer];
      const int      back    = now->back[layer - 1] - before->back[layer - 1];

      if (nst_layer_is_pool (layer))
        continue;

      nst_conv_count_scratch (kernels, n_out, n_in, FALSE, forward, span->right - span->left,
                              n_threads, shared, own);
      if (layout->need == NST_NEED_GRADIENT)
        nst_conv_count_scratch (kernels, n_out, n_in, TRUE, back, span[-1].back_right - span[-1].back_left,
                                n_threads, shared, own);
    }
}

void
nst_layout_count_scratch (const NstLayout *layout,
                          const NstKernels *kernels,
                          int              n_threads,
                          size_t          *shared,
                          size_t          *own)
{
  NstRows before;

  *own = MAX (*own, nst_first_count_scratch (3, layout->width));

  nst_layout_get_rows (layout, -1, &before);
  for (int step = 0; step < layout->n_steps; step++)
    {
      NstRows now;

      nst_layout_get_rows (layout, step, &now);
      count_step (layout, kernels, &before, &now, n_threads, shared, own);
      before = now;
    }
}

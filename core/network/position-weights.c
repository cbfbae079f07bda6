/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Means over windows, layer by layer. */

#include "core/network/position-weights.h"

#include "core/base/memory.h"

#include <stdlib.h>

/* From a plane to the next layer's. */
typedef struct
{
  const NstFeatureMap *from;
  NstFeatureMap       *to;
  int                  stride;
  int                  before; /* rows and columns of a window before stride times the place ... */
  int                  side;   /* ... and in all */
} Step;

static void
average (gpointer data,
         size_t   first,
         size_t   end)
{
  const Step    *step   = data;
  const int      rows   = step->from->rows;
  const int      wide   = step->from->columns;
  const gboolean down   = nst_wraps_y (step->from->wrap);
  const gboolean across = nst_wraps_x (step->from->wrap);

  for (size_t i = first; i < end; i++)
    {
      const int y      = step->stride * (int) (i / (size_t) step->to->columns) - step->before;
      const int x      = step->stride * (int) (i % (size_t) step->to->columns) - step->before;
      const int top    = down ? y : MAX (y, 0);
      const int bottom = down ? y + step->side : MIN (y + step->side, rows);
      const int left   = across ? x : MAX (x, 0);
      const int right  = across ? x + step->side : MIN (x + step->side, wide);
      float     sum    = 0.0f;

      for (int row = top; row < bottom; row++)
        {
          const size_t at   = (size_t) nst_wrap_place (row, 0, rows, TRUE);
          const float *line = step->from->data + at * wide;

          for (int column = left; column < right; column++)
            sum += line[nst_wrap_place (column, 0, wide, TRUE)];
        }
      step->to->data[i] = sum / (float) ((bottom - top) * (right - left));
    }
}

static Step
make_step (int                  layer,
           NstPool              pool,
           const NstFeatureMap *from,
           NstFeatureMap       *to)
{
  if (!nst_layer_is_pool (layer))
    return (Step){ from, to, 1, 1, 3 };
  if (nst_pool_is_wide (pool))
    return (Step){ from, to, 2, 1, 3 };

  return (Step){ from, to, 2, 0, 2 };
}

static NstFeatureMap
make_plane (int                  layer,
            const NstFeatureMap *mask,
            NstPool              pool)
{
  NstFeatureMap plane = { .channels = 1, .wrap = mask->wrap };

  nst_layer_get_size (layer, pool, mask->columns, mask->rows, &plane.columns, &plane.rows);

  return plane;
}

static int
get_deepest (const gboolean wanted[NST_N_LAYERS])
{
  int deepest = -1;

  for (int layer = 0; layer < NST_N_LAYERS; layer++)
    if (wanted[layer])
      deepest = layer;

  return deepest;
}

static double
add_up (const NstFeatureMap *map)
{
  double sum = 0.0;

  for (size_t i = 0; i < (size_t) map->columns * map->rows; i++)
    sum += (double) map->data[i];

  return sum;
}

gboolean
nst_position_weights_init (NstPositionWeights  *weights,
                           const NstFeatureMap *mask,
                           NstPool              pool,
                           const gboolean       wanted[NST_N_LAYERS],
                           const NstThreads    *threads,
                           GError             **error)
{
  const int     deepest = mask != NULL ? get_deepest (wanted) : -1;
  NstFeatureMap before  = { 1 };

  *weights = (NstPositionWeights){ 0 };
  if (mask != NULL)
    before = *mask;

  for (int layer = 0; layer <= deepest; layer++)
    {
      NstFeatureMap now  = make_plane (layer, mask, pool);
      const Step    step = make_step (layer, pool, &before, &now);

      now.data = nst_floats_new ((size_t) now.columns * now.rows, error);
      if (now.data != NULL)
        nst_threads_run_ranges (threads, (size_t) now.columns * now.rows, average,
                                (gpointer) &step);

      /* The plane before is somebody's, or of no more use. */
      if (layer > 0 && !wanted[layer - 1])
        free (before.data);
      if (now.data == NULL)
        return FALSE;

      before = now;
      if (wanted[layer])
        {
          weights->maps[layer] = now;
          weights->sums[layer] = add_up (&now);
        }
    }

  return !nst_threads_interrupted (threads);
}

void
nst_position_weights_clear (NstPositionWeights *weights)
{
  for (int layer = 0; layer < NST_N_LAYERS; layer++)
    g_clear_pointer (&weights->maps[layer].data, free);
}

const NstFeatureMap *
nst_position_weights_get (const NstPositionWeights *weights,
                          int                       layer)
{
  return weights->maps[layer].data != NULL ? &weights->maps[layer] : NULL;
}

guint64
nst_position_weights_count_bytes (int            width,
                                  int            height,
                                  NstPool        pool,
                                  const gboolean wanted[NST_N_LAYERS])
{
  guint64 bytes = 0;

  for (int layer = 0; layer < NST_N_LAYERS; layer++)
    if (wanted[layer])
      {
        int layer_width;
        int layer_height;

        nst_layer_get_size (layer, pool, width, height, &layer_width, &layer_height);
        bytes += sizeof (float) * (guint64) layer_width * layer_height;
      }

  return bytes;
}

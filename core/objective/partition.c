/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How a picture is cut up so that its objective fits the memory. */

#include "core/objective/objective.h"

/* Strips begin at multiples of this, so that every layer's positions belong to
 * one strip. */
#define STRIP_STEP 32

static const int bands[] = { 256, 128, 64 };

/* The picture as it is cut up for one purpose. */
typedef struct
{
  const NstNetwork *network;
  const NstKernels *kernels;
  NstPool           pool;
  int               width;
  int               height;
  NstNeed           need;
  const gboolean   *compared;
  int               strip;
  int               band;
  gboolean          with_input;
} Passage;

/* The floats of its largest strip, and the multiplications of all. */
static void
measure (const Passage *passage,
         int            n_threads,
         size_t        *floats,
         size_t        *shared,
         size_t        *own,
         double        *flop)
{
  *floats = 0;
  *flop   = 0.0;

  for (int left = 0; left < passage->width; left += passage->strip)
    {
      NstGeometry geometry;

      /* All strips but the first and the last are alike. */
      if (left > passage->strip && left + 2 * passage->strip < passage->width)
        continue;

      nst_geometry_init (&geometry, passage->network, passage->width, passage->height,
                       passage->pool, passage->need, passage->compared, left, passage->strip, passage->band);
      *floats = MAX (*floats, nst_geometry_count (&geometry, passage->with_input));
      nst_geometry_count_scratch (&geometry, passage->kernels, n_threads, shared, own);

      /* The second, where there is one, stands for all. */
      if (left <= passage->strip)
        *flop = nst_geometry_count_flop (&geometry) * passage->width / (geometry.right - geometry.left);
    }
}

/* What does not depend on the tiling: targets, moments, slopes. */
static guint64
count_matrices (const NstNetwork   *network,
                const NstLayerSet *layers,
                NstStatistic        statistic)
{
  guint64 bytes = 0;

  for (int i = 0; i < layers->n_style; i++)
    {
      const guint64 n = nst_network_get_channels (network, layers->style[i]);

      /* slope, moments, target's second, and its directions */
      bytes += n * n * (sizeof (float) + sizeof (double) *
                        (statistic == NST_STATISTIC_MOMENTS ? 3 : 2));
    }

  return bytes;
}

/* What the distances take while they are worked out. */
static guint64
count_space (const NstNetwork   *network,
             const NstLayerSet *layers,
             NstStatistic        statistic,
             int                 n_threads)
{
  size_t space = 0;

  for (int i = 0; i < layers->n_style; i++)
    space = MAX (space, nst_target_count_space (nst_network_get_channels (network,
                                                                          layers->style[i]),
                                                statistic));

  return sizeof (double) * space * n_threads;
}

static size_t
count_content (const NstNetwork   *network,
               const NstLayerSet *layers,
               int                 width,
               int                 height)
{
  size_t floats = 0;

  for (int i = 0; i < layers->n_content; i++)
    {
      int w;
      int h;

      nst_layer_get_size (layers->content[i], layers->pool, width, height, &w, &h);
      floats += nst_feature_map_count (w, h, nst_network_get_channels (network, layers->content[i]));
    }

  return floats;
}

/* Fills in cost and bytes of a tiling whose cuts are chosen. */
static void
count_partition (NstPartition          *partition,
              const NstNetwork   *network,
              const NstLayerSet *layers,
              NstStatistic        statistic,
              int                 width,
              int                 height,
              int                 n_threads)
{
  const gboolean whole  = partition->strip >= width && partition->band >= height;
  Passage        back   = { network, layers->kernels, layers->pool, width, height,
                            NST_NEED_GRADIENT, layers->is_compared, partition->strip, partition->band };
  Passage        first  = { network, layers->kernels, layers->pool, width, height,
                            NST_NEED_OWN, layers->is_style, partition->strip, partition->band };
  Passage        view   = { network, layers->kernels, layers->pool, width, height,
                            NST_NEED_VIEW, layers->is_content, partition->strip, partition->band, TRUE };
  size_t         shared = 0;
  size_t         own    = 0;
  size_t         floats;
  size_t         most;
  double         flop;
  double         sum;

  measure (&back, n_threads, &most, &shared, &own, &sum);
  sum *= 2.0;

  if (!whole && layers->n_style > 0)
    {
      measure (&first, n_threads, &floats, &shared, &own, &flop);
      most = MAX (most, floats);
      sum += flop;
    }

  if (layers->n_content > 0)
    {
      /* What is held is computed once, but so. */
      view.need = partition->keeps_content ? NST_NEED_OWN : NST_NEED_VIEW;
      measure (&view, n_threads, &floats, &shared, &own, &flop);
      if (partition->keeps_content)
        most = MAX (most, floats);
      else
        {
          most += floats;
          sum  += flop;
        }
    }

  if (!whole && layers->weighs_gradients)
    {
      size_t beside = 0;

      first.compared = layers->is_compared;
      if (layers->n_content > 0 && !partition->keeps_content)
        {
          view.need = NST_NEED_OWN;
          measure (&view, n_threads, &beside, &shared, &own, &flop);
          sum += flop;
        }
      measure (&first, n_threads, &floats, &shared, &own, &flop);
      most = MAX (most, floats + beside);
      sum += flop;
    }

  for (int i = 0; i < layers->n_style; i++)
    {
      const int channels = nst_network_get_channels (network, layers->style[i]);

      shared = MAX (shared, nst_moments_count_scratch (channels,
                                                       statistic == NST_STATISTIC_MOMENTS,
                                                       n_threads));
    }

  partition->cost  = sum / nst_network_count_flop (network, layers->deepest, layers->pool,
                                                width, height);
  partition->bytes = sizeof (float) * (most + shared + own * n_threads +
                                    (partition->keeps_content
                                       ? count_content (network, layers, width, height) : 0)) +
                  count_matrices (network, layers, statistic) +
                  count_space (network, layers, statistic, n_threads);
}

guint64
nst_partition_count_held (const NstNetwork   *network,
                       const NstLayerSet *layers,
                       NstStatistic        statistic,
                       int                 width,
                       int                 height)
{
  return sizeof (float) * count_content (network, layers, width, height) +
         count_matrices (network, layers, statistic);
}

static int
cut_strip (int width,
           int n_strips)
{
  const int strip = (width + n_strips - 1) / n_strips;

  return n_strips == 1 ? width : (strip + STRIP_STEP - 1) / STRIP_STEP * STRIP_STEP;
}

/* The next number of strips worth a trial. */
static int
count_more (int n_strips)
{
  return n_strips + 1 + n_strips / 4;
}

NstPartition
nst_partition_whole (int width,
                  int height)
{
  return (NstPartition) { width, height, 1, TRUE, G_MAXINT, G_MAXINT, 1.0 };
}

int
nst_partition_list (NstPartition           partitions[NST_MOST_PARTITIONS],
                 const NstNetwork   *network,
                 const NstLayerSet *layers,
                 NstStatistic        statistic,
                 int                 width,
                 int                 height,
                 int                 n_threads)
{
  int n = 0;

  partitions[n] = nst_partition_whole (width, height);
  count_partition (&partitions[n++], network, layers, statistic, width, height, n_threads);

  for (int n_strips = 1; n + 6 <= NST_MOST_PARTITIONS; n_strips = count_more (n_strips))
    {
      const int strip = cut_strip (width, n_strips);

      if (n_strips > 1 && strip >= width)
        break;

      for (size_t b = 0; b < G_N_ELEMENTS (bands); b++)
        for (int keeps = 1; keeps >= 0; keeps--)
          {
            NstPartition *partition = &partitions[n++];
            const int  band   = MIN (bands[b], height);

            *partition = (NstPartition) { strip, band,
                                    (width + strip - 1) / strip * ((height + band - 1) / band),
                                    keeps };
            count_partition (partition, network, layers, statistic, width, height, n_threads);
          }

      if (strip <= STRIP_STEP)
        break;
    }

  return n;
}

const NstPartition *
nst_partition_find (const NstPartition *partitions,
                 int              n_partitions,
                 guint64          budget_bytes)
{
  const NstPartition *best = NULL;

  for (int i = 0; i < n_partitions; i++)
    if (partitions[i].bytes <= budget_bytes && (best == NULL || partitions[i].cost < best->cost))
      best = &partitions[i];

  return best;
}

void
nst_partition_fit_style (NstPartition          *partition,
                      const NstNetwork   *network,
                      const NstLayerSet *layers,
                      int                 style_width,
                      int                 style_height,
                      int                 n_threads,
                      guint64             budget_bytes)
{
  Passage passage = { network, layers->kernels, layers->pool, style_width, style_height, NST_NEED_OWN,
                      layers->is_style, style_width, style_height, TRUE };
  guint64 bytes   = 0;

  for (int n = 0; layers->n_style > 0; n = count_more (n))
    {
      size_t floats;
      size_t shared = 0;
      size_t own    = 0;
      double flop;

      /* Before it is cut into strips, it is cut into bands. */
      passage.strip = cut_strip (style_width, MAX (n, 1));
      passage.band  = n == 0 ? style_height : MIN (bands[G_N_ELEMENTS (bands) - 1], style_height);
      measure (&passage, n_threads, &floats, &shared, &own, &flop);
      bytes = sizeof (float) * (floats + shared + own * n_threads);
      if (bytes <= MAX (partition->bytes, budget_bytes) || passage.strip <= STRIP_STEP)
        break;
    }

  partition->style_strip = passage.strip;
  partition->style_band  = passage.band;
  partition->bytes       = MAX (partition->bytes, bytes);
}

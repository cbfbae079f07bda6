/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The choice of a partition, and what it takes.  Partitions are listed from few large
 * parts to many small ones, and each is costed from the table of passes that it would
 * run. */

#include "core/objective/partition.h"

#include "core/network/position-weights.h"
#include "core/objective/comparison.h"
#include "core/objective/statistics.h"

/* Strips begin at multiples of this, so that every layer's positions belong to
 * one strip. */
#define STRIP_STEP 32

static const int bands[] = { 256, 128, 64 };

/* What does not depend on how it is cut: targets, moments, slopes, weights of positions. */
static guint64
count_statistics (const NstProblem *problem,
                  gboolean          lags)
{
  const NstLayerSet *layers  = problem->layers;
  const int          n_zones = nst_problem_count_zones (problem);
  guint64            bytes   = 0;

  for (int i = 0; i < layers->n_style; i++)
    {
      const int channels = nst_network_get_channels (problem->network, layers->style[i]);

      bytes += nst_target_count_bytes (channels, problem->statistic);
      if (lags)
        bytes += sizeof (float) * channels * (channels + 1);
    }
  if (problem->is_masked || problem->n_zones > 0)
    bytes += nst_position_weights_count_bytes (problem->width, problem->height, layers->pool,
                                               layers->is_style);
  bytes *= n_zones;

  if (problem->is_masked)
    bytes += nst_position_weights_count_bytes (problem->width, problem->height, layers->pool,
                                               layers->is_content);

  return bytes;
}

/* Floats of the content's responses, where they are held. */
static size_t
count_content (const NstProblem *problem)
{
  const NstLayerSet *layers = problem->layers;
  size_t             floats = 0;

  for (int i = 0; i < layers->n_content; i++)
    {
      const int layer = layers->content[i];
      int       width;
      int       height;

      nst_layer_get_size (layer, layers->pool, problem->width, problem->height, &width, &height);
      floats += nst_feature_map_count (width, height,
                                       nst_network_get_channels (problem->network, layer));
    }

  return floats;
}

/* What is taken besides the convolutions while the canvas is compared: doubles for the
 * distances, and scratch memory. */
static NstScratch
count_comparisons (const NstProblem *problem,
                   size_t           *space)
{
  const NstLayerSet *layers = problem->layers;
  NstScratch         most   = { 0, 0 };

  *space = 0;
  for (int layer = 0; layer <= layers->deepest; layer++)
    {
      const int channels = nst_network_get_channels (problem->network, layer);

      if (!layers->is_compared[layer])
        continue;
      most = nst_scratch_max (most, nst_comparison_count_scratch (problem, layer));

      if (!layers->is_style[layer])
        continue;
      most   = nst_scratch_max (most, nst_moments_count_scratch (channels,
                                                                 problem->statistic ==
                                                                   NST_STATISTIC_MOMENTS));
      *space = MAX (*space, nst_target_count_space (channels, problem->statistic));
    }

  return most;
}

/* Fills in cost and bytes of a partition whose cuts are chosen. */
static void
count_partition (NstPartition     *partition,
                 const NstProblem *problem)
{
  const NstLayerSet *layers  = problem->layers;
  NstPassesCost      passes  = nst_passes_measure (problem, partition);
  size_t             content = partition->keeps_content ? count_content (problem) : 0;
  NstScratch         scratch;
  size_t             space;

  scratch = nst_scratch_max (passes.scratch, count_comparisons (problem, &space));

  partition->cost  = passes.flop / nst_network_count_flop (problem->network, layers->deepest,
                                                           layers->pool, problem->width,
                                                           problem->height);
  partition->bytes = sizeof (float) * (passes.maps + scratch.shared +
                                       scratch.own * problem->n_threads + content) +
                     sizeof (double) * space * problem->n_threads +
                     count_statistics (problem, partition->lags);
}

void
nst_partition_let_lag (NstPartition     *partition,
                       const NstProblem *problem)
{
  partition->lags = partition->n_parts > 1 && problem->layers->n_style > 0 &&
                    !problem->layers->weighs_gradients;
  count_partition (partition, problem);
}

guint64
nst_partition_count_held (const NstProblem *problem)
{
  return sizeof (float) * count_content (problem) + count_statistics (problem, FALSE);
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
  return (NstPartition){ width, height, 1, TRUE, G_MAXINT, G_MAXINT, 1.0 };
}

/* A canvas cut into such strips and bands. */
static NstPartition
cut (const NstProblem *problem,
     int               strip,
     int               most_band,
     gboolean          keeps_content)
{
  const int    band      = MIN (most_band, problem->height);
  const int    n_strips  = (problem->width + strip - 1) / strip;
  const int    n_bands   = (problem->height + band - 1) / band;
  NstPartition partition = { strip, band, n_strips * n_bands, keeps_content };

  count_partition (&partition, problem);

  return partition;
}

int
nst_partition_list (NstPartition      partitions[NST_MOST_PARTITIONS],
                    const NstProblem *problem)
{
  int n = 0;

  partitions[n] = nst_partition_whole (problem->width, problem->height);
  count_partition (&partitions[n++], problem);

  /* A strip's surroundings would be at the other end too. */
  if (problem->layers->wrap != NST_WRAP_NO)
    return n;

  for (int n_strips = 1; n + 6 <= NST_MOST_PARTITIONS; n_strips = count_more (n_strips))
    {
      const int strip = cut_strip (problem->width, n_strips);

      if (n_strips > 1 && strip >= problem->width)
        break;

      for (size_t b = 0; b < G_N_ELEMENTS (bands); b++)
        for (int keeps = 1; keeps >= 0; keeps--)
          partitions[n++] = cut (problem, strip, bands[b], keeps);

      if (strip <= STRIP_STEP)
        break;
    }

  return n;
}

const NstPartition *
nst_partition_find (const NstPartition *partitions,
                    int                 n_partitions,
                    guint64             budget_bytes)
{
  const NstPartition *best = NULL;

  for (int i = 0; i < n_partitions; i++)
    if (partitions[i].bytes <= budget_bytes && (best == NULL || partitions[i].cost < best->cost))
      best = &partitions[i];

  return best;
}

void
nst_partition_fit_style (NstPartition     *partition,
                         const NstProblem *problem,
                         int               style_width,
                         int               style_height,
                         guint64           budget_bytes)
{
  const int last_band = bands[G_N_ELEMENTS (bands) - 1];
  guint64   bytes     = 0;

  partition->style_strip = style_width;
  partition->style_band  = style_height;

  for (int n = 0; problem->layers->n_style > 0; n = count_more (n))
    {
      NstWalk     walk;
      NstWalkCost cost;

      /* Before it is cut into strips, it is cut into bands. */
      partition->style_strip = cut_strip (style_width, MAX (n, 1));
      partition->style_band  = n == 0 ? style_height : MIN (last_band, style_height);

      walk  = nst_style_get_walk (problem, style_width, style_height, partition);
      cost  = nst_walk_measure (&walk, problem->layers->kernels, problem->n_threads);
      bytes = sizeof (float) * (cost.maps + cost.scratch.shared +
                                cost.scratch.own * problem->n_threads);
      if (bytes <= MAX (partition->bytes, budget_bytes) || partition->style_strip <= STRIP_STEP)
        break;
    }

  partition->bytes = MAX (partition->bytes, bytes);
}

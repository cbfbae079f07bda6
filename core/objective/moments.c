/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The first two moments of responses.  Where they are to be precise, products are in double
 * precision too: in single the small eigenvalues of a covariance, which the square root
 * magnifies, are noise. */

#include "core/objective/moments.h"

#include "core/base/memory.h"
#include "core/conv/kernels.h"
#include "core/objective/matrix.h"
#include "core/objective/positions.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Positions multiplied at a time: they stay in cache, and so many single products
 * may be summed in single precision. */
#define BLOCK_POSITIONS 128
#define LEAST_POSITIONS 32

gboolean
nst_moments_init (NstMoments *moments,
                  int         channels,
                  GError    **error)
{
  moments->channels = channels;
  moments->mean     = nst_doubles_new (channels, error);
  moments->second   = moments->mean != NULL ? nst_doubles_new ((size_t) channels * channels, error)
                                            : NULL;
  if (moments->second == NULL)
    {
      nst_moments_clear (moments);
      return FALSE;
    }
  nst_moments_reset (moments);

  return TRUE;
}

void
nst_moments_clear (NstMoments *moments)
{
  g_clear_pointer (&moments->mean, free);
  g_clear_pointer (&moments->second, free);
}

void
nst_moments_reset (NstMoments *moments)
{
  moments->is_empty = TRUE;
}

/* Rows of a task that adds up sums. */
#define ADDED_ROWS 32

/* Positions are shared out, and of each share's sums the rows: that is work for so many
 * threads.  How many shares there are depends on the channels and positions, so that the
 * result does not depend on the number of threads. */
#define TASKS 16

static int
choose_shares (int channels)
{
  return channels <= 128 ? TASKS : channels <= 256 ? TASKS / 2
                                                   : TASKS / 4;
}

/* One share's sums over its positions; wide: channels, rounded up. */
typedef struct
{
  double *mean;   /* [wide] */
  double *second; /* [wide][wide], upper triangle */
} Sums;

/* Each of n_shares shares has blocks and sums of its own, which are added up in order. */
typedef struct
{
  const NstKernels    *kernels;
  const NstFeatureMap *map;
  const NstFeatureMap *weights; /* or NULL */
  NstBlocks            blocks;
  int                  wide;
  gboolean             precise;
  const NstThreads    *threads;
  size_t               n_shares;
  int                  n_bands; /* of a share's rows */
} Summing;

/* Some rows of a share's sums. */
typedef struct
{
  Sums  sums;
  int   top;
  int   bottom;
  void *block; /* [positions][wide], doubles or floats */
} Band;

/* Floats of one share's sums. */
static size_t
count_sums (int channels)
{
  const size_t wide = nst_round_up (channels, nst_kernels_get (FALSE)->product_columns);

  return (2 * wide + 2 * wide * wide + 15) / 16 * 16;
}

NstScratch
nst_moments_count_scratch (int      channels,
                           gboolean precise)
{
  const size_t wide = nst_round_up (channels, nst_kernels_get (FALSE)->product_columns);

  return (NstScratch){ count_sums (channels) * choose_shares (channels),
                       BLOCK_POSITIONS * wide * (precise ? 2 : 1) };
}

static Sums
get_sums (const Summing *summing,
          size_t         share)
{
  double *memory = (double *) (void *) (nst_threads_get_shared (summing->threads) +
                                        share * count_sums (summing->map->channels));

  return (Sums){ memory, memory + summing->wide };
}

/* Where a band begins: of a triangle's rows the first are the longest. */
static int
get_band_top (const Summing *summing,
              int            band)
{
  const double rest = 1.0 - sqrt (1.0 - (double) band / summing->n_bands);
  const int    step = summing->kernels->product_columns;

  return MIN ((int) (summing->wide * rest) / step * step, summing->wide);
}

/* weights[n], here and below: NULL: 1 each. */
static void
add_means (const Summing *summing,
           const Sums    *sums,
           const float   *f,
           const float   *weights,
           int            n)
{
  const int channels = summing->map->channels;

  for (int p = 0; p < n; p++, f += channels)
    {
      const double weight = weights != NULL ? (double) weights[p] : 1.0;

      for (int c = 0; c < channels; c++)
        sums->mean[c] += weight * (double) f[c];
    }
}

/* A product of two responses has the weight where each has its root. */
static double
get_root (const float *weights,
          int          p)
{
  return weights != NULL ? sqrt ((double) weights[p]) : 1.0;
}

static void
add_precise (const Summing *summing,
             const Band    *band,
             const float   *f,
             const float   *weights,
             int            n)
{
  const int channels = summing->map->channels;
  double   *block    = band->block;

  for (int p = 0; p < n; p++)
    {
      const double root = get_root (weights, p);

      for (int c = 0; c < channels; c++)
        block[(size_t) p * summing->wide + c] = root * (double) f[(size_t) p * channels + c];
    }

  summing->kernels->add_products_precise (n, summing->wide, band->top, band->bottom, block,
                                          band->sums.second);
}

static void
add_single (const Summing *summing,
            const Band    *band,
            const float   *f,
            const float   *weights,
            int            n)
{
  const int channels = summing->map->channels;
  float    *block    = band->block;

  if (summing->wide > channels || weights != NULL)
    {
      for (int p = 0; p < n; p++)
        {
          const float root = (float) get_root (weights, p);

          for (int c = 0; c < channels; c++)
            block[(size_t) p * summing->wide + c] = root * f[(size_t) p * channels + c];
        }
      f = block;
    }

  summing->kernels->add_products (n, summing->wide, band->top, band->bottom, f,
                                  band->sums.second);
}

static void
sum_band (gpointer data,
          size_t   task,
          int      thread)
{
  const Summing *summing = data;
  const size_t   share   = task / (size_t) summing->n_bands;
  const int      number  = (int) (task % (size_t) summing->n_bands);
  const size_t   end     = summing->blocks.n * (share + 1) / summing->n_shares;
  const size_t   element = summing->precise ? sizeof (double) : sizeof (float);
  const Band     band    = { get_sums (summing, share), get_band_top (summing, number),
                             get_band_top (summing, number + 1),
                             nst_threads_get_scratch (summing->threads, thread) };

  if (number == 0)
    memset (band.sums.mean, 0, sizeof (double) * summing->wide);
  memset (band.sums.second + (size_t) band.top * summing->wide, 0,
          sizeof (double) * (size_t) (band.bottom - band.top) * summing->wide);
  memset (band.block, 0, element * BLOCK_POSITIONS * summing->wide);

  for (size_t b = summing->blocks.n * share / summing->n_shares;
       b < end && !nst_threads_interrupted (summing->threads); b++)
    {
      const NstBlock block = nst_blocks_get (&summing->blocks, b);
      const float   *f     = nst_block_in (&summing->blocks, block, summing->map);
      const float   *w     = NULL;

      if (summing->weights != NULL)
        w = nst_block_in (&summing->blocks, block, summing->weights);
      if (nst_positions_are_hidden (w, block.count))
        continue;

      if (number == 0)
        add_means (summing, &band.sums, f, w, block.count);
      if (summing->precise)
        add_precise (summing, &band, f, w, block.count);
      else
        add_single (summing, &band, f, w, block.count);
    }
}

/* All shares' sums, on their way to moments. */
typedef struct
{
  const Summing *summing;
  NstMoments    *moments;
  double         by_mean;
  double         by_second;
} Adding;

/* ADDED_ROWS rows of the upper triangle, and what mirrors them. */
static void
add_rows (gpointer data,
          size_t   task,
          int      thread)
{
  const Adding *adding = data;
  const int     n      = adding->moments->channels;
  const int     wide   = adding->summing->wide;
  double       *second = adding->moments->second;
  const int     top    = (int) task * ADDED_ROWS;
  const int     bottom = MIN (top + ADDED_ROWS, n);

  (void) thread;

  for (int i = top; i < bottom && adding->moments->is_empty; i++)
    {
      adding->moments->mean[i] = 0.0;
      memset (second + (size_t) i * n + i, 0, (size_t) (n - i) * sizeof (double));
    }

  for (size_t share = 0; share < adding->summing->n_shares; share++)
    {
      const Sums sums = get_sums (adding->summing, share);

      for (int i = top; i < bottom; i++)
        {
          adding->moments->mean[i] += adding->by_mean * sums.mean[i];
          for (int j = i; j < n; j++)
            second[(size_t) i * n + j] += adding->by_second * sums.second[(size_t) i * wide + j];
        }
    }

  nst_matrix_mirror (n, top, bottom, second);
}

/* How many positions a block has, of so many: fewer where there are few, so that there is
 * work for all. */
static int
choose_positions (NstRegion region,
                  int       n_shares)
{
  const int n = (region.right - region.left) * (region.bottom - region.top);

  return CLAMP ((n + n_shares - 1) / n_shares, LEAST_POSITIONS, BLOCK_POSITIONS);
}

gboolean
nst_moments_add (NstMoments       *moments,
                 const NstSummed  *summed,
                 NstRegion         region,
                 double            share,
                 gboolean          precise,
                 const NstThreads *threads)
{
  const NstFeatureMap *map     = summed->map;
  const NstFeatureMap *weights = summed->weights;
  const double         mean    = summed->mean_response;
  Summing              summing = { nst_kernels_get (FALSE), map, weights, .precise = precise,
                                   .threads = threads };
  Adding               adding  = { &summing, moments, share / (summed->n * mean),
                                   share / (summed->n * mean * mean) };

  if (nst_region_is_empty (region))
    return TRUE;

  summing.wide     = nst_round_up (map->channels, summing.kernels->product_columns);
  summing.n_shares = choose_shares (map->channels);
  summing.n_bands  = TASKS / (int) summing.n_shares;
  summing.blocks   = nst_blocks_cut (region,
                                     nst_feature_map_is_contiguous (map, region) &&
                                       (weights == NULL ||
                                      nst_feature_map_is_contiguous (weights, region)),
                                     choose_positions (region, (int) summing.n_shares));
  summing.n_shares = MIN (summing.n_shares, summing.blocks.n);

  if (!nst_threads_reserve (threads, nst_moments_count_scratch (map->channels, precise)))
    return FALSE;

  nst_threads_run (threads, summing.n_shares * summing.n_bands, sum_band, &summing);
  if (nst_threads_interrupted (threads))
    return FALSE;

  nst_threads_run (threads, (map->channels + ADDED_ROWS - 1) / ADDED_ROWS, add_rows, &adding);
  moments->is_empty = FALSE;

  return !nst_threads_interrupted (threads);
}

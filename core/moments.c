/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The first two moments of responses.  What a covariance is made of is summed
 * in double precision: in single its small eigenvalues, which the square root
 * magnifies, are noise. */

#include "statistics.h"

#include <cblas.h>
#include <string.h>

/* Positions multiplied at a time: their doubles stay in cache. */
#define BLOCK_POSITIONS 256

void
nst_moments_init (NstMoments *moments,
                  int         channels)
{
  moments->channels = channels;
  moments->mean     = g_new0 (double, channels);
  moments->second   = g_new0 (double, (size_t) channels * channels);
}

void
nst_moments_clear (NstMoments *moments)
{
  g_clear_pointer (&moments->mean, g_free);
  g_clear_pointer (&moments->second, g_free);
}

void
nst_moments_reset (NstMoments *moments)
{
  const size_t n = moments->channels;

  memset (moments->mean, 0, n * sizeof (double));
  memset (moments->second, 0, n * n * sizeof (double));
}

/* One share's sums over its positions. */
typedef struct
{
  double *mean;
  double *second;               /* upper triangle */
  void   *block;                /* doubles of a block, or its product in floats */
} Sums;

/* Each of n_shares shares has blocks and sums of its own, which are added up
 * in order; so the result depends on the number of threads alone. */
typedef struct
{
  const NstPlane *plane;
  NstRegion       region;
  size_t          run;          /* positions that follow each other in memory */
  size_t          block;        /* positions */
  size_t          blocks_a_run;
  size_t          n_blocks;
  gboolean        precise;
  const NstWork  *work;
  size_t          n_shares;
} Summing;

static size_t
choose_block (int      channels,
              gboolean precise)
{
  return precise ? BLOCK_POSITIONS : MAX (BLOCK_POSITIONS, channels * 4);
}

/* Floats of one share's sums. */
static size_t
count_sums (int      channels,
            gboolean precise)
{
  const size_t n     = channels;
  const size_t block = precise ? choose_block (channels, precise) * n * 2 : n * n;

  return (2 * n + 2 * n * n + block + 15) / 16 * 16;
}

size_t
nst_moments_count_scratch (int      channels,
                           gboolean precise,
                           int      n_threads)
{
  return count_sums (channels, precise) * n_threads;
}

static Sums
get_sums (const Summing *summing,
          size_t         share)
{
  const int channels = summing->plane->channels;
  double   *memory   = (double *) (void *) (nst_work_get_shared (summing->work) +
                                            share * count_sums (channels, summing->precise));

  return (Sums) { memory, memory + channels,
                  memory + channels + (size_t) channels * channels };
}

static void
add_precise (const Sums  *sums,
             const float *f,
             int          n,
             int          channels)
{
  double *block = sums->block;

  for (size_t i = 0; i < (size_t) n * channels; i++)
    block[i] = (double) f[i];

  for (int p = 0; p < n; p++)
    for (int c = 0; c < channels; c++)
      sums->mean[c] += block[(size_t) p * channels + c];

  cblas_dsyrk (CblasRowMajor, CblasUpper, CblasTrans, channels, n,
               1.0, block, channels, 1.0, sums->second, channels);
}

static void
add_single (const Sums  *sums,
            const float *f,
            int          n,
            int          channels)
{
  float *product = sums->block;

  cblas_ssyrk (CblasRowMajor, CblasUpper, CblasTrans, channels, n,
               1.0f, f, channels, 0.0f, product, channels);

  for (int i = 0; i < channels; i++)
    for (int j = i; j < channels; j++)
      {
        const size_t k = (size_t) i * channels + j;

        sums->second[k] += (double) product[k];
      }
}

static void
sum_share (gpointer data,
           size_t   task,
           int      thread)
{
  const Summing  *summing  = data;
  const NstPlane *plane    = summing->plane;
  const int       channels = plane->channels;
  const size_t    end      = summing->n_blocks * (task + 1) / summing->n_shares;
  const Sums      sums     = get_sums (summing, task);

  memset (sums.mean, 0, sizeof (double) * channels * (channels + 1));

  for (size_t b = summing->n_blocks * task / summing->n_shares;
       b < end && !nst_work_interrupted (summing->work); b++)
    {
      const int    row   = summing->region.top + (int) (b / summing->blocks_a_run);
      const size_t first = b % summing->blocks_a_run * summing->block;
      const int    count = (int) MIN (summing->block, summing->run - first);
      const float *f     = plane->data + nst_plane_at (plane, row, summing->region.left) +
                           first * channels;

      if (summing->precise)
        add_precise (&sums, f, count, channels);
      else
        add_single (&sums, f, count, channels);
    }
}

static void
add_sums (NstMoments *moments,
          const Sums *sums,
          double      by_mean,
          double      by_second)
{
  const int n = moments->channels;

  for (int i = 0; i < n; i++)
    {
      moments->mean[i] += by_mean * sums->mean[i];

      for (int j = 0; j < n; j++)
        moments->second[(size_t) i * n + j] +=
          by_second * sums->second[(size_t) MIN (i, j) * n + MAX (i, j)];
    }
}

gboolean
nst_moments_add (NstMoments     *moments,
                 const NstPlane *plane,
                 NstRegion       region,
                 double          n_positions,
                 double          scale,
                 double          share,
                 gboolean        precise,
                 const NstWork  *work)
{
  Summing summing = { plane, region, .precise = precise, .work = work };
  size_t  rows;

  if (nst_region_is_empty (region))
    return TRUE;

  rows                 = region.bottom - region.top;
  summing.run          = region.right - region.left;
  if (nst_plane_is_contiguous (plane, region))
    {
      summing.run *= rows;
      rows = 1;
    }
  summing.block        = choose_block (plane->channels, precise);
  summing.blocks_a_run = (summing.run + summing.block - 1) / summing.block;
  summing.n_blocks     = rows * summing.blocks_a_run;
  summing.n_shares     = MIN ((size_t) work->n_threads, summing.n_blocks);

  if (!nst_work_reserve (work, nst_moments_count_scratch (plane->channels, precise,
                                                          work->n_threads), 0))
    return FALSE;

  nst_work_run (work, summing.n_shares, sum_share, &summing);
  if (nst_work_interrupted (work))
    return FALSE;

  for (size_t i = 0; i < summing.n_shares; i++)
    {
      const Sums sums = get_sums (&summing, i);

      add_sums (moments, &sums, share / (n_positions * scale),
                share / (n_positions * scale * scale));
    }

  return TRUE;
}

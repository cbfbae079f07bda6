/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The first two moments of responses.  What a covariance is made of is summed
 * in double precision: in single its small eigenvalues, which the square root
 * magnifies, are noise. */

#include "statistics.h"

#include "image.h"

#include <cblas.h>
#include <stdlib.h>

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

/* One thread's sums over its positions. */
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
  const float   *responses;
  size_t         n;
  int            channels;
  size_t         block;         /* positions */
  gboolean       precise;
  const NstWork *work;
  size_t         n_shares;
  Sums          *sums;          /* [n_shares] */
} Summing;

static void
add_precise (Sums        *sums,
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
add_single (Sums        *sums,
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
  const Summing *summing  = data;
  const size_t   n_blocks = (summing->n + summing->block - 1) / summing->block;
  const size_t   end      = n_blocks * (task + 1) / summing->n_shares;
  Sums          *sums     = &summing->sums[task];

  for (size_t b = n_blocks * task / summing->n_shares;
       b < end && !nst_work_interrupted (summing->work); b++)
    {
      const size_t first = b * summing->block;
      const float *f     = summing->responses + first * summing->channels;
      const int    count = (int) MIN (summing->block, summing->n - first);

      if (summing->precise)
        add_precise (sums, f, count, summing->channels);
      else
        add_single (sums, f, count, summing->channels);
    }
}

/* FALSE: no memory. */
static gboolean
sums_init (Sums   *sums,
           int     channels,
           size_t  n_block_floats)
{
  sums->mean   = g_new0 (double, channels);
  sums->second = g_try_new0 (double, (size_t) channels * channels);
  sums->block  = nst_floats_try_new (n_block_floats);

  return sums->second != NULL && sums->block != NULL;
}

static void
sums_clear (Sums *sums)
{
  g_free (sums->mean);
  g_free (sums->second);
  free (sums->block);
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
nst_moments_add (NstMoments    *moments,
                 const float   *responses,
                 size_t         n,
                 double         scale,
                 double         share,
                 gboolean       precise,
                 const NstWork *work)
{
  const int    channels = moments->channels;
  const size_t block    = precise ? BLOCK_POSITIONS
                                  : MAX (BLOCK_POSITIONS, channels * 4);
  const size_t scratch  = precise ? block * channels * 2
                                  : (size_t) channels * channels;
  Summing      summing  = { responses, n, channels, block, precise, work };
  gboolean     done     = TRUE;

  summing.n_shares = MIN ((size_t) work->n_threads, (n + block - 1) / block);
  summing.sums     = g_new0 (Sums, summing.n_shares);
  for (size_t i = 0; i < summing.n_shares; i++)
    done &= sums_init (&summing.sums[i], channels, scratch);

  if (done)
    nst_work_run (work, summing.n_shares, sum_share, &summing);

  for (size_t i = 0; i < summing.n_shares; i++)
    {
      if (done)
        add_sums (moments, &summing.sums[i], share / ((double) n * scale),
                  share / ((double) n * scale * scale));
      sums_clear (&summing.sums[i]);
    }
  g_free (summing.sums);

  return done && !nst_work_interrupted (work);
}

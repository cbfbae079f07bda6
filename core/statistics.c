/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Moments of responses and the distances between them.  Covariances are in
 * double precision: in single their small eigenvalues, which the square root
 * magnifies, are noise. */

#include "statistics.h"

#include "image.h"

#include <cblas.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Positions multiplied at a time: their doubles stay in cache. */
#define BLOCK_POSITIONS 256

/* A covariance's diagonal is raised by this share of its mean. */
#define EPS_SHARE 1e-4

/* Eigenvalues below this share of the largest count as this. */
#define LEAST_EIGENVALUE 1e-12

/* LAPACK's divide-and-conquer eigensolver for symmetric matrices. */
extern void dsyevd_ (const char *jobz, const char *uplo, const int *n,
                     double *a, const int *lda, double *w,
                     double *work, const int *lwork,
                     int *iwork, const int *liwork, int *info);

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


/* ---- small symmetric matrices ---------------------------------------- */

/* Eigenvalues and, in a's rows, eigenvectors of symmetric a[n][n]. */
static gboolean
eigen (int     n,
       double *a,
       double *values)
{
  const int lwork  = 1 + 6 * n + 2 * n * n;
  const int liwork = 3 + 5 * n;
  double   *work   = g_new (double, lwork);
  int      *iwork  = g_new (int, liwork);
  int       info   = 0;

  for (size_t i = 0; i < (size_t) n * n; i++)
    if (!isfinite (a[i]))
      info = -1;

  if (info == 0)
    dsyevd_ ("V", "U", &n, a, &n, values, work, &lwork, iwork, &liwork, &info);

  g_free (work);
  g_free (iwork);

  return info == 0;
}

static void
multiply (int           n,
          CBLAS_TRANSPOSE transpose_a,
          const double *a,
          const double *b,
          double       *product)
{
  cblas_dgemm (CblasRowMajor, transpose_a, CblasNoTrans, n, n, n,
               1.0, a, n, b, n, 0.0, product, n);
}

/* v^T diag (d) v for v's rows, into product; v is overwritten. */
static void
compose (int           n,
         double       *v,
         const double *root_of_d,
         double       *product)
{
  for (int i = 0; i < n; i++)
    cblas_dscal (n, root_of_d[i], v + (size_t) i * n, 1);

  multiply (n, CblasTrans, v, v, product);
}

/* C = S - m m^T + eps I. */
static void
make_covariance (const NstMoments *moments,
                 double            eps,
                 double           *covariance)
{
  const int n = moments->channels;

  for (int i = 0; i < n; i++)
    for (int j = 0; j < n; j++)
      covariance[(size_t) i * n + j] = moments->second[(size_t) i * n + j] -
                                       moments->mean[i] * moments->mean[j] +
                                       (i == j ? eps : 0.0);
}

static double
get_trace (int           n,
           const double *a)
{
  double trace = 0.0;

  for (int i = 0; i < n; i++)
    trace += a[(size_t) i * n + i];

  return trace;
}


/* ---- targets --------------------------------------------------------- */

/* The root of the style's covariance. */
static gboolean
init_root (NstTarget        *target,
           const NstMoments *style)
{
  const int n          = style->channels;
  double   *covariance = g_new (double, (size_t) n * n);
  double   *values     = g_new (double, n);
  gboolean  done;

  make_covariance (style, 0.0, covariance);
  target->eps = EPS_SHARE * get_trace (n, covariance) / n;
  for (int i = 0; i < n; i++)
    covariance[(size_t) i * n + i] += target->eps;
  target->trace = get_trace (n, covariance);

  done = eigen (n, covariance, values);
  if (done)
    {
      /* compose squares what scales the vectors: C^1/2 takes fourth roots. */
      for (int i = 0; i < n; i++)
        values[i] = sqrt (sqrt (MAX (values[i], 0.0)));
      compose (n, covariance, values, target->second);
    }

  g_free (covariance);
  g_free (values);

  return done;
}

gboolean
nst_target_init (NstTarget         *target,
                 NstStatistic       statistic,
                 const NstMoments  *style,
                 GError           **error)
{
  const int    n      = style->channels;
  const size_t square = (size_t) n * n;
  gboolean     done   = TRUE;

  *target = (NstTarget) { statistic, n };
  target->mean   = g_memdup2 (style->mean, n * sizeof (double));
  target->second = g_memdup2 (style->second, square * sizeof (double));

  if (statistic == NST_STATISTIC_MOMENTS)
    done = init_root (target, style);
  else
    for (size_t i = 0; i < square; i++)
      target->second[i] /= n;

  for (size_t i = 0; i < square; i++)
    done &= isfinite (target->second[i]);

  if (!done)
    {
      nst_target_clear (target);
      g_set_error (error, NST_ERROR, NST_ERROR_DIVERGED,
                   "The style picture gives the network numbers that it can't "
                   "compare: choose another style.");
    }

  return done;
}

void
nst_target_clear (NstTarget *target)
{
  g_clear_pointer (&target->mean, g_free);
  g_clear_pointer (&target->second, g_free);
}

static double
gram_distance (const NstTarget  *target,
               const NstMoments *canvas,
               size_t            n_positions,
               float            *slope,
               float            *offset)
{
  const int    n      = target->channels;
  const size_t square = (size_t) n * n;
  const double by     = 4.0 / ((double) square * n * (double) n_positions);
  double       sum    = 0.0;

  for (size_t i = 0; i < square; i++)
    {
      const double difference = canvas->second[i] / n - target->second[i];

      sum += difference * difference;
      slope[i] = (float) (by * difference);
    }
  memset (offset, 0, n * sizeof (float));

  return sum / (double) square;
}

/* tr (A^1/2) of A = R C R, and R A^-1/2 R, where R is the target's root.
 * covariance is overwritten by the latter. */
static double
root_trace (const NstTarget *target,
            double          *covariance)
{
  const int n      = target->channels;
  double   *a      = g_new (double, (size_t) n * n);
  double   *values = g_new (double, n);
  double    sum    = 0.0;

  multiply (n, CblasNoTrans, target->second, covariance, a);
  multiply (n, CblasNoTrans, a, target->second, covariance);
  memcpy (a, covariance, sizeof (double) * n * n);

  if (eigen (n, a, values))
    {
      for (int i = 0; i < n; i++)
        {
          const double root = sqrt (MAX (values[i],
                                         values[n - 1] * LEAST_EIGENVALUE));

          sum += root;
          cblas_dscal (n, 1.0 / sqrt (root), a + (size_t) i * n, 1);
        }

      /* V^T r^-1/2 in a's rows; times R, squared: R V r^-1 V^T R. */
      cblas_dgemm (CblasRowMajor, CblasNoTrans, CblasNoTrans, n, n, n, 1.0,
                   a, n, target->second, n, 0.0, covariance, n);
      memcpy (a, covariance, sizeof (double) * n * n);
      multiply (n, CblasTrans, a, a, covariance);
    }
  else
    sum = NAN;

  g_free (a);
  g_free (values);

  return sum;
}

static double
moments_distance (const NstTarget  *target,
                  const NstMoments *canvas,
                  size_t            n_positions,
                  float            *slope,
                  float            *offset)
{
  const int    n          = target->channels;
  const double by         = 2.0 / ((double) n * (double) n_positions);
  double      *covariance = g_new (double, (size_t) n * n);
  double       squares    = 0.0;
  double       trace;
  double       root;

  make_covariance (canvas, target->eps, covariance);
  trace = get_trace (n, covariance);
  root  = root_trace (target, covariance);

  for (int i = 0; i < n; i++)
    {
      const double difference = canvas->mean[i] - target->mean[i];
      double       centred    = 0.0;

      squares += difference * difference;

      for (int j = 0; j < n; j++)
        {
          const size_t k     = (size_t) i * n + j;
          const double value = by * ((i == j ? 1.0 : 0.0) - covariance[k]);

          slope[k] = (float) value;
          centred += value * canvas->mean[j];
        }
      offset[i] = (float) (by * difference - centred);
    }

  g_free (covariance);

  return squares / n + (target->trace + trace - 2.0 * root) / n;
}

double
nst_target_distance (const NstTarget  *target,
                     const NstMoments *canvas,
                     size_t            n,
                     float            *slope,
                     float            *offset)
{
  if (target->statistic == NST_STATISTIC_MOMENTS)
    return moments_distance (target, canvas, n, slope, offset);
  else
    return gram_distance (target, canvas, n, slope, offset);
}

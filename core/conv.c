/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Convolution as products of matrices: a block of positions is gathered into
 * rows of nine taps (im2col) that stay in cache, and OpenBLAS multiplies them
 * with the kernel.  Threads are ours, over blocks; each product runs on one. */

#include "conv.h"

#include "image.h"

#include <cblas.h>
#include <stdlib.h>
#include <string.h>

#define TAPS 9

/* Positions gathered at a time.  Measured: below 128 the packing of the kernel
 * inside sgemm shows, above 1024 the gathered rows leave the cache. */
#define BLOCK_POSITIONS 384

NstConv *
nst_conv_new (int          n_out,
              int          n_in,
              const float *kernel,
              const float *bias)
{
  const size_t n    = (size_t) TAPS * n_in * n_out;
  NstConv     *conv = g_new0 (NstConv, 1);

  conv->n_in     = n_in;
  conv->n_out    = n_out;
  conv->bias     = nst_floats_try_new (n_out);
  conv->forward  = nst_floats_try_new (n);
  conv->backward = nst_floats_try_new (n);

  if (conv->bias == NULL || conv->forward == NULL || conv->backward == NULL)
    {
      nst_conv_free (conv);
      return NULL;
    }

  memcpy (conv->bias, bias, n_out * sizeof (float));

  for (int o = 0; o < n_out; o++)
    for (int i = 0; i < n_in; i++)
      for (int t = 0; t < TAPS; t++)
        {
          const float  value  = kernel[((size_t) o * n_in + i) * TAPS + t];
          const size_t turned = TAPS - 1 - t;

          conv->forward[((size_t) t * n_in + i) * n_out + o]  = value;
          conv->backward[(turned * n_out + o) * n_in + i]     = value;
        }

  return conv;
}

void
nst_conv_free (NstConv *conv)
{
  if (conv != NULL)
    {
      free (conv->bias);
      free (conv->forward);
      free (conv->backward);
      g_free (conv);
    }
}

/* rows[n][3][3][channels]: the surroundings of positions first .. first + n of
 * an output of the given width; outside x[height][width] they are zero.  The
 * output's (0, 0) has x's (border, border) in its middle. */
static void
gather (const float *x,
        int          height,
        int          width,
        int          channels,
        int          out_width,
        int          border,
        size_t       first,
        size_t       n,
        float       *rows)
{
  const size_t run = 3 * (size_t) channels;

  for (size_t p = first; p < first + n; p++)
    {
      const int cx = (int) (p % out_width) + border;
      const int cy = (int) (p / out_width) + border;

      for (int y = cy - 1; y <= cy + 1; y++, rows += run)
        {
          const float *from = x + ((ptrdiff_t) y * width + cx - 1) * channels;

          if (y < 0 || y >= height)
            memset (rows, 0, run * sizeof (float));
          else if (cx > 0 && cx < width - 1)
            memcpy (rows, from, run * sizeof (float));
          else
            for (int k = 0; k < 3; k++)
              {
                float    *to     = rows + (size_t) k * channels;
                const int column = cx - 1 + k;

                if (column < 0 || column >= width)
                  memset (to, 0, channels * sizeof (float));
                else
                  memcpy (to, from + (size_t) k * channels,
                          channels * sizeof (float));
              }
        }
    }
}

static void
add_bias_and_relu (float       *y,
                   size_t       n,
                   int          channels,
                   const float *bias)
{
  for (size_t p = 0; p < n; p++, y += channels)
    for (int c = 0; c < channels; c++)
      {
        const float sum = y[c] + bias[c];

        /* Written so that a NaN stays one. */
        y[c] = sum < 0.0f ? 0.0f : sum;
      }
}

/* y[out_height][out_width][n_out] from x[height][width][n_in] and
 * kernel[3][3][n_in][n_out]; a bias brings its ReLU with it. */
static gboolean
convolve (const float   *x,
          int            height,
          int            width,
          int            n_in,
          int            border,
          const float   *kernel,
          int            n_out,
          const float   *bias,
          float         *y,
          const NstWork *work)
{
  const int    out_width = width - 2 * border;
  const size_t n         = (size_t) (height - 2 * border) * out_width;
  const int    row       = TAPS * n_in;
  const size_t share     = (n + work->n_threads - 1) / work->n_threads;
  const size_t block     = MIN (share, BLOCK_POSITIONS);
  const size_t n_blocks  = (n + block - 1) / block;
  gint         failed    = FALSE;

#pragma omp parallel num_threads (work->n_threads)
  {
    float *rows = nst_floats_try_new (block * row);

    if (rows == NULL)
      g_atomic_int_set (&failed, TRUE);

#pragma omp for schedule (dynamic)
    for (size_t b = 0; b < n_blocks; b++)
      {
        const size_t first = b * block;
        const size_t count = MIN (block, n - first);
        float       *out   = y + first * n_out;

        if (g_atomic_int_get (&failed) || nst_work_interrupted (work))
          continue;

        gather (x, height, width, n_in, out_width, border, first, count, rows);
        cblas_sgemm (CblasRowMajor, CblasNoTrans, CblasNoTrans,
                     (int) count, n_out, row, 1.0f, rows, row,
                     kernel, n_out, 0.0f, out, n_out);
        if (bias != NULL)
          add_bias_and_relu (out, count, n_out, bias);
      }

    free (rows);
  }

  return !failed && !nst_work_interrupted (work);
}

gboolean
nst_conv_forward (const NstConv *conv,
                  int            height,
                  int            width,
                  const float   *x,
                  float         *y,
                  const NstWork *work)
{
  return convolve (x, height, width, conv->n_in, 0,
                   conv->forward, conv->n_out, conv->bias, y, work);
}

gboolean
nst_conv_backward (const NstConv *conv,
                   int            height,
                   int            width,
                   const float   *dy,
                   float         *dx,
                   const NstWork *work)
{
  return convolve (dy, height, width, conv->n_out, 0,
                   conv->backward, conv->n_in, NULL, dx, work);
}

gboolean
nst_conv_bordered_forward (const NstConv *conv,
                           int            height,
                           int            width,
                           const float   *x,
                           float         *y,
                           const NstWork *work)
{
  return convolve (x, height + 2, width + 2, conv->n_in, 1,
                   conv->forward, conv->n_out, conv->bias, y, work);
}

/* Adds row y of taps[height][width][3][3][channels], for y of the output, to
 * the three rows of dx that it touches. */
static void
scatter_row (const float *taps,
             int          width,
             int          channels,
             int          ky,
             float       *dx_row)
{
  const size_t run = 3 * (size_t) channels;

  for (int x = 0; x < width; x++, taps += 3 * run, dx_row += channels)
    for (size_t k = 0; k < run; k++)
      dx_row[k] += taps[ky * run + k];
}

/* Few input channels make a product too thin for gathering; so each position
 * of dy is multiplied into its nine taps, which are then added up.  A thread
 * owns a row of dx and reads the three rows of taps that fall on it. */
gboolean
nst_conv_bordered_backward (const NstConv *conv,
                            int            height,
                            int            width,
                            const float   *dy,
                            float         *dx,
                            const NstWork *work)
{
  const int    channels = conv->n_in;
  const int    row      = TAPS * channels;
  const size_t dx_row   = (size_t) (width + 2) * channels;
  const int    band     = 16;
  const int    n_bands  = (height + 2 + band - 1) / band;
  gint         failed   = FALSE;

#pragma omp parallel num_threads (work->n_threads)
  {
    float *taps = nst_floats_try_new ((size_t) (band + 2) * width * row);

    if (taps == NULL)
      g_atomic_int_set (&failed, TRUE);

#pragma omp for schedule (dynamic)
    for (int b = 0; b < n_bands; b++)
      {
        const int top   = b * band;                     /* rows of dx */
        const int end   = MIN (top + band, height + 2);
        const int first = MAX (top - 2, 0);             /* rows of dy */
        const int last  = MIN (end, height);

        if (g_atomic_int_get (&failed) || nst_work_interrupted (work))
          continue;

        memset (dx + top * dx_row, 0, (end - top) * dx_row * sizeof (float));
        if (first >= last)
          continue;

        /* forward is [3][3][n_in][n_out]: transposed it takes n_out to taps. */
        cblas_sgemm (CblasRowMajor, CblasNoTrans, CblasTrans,
                     (last - first) * width, row, conv->n_out, 1.0f,
                     dy + (size_t) first * width * conv->n_out, conv->n_out,
                     conv->forward, conv->n_out, 0.0f, taps, row);

        for (int y = first; y < last; y++)
          for (int ky = 0; ky < 3; ky++)
            if (y + ky >= top && y + ky < end)
              scatter_row (taps + (size_t) (y - first) * width * row,
                           width, channels, ky, dx + (y + ky) * dx_row);
      }

    free (taps);
  }

  return !failed && !nst_work_interrupted (work);
}


/* ---- ReLU and pooling ------------------------------------------------ */

void
nst_relu_backward (size_t         n,
                   const float   *y,
                   float         *dy,
                   const NstWork *work)
{
#pragma omp parallel for schedule (static) num_threads (work->n_threads)
  for (size_t i = 0; i < n; i++)
    dy[i] = y[i] > 0.0f ? dy[i] : 0.0f;
}

void
nst_pool_forward (NstPool        pool,
                  int            height,
                  int            width,
                  int            channels,
                  const float   *x,
                  float         *y,
                  const NstWork *work)
{
  const size_t row = (size_t) width * channels;

#pragma omp parallel for schedule (static) num_threads (work->n_threads)
  for (int py = 0; py < height / 2; py++)
    for (int px = 0; px < width / 2; px++)
      {
        const float *a  = x + 2 * py * row + 2 * (size_t) px * channels;
        const float *b  = a + row;
        float       *to = y + ((size_t) py * (width / 2) + px) * channels;

        if (pool == NST_POOL_MAX)
          for (int c = 0; c < channels; c++)
            {
              const float upper = MAX (a[c], a[c + channels]);
              const float lower = MAX (b[c], b[c + channels]);

              to[c] = MAX (upper, lower);
            }
        else
          for (int c = 0; c < channels; c++)
            to[c] = 0.25f * (a[c] + a[c + channels] + b[c] + b[c + channels]);
      }
}

/* The gradient of one 2x2's largest goes to the first that equals it. */
static void
max_backward (const float *x[4],
              const float *y,
              const float *dy,
              float       *dx[4],
              int          channels)
{
  for (int c = 0; c < channels; c++)
    {
      gboolean given = FALSE;

      for (int k = 0; k < 4; k++)
        {
          const gboolean chosen = !given && x[k][c] == y[c];

          dx[k][c] = chosen ? dy[c] : 0.0f;
          given |= chosen;
        }
    }
}

void
nst_pool_backward (NstPool        pool,
                   int            height,
                   int            width,
                   int            channels,
                   const float   *x,
                   const float   *y,
                   const float   *dy,
                   float         *dx,
                   const NstWork *work)
{
  const size_t row      = (size_t) width * channels;
  const size_t pool_row = (size_t) (width / 2) * channels;

#pragma omp parallel for schedule (static) num_threads (work->n_threads)
  for (int py = 0; py < height / 2; py++)
    {
      float *rows = dx + 2 * py * row;

      for (int px = 0; px < width / 2; px++)
        {
          const size_t at    = 2 * py * row + 2 * (size_t) px * channels;
          const size_t pooled = py * pool_row + (size_t) px * channels;
          const float *from[4] = { x + at, x + at + channels,
                                   x + at + row, x + at + row + channels };
          float       *to[4]   = { dx + at, dx + at + channels,
                                   dx + at + row, dx + at + row + channels };

          if (pool == NST_POOL_MAX)
            max_backward (from, y + pooled, dy + pooled, to, channels);
          else
            for (int k = 0; k < 4; k++)
              for (int c = 0; c < channels; c++)
                to[k][c] = 0.25f * dy[pooled + c];
        }

      if (width % 2 == 1)
        {
          memset (rows + row - channels, 0, channels * sizeof (float));
          memset (rows + 2 * row - channels, 0, channels * sizeof (float));
        }
    }

  if (height % 2 == 1)
    memset (dx + (height - 1) * row, 0, row * sizeof (float));
}

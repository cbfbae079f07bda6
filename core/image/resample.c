/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Resampling, in two passes: along the rows, then along the columns; transposed,
 * the other way round. */

#include "core/image/resample.h"

#include "core/base/memory.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Lanczos-3 reaches this far, in pixels of the coarser side. */
#define LANCZOS_RADIUS 3.0

/* Pillow's fixed-point scale for pictures of 8 bits a channel. */
#define FIXED_POINT_SCALE 4194304.0 /* 2^22 */

/* Rows that are one task. */
#define ROWS_A_TASK 8

/* Samples of a row that are summed up at a time. */
#define SAMPLES 256


/* ---- footprints ------------------------------------------------------ */

/* One output sample is the weighted sum of n inputs from first on. */
typedef struct
{
  int     first;
  int     n;
  double *weights;
} Footprint;

static double
lanczos (double x)
{
  const double px = G_PI * x;

  if (x == 0.0)
    return 1.0;
  if (fabs (x) >= LANCZOS_RADIUS)
    return 0.0;

  return LANCZOS_RADIUS * sin (px) * sin (px / LANCZOS_RADIUS) / (px * px);
}

/* The most inputs of an output. */
static int
count_most (int n_in,
            int n_out)
{
  return (int) ceil (LANCZOS_RADIUS * MAX ((double) n_in / n_out, 1.0)) * 2 + 1;
}

/* The footprints of n_out samples over n_in; the kernel is stretched where
 * the picture shrinks, so that nothing is skipped.  Free with footprints_free. */
static Footprint *
footprints_new (int      n_in,
                int      n_out,
                gboolean fixed_point)
{
  const double scale   = (double) n_in / n_out;
  const double stretch = MAX (scale, 1.0);
  /* Where nothing changes, a sample is taken as it is. */
  const double support    = n_in == n_out ? 0.5 : LANCZOS_RADIUS * stretch;
  const int    most       = count_most (n_in, n_out);
  Footprint   *footprints = g_new (Footprint, n_out);
  double      *weights    = g_new (double, ((size_t) n_out * most));

  for (int i = 0; i < n_out; i++)
    {
      const double centre = (i + 0.5) * scale;
      const int    first  = MAX (0, (int) (centre - support + 0.5));
      const int    end    = MIN (n_in, (int) (centre + support + 0.5));
      Footprint   *f      = &footprints[i];
      double       sum    = 0.0;

      f->first   = first;
      f->n       = end - first;
      f->weights = weights + (size_t) i * most;

      for (int k = 0; k < f->n; k++)
        {
          f->weights[k] = lanczos ((k + first - centre + 0.5) / stretch);
          sum += f->weights[k];
        }
      for (int k = 0; k < f->n; k++)
        {
          f->weights[k] /= sum;
          if (fixed_point)
            f->weights[k] = round (f->weights[k] * FIXED_POINT_SCALE) /
                            FIXED_POINT_SCALE;
        }
    }

  return footprints;
}

/* The footprints of n_in samples over n_out, with the same weights: outputs that
 * an input goes to follow each other, as first never goes down. */
static Footprint *
footprints_transpose (const Footprint *footprints,
                      int              n_in,
                      int              n_out)
{
  Footprint *transposed = g_new0 (Footprint, n_in);
  size_t     n          = 0;
  double    *weights;

  for (int i = 0; i < n_out; i++)
    n += (size_t) footprints[i].n;
  weights = g_new (double, n);

  for (int i = 0; i < n_out; i++)
    for (int k = 0; k < footprints[i].n; k++)
      transposed[footprints[i].first + k].n++;

  for (int j = 0; j < n_in; j++)
    {
      transposed[j].weights = weights;
      weights += transposed[j].n;
      transposed[j].n = 0;
    }

  for (int i = 0; i < n_out; i++)
    for (int k = 0; k < footprints[i].n; k++)
      {
        Footprint *f = &transposed[footprints[i].first + k];

        if (f->n == 0)
          f->first = i;
        f->weights[f->n++] = footprints[i].weights[k];
      }

  return transposed;
}

static void
footprints_free (Footprint *footprints)
{
  if (footprints != NULL)
    g_free (footprints[0].weights);
  g_free (footprints);
}


/* ---- passes ---------------------------------------------------------- */

/* A pass over in[][in_width][channels], which makes out[height][width][channels]. */
typedef struct
{
  const Footprint *footprints;
  gboolean         along; /* the rows; else down the columns */
  gboolean         adds;  /* to what is in out */
  gboolean         eight_bit;
  int              channels;
  int              in_width;
  int              width;
  int              height;
  const float     *in;
  float           *out;
} Pass;

static float
to_8bit (double value)
{
  return (float) (CLAMP (floor (value * 255.0 + 0.5), 0.0, 255.0) / 255.0);
}

static float
finish (const Pass *pass,
        double      sum,
        float       before)
{
  if (pass->adds)
    return (float) ((double) before + sum);

  return pass->eight_bit ? to_8bit (sum) : (float) sum;
}

static void
resample_along (const Pass *pass,
                int         y)
{
  const int    channels = pass->channels;
  const float *row      = pass->in + (size_t) y * pass->in_width * channels;
  float       *to       = pass->out + (size_t) y * pass->width * channels;

  for (int x = 0; x < pass->width; x++)
    for (int c = 0; c < channels; c++, to++)
      {
        const Footprint *f   = &pass->footprints[x];
        double           sum = 0.0;

        for (int k = 0; k < f->n; k++)
          sum += f->weights[k] *
                 (double) row[(size_t) (f->first + k) * channels + c];

        *to = finish (pass, sum, *to);
      }
}

static void
resample_down (const Pass *pass,
               int         y)
{
  const Footprint *f  = &pass->footprints[y];
  const size_t     n  = (size_t) pass->width * pass->channels;
  float           *to = pass->out + (size_t) y * n;

  for (size_t first = 0; first < n; first += SAMPLES)
    {
      const size_t count         = MIN (SAMPLES, n - first);
      double       sums[SAMPLES] = { 0.0 };

      for (int k = 0; k < f->n; k++)
        {
          const float *row = pass->in + (size_t) (f->first + k) * n + first;

          for (size_t i = 0; i < count; i++)
            sums[i] += f->weights[k] * (double) row[i];
        }

      for (size_t i = 0; i < count; i++)
        to[first + i] = finish (pass, sums[i], to[first + i]);
    }
}

static void
resample_rows (gpointer data,
               size_t   task,
               int      thread)
{
  const Pass *pass  = data;
  const int   first = (int) task * ROWS_A_TASK;
  const int   end   = MIN (first + ROWS_A_TASK, pass->height);

  for (int y = first; y < end; y++)
    if (pass->along)
      resample_along (pass, y);
    else
      resample_down (pass, y);
}

/* work: NULL: by this thread alone. */
static void
run_pass (Pass              pass,
          const NstThreads *threads)
{
  const size_t n_tasks = ((size_t) pass.height + ROWS_A_TASK - 1) / ROWS_A_TASK;

  if (threads != NULL)
    nst_threads_run (threads, n_tasks, resample_rows, &pass);
  else
    for (size_t task = 0; task < n_tasks; task++)
      resample_rows (&pass, task, 0);
}


/* ---- resamplers ------------------------------------------------------ */

/* One of the two axes, and the way back. */
typedef struct
{
  Footprint *forward;
  Footprint *backward; /* NULL where nobody goes back */
} Axis;

struct _NstResampler
{
  int      width;
  int      height;
  int      to_width;
  int      to_height;
  int      channels;
  gboolean eight_bit;
  Axis     along;
  Axis     down;
  float   *middle; /* [height][to_width][channels] */
};

/* Sizes and channels are set. */
static gboolean
prepare (NstResampler *resampler,
         gboolean      backward,
         GError      **error)
{
  const int width     = resampler->width;
  const int height    = resampler->height;
  const int to_width  = resampler->to_width;
  const int to_height = resampler->to_height;

  resampler->middle = nst_floats_new ((size_t) to_width * height * resampler->channels, error);
  if (resampler->middle == NULL)
    return FALSE;

  resampler->along.forward = footprints_new (width, to_width, resampler->eight_bit);
  resampler->down.forward  = footprints_new (height, to_height, resampler->eight_bit);

  if (backward)
    {
      resampler->along.backward = footprints_transpose (resampler->along.forward, width, to_width);
      resampler->down.backward  = footprints_transpose (resampler->down.forward, height, to_height);
    }

  return TRUE;
}

NstResampler *
nst_resampler_new (int           width,
                   int           height,
                   int           to_width,
                   int           to_height,
                   int           channels,
                   NstResampling kind,
                   GError      **error)
{
  NstResampler *resampler = g_new (NstResampler, 1);

  *resampler = (NstResampler){
    width, height, to_width, to_height, channels, kind == NST_RESAMPLING_8BIT
  };
  if (!prepare (resampler, kind == NST_RESAMPLING_BOTH_WAYS, error))
    g_clear_pointer (&resampler, nst_resampler_free);

  return resampler;
}

void
nst_resampler_free (NstResampler *resampler)
{
  if (resampler == NULL)
    return;

  footprints_free (resampler->along.forward);
  footprints_free (resampler->along.backward);
  footprints_free (resampler->down.forward);
  footprints_free (resampler->down.backward);
  free (resampler->middle);
  g_free (resampler);
}

void
nst_resampler_forward (NstResampler     *resampler,
                       const float      *in,
                       float            *out,
                       const NstThreads *threads)
{
  const NstResampler *r = resampler;

  /* A pass that changes nothing does not round either. */
  run_pass ((Pass){ r->along.forward, TRUE, FALSE, r->eight_bit && r->width != r->to_width,
                    r->channels, r->width, r->to_width, r->height, in, r->middle },
            threads);
  run_pass ((Pass){ r->down.forward, FALSE, FALSE, r->eight_bit && r->height != r->to_height,
                    r->channels, r->to_width, r->to_width, r->to_height, r->middle, out },
            threads);
}

void
nst_resampler_backward (NstResampler     *resampler,
                        const float      *dout,
                        float            *din,
                        const NstThreads *threads)
{
  const NstResampler *r = resampler;

  run_pass ((Pass){ r->down.backward, FALSE, FALSE, FALSE, r->channels, r->to_width,
                    r->to_width, r->height, dout, r->middle },
            threads);
  run_pass ((Pass){ r->along.backward, TRUE, TRUE, FALSE, r->channels, r->to_width,
                    r->width, r->height, r->middle, din },
            threads);
}

static size_t
count_weights (int n_in,
               int n_out)
{
  return (size_t) n_out * count_most (n_in, n_out);
}

guint64
nst_resampler_count_bytes (int width,
                           int height,
                           int to_width,
                           int to_height)
{
  const size_t middle  = 3 * (size_t) to_width * height;
  const size_t weights = count_weights (width, to_width) + count_weights (height, to_height);

  return sizeof (float) * middle + 2 * sizeof (double) * weights;
}

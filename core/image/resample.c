/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Resampling, in two passes: along the rows, then along the columns; transposed,
 * the other way round. */

#include "core/image/resample.h"

#include "core/base/memory.h"
#include "core/base/types.h"
#include "core/image/footprints.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <glib/gi18n-lib.h>

/* Rows that are one task. */
#define ROWS_A_TASK 8

/* Samples of a row that are summed up at a time. */
#define SAMPLES 256


/* ---- passes ---------------------------------------------------------- */

/* A pass over in[in_height][in_width][channels], which makes out[height][width][channels]. */
typedef struct
{
  const NstFootprint *footprints;
  gboolean            along; /* the rows; else down the columns */
  gboolean            adds;  /* to what is in out */
  gboolean            eight_bit;
  int                 channels;
  int                 in_width;
  int                 in_height;
  int                 width;
  int                 height;
  const float        *in;
  float              *out;
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
        const NstFootprint *f    = &pass->footprints[x];
        const int           here = MIN (f->n, pass->in_width - f->first);
        double              sum  = 0.0;

        for (int k = 0; k < here; k++)
          sum += f->weights[k] *
                 (double) row[(size_t) (f->first + k) * channels + c];
        for (int k = here; k < f->n; k++)
          sum += f->weights[k] * (double) row[(size_t) (k - here) * channels + c];

        *to = finish (pass, sum, *to);
      }
}

static void
resample_down (const Pass *pass,
               int         y)
{
  const NstFootprint *f  = &pass->footprints[y];
  const size_t        n  = (size_t) pass->width * pass->channels;
  float              *to = pass->out + (size_t) y * n;

  for (size_t first = 0; first < n; first += SAMPLES)
    {
      const size_t count         = MIN (SAMPLES, n - first);
      double       sums[SAMPLES] = { 0.0 };

      for (int k = 0; k < f->n; k++)
        {
          const int    y_in = (f->first + k) % pass->in_height;
          const float *row  = pass->in + (size_t) y_in * n + first;

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
  NstFootprint *forward;
  NstFootprint *backward; /* NULL where nobody goes back */
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
         NstWrap       wrap,
         GError      **error)
{
  const int width     = resampler->width;
  const int height    = resampler->height;
  const int to_width  = resampler->to_width;
  const int to_height = resampler->to_height;
  gboolean  good;

  resampler->middle = nst_floats_new ((size_t) to_width * height * resampler->channels, error);
  if (resampler->middle == NULL)
    return FALSE;

  resampler->along.forward = nst_footprints_new (width, to_width, nst_wraps_x (wrap),
                                                 resampler->eight_bit);
  resampler->down.forward  = nst_footprints_new (height, to_height, nst_wraps_y (wrap),
                                                 resampler->eight_bit);

  good = resampler->along.forward != NULL && resampler->down.forward != NULL;

  if (good && backward)
    {
      Axis *along = &resampler->along;
      Axis *down  = &resampler->down;

      along->backward = nst_footprints_transpose (along->forward, width, to_width);
      down->backward  = nst_footprints_transpose (down->forward, height, to_height);
      good            = along->backward != NULL && down->backward != NULL;
    }

  return good || nst_refuse (error, NST_ERROR_MEMORY,
                             _ ("There is not enough memory to resize a picture to %d x %d "
                                "pixels: close other programs or choose a smaller size."),
                             to_width, to_height);
}

NstResampler *
nst_resampler_new (int           width,
                   int           height,
                   int           to_width,
                   int           to_height,
                   int           channels,
                   NstResampling kind,
                   NstWrap       wrap,
                   GError      **error)
{
  NstResampler *resampler = g_new (NstResampler, 1);

  *resampler = (NstResampler){
    width, height, to_width, to_height, channels, kind == NST_RESAMPLING_8BIT
  };
  if (!prepare (resampler, kind == NST_RESAMPLING_BOTH_WAYS, wrap, error))
    g_clear_pointer (&resampler, nst_resampler_free);

  return resampler;
}

void
nst_resampler_free (NstResampler *resampler)
{
  if (resampler == NULL)
    return;

  nst_footprints_free (resampler->along.forward);
  nst_footprints_free (resampler->along.backward);
  nst_footprints_free (resampler->down.forward);
  nst_footprints_free (resampler->down.backward);
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
                    r->channels, r->width, r->height, r->to_width, r->height, in, r->middle },
            threads);
  run_pass ((Pass){ r->down.forward, FALSE, FALSE, r->eight_bit && r->height != r->to_height,
                    r->channels, r->to_width, r->height, r->to_width, r->to_height, r->middle,
                    out },
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
                    r->to_height, r->to_width, r->height, dout, r->middle },
            threads);
  run_pass ((Pass){ r->along.backward, TRUE, TRUE, FALSE, r->channels, r->to_width,
                    r->height, r->width, r->height, r->middle, din },
            threads);
}

guint64
nst_resampler_count_bytes (int width,
                           int height,
                           int to_width,
                           int to_height)
{
  const size_t middle  = 3 * (size_t) to_width * height;
  const size_t weights = nst_footprints_count (width, to_width) +
                         nst_footprints_count (height, to_height);

  return sizeof (float) * middle + 2 * sizeof (double) * weights;
}

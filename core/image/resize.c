/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Images at other sizes. */

#include "core/image/resize.h"

#include "core/image/resample.h"

static gboolean
is_interrupted (const NstThreads *threads)
{
  return threads != NULL && nst_threads_interrupted (threads);
}

static NstImage *
resize (const NstImage   *image,
        int               width,
        int               height,
        NstResampling     kind,
        const NstThreads *threads,
        GError          **error)
{
  g_autoptr (NstImage) out = nst_image_new (width, height, image->channels, error);
  NstResampler        *resampler;

  if (out == NULL)
    return NULL;

  resampler = nst_resampler_new (image->width, image->height, width, height, image->channels,
                                 kind, image->wrap, error);
  if (resampler == NULL)
    return NULL;

  out->wrap = image->wrap;

  nst_resampler_forward (resampler, image->data, out->data, threads);
  nst_resampler_free (resampler);

  return is_interrupted (threads) ? NULL : g_steal_pointer (&out);
}

NstImage *
nst_image_resize (const NstImage   *image,
                  int               width,
                  int               height,
                  const NstThreads *threads,
                  GError          **error)
{
  return resize (image, width, height, NST_RESAMPLING_FORWARD, threads, error);
}

/* Lanczos overshoots. */
NstImage *
nst_image_resize_mask (const NstImage   *mask,
                       int               width,
                       int               height,
                       NstWrap           wrap,
                       const NstThreads *threads,
                       GError          **error)
{
  const NstImage marked = { mask->width, mask->height, mask->channels, mask->data, wrap };
  NstImage      *out    = nst_image_resize (&marked, width, height, threads, error);

  for (size_t i = 0; out != NULL && i < (size_t) width * height * mask->channels; i++)
    out->data[i] = CLAMP (out->data[i], 0.0f, 1.0f);

  return out;
}

NstImage *
nst_image_resize_8bit (const NstImage   *image,
                       int               width,
                       int               height,
                       const NstThreads *threads,
                       GError          **error)
{
  return resize (image, width, height, NST_RESAMPLING_8BIT, threads, error);
}

const NstImage *
nst_image_fit (const NstImage   *image,
               int               width,
               int               height,
               NstImage        **scaled,
               const NstThreads *threads,
               GError          **error)
{
  if (image->width != width || image->height != height)
    image = *scaled = nst_image_resize (image, width, height, threads, error);

  return image;
}

typedef struct
{
  const float *other;
  float       *data;
} Operands;

static void
subtract_from_range (gpointer data,
                     size_t   first,
                     size_t   end)
{
  const Operands *o = data;

  for (size_t i = first; i < end; i++)
    o->data[i] = o->other[i] - o->data[i];
}

static void
add_range (gpointer data,
           size_t   first,
           size_t   end)
{
  const Operands *o = data;

  for (size_t i = first; i < end; i++)
    o->data[i] += o->other[i];
}

/* Changes image's values by those of other, of its size. */
static void
change (NstImage         *image,
        const NstImage   *other,
        NstRangeFunc      func,
        const NstThreads *threads)
{
  const size_t n        = (size_t) image->width * image->height * image->channels;
  Operands     operands = { other->data, image->data };

  if (threads != NULL)
    nst_threads_run_ranges (threads, n, func, &operands);
  else
    func (&operands, 0, n);
}

NstImage *
nst_image_enlarge_with_detail (const NstImage   *painting,
                               const NstImage   *photo,
                               const NstThreads *threads,
                               GError          **error)
{
  g_autoptr (NstImage) coarse = NULL;
  g_autoptr (NstImage) result = NULL;

  coarse = nst_image_resize (photo, painting->width, painting->height, threads, error);
  if (coarse == NULL)
    return NULL;

  /* Resampling is linear, so painting and photo go up in one pass. */
  change (coarse, painting, subtract_from_range, threads);
  result = nst_image_resize (coarse, photo->width, photo->height, threads, error);
  if (result == NULL)
    return NULL;

  change (result, photo, add_range, threads);

  return is_interrupted (threads) ? NULL : g_steal_pointer (&result);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Images: memory and resampling.  Colour and the network's units are not
 * known here. */

#include "image.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#define ALIGNMENT 64

/* Larger blocks begin on a page of this size, of which few are needed. */
#define HUGE_PAGE (2u << 20)

/* Lanczos-3 reaches this far, in pixels of the coarser side. */
#define LANCZOS_RADIUS 3.0

/* Pillow's fixed-point scale for pictures of 8 bits a channel. */
#define FIXED_POINT_SCALE 4194304.0     /* 2^22 */

float *
nst_floats_try_new (size_t n_floats)
{
  const size_t n_bytes = n_floats * sizeof (float);
  const size_t align   = n_bytes >= 4 * HUGE_PAGE ? HUGE_PAGE : ALIGNMENT;
  void        *memory  = NULL;

  if (n_floats > SIZE_MAX / 2 / sizeof (float) ||
      posix_memalign (&memory, align, MAX (n_bytes, ALIGNMENT)))
    return NULL;

#ifdef MADV_HUGEPAGE
  /* Only advice: without it everything works, with more page faults. */
  if (align == HUGE_PAGE)
    madvise (memory, n_bytes, MADV_HUGEPAGE);
#endif

  return memory;
}

float *
nst_floats_new (size_t   n_floats,
                GError **error)
{
  float *floats = nst_floats_try_new (n_floats);

  if (floats == NULL)
    g_set_error (error, NST_ERROR, NST_ERROR_MEMORY,
                 "There is not enough memory for %.1f MB: close other "
                 "programs or choose a smaller size.",
                 (double) n_floats * sizeof (float) / 1e6);

  return floats;
}

NstImage *
nst_image_new (int      width,
               int      height,
               int      channels,
               GError **error)
{
  NstImage *image;
  float    *data;

  if (width < 1 || height < 1 || channels < 1)
    {
      g_set_error (error, NST_ERROR, NST_ERROR_PICTURE,
                   "A picture of %d x %d pixels can't be worked on: it is empty.",
                   width, height);
      return NULL;
    }

  data = nst_floats_new ((size_t) width * height * channels, error);
  if (data == NULL)
    return NULL;

  image = g_new (NstImage, 1);
  *image = (NstImage) { width, height, channels, data };

  return image;
}

void
nst_image_free (NstImage *image)
{
  if (image != NULL)
    {
      free (image->data);
      g_free (image);
    }
}

NstImage *
nst_image_copy (const NstImage  *image,
                GError         **error)
{
  NstImage *copy = nst_image_new (image->width, image->height,
                                  image->channels, error);

  if (copy != NULL)
    memcpy (copy->data, image->data,
            sizeof (float) * image->width * image->height * image->channels);

  return copy;
}

gboolean
nst_image_check_pictures (const NstImage        *content,
                          const NstImage *const *styles,
                          int                    n_styles,
                          GError               **error)
{
  gboolean good = content->channels == 3;

  for (int i = 0; i < n_styles; i++)
    good &= styles[i]->channels == 3;

  if (!good)
    g_set_error (error, NST_ERROR, NST_ERROR_PICTURE,
                 "A picture must have the three channels red, green and blue.");

  return good;
}

void
nst_fit_size (int  width,
              int  height,
              int  size,
              int *fit_width,
              int *fit_height)
{
  const double ratio = size > 0 ? (double) size / MAX (width, height) : 1.0;

  /* nearbyint rounds halves to even, as Python's round does. */
  *fit_width  = MAX (1, (int) nearbyint (width * ratio));
  *fit_height = MAX (1, (int) nearbyint (height * ratio));
}


/* ---- resampling ------------------------------------------------------ */

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

/* The footprints of n_out samples over n_in; the kernel is stretched where
 * the picture shrinks, so that nothing is skipped.  Free with g_free, and the
 * weights, which are one block, at footprints[0].weights. */
static Footprint *
footprints_new (int      n_in,
                int      n_out,
                gboolean fixed_point)
{
  const double scale      = (double) n_in / n_out;
  const double stretch    = MAX (scale, 1.0);
  const double support    = LANCZOS_RADIUS * stretch;
  const int    most       = (int) ceil (support) * 2 + 1;
  Footprint   *footprints = g_new (Footprint, n_out);
  double      *weights    = g_new (double, (size_t) n_out * most);

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

static void
footprints_free (Footprint *footprints)
{
  g_free (footprints[0].weights);
  g_free (footprints);
}

static float
to_8bit (double value)
{
  return (float) (CLAMP (floor (value * 255.0 + 0.5), 0.0, 255.0) / 255.0);
}

/* Resamples lines of n_in samples, in_step floats apart, to n_out samples. */
static void
resample_rows (const NstImage  *in,
               NstImage        *out,
               const Footprint *footprints,
               gboolean         eight_bit)
{
  const int channels = in->channels;

  for (int y = 0; y < out->height; y++)
    {
      const float *row = in->data + (size_t) y * in->width * channels;
      float       *to  = out->data + (size_t) y * out->width * channels;

      for (int x = 0; x < out->width; x++)
        for (int c = 0; c < channels; c++)
          {
            const Footprint *f   = &footprints[x];
            double           sum = 0.0;

            for (int k = 0; k < f->n; k++)
              sum += f->weights[k] *
                     (double) row[(size_t) (f->first + k) * channels + c];

            *to++ = eight_bit ? to_8bit (sum) : (float) sum;
          }
    }
}

static void
resample_columns (const NstImage  *in,
                  NstImage        *out,
                  const Footprint *footprints,
                  gboolean         eight_bit)
{
  const size_t n    = (size_t) in->width * in->channels;
  double      *sums = g_new (double, n);

  for (int y = 0; y < out->height; y++)
    {
      const Footprint *f  = &footprints[y];
      float           *to = out->data + (size_t) y * n;

      memset (sums, 0, n * sizeof (double));
      for (int k = 0; k < f->n; k++)
        {
          const float *row = in->data + (size_t) (f->first + k) * n;

          for (size_t i = 0; i < n; i++)
            sums[i] += f->weights[k] * (double) row[i];
        }

      for (size_t i = 0; i < n; i++)
        to[i] = eight_bit ? to_8bit (sums[i]) : (float) sums[i];
    }

  g_free (sums);
}

typedef void (* ResampleFunc) (const NstImage  *in,
                               NstImage        *out,
                               const Footprint *footprints,
                               gboolean         eight_bit);

/* One pass of a resize; a pass that changes nothing returns its input. */
static NstImage *
resample (NstImage     *in,
          int           n_in,
          int           n_out,
          int           width,
          int           height,
          ResampleFunc  pass,
          gboolean      eight_bit,
          GError      **error)
{
  Footprint *footprints;
  NstImage  *out;

  if (in == NULL || n_in == n_out)
    return in;

  out = nst_image_new (width, height, in->channels, error);
  if (out != NULL)
    {
      footprints = footprints_new (n_in, n_out, eight_bit);
      pass (in, out, footprints, eight_bit);
      footprints_free (footprints);
    }
  nst_image_free (in);

  return out;
}

static NstImage *
resize (const NstImage  *image,
        int              width,
        int              height,
        gboolean         eight_bit,
        GError         **error)
{
  NstImage *out;

  if (width < 1 || height < 1)
    return nst_image_new (width, height, image->channels, error);

  out = nst_image_copy (image, error);
  out = resample (out, image->width, width, width, image->height,
                  resample_rows, eight_bit, error);
  out = resample (out, image->height, height, width, height,
                  resample_columns, eight_bit, error);

  return out;
}

NstImage *
nst_image_resize (const NstImage  *image,
                  int              width,
                  int              height,
                  GError         **error)
{
  return resize (image, width, height, FALSE, error);
}

NstImage *
nst_image_resize_8bit (const NstImage  *image,
                       int              width,
                       int              height,
                       GError         **error)
{
  return resize (image, width, height, TRUE, error);
}

NstImage *
nst_image_enlarge_with_detail (const NstImage  *painting,
                               const NstImage  *photo,
                               GError         **error)
{
  const int            width  = photo->width;
  const int            height = photo->height;
  g_autoptr (NstImage) coarse = NULL;
  NstImage            *result;

  coarse = nst_image_resize (photo, painting->width, painting->height, error);
  if (coarse == NULL)
    return NULL;

  /* Resampling is linear, so painting and photo go up in one pass. */
  for (size_t i = 0; i < (size_t) coarse->width * coarse->height * coarse->channels; i++)
    coarse->data[i] = painting->data[i] - coarse->data[i];

  result = nst_image_resize (coarse, width, height, error);
  if (result == NULL)
    return NULL;

  for (size_t i = 0; i < (size_t) width * height * photo->channels; i++)
    result->data[i] += photo->data[i];

  return result;
}

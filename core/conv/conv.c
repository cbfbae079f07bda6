/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A convolution's weights, in the order in which its products read them. */

#include "core/conv/conv.h"

#include "core/base/memory.h"

#include <stdlib.h>
#include <string.h>

#define TAPS 9

/* Up to this many pairs of channels the weights are kept transformed.  Wider
 * layers would take four times the memory for it, 300 MB in all, and have
 * arithmetic enough to hide the transform each time. */
#define MOST_TRANSFORMED (256 * 256)

/* Rows of columns kernels: the panels' depth, as many operands as are multiplied
 * at a time, by their number. */
static size_t
count_rows (const NstKernels *kernels,
            int               depth,
            int               n)
{
  return (size_t) nst_round_up (depth, kernels->depth) *
         nst_round_up (n, kernels->columns) / kernels->columns;
}

gboolean
nst_conv_keeps_transformed (int n_out,
                            int n_in)
{
  return n_out * n_in <= MOST_TRANSFORMED;
}

/* What weights are kept transformed by, for regions of all sizes; NULL: they are
 * kept as taps. */
static const NstTransforms *
get_kept (const NstKernels *kernels,
          int               n_out,
          int               n_in,
          gboolean          backward)
{
  if (!nst_conv_keeps_transformed (n_out, n_in))
    return NULL;

  return kernels->transforms[backward ? NST_TILES_6 : kernels->forward];
}

/* The products that a region takes, whole tiles of it. */
static double
count_products (const NstTransforms *transforms,
                int                  height,
                int                  width)
{
  const int tiles_down   = (height + transforms->tile - 1) / transforms->tile;
  const int tiles_across = (width + transforms->tile - 1) / transforms->tile;

  return (double) transforms->points * tiles_down * tiles_across;
}

const NstTransforms *
nst_conv_choose_transforms (const NstKernels *kernels,
                            int               n_out,
                            int               n_in,
                            gboolean          backward,
                            int               height,
                            int               width)
{
  const NstTransforms *kept  = get_kept (kernels, n_out, n_in, backward);
  const NstTransforms *small = kernels->transforms[NST_TILES_4];
  const NstTransforms *large = kernels->transforms[NST_TILES_6];

  g_assert (small != NULL && large != NULL);

  if (kept != NULL)
    return kept;
  if (!backward && kernels->forward == NST_TILES_4)
    return small;

  return count_products (large, height, width) < count_products (small, height, width) ? large
                                                                                       : small;
}

/* Panels of [depth][9][columns] taps.  turned: by 180 degrees, and from outputs
 * to inputs. */
static void
fill_panels (const NstKernels *kernels,
             const float      *kernel,
             int               n_out,
             int               n_in,
             gboolean          turned,
             float            *panels)
{
  const int depth  = turned ? n_out : n_in;
  const int n      = turned ? n_in : n_out;
  const int wide   = kernels->columns;
  const int padded = nst_round_up (depth, kernels->depth);

  for (int first = 0; first < n; first += wide)
    for (int k = 0; k < padded; k++, panels += TAPS * wide)
      for (int column = 0; column < wide; column++)
        {
          const int    o    = turned ? k : first + column;
          const int    i    = turned ? first + column : k;
          const float *from = kernel + ((size_t) o * n_in + i) * TAPS;

          for (int t = 0; t < TAPS; t++)
            panels[t * wide + column] = first + column < n && k < depth
                                          ? from[turned ? TAPS - 1 - t : t]
                                          : 0.0f;
        }
}

/* NULL: no memory. */
static float *
make_weights (const NstKernels *kernels,
              const float      *kernel,
              int               n_out,
              int               n_in,
              gboolean          turned)
{
  const size_t         rows   = turned ? count_rows (kernels, n_out, n_in)
                                       : count_rows (kernels, n_in, n_out);
  const size_t         point  = rows * kernels->columns;
  float               *panels = nst_floats_try_new (point * TAPS);
  float               *u;
  const NstTransforms *kept = get_kept (kernels, n_out, n_in, turned);

  if (panels == NULL)
    return NULL;

  fill_panels (kernels, kernel, n_out, n_in, turned, panels);
  if (kept == NULL)
    return panels;

  u = nst_floats_try_new (nst_kernels_count_floats (kernels, point * kept->points));
  if (u != NULL)
    kept->weights (rows, panels, u, point);
  free (panels);

  return u;
}

static float *
copy_taps (const float *kernel,
           int          n_out,
           int          n_in)
{
  float *taps = nst_floats_try_new ((size_t) TAPS * n_in * n_out);

  for (int o = 0; o < n_out && taps != NULL; o++)
    for (int i = 0; i < n_in; i++)
      for (int t = 0; t < TAPS; t++)
        taps[((size_t) t * n_in + i) * n_out + o] =
          kernel[((size_t) o * n_in + i) * TAPS + t];

  return taps;
}

NstConv *
nst_conv_new (int               n_out,
              int               n_in,
              const float      *kernel,
              const float      *bias,
              gboolean          first,
              const NstKernels *kernels)
{
  NstConv *conv = g_new0 (NstConv, 1);

  conv->n_in    = n_in;
  conv->n_out   = n_out;
  conv->kernels = kernels;
  conv->bias    = nst_floats_try_new (n_out);

  if (conv->bias != NULL)
    memcpy (conv->bias, bias, n_out * sizeof (float));

  if (first)
    conv->taps = copy_taps (kernel, n_out, n_in);
  else
    {
      conv->forward  = make_weights (kernels, kernel, n_out, n_in, FALSE);
      conv->backward = make_weights (kernels, kernel, n_out, n_in, TRUE);
    }

  if (conv->bias == NULL ||
      (conv->taps == NULL && (conv->forward == NULL || conv->backward == NULL)))
    g_clear_pointer (&conv, nst_conv_free);

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
      free (conv->taps);
      g_free (conv);
    }
}

size_t
nst_conv_count_bytes (const NstKernels *kernels,
                      int               n_out,
                      int               n_in,
                      gboolean          first)
{
  size_t floats = n_out;

  if (first)
    return (floats + (size_t) TAPS * n_in * n_out) * sizeof (float);

  for (int backward = 0; backward < 2; backward++)
    {
      const NstTransforms *kept  = get_kept (kernels, n_out, n_in, backward);
      const size_t         rows  = backward ? count_rows (kernels, n_out, n_in)
                                            : count_rows (kernels, n_in, n_out);
      const size_t         point = rows * kernels->columns;

      floats += kept != NULL ? nst_kernels_count_floats (kernels, point * kept->points)
                             : point * TAPS;
    }

  return floats * sizeof (float);
}

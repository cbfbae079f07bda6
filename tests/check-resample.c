/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Resampling as a linear map, and its way back. */

#include "core/image/resample.h"
#include "core/nst.h"
#include "tests/threads.h"
#include "tests/wave-picture.h"

#include <string.h>

static NstThreads threads;

/* clang-format off */
static const int sizes[][4] =
{
  { 1, 1, 1, 1 }, { 1, 7, 5, 1 }, { 2, 2, 1, 1 }, { 3, 2, 40, 31 }, { 7, 5, 3, 2 },
  { 13, 17, 13, 8 }, { 13, 17, 6, 17 }, { 31, 45, 16, 23 }, { 31, 45, 8, 12 },
  { 64, 48, 32, 24 }, { 64, 48, 64, 48 }, { 97, 61, 13, 8 }, { 101, 99, 50, 51 },
  { 300, 5, 75, 2 }, { 5, 300, 2, 75 }
};
/* clang-format on */

static NstResampler *
make_resampler (const int size[4])
{
  NstResampler *resampler = nst_resampler_new (size[0], size[1], size[2], size[3], 3,
                                               NST_RESAMPLING_BOTH_WAYS, NST_WRAP_NO, NULL);

  g_assert_nonnull (resampler);
  return resampler;
}

static void
test_forward_is_resize (void)
{
  for (size_t i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_autoptr (NstImage) in        = test_wave_picture (sizes[i][0], sizes[i][1], 1);
      g_autoptr (NstImage) resized   = nst_image_resize (in, sizes[i][2], sizes[i][3], NULL, NULL);
      g_autoptr (NstImage) out       = nst_image_new (sizes[i][2], sizes[i][3], 3, NULL);
      const size_t         n_bytes   = sizeof (float) * 3 * out->width * out->height;
      NstResampler        *resampler = make_resampler (sizes[i]);

      nst_resampler_forward (resampler, in->data, out->data, &threads);
      g_assert_true (memcmp (out->data, resized->data, n_bytes) == 0);
      nst_resampler_free (resampler);
    }
}

static double
multiply (const NstImage *a,
          const NstImage *b)
{
  double sum = 0.0;

  for (size_t k = 0; k < (size_t) a->width * a->height * 3; k++)
    sum += (double) a->data[k] * (double) b->data[k];

  return sum;
}

/* <R x, y> = <x, R^T y>, of which each is a sum of positive values: nothing is
 * hidden by what cancels out. */
static void
test_backward_is_transposed (void)
{
  for (size_t i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_autoptr (NstImage) x         = test_wave_picture (sizes[i][0], sizes[i][1], 1);
      g_autoptr (NstImage) y         = test_wave_picture (sizes[i][2], sizes[i][3], 2);
      g_autoptr (NstImage) forward   = nst_image_new (sizes[i][2], sizes[i][3], 3, NULL);
      g_autoptr (NstImage) backward  = nst_image_copy (x, NULL);
      NstResampler        *resampler = make_resampler (sizes[i]);
      double               expected;

      nst_resampler_forward (resampler, x->data, forward->data, &threads);
      nst_resampler_backward (resampler, y->data, backward->data, &threads);

      /* It is added to what was there, which is x. */
      expected = multiply (forward, y) + multiply (x, x);
      g_assert_cmpfloat_with_epsilon (multiply (x, backward), expected, 1e-5 * expected);
      nst_resampler_free (resampler);
    }
}

/* A single pixel of y finds its way to those pixels of x that it was made of. */
static void
test_backward_of_one_pixel (void)
{
  static const int     size[4]   = { 31, 45, 16, 12 };
  NstResampler        *resampler = make_resampler (size);
  g_autoptr (NstImage) one       = nst_image_new (size[2], size[3], 3, NULL);
  g_autoptr (NstImage) back      = nst_image_new (size[0], size[1], 3, NULL);
  g_autoptr (NstImage) delta     = nst_image_new (size[0], size[1], 3, NULL);
  g_autoptr (NstImage) out       = nst_image_new (size[2], size[3], 3, NULL);
  const size_t         at        = (5u * 16u + 7u) * 3u + 1u;
  const size_t         n         = 31u * 45u * 3u;

  memset (one->data, 0, 16 * 12 * 3 * sizeof (float));
  memset (back->data, 0, n * sizeof (float));
  memset (delta->data, 0, n * sizeof (float));
  one->data[at] = 1.0f;
  nst_resampler_backward (resampler, one->data, back->data, &threads);

  for (size_t k = 0; k < n; k++)
    {
      delta->data[k] = 1.0f;
      nst_resampler_forward (resampler, delta->data, out->data, &threads);
      g_assert_cmpfloat_with_epsilon (out->data[at], back->data[k], 1e-7f);
      delta->data[k] = 0.0f;
    }

  nst_resampler_free (resampler);
}

/* However many threads there are. */
static void
test_backward_is_deterministic (void)
{
  static const int     size[4]   = { 101, 99, 50, 51 };
  NstResampler        *resampler = make_resampler (size);
  g_autoptr (NstImage) y         = test_wave_picture (size[2], size[3], 1);
  g_autoptr (NstImage) several   = test_wave_picture (size[0], size[1], 2);
  g_autoptr (NstImage) alone     = nst_image_copy (several, NULL);

  nst_resampler_backward (resampler, y->data, several->data, &threads);
  nst_resampler_backward (resampler, y->data, alone->data, NULL);
  g_assert_true (memcmp (several->data, alone->data, sizeof (float) * 3 * 101 * 99) == 0);

  nst_resampler_free (resampler);
}

int
main (int    argc,
      char **argv)
{
  int result;

  g_test_init (&argc, &argv, NULL);
  threads = test_threads_begin (2);

  g_test_add_func ("/resample/forward-is-resize", test_forward_is_resize);
  g_test_add_func ("/resample/backward-is-transposed", test_backward_is_transposed);
  g_test_add_func ("/resample/backward-of-one-pixel", test_backward_of_one_pixel);
  g_test_add_func ("/resample/backward-is-deterministic", test_backward_is_deterministic);

  result = g_test_run ();
  nst_threads_end (&threads);

  return result;
}

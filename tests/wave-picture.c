/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "tests/wave-picture.h"

#include <math.h>

NstImage *
test_wave_picture (int width,
                   int height,
                   int seed)
{
  NstImage *picture = nst_image_new (width, height, 3, NULL);
  GRand    *rand    = g_rand_new_with_seed ((guint32) seed);

  for (int y = 0; y < height; y++)
    for (int x = 0; x < width; x++)
      for (int c = 0; c < 3; c++)
        picture->data[((size_t) y * width + x) * 3 + c] = (float) (0.5 +
                                                                   0.3 * sin (0.11 * (seed + 1) * x + c) * cos (0.17 * y * (c + 1) + seed) +
                                                                   0.1 * g_rand_double_range (rand, -1.0, 1.0));

  g_rand_free (rand);
  return picture;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

/* sRGB's transfer function and its inverse (IEC 61966-2-1), within 0..1; what is not a number
 * is 0. */

#pragma once

#include <math.h>

static inline float
nst_srgb_encode (float linear)
{
  if (!(linear > 0.0f))
    return 0.0f;
  if (linear >= 1.0f)
    return 1.0f;

  return linear <= 0.0031308f ? 12.92f * linear
                              : 1.055f * powf (linear, 1.0f / 2.4f) - 0.055f;
}

static inline float
nst_srgb_decode (float encoded)
{
  if (!(encoded > 0.0f))
    return 0.0f;
  if (encoded >= 1.0f)
    return 1.0f;

  return encoded <= 0.04045f ? encoded / 12.92f
                             : powf ((encoded + 0.055f) / 1.055f, 2.4f);
}

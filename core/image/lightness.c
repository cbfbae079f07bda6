/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A photo's colours in its painting's lightness, pixel by pixel.  In Lab a* and b* are
 * differences of the same function f of X, Y and Z, and L* is f of Y alone: so another
 * lightness in the same colour is a number added to all three. */

#include "core/image/lightness.h"
#include "core/image/srgb.h"

#include <math.h>

/* f is a cube root above it, and straight below. */
#define DELTA (6.0f / 29.0f)

/* How often the way between two lightnesses is halved: to a part in 65536. */
#define HALVINGS 16

/* X, Y and Z of linear sRGB, each over white's, and back. */
static const float to_xyz[3][3] = { { 0.433949941f, 0.37620977f, 0.18984029f },
                                    { 0.212672879f, 0.715152128f, 0.072174993f },
                                    { 0.017756583f, 0.109467961f, 0.872775456f } };
static const float to_rgb[3][3] = { { 3.079955108f, -1.537139004f, -0.542816104f },
                                    { -0.921258626f, 1.876011116f, 0.045247509f },
                                    { 0.052887401f, -0.204025875f, 1.151138474f } };

static float
apply_f (float t)
{
  return t > DELTA * DELTA * DELTA ? cbrtf (t) : t / (3.0f * DELTA * DELTA) + 4.0f / 29.0f;
}

static float
invert_f (float f)
{
  return f > DELTA ? f * f * f : 3.0f * DELTA * DELTA * (f - 4.0f / 29.0f);
}

static float
multiply_row (const float row[3],
              const float v[3])
{
  return row[0] * v[0] + row[1] * v[1] + row[2] * v[2];
}

static void
decode_all (const float rgb[3],
            float       linear[3])
{
  for (int c = 0; c < 3; c++)
    linear[c] = nst_srgb_decode (rgb[c]);
}

/* f of X, Y and Z of a colour. */
static void
find_f (const float rgb[3],
        float       f[3])
{
  float linear[3];

  decode_all (rgb, linear);
  for (int c = 0; c < 3; c++)
    f[c] = apply_f (multiply_row (to_xyz[c], linear));
}

static float
find_lightness (const float rgb[3])
{
  float linear[3];

  decode_all (rgb, linear);

  return apply_f (multiply_row (to_xyz[1], linear));
}

/* A colour in another lightness.  Returns whether there is such a one. */
static gboolean
move_lightness (const float f[3],
                float       added,
                float       linear[3])
{
  gboolean exists = TRUE;
  float    xyz[3];

  for (int c = 0; c < 3; c++)
    xyz[c] = invert_f (f[c] + added);
  for (int c = 0; c < 3; c++)
    {
      linear[c] = multiply_row (to_rgb[c], xyz);
      exists    = exists && linear[c] >= 0.0f && linear[c] <= 1.0f;
    }

  return exists;
}

static void
keep_colour (const float photo[3],
             float       painting[3])
{
  float f[3];
  float linear[3];
  float most;
  float least = 0.0f;

  find_f (photo, f);
  most = find_lightness (painting) - f[1];

  if (!move_lightness (f, most, linear))
    {
      for (int i = 0; i < HALVINGS; i++)
        {
          const float middle = 0.5f * (least + most);

          if (move_lightness (f, middle, linear))
            least = middle;
          else
            most = middle;
        }
      move_lightness (f, least, linear);
    }

  for (int c = 0; c < 3; c++)
    painting[c] = nst_srgb_encode (linear[c]);
}

void
nst_lightness_keep_colours (size_t       n,
                            const float *photo,
                            float       *painting)
{
  for (size_t i = 0; i < 3 * n; i += 3)
    keep_colour (photo + i, painting + i);
}

typedef struct
{
  const float *photo;
  float       *painting;
} Pair;

static void
keep_range (gpointer data,
            size_t   first,
            size_t   end)
{
  const Pair *pair = data;

  nst_lightness_keep_colours (end - first, pair->photo + 3 * first, pair->painting + 3 * first);
}

void
nst_image_keep_colours (NstImage         *painting,
                        const NstImage   *photo,
                        const NstThreads *threads)
{
  Pair pair = { photo->data, painting->data };

  g_return_if_fail (photo->width == painting->width && photo->height == painting->height &&
                    photo->channels == 3 && painting->channels == 3);

  nst_threads_run_ranges (threads, (size_t) painting->width * painting->height, keep_range, &pair);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Numbers of the kinds that files and layers have.  Half is IEEE 754's binary16, taken
 * apart by hand: not every compiler has it as a type. */

#include "plugin/shared/numbers.h"
#include "core/nst.h"

#include <math.h>
#include <string.h>

#define HALF_FRACTION_BITS 10
#define HALF_BIAS          15
#define HALF_INFINITY      0x7c00
#define HALF_LARGEST       65504.0f

gsize
nst_numbers_get_size (NstNumbers kind)
{
  switch (kind)
    {
    case NST_NUMBERS_U8:
      return 1;

    case NST_NUMBERS_U16:
    case NST_NUMBERS_HALF:
      return 2;

    case NST_NUMBERS_U32:
    case NST_NUMBERS_FLOAT:
      return 4;

    case NST_NUMBERS_DOUBLE:
      return 8;

    default:
      return 0;
    }
}

static float
float_of_half (guint16 half)
{
  const int   exponent = half >> HALF_FRACTION_BITS & 0x1f;
  const int   fraction = half & ((1 << HALF_FRACTION_BITS) - 1);
  const float sign     = half & 0x8000 ? -1.0f : 1.0f;

  if (exponent == 0x1f)
    return fraction ? NAN : sign * INFINITY;

  if (exponent == 0)
    return sign * ldexpf ((float) fraction, 1 - HALF_BIAS - HALF_FRACTION_BITS);

  return sign * ldexpf ((float) (fraction + (1 << HALF_FRACTION_BITS)),
                        exponent - HALF_BIAS - HALF_FRACTION_BITS);
}

static guint16
half_of_float (float value)
{
  const guint16 sign      = signbit (value) ? 0x8000 : 0;
  const float   magnitude = fabsf (value);
  int           exponent;
  int           steps;

  if (isnan (value))
    return HALF_INFINITY + 1;
  if (magnitude == 0.0f)
    return sign;
  if (magnitude > HALF_LARGEST)
    return (guint16) (sign | HALF_INFINITY);

  /* Steps of the last bit: a round up to the next power of two carries over. */
  frexpf (magnitude, &exponent);
  exponent = MAX (exponent - 1, 1 - HALF_BIAS);
  steps    = (int) nearbyintf (ldexpf (magnitude, HALF_FRACTION_BITS - exponent));

  return (guint16) (sign | (steps + ((exponent + HALF_BIAS - 1) << HALF_FRACTION_BITS)));
}

/* Every value of 16 bits is exact as a double, and so is the quotient but for its last
 * bit: rounded to float it is the nearest. */
#define INTEGERS_TO_FLOATS(type, largest) \
  for (gsize i = 0; i < n; i++) \
  to[i] = (float) (((const type *) from)[i] / (largest))

#define FLOATS_TO_INTEGERS(type, largest) \
  for (gsize i = 0; i < n; i++) \
  ((type *) to)[i] = (type) ((double) nst_clamp_value (from[i]) * (largest) + 0.5)

void
nst_numbers_to_floats (NstNumbers    kind,
                       gconstpointer from,
                       gsize         n,
                       float        *to)
{
  switch (kind)
    {
    case NST_NUMBERS_U8:
      INTEGERS_TO_FLOATS (guint8, 255.0);
      break;

    case NST_NUMBERS_U16:
      INTEGERS_TO_FLOATS (guint16, 65535.0);
      break;

    case NST_NUMBERS_U32:
      INTEGERS_TO_FLOATS (guint32, 4294967295.0);
      break;

    case NST_NUMBERS_HALF:
      for (gsize i = 0; i < n; i++)
        to[i] = float_of_half (((const guint16 *) from)[i]);
      break;

    case NST_NUMBERS_FLOAT:
      memmove (to, from, n * sizeof (float));
      break;

    case NST_NUMBERS_DOUBLE:
      for (gsize i = 0; i < n; i++)
        to[i] = (float) ((const double *) from)[i];
      break;

    default:
      g_return_if_reached ();
    }
}

void
nst_numbers_from_floats (NstNumbers   kind,
                         const float *from,
                         gsize        n,
                         gpointer     to)
{
  switch (kind)
    {
    case NST_NUMBERS_U8:
      FLOATS_TO_INTEGERS (guint8, 255.0);
      break;

    case NST_NUMBERS_U16:
      FLOATS_TO_INTEGERS (guint16, 65535.0);
      break;

    case NST_NUMBERS_U32:
      FLOATS_TO_INTEGERS (guint32, 4294967295.0);
      break;

    case NST_NUMBERS_HALF:
      for (gsize i = 0; i < n; i++)
        ((guint16 *) to)[i] = half_of_float (from[i]);
      break;

    case NST_NUMBERS_FLOAT:
      memmove (to, from, n * sizeof (float));
      break;

    case NST_NUMBERS_DOUBLE:
      for (gsize i = 0; i < n; i++)
        ((double *) to)[i] = (double) from[i];
      break;

    default:
      g_return_if_reached ();
    }
}

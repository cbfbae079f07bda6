/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The numbers that pictures are stored in, and floats: exact and the same each time, which
 * babl's conversions, chosen by how fast they turn out to be, are not. */

#pragma once

#include <glib.h>

/* Unsigned integers stand for 0..1; the others for themselves.  NONE: another kind. */
typedef enum
{
  NST_NUMBERS_NONE,
  NST_NUMBERS_U8,
  NST_NUMBERS_U16,
  NST_NUMBERS_U32,
  NST_NUMBERS_HALF,
  NST_NUMBERS_FLOAT,
  NST_NUMBERS_DOUBLE
} NstNumbers;

/* Bytes of one number. */
gsize nst_numbers_get_size (NstNumbers kind);

/* to[n] from n numbers: k divided by the largest integer, rounded to the nearest float. */
void nst_numbers_to_floats (NstNumbers    kind,
                            gconstpointer from,
                            gsize         n,
                            float        *to);

/* n numbers from from[n]: the nearest there are; integers within 0..1, 0 for what is not
 * a number. */
void nst_numbers_from_floats (NstNumbers   kind,
                              const float *from,
                              gsize        n,
                              gpointer     to);

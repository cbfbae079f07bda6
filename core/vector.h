/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The compiler's vectors, as wide as the instruction set that a file is compiled
 * for.  NST_VARIANT is its name; its flags come from the Makefile.  NST_VECTOR
 * forces the width: the compiler makes wider vectors of those that there are,
 * so that the code for any width can be tested anywhere. */

#pragma once

#include <string.h>

#if defined (NST_VECTOR)
#define N_VECTOR NST_VECTOR
#elif defined (__AVX512F__)
#define N_VECTOR 16
#elif defined (__AVX__)
#define N_VECTOR 8
#else
#define N_VECTOR 4
#endif

#define JOIN2(a, b) a##b
#define JOIN(a, b)  JOIN2 (a, b)

typedef float Vector __attribute__ ((vector_size (4 * N_VECTOR)));
typedef int   Bits   __attribute__ ((vector_size (4 * N_VECTOR)));
typedef unsigned char Codes __attribute__ ((vector_size (N_VECTOR)));
typedef float Memory __attribute__ ((vector_size (4 * N_VECTOR), aligned (4), may_alias));

static inline Vector
load (const float *from)
{
  return *(const Memory *) from;
}

static inline void
store (float  *to,
       Vector  value)
{
  *(Memory *) to = value;
}

/* The first n floats of a vector, the others 0. */
static inline Vector
load_part (const float *from,
           int          n)
{
  Vector value = { 0 };

  memcpy (&value, from, (size_t) n * sizeof (float));
  return value;
}

static inline void
store_part (float  *to,
            Vector  value,
            int     n)
{
  memcpy (to, &value, (size_t) n * sizeof (float));
}

static inline Vector
load_some (const float *from,
           int          n)
{
  return n == N_VECTOR ? load (from) : load_part (from, n);
}

static inline void
store_some (float  *to,
            Vector  value,
            int     n)
{
  if (n == N_VECTOR)
    store (to, value);
  else
    store_part (to, value, n);
}

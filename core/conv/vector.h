/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The compiler's vectors, as wide as the instruction set that a file is compiled
 * for.  NST_VARIANT is its name; its flags come from the Makefile.  NST_VECTOR
 * forces the width: the compiler makes wider vectors of those that there are,
 * so that the code for any width can be tested anywhere. */

#pragma once

#include "core/base/bfloat16.h"

#include <string.h>

#ifdef __AVX512BF16__
#include <immintrin.h>
#endif

#if defined(NST_VECTOR)
#define N_VECTOR NST_VECTOR
#elif defined(__AVX512F__)
#define N_VECTOR 16
#elif defined(__AVX__)
#define N_VECTOR 8
#else
#define N_VECTOR 4
#endif

#define JOIN2(a, b) a##b
#define JOIN(a, b)  JOIN2 (a, b)

typedef float         Vector __attribute__ ((vector_size (4 * N_VECTOR)));
typedef int           Bits __attribute__ ((vector_size (4 * N_VECTOR)));
typedef unsigned char Switches __attribute__ ((vector_size (N_VECTOR)));
typedef float         Memory __attribute__ ((vector_size (4 * N_VECTOR), aligned (4), may_alias));

/* What the products of transformed tiles and weights are made of: floats, or with
 * NST_BFLOAT16 their upper halves, rounded, two of which are multiplied at a time. */
#ifdef NST_BFLOAT16
typedef unsigned short Operand;
#define DEPTH 2
#else
typedef float Operand;
#define DEPTH 1
#endif

static inline Vector
load (const float *from)
{
  return *(const Memory *) from;
}

static inline void
store (float *to,
       Vector value)
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
store_part (float *to,
            Vector value,
            int    n)
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
store_some (float *to,
            Vector value,
            int    n)
{
  if (n == N_VECTOR)
    store (to, value);
  else
    store_part (to, value, n);
}

#ifdef NST_BFLOAT16

#ifndef __AVX512BF16__

/* The bits of bfloat16s, in the lower halves: rounded to nearest, ties to even. */
static inline Bits
round_to_bfloat16 (Vector value)
{
  typedef unsigned int Unsigned __attribute__ ((vector_size (4 * N_VECTOR)));
  const Unsigned       bits = (Unsigned) value;

  return (Bits) NST_BFLOAT16_ROUND (bits);
}

#endif

static inline void
store_operands (Operand *to,
                Vector   value)
{
#ifdef __AVX512BF16__
  const __m256bh rounded = _mm512_cvtneps_pbh ((__m512) value);
#else
  typedef unsigned short Halves __attribute__ ((vector_size (2 * N_VECTOR)));
  const Halves           rounded = __builtin_convertvector(round_to_bfloat16 (value), Halves);
#endif

  memcpy (to, &rounded, sizeof (rounded));
}

/* Those that one product takes together follow each other. */
static inline void
store_pairs (Operand     *to,
             const Vector values[DEPTH])
{
#ifdef __AVX512BF16__
  const __m512bh halves = _mm512_cvtne2ps_pbh ((__m512) values[1], (__m512) values[0]);
  const __m512i  order  = _mm512_set_epi16 (31, 15, 30, 14, 29, 13, 28, 12, 27, 11, 26, 10,
                                            25, 9, 24, 8, 23, 7, 22, 6, 21, 5, 20, 4,
                                            19, 3, 18, 2, 17, 1, 16, 0);
  const __m512i  pairs  = _mm512_permutexvar_epi16 (order, (__m512i) halves);
#else
  const Bits             pairs   = round_to_bfloat16 (values[0]) |
                     round_to_bfloat16 (values[1]) << 16;
#endif

  memcpy (to, &pairs, sizeof (pairs));
}

#else

static inline void
store_operands (Operand *to,
                Vector   value)
{
  store (to, value);
}

static inline void
store_pairs (Operand     *to,
             const Vector values[DEPTH])
{
  store (to, values[0]);
}

#endif

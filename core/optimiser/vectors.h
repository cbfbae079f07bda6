/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Arithmetic on vectors of n floats each.  Sums don't depend on the number of threads;
 * nothing can fail.  Where the threads are interrupted, results mean nothing. */

#pragma once

#include "core/base/threads.h"

typedef struct
{
  NstThreads threads;
  size_t     n;
} NstVectors;

/* The sum of a[i] b[i], in double precision. */
double nst_vectors_dot (const NstVectors *vectors,
                        const float      *a,
                        const float      *b);

/* y = a + t b; y may be a or b. */
void nst_vectors_add_scaled (const NstVectors *vectors,
                             const float      *a,
                             double            t,
                             const float      *b,
                             float            *y);

/* y = t a; y may be a. */
void nst_vectors_scale (const NstVectors *vectors,
                        double            t,
                        const float      *a,
                        float            *y);

/* y = a. */
void nst_vectors_copy (const NstVectors *vectors,
                       const float      *a,
                       float            *y);

/* y = 0. */
void nst_vectors_clear (const NstVectors *vectors,
                        float            *y);

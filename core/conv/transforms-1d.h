/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Winograd's transforms in one dimension, for transforms.c alone: B^T d, A^T m and G g,
 * for tiles of NST_TILE_SIZE.  They evaluate polynomials at points; kernels.h tells why
 * at these. */

#pragma once

#include "core/conv/vector.h"

#define TILE  NST_TILE_SIZE
#define PATCH (TILE + 2)

/* A polynomial's even and odd part at p make its values at p and -p, and the
 * other way round. */
static inline void
add_and_subtract (Vector a,
                  Vector b,
                  Vector t[2])
{
  t[0] = a + b;
  t[1] = a - b;
}

/* G's rows of p and -p: the taps' polynomial there, times n, one over the product
 * of p's distances to the other points. */
static inline void
transform_taps_at (const Vector g[3],
                   float        p,
                   float        n,
                   Vector       t[2])
{
  add_and_subtract (n * (g[0] + p * p * g[2]), n * p * g[1], t);
}

/* For each size:
 * B^T d, coefficients of the product of (x - q) over all points q but one, the
 * infinite one's of the product over all;
 * A^T m, sums of m over points, times the powers of these;
 * G g, the taps. */

#if TILE == 4

/* Points 0, a, -a, b, -b and infinity. */
#define A  0.625f
#define B  1.5f
#define A2 (A * A)
#define B2 (B * B)

static inline void
transform_patch (const Vector d[PATCH],
                 Vector       t[PATCH])
{
  t[0] = A2 * B2 * d[0] - (A2 + B2) * d[2] + d[4];
  add_and_subtract (d[4] - B2 * d[2], A * (d[3] - B2 * d[1]), t + 1);
  add_and_subtract (d[4] - A2 * d[2], B * (d[3] - A2 * d[1]), t + 3);
  t[5] = A2 * B2 * d[1] - (A2 + B2) * d[3] + d[5];
}

static inline void
transform_products (const Vector m[PATCH],
                    Vector       t[TILE])
{
  Vector a[2];
  Vector b[2];

  add_and_subtract (m[1], m[2], a);
  add_and_subtract (m[3], m[4], b);

  t[0] = m[0] + a[0] + b[0];
  t[1] = A * a[1] + B * b[1];
  t[2] = A2 * a[0] + B2 * b[0];
  t[3] = A * A2 * a[1] + B * B2 * b[1] + m[5];
}

static inline void
transform_taps (const Vector g[3],
                Vector       t[PATCH])
{
  t[0] = 1.0f / (A2 * B2) * g[0];
  transform_taps_at (g, A, 1.0f / (2.0f * A2 * (A2 - B2)), t + 1);
  transform_taps_at (g, B, 1.0f / (2.0f * B2 * (B2 - A2)), t + 3);
  t[5] = g[2];
}

#else

/* Points 0, a, -a, 1, -1, c, -c and infinity. */
#define A  0.5f
#define C  2.0f
#define A2 (A * A)
#define C2 (C * C)
#define S1 (A2 + 1.0f + C2)
#define S2 (A2 + C2 + A2 * C2)
#define S3 (A2 * C2)

static inline void
transform_patch (const Vector d[PATCH],
                 Vector       t[PATCH])
{
  t[0] = d[6] - S1 * d[4] + S2 * d[2] - S3 * d[0];
  add_and_subtract (d[6] - (1.0f + C2) * d[4] + C2 * d[2],
                    A * (d[5] - (1.0f + C2) * d[3] + C2 * d[1]), t + 1);
  add_and_subtract (d[6] - (A2 + C2) * d[4] + A2 * C2 * d[2],
                    d[5] - (A2 + C2) * d[3] + A2 * C2 * d[1], t + 3);
  add_and_subtract (d[6] - (A2 + 1.0f) * d[4] + A2 * d[2],
                    C * (d[5] - (A2 + 1.0f) * d[3] + A2 * d[1]), t + 5);
  t[7] = d[7] - S1 * d[5] + S2 * d[3] - S3 * d[1];
}

static inline void
transform_products (const Vector m[PATCH],
                    Vector       t[TILE])
{
  Vector a[2];
  Vector one[2];
  Vector c[2];

  add_and_subtract (m[1], m[2], a);
  add_and_subtract (m[3], m[4], one);
  add_and_subtract (m[5], m[6], c);

  t[0] = m[0] + a[0] + one[0] + c[0];
  t[1] = A * a[1] + one[1] + C * c[1];
  t[2] = A2 * a[0] + one[0] + C2 * c[0];
  t[3] = A * A2 * a[1] + one[1] + C * C2 * c[1];
  t[4] = A2 * A2 * a[0] + one[0] + C2 * C2 * c[0];
  t[5] = A * A2 * A2 * a[1] + one[1] + C * C2 * C2 * c[1] + m[7];
}

static inline void
transform_taps (const Vector g[3],
                Vector       t[PATCH])
{
  t[0] = -1.0f / (A2 * C2) * g[0];
  transform_taps_at (g, A, 1.0f / (2.0f * A2 * (A2 - 1.0f) * (A2 - C2)), t + 1);
  transform_taps_at (g, 1.0f, 1.0f / (2.0f * (1.0f - A2) * (1.0f - C2)), t + 3);
  transform_taps_at (g, C, 1.0f / (2.0f * C2 * (C2 - A2) * (C2 - 1.0f)), t + 5);
  t[7] = g[2];
}

#endif

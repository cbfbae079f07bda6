/* SPDX-License-Identifier: GPL-3.0-or-later */

/* bfloat16: the upper half of a float's bits. */

#pragma once

/* A float's bits, or a vector of them, rounded to nearest, ties to even: the bits of
 * the bfloat16 in the lower half. */
#define NST_BFLOAT16_ROUND(bits) (((bits) + 0x7fff + ((bits) >> 16 & 1)) >> 16)

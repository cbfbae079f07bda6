/* SPDX-License-Identifier: GPL-3.0-or-later */

/* ICC profiles of colours that are told by a few numbers. */

#pragma once

#include <glib.h>

/* For RGB of a power law: linear light is the number to the power of exponent; 0: sRGB's
 * curve.  xy: chromaticities of white, red, green and blue, two each; NULL: sRGB's.  NULL
 * where they make no sense; free with g_bytes_unref. */
GBytes *nst_profile_make (double        exponent,
                          const double *xy);

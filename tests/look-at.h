/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A layer's responses to a picture, for tests that add up terms by plain formulas. */

#pragma once

#include "core/base/threads.h"
#include "core/nst.h"

/* Responses [*n][channels], in single precision; free with g_free. */
float *test_look_at (const NstImage    *picture,
                     int                layer,
                     const NstSettings *settings,
                     const NstThreads  *threads,
                     int               *n);

/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "core/nst.h"

/* Smooth waves and some grain, different for each seed. */
NstImage *test_wave_picture (int width,
                             int height,
                             int seed);

/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The look, small and quick, for tests that run it. */

#pragma once

#include "core/nst.h"

extern const NstSettings test_small_look;

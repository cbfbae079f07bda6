/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The engine's error domain. */

#include "core/base/types.h"

G_DEFINE_QUARK (nst-error-quark, nst_error)

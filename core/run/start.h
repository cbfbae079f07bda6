/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The first canvas of a run: a picture, noise, or a mix of the two. */

#pragma once

#include "core/base/threads.h"
#include "core/image/image.h"
#include "core/network/network.h"
#include "core/settings/settings.h"

/* A new image of origin's size: share * noise + (1 - share) * origin, where share is
 * 1 for NST_INIT_NOISE, that of the settings for NST_INIT_MIX, else 0.  The noise is
 * about the colour that is the network's zero.  NULL and NST_ERROR_MEMORY when there
 * is none, or no error where threads were interrupted. */
NstImage *nst_start_new (const NstNetwork  *network,
                         const NstSettings *settings,
                         const NstImage    *origin,
                         const NstThreads  *threads,
                         GError           **error);

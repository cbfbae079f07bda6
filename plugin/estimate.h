/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a run will take, in words for a dialog. */

#pragma once

#include "plugin/settings.h"

/* "About 3 minutes and 1.2 GB of memory", or the sentence that says why it
 * can't be done; free with g_free. */
char *       nst_estimate_text   (NstNetwork        *network,
                                  int                width,
                                  int                height,
                                  const NstOptions  *options);

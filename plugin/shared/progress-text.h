/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How a run's progress is told to people, the same in every front-end: from the engine's
 * report to a line of text. */

#pragma once

#include "core/nst.h"

/* "512 px, step 40 of 100, about 2 minutes left"; the last part only once an
 * estimate is known.  Free with g_free. */
char *nst_progress_text (const NstProgress *progress);

/* "about 2 minutes left"; free with g_free. */
char *nst_progress_time_left (double seconds);

/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How long something takes, in words. */

#pragma once

/* "20 seconds", "3 minutes": no more exact than an estimate is.  Free with g_free. */
char *nst_duration_text (double seconds);

/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How much memory this process can still have: the least of what the machine has, what
 * the control groups around the process leave it, and what its own limits do. */

#pragma once

#include <glib.h>

/* Bytes that can be had without other programs being swapped out, or this one being
 * refused or ended.  Files in the cache count as available.  What can't be found out
 * counts as no limit; without a /proc it is half of the machine's memory. */
guint64 nst_available_memory_get (void);

/* The same, with root before /proc and /sys: "" for the machine's own, or a folder with
 * copies of them (the limits of the process itself are the process's in any case). */
guint64 nst_available_memory_find (const char *root);

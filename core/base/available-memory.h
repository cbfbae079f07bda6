/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How much memory this process can still have, by what the machine has, what the control
 * groups around the process leave it, and what its own limits do. */

#pragma once

#include <glib.h>

typedef struct
{
  guint64 shared; /* without other programs being swapped out, or a group's being ended;
                     files in the cache count as available */
  guint64 own;    /* addresses; G_MAXUINT64: there is no limit */
} NstAvailableMemory;

/* Bytes.  What can't be found out counts as no limit; without a /proc the machine has
 * half of its memory.  root: what comes before /proc and /sys, "" for the machine's own,
 * or a folder with copies of them (the process's limits are its own in any case). */
NstAvailableMemory nst_available_memory_find (const char *root);

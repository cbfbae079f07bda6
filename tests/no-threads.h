/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A process that gets no more threads, for tests of what is said then; to be ended with
 * _exit. */

#pragma once

#include <sys/resource.h>

#include <glib.h>

/* Leaves no room in memory for another thread's stack; nor for OpenBLAS, whose own
 * threads never end then. */
static inline void
test_forbid_threads (void)
{
  g_autofree char *text  = NULL;
  struct rlimit    limit = { 0 };

  g_assert_true (g_file_get_contents ("/proc/self/statm", &text, NULL, NULL));
  limit.rlim_cur = limit.rlim_max =
    g_ascii_strtoull (text, NULL, 10) * 4096 + (2 << 20);
  g_assert_cmpint (setrlimit (RLIMIT_AS, &limit), ==, 0);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A team of threads for a test. */

#pragma once

#include "core/base/threads.h"

static inline NstThreads
test_threads_begin (int wanted)
{
  NstThreads         threads = { 0 };
  g_autoptr (GError) error   = NULL;

  nst_threads_begin (&threads, wanted, NULL, NULL, &error);
  g_assert_no_error (error);

  return threads;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Any bytes as a network file: refused with a sentence, or read to the last number. */

#define _GNU_SOURCE /* memfd_create, memrchr */

#include "core/network/weights.h"

#include <stdint.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput (const uint8_t *data,
                            size_t         size);

static void
read_all (const NstWeights *weights)
{
  for (int i = 0; i < NST_WEIGHTS_N_CONVS; i++)
    {
      g_autofree float *kernel = NULL;
      g_autofree float *bias   = NULL;
      int               n_out;
      int               n_in;

      g_assert_true (nst_weights_get_conv (weights, i, &n_out, &n_in));
      kernel = g_new (float, ((size_t) n_out * n_in * 9));
      bias   = g_new (float, n_out);
      nst_weights_read_conv (weights, i, kernel, bias);
    }
}

static void
try_file (int         file,
          const void *start,
          size_t      n_start,
          const void *rest,
          size_t      n_rest)
{
  g_autofree char       *path    = g_strdup_printf ("/proc/self/fd/%d", file);
  g_autoptr (GError)     error   = NULL;
  g_autoptr (NstWeights) weights = NULL;

  g_assert_cmpint (ftruncate (file, 0), ==, 0);
  g_assert_cmpint (pwrite (file, start, n_start, 0), ==, (gssize) n_start);
  g_assert_cmpint (pwrite (file, rest, n_rest, (off_t) n_start), ==, (gssize) n_rest);

  weights = nst_weights_open (path, &error);
  g_assert_true ((weights == NULL) == (error != NULL));
  if (weights != NULL)
    read_all (weights);
}

/* The bytes as they are; and with the length of the header put right, which hardly any
 * change leaves so. */
int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  static int file = -1;

  if (file < 0)
    file = memfd_create ("network", MFD_CLOEXEC);

  try_file (file, data, size, "", 0);

  if (size > 8)
    {
      const uint8_t *end    = memrchr (data + 8, '}', size - 8);
      const guint64  length = GUINT64_TO_LE (end != NULL ? (guint64) (end + 1 - data - 8) : 0);

      try_file (file, &length, 8, data + 8, size - 8);
    }

  return 0;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Numbers in the bytes of a file, which may end before them: what is missing is 0. */

#pragma once

#include <glib.h>

typedef struct
{
  const guchar *bytes;
  gsize         n;
} NstBytes;

/* The number of size bytes, 4 at most, at at, its lowest byte first. */
static inline guint32
nst_bytes_little (NstBytes file,
                  gsize    at,
                  gsize    size)
{
  guint32 value = 0;

  for (gsize i = size; i-- > 0;)
    value = value << 8 | (at + i < file.n ? file.bytes[at + i] : 0);

  return value;
}

/* The same, its highest byte first. */
static inline guint32
nst_bytes_big (NstBytes file,
               gsize    at,
               gsize    size)
{
  guint32 value = 0;

  for (gsize i = 0; i < size; i++)
    value = value << 8 | (at + i < file.n ? file.bytes[at + i] : 0);

  return value;
}

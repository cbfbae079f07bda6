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

static inline NstBytes
nst_bytes_of (const GByteArray *array)
{
  return (NstBytes){ array->data, array->len };
}

/* The number of size bytes at at in an array, its lowest byte first. */
static inline guint32
nst_bytes_number (const GByteArray *array,
                  gsize             at,
                  gsize             size)
{
  return nst_bytes_little (nst_bytes_of (array), at, size);
}

/* Puts one of 4 bytes there, where there are as many. */
static inline void
nst_bytes_put_number (GByteArray *array,
                      gsize       at,
                      guint32     value)
{
  for (gsize i = 0; i < 4 && at + 4 <= array->len; i++)
    array->data[at + i] = (guint8) (value >> 8 * i);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Small network files for tests, sound to begin with and easy to spoil. */

#pragma once

#include <glib.h>

#define TEST_NETWORK_WIDTH 2 /* channels out of every layer */

/* The parts of a file: header (JSON) and numbers; change them at will. */
typedef struct
{
  GString    *header;
  GByteArray *data;
} TestNetwork;

/* A VGG-19 of TEST_NETWORK_WIDTH channels a layer.  dtype: "F32", "F16" or
 * "U8"; in each, number i of a kernel or bias is test_network_value (i). */
TestNetwork *test_network_new (const char *dtype);
void         test_network_free (TestNetwork *network);
float        test_network_value (guint i);

/* One more tensor, before the header's last bracket is written. */
void test_network_append (TestNetwork *network,
                          const char  *name,
                          const char  *dtype,
                          const char  *shape,
                          guint        count);

/* The first `from` in the header becomes `to`. */
void test_network_edit (TestNetwork *network,
                        const char  *from,
                        const char  *to);

/* The bytes of the file. */
GByteArray *test_network_bytes (const TestNetwork *network);
void        test_network_write (const TestNetwork *network,
                                const char        *path);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TestNetwork, test_network_free)

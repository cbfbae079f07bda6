/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Small network files for tests. */

#include "tests/network-file.h"

#include <stdio.h>
#include <string.h>

#include <glib/gstdio.h>

#define WIDTH TEST_NETWORK_WIDTH

/* Sixteenths from -2 up: exact in F16 too. */
float
test_network_value (guint i)
{
  return ((float) (i * 7 % 64) - 32.0f) / 16.0f;
}

static void
append_float (GByteArray *data,
              const char *dtype,
              float       value)
{
  union
  {
    float   value;
    guint32 bits;
  } number = { value };
  guint32 sign, exponent, le;
  guint16 half;

  if (!strcmp (dtype, "F32"))
    {
      le = GUINT32_TO_LE (number.bits);
      g_byte_array_append (data, (guint8 *) &le, 4);
      return;
    }

  sign     = number.bits >> 31;
  exponent = (number.bits >> 23) & 255;
  half     = (guint16) (sign << 15);
  if (exponent)
    half = (guint16) (half | ((exponent - 112) << 10) | ((number.bits >> 13) & 1023));
  half = GUINT16_TO_LE (half);
  g_byte_array_append (data, (guint8 *) &half, 2);
}

void
test_network_append (TestNetwork *network,
                     const char  *name,
                     const char  *dtype,
                     const char  *shape,
                     guint        count)
{
  const guint begin = network->data->len;

  for (guint i = 0; i < count; i++)
    if (!strcmp (dtype, "U8"))
      g_byte_array_append (network->data, &(guint8){ (guint8) (i * 7 % 64) }, 1);
    else
      append_float (network->data, dtype, test_network_value (i));

  g_string_append_printf (network->header,
                          ",\"%s\":{\"dtype\":\"%s\",\"shape\":[%s],\"data_offsets\":[%u,%u]}",
                          name, dtype, shape, begin, network->data->len);
}

/* Value i, in order: what index 7 i % 64 of test_network_append stands for. */
static void
append_table (TestNetwork *network,
              const char  *name)
{
  const guint begin = network->data->len;

  for (guint i = 0; i < 256; i++)
    append_float (network->data, "F32", ((float) i - 32.0f) / 16.0f);

  g_string_append_printf (network->header,
                          ",\"%s\":{\"dtype\":\"F32\",\"shape\":[256],\"data_offsets\":[%u,%u]}",
                          name, begin, network->data->len);
}

static void
append_conv (TestNetwork *network,
             const char  *conv,
             const char  *dtype,
             guint        n_in)
{
  g_autofree char *kernel = g_strconcat (conv, ".weight", NULL);
  g_autofree char *table  = g_strconcat (conv, ".weight.table", NULL);
  g_autofree char *bias   = g_strconcat (conv, ".bias", NULL);
  g_autofree char *shape  = g_strdup_printf ("%d,%u,3,3", WIDTH, n_in);
  g_autofree char *length = g_strdup_printf ("%d", WIDTH);

  test_network_append (network, kernel, dtype, shape, WIDTH * n_in * 9);
  test_network_append (network, bias, strcmp (dtype, "F16") ? "F32" : "F16", length, WIDTH);
  if (!strcmp (dtype, "U8"))
    append_table (network, table);
}

TestNetwork *
test_network_new (const char *dtype)
{
  static const int blocks[] = { 2, 2, 4, 4, 4 };

  TestNetwork *network = g_new0 (TestNetwork, 1);

  network->data   = g_byte_array_new ();
  network->header = g_string_new ("{\"__metadata__\":{\"mean\":\"1,2.5,-3\",\"colour order\":\"BGR\","
                                  "\"scale\":\"255\",\"who\":\"a test\"}");

  for (int b = 0; b < 5; b++)
    for (int k = 0; k < blocks[b]; k++)
      {
        g_autofree char *conv = g_strdup_printf ("conv%d_%d", b + 1, k + 1);

        append_conv (network, conv, dtype, b + k ? WIDTH : 3);
      }

  g_string_append_c (network->header, '}');
  return network;
}

void
test_network_free (TestNetwork *network)
{
  g_string_free (network->header, TRUE);
  g_byte_array_unref (network->data);
  g_free (network);
}

void
test_network_edit (TestNetwork *network,
                   const char  *from,
                   const char  *to)
{
  const char *at = strstr (network->header->str, from);
  gssize      position;

  g_assert_nonnull (at);
  position = at - network->header->str;
  g_string_erase (network->header, position, (gssize) strlen (from));
  g_string_insert (network->header, position, to);
}

GByteArray *
test_network_bytes (const TestNetwork *network)
{
  GByteArray   *bytes  = g_byte_array_new ();
  const guint64 length = GUINT64_TO_LE ((guint64) network->header->len);

  g_byte_array_append (bytes, (const guint8 *) &length, 8);
  g_byte_array_append (bytes, (const guint8 *) network->header->str, (guint) network->header->len);
  g_byte_array_append (bytes, network->data->data, network->data->len);
  return bytes;
}

void
test_network_write (const TestNetwork *network,
                    const char        *path)
{
  g_autoptr (GByteArray) bytes  = test_network_bytes (network);
  FILE                  *stream = g_fopen (path, "wb");

  g_assert_nonnull (stream);
  g_assert_cmpuint (fwrite (bytes->data, 1, bytes->len, stream), ==, bytes->len);
  g_assert_cmpint (fclose (stream), ==, 0);
}

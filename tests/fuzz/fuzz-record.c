/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Any bytes as what is said to have made a painting, in a text or in XMP: what is taken can
 * be written, in either, and read again. */

#include "plugin/cli/xmp.h"
#include "plugin/settings/record.h"

#include <stdint.h>
#include <string.h>

int LLVMFuzzerTestOneInput (const uint8_t *data,
                            size_t         size);

static void
check_kept (const NstRecord *record)
{
  g_autofree char      *text   = nst_record_write (record);
  g_autofree char      *packet = nst_xmp_make (text);
  g_autofree char      *found  = nst_xmp_find_text (packet, strlen (packet));
  g_autofree char      *again  = NULL;
  g_autoptr (NstRecord) read   = nst_record_read (text, NULL);

  g_assert_nonnull (read);
  again = nst_record_write (read);
  g_assert_cmpstr (again, ==, text);
  g_assert_nonnull (found);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  g_autofree char      *text   = g_strndup ((const char *) data, size);
  g_autofree char      *found  = nst_xmp_find_text ((const char *) data, size);
  g_autoptr (GError)    error  = NULL;
  g_autoptr (NstRecord) record = nst_record_read (found ? found : text, &error);

  if (record)
    check_kept (record);
  else
    g_assert_nonnull (error);

  return 0;
}

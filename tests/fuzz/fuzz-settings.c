/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Any text as settings: what is taken can be written and read again, and the engine's
 * settings follow from it or a sentence says why not. */

#include "plugin/settings/resolve.h"
#include "plugin/settings/settings-text.h"

#include <stdint.h>
#include <string.h>

int LLVMFuzzerTestOneInput (const uint8_t *data,
                            size_t         size);

static void
check_kept (const NstOptions *options)
{
  g_autofree char   *pairs = nst_options_to_pairs (options);
  g_autofree char   *again = NULL;
  g_autoptr (GError) error = NULL;
  NstOptions         read;

  nst_options_init (&read);
  g_assert_true (nst_options_parse_pairs (&read, pairs, &error));
  again = nst_options_to_pairs (&read);
  g_assert_cmpstr (pairs, ==, again);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  g_autofree char   *text    = g_strndup ((const char *) data, size);
  g_autoptr (GError) error   = NULL;
  g_autoptr (GError) refused = NULL;
  NstOptions         options;
  NstSettings        settings;

  nst_options_init (&options);
  if (!nst_options_parse_pairs (&options, text, &error))
    {
      g_assert_error (error, NST_ERROR, NST_ERROR_SETTINGS);
      return 0;
    }

  check_kept (&options);
  if (!nst_options_resolve (&options, &settings, &refused))
    g_assert_error (refused, NST_ERROR, NST_ERROR_SETTINGS);

  return 0;
}

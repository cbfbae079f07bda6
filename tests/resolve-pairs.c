/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "tests/resolve-pairs.h"

NstSettings
test_resolve (const char *pairs)
{
  NstOptions  options;
  NstSettings settings;
  GError     *error = NULL;

  nst_options_init (&options);
  nst_options_parse_pairs (&options, pairs, &error);
  g_assert_no_error (error);
  nst_options_resolve (&options, &settings, &error);
  g_assert_no_error (error);

  return settings;
}

char *
test_refusal (const char *pairs)
{
  NstOptions  options;
  NstSettings settings;
  GError     *error = NULL;
  char       *message;

  nst_options_init (&options);

  if (nst_options_parse_pairs (&options, pairs, &error))
    g_assert_false (nst_options_resolve (&options, &settings, &error));

  g_assert_error (error, NST_ERROR, NST_ERROR_SETTINGS);
  message = g_strdup (error->message);
  g_error_free (error);

  return message;
}

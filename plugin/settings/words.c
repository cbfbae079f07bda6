/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Where words come from, and labels without mnemonics. */

#include "plugin/settings/words.h"

#include <string.h>

#include <glib/gi18n.h>

static char *
folder_of (const char *first,
           const char *second,
           const char *third)
{
  g_autofree char *folder = g_build_filename (first, second, third, NULL);

  return g_canonicalize_filename (folder, NULL);
}

char *
nst_words_folder (const char *program_dir)
{
  g_autofree char *beside = folder_of (program_dir, "locale", "");
  g_autofree char *data   = folder_of (program_dir, "..", "share/neural-art");

  if (g_file_test (beside, G_FILE_TEST_IS_DIR))
    return g_steal_pointer (&beside);

  return g_file_test (data, G_FILE_TEST_IS_DIR) ? folder_of (data, "..", "locale")
                                                : folder_of (NST_DATADIR, "..", "locale");
}

void
nst_words_bind (const char *folder)
{
  bindtextdomain (NST_WORDS_DOMAIN, folder);
  bind_textdomain_codeset (NST_WORDS_DOMAIN, "UTF-8");
  textdomain (NST_WORDS_DOMAIN);
}

char *
nst_words_plain (const char *label)
{
  const char *mark = strchr (label, '_');

  if (!mark || !mark[1])
    return g_strdup (label);

  if (mark > label && mark[-1] == '(' && mark[2] == ')')
    return g_strdup_printf ("%.*s%s", (int) (mark - 1 - label), label, mark + 3);

  return g_strdup_printf ("%.*s%s", (int) (mark - label), label, mark + 1);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Labels without their mnemonics, and where translations are looked for. */

#include "plugin/settings/letters.h"
#include "plugin/settings/words.h"

#include <string.h>

#include <glib/gstdio.h>

static void
assert_plain (const char *label,
              const char *wanted)
{
  g_autofree char *plain = nst_words_plain (label);

  g_assert_cmpstr (plain, ==, wanted);
}

static void
test_plain (void)
{
  assert_plain ("Width", "Width");
  assert_plain ("_Strength", "Strength");
  assert_plain ("Si_ze", "Size");
  assert_plain ("強度(_S)", "強度");
  assert_plain ("Memory (MB)", "Memory (MB)");
  assert_plain ("Advanced (_A)...", "Advanced ...");
  assert_plain ("_", "_");
  assert_plain ("", "");
}

static void
assert_found (const char *program_dir,
              const char *wanted)
{
  g_autofree char *folder = nst_words_folder (program_dir);

  g_assert_cmpstr (folder, ==, wanted);
}

/* A prefix of its own, with a program in its bin, as after an installation; then as in a
 * build folder. */
static void
test_folder (void)
{
  g_autofree char *prefix = g_dir_make_tmp ("neural-art-XXXXXX", NULL);
  g_autofree char *bin    = g_build_filename (prefix, "bin", NULL);
  g_autofree char *data   = g_build_filename (prefix, "share", "neural-art", NULL);
  g_autofree char *shared = g_build_filename (prefix, "share", "locale", NULL);
  g_autofree char *beside = g_build_filename (bin, "locale", NULL);
  g_autofree char *share  = g_path_get_dirname (data);

  g_assert_cmpint (g_mkdir_with_parents (bin, 0700), ==, 0);
  g_assert_cmpint (g_mkdir_with_parents (data, 0700), ==, 0);
  assert_found (bin, shared);

  /* /usr/bin has a program of that name. */
  g_assert_true (g_file_set_contents (beside, "", 0, NULL));
  assert_found (bin, shared);

  g_assert_cmpint (g_remove (beside), ==, 0);
  g_assert_cmpint (g_mkdir (beside, 0700), ==, 0);
  assert_found (bin, beside);

  g_rmdir (beside);
  g_rmdir (data);
  g_rmdir (share);
  g_rmdir (bin);
  g_rmdir (prefix);
}

static void
assert_shared (const char *labels,
               const char *taken,
               const char *wanted)
{
  g_auto (GStrv)        given = g_strsplit (labels, "|", -1);
  g_autoptr (GPtrArray) list  = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GString)   used  = g_string_new (taken);
  g_autofree char      *got   = NULL;

  for (int i = 0; given[i]; i++)
    g_ptr_array_add (list, g_strdup (given[i]));
  nst_letters_share (list, used);
  g_ptr_array_add (list, NULL);
  got = g_strjoinv ("|", (char **) list->pdata);
  g_assert_cmpstr (got, ==, wanted);

  for (const char *c = used->str; *c; c = g_utf8_next_char (c))
    g_assert_null (g_utf8_strchr (g_utf8_next_char (c), -1, g_utf8_get_char (c)));
}

/* Those that ask for a letter have it first; a word's first letter comes before others; one that
 * has a letter goes on to another where nothing else is left for a third. */
static void
test_letters (void)
{
  assert_shared ("Size|_Strength|Pro_of sheet", "", "S_ize|_Strength|Pr_oof sheet");
  assert_shared ("_Save|_Style", "sa", "Sa_ve|S_tyle");
  assert_shared ("ab|a", "", "a_b|_a");
  assert_shared ("ab|bc|ac|abc|d", "c", "_ab|_bc|ac|abc|_d");
  assert_shared ("Höhe|Länge", "he", "H_öhe|_Länge");
  assert_shared ("強度(_S):|畫風(_S)：|預設…", "b", "強度(_S):|畫風(_A)：|預設(_C)…");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/words/plain", test_plain);
  g_test_add_func ("/words/folder", test_folder);
  g_test_add_func ("/words/letters", test_letters);

  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Files of settings say what was written into them, and the user's own presets are such files
 * under names that are no others'. */

#include "plugin/settings/settings.h"

#include <string.h>

#include <glib/gstdio.h>

static char *folder; /* where the user's settings are */

static void
remove_all (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char      *name;

  while (dir && (name = g_dir_read_name (dir)))
    {
      g_autofree char *inside = g_build_filename (path, name, NULL);

      remove_all (inside);
    }

  g_remove (path);
}

static NstRecord *
make_record (const char *pairs)
{
  NstOptions options;
  GError    *error = NULL;

  nst_options_init (&options);
  nst_options_parse_pairs (&options, pairs, &error);
  g_assert_no_error (error);

  return nst_record_new (&options);
}

static void
assert_pairs (const NstOptions *options,
              const char       *wanted)
{
  g_autofree char *pairs = nst_options_to_pairs (options);

  g_assert_cmpstr (pairs, ==, wanted);
}

static void
save (const char *name,
      const char *pairs)
{
  g_autoptr (NstRecord) record = make_record (pairs);
  GError               *error  = NULL;

  nst_own_preset_save (name, record, &error);
  g_assert_no_error (error);
}


/* ---- files ----------------------------------------------------------- */

static void
test_written_and_read (void)
{
  static const char     pairs[] = "preset=gram strength=62.5 style-layers=conv1_1,conv2_1 "
                                  "init-file='/a b/it'\\''s # \n.png' seed=3";
  g_autofree char      *path    = g_build_filename (folder, "a b" NST_SETTINGS_ENDING, NULL);
  g_autoptr (NstRecord) record  = make_record (pairs);
  g_autoptr (NstRecord) read    = NULL;
  GError               *error   = NULL;

  nst_record_add (record, NST_FACT_STYLE, "great-wave");
  nst_record_add (record, NST_FACT_STYLE, "it's\ta # style.jpg");
  nst_record_add (record, NST_FACT_TEXTURE, "yes");
  nst_record_add (record, NST_FACT_STYLE_LAYER, "12");
  nst_record_add (record, NST_FACT_CONTENT, "13");

  nst_settings_file_write (path, record, &error);
  g_assert_no_error (error);
  read = nst_settings_file_read (path, &error);
  g_assert_no_error (error);

  assert_pairs (&read->options, pairs);
  g_assert_cmpint ((int) read->facts[NST_FACT_STYLE]->len, ==, 2);
  g_assert_cmpstr (read->facts[NST_FACT_STYLE]->pdata[1], ==, "it's\ta # style.jpg");
  g_assert_cmpstr (nst_record_get (read, NST_FACT_TEXTURE), ==, "yes");
  g_assert_null (nst_record_get (read, NST_FACT_STYLE_LAYER));
  g_assert_null (nst_record_get (read, NST_FACT_CONTENT));
}

/* For people: what it is, then a line for each. */
static void
test_lines (void)
{
  g_autofree char      *path   = g_build_filename (folder, "lines", NULL);
  g_autofree char      *text   = NULL;
  g_autoptr (NstRecord) record = make_record ("strength=60 quality=best");

  nst_record_add (record, NST_FACT_STYLE, "a wave.jpg");
  g_assert_true (nst_settings_file_write (path, record, NULL));
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));

  g_assert_true (g_str_has_prefix (text, "# Neural Art settings\n# "));
  g_assert_true (g_str_has_suffix (text, ".\nversion=" NST_VERSION "\nstyle='a wave.jpg'\nstrength=60\n"
                                         "quality=best\nseed=0\n"));
}

static void
test_refused (void)
{
  static const char *const texts[] = { "", "# nothing\n", "strength=200", "no pair", "\xff\xfe", "seed='1" };
  g_autofree char         *path    = g_build_filename (folder, "refused.txt", NULL);
  g_autofree char         *nowhere = g_build_filename (folder, "no such", "file", NULL);
  g_autoptr (NstRecord)    record  = make_record ("");

  for (size_t i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_true (g_file_set_contents (path, texts[i], -1, NULL));
      g_assert_null (nst_settings_file_read (path, &error));
      g_assert_error (error, NST_ERROR, NST_ERROR_SETTINGS);
      g_assert_nonnull (strstr (error->message, "refused.txt"));
    }

  for (int i = 0; i < 3; i++)
    {
      g_autoptr (GError) error = NULL;

      if (i == 0)
        g_assert_null (nst_settings_file_read (nowhere, &error));
      else if (i == 1)
        g_assert_null (nst_settings_file_read (folder, &error));
      else
        g_assert_false (nst_settings_file_write (nowhere, record, &error));
      g_assert_error (error, NST_ERROR, NST_ERROR_SETTINGS);
      g_assert_true (g_str_has_suffix (error->message, "."));
    }
}


/* ---- presets --------------------------------------------------------- */

/* Without what is of one picture; replaced by another of that name; sorted. */
static void
test_kept (void)
{
  g_autoptr (GPtrArray) names = NULL;
  g_autoptr (NstRecord) read  = NULL;
  g_autofree char      *path  = nst_own_preset_path ("Meine \303\226le 10");
  GError               *error = NULL;

  save ("Meine \303\226le 10", "strength=1");
  save ("Meine \303\226le 9", "seed=9");
  save ("Meine \303\226le 10", "preset=sketch strength=70 keep=face init-file=a.png shares=1,2");

  names = nst_own_presets_list ();
  g_assert_cmpint ((int) names->len, ==, 2);
  g_assert_cmpstr (names->pdata[0], ==, "Meine \303\226le 9");
  g_assert_cmpstr (names->pdata[1], ==, "Meine \303\226le 10");

  read = nst_own_preset_read ("Meine \303\226le 10", &error);
  g_assert_no_error (error);
  assert_pairs (&read->options, "preset=sketch strength=70");

  g_assert_cmpint (g_unlink (path), ==, 0);
  g_assert_false (nst_own_preset_exists ("Meine \303\226le 10"));
  g_assert_null (nst_own_preset_read ("Meine \303\226le 10", &error));
  g_assert_error (error, NST_ERROR, NST_ERROR_SETTINGS);
  g_assert_nonnull (strstr (error->message, "look, "));
  g_assert_nonnull (strstr (error->message, ", Meine \303\226le 9, not"));
  g_clear_error (&error);
}

/* A shipped preset's name stays its own, also where such a file is there. */
static void
test_names (void)
{
  static const char *const names[]   = { "look", "texture", "", ".", "..", ".hidden", "a/b", "/a",
                                         "a\nb", "\xff", " a", "a " };
  g_autoptr (NstRecord)    record    = make_record ("strength=3");
  g_autofree char         *look      = nst_own_preset_path ("look");
  g_autofree char         *presets   = nst_own_presets_folder ();
  g_autofree char         *long_name = g_strnfill (300, 'a');
  g_autoptr (GPtrArray)    before    = nst_own_presets_list ();
  g_autoptr (GPtrArray)    after     = NULL;
  NstOptions               options;

  for (size_t i = 0; i <= G_N_ELEMENTS (names); i++)
    {
      const char        *name  = i < G_N_ELEMENTS (names) ? names[i] : long_name;
      g_autoptr (GError) error = NULL;

      g_assert_false (nst_own_preset_save (name, record, &error));
      g_assert_error (error, NST_ERROR, NST_ERROR_SETTINGS);
      g_assert_false (nst_own_preset_exists (name));
    }

  g_assert_cmpint (g_mkdir_with_parents (presets, 0777), ==, 0);
  g_assert_true (nst_settings_file_write (look, record, NULL));
  after = nst_own_presets_list ();
  g_assert_cmpint ((int) after->len, ==, (int) before->len);

  nst_options_init (&options);
  g_assert_true (nst_own_presets_parse_pairs (&options, "preset=look", NULL));
  g_assert_cmpfloat (options.strength, ==, 50);
}

/* In a text of settings, wherever it stands, before the others; what is of the picture stays. */
static void
test_in_pairs (void)
{
  NstOptions         options;
  g_autoptr (GError) error = NULL;

  save ("bold one", "preset=gram strength=90 quality=best");
  nst_options_init (&options);
  g_assert_true (nst_options_parse_pairs (&options, "size=100 keep=face", NULL));
  g_assert_true (nst_own_presets_parse_pairs (&options, "strength=20 preset='bold one' seed=4",
                                              NULL));
  assert_pairs (&options, "preset=gram strength=20 quality=best keep='face' seed=4");

  g_assert_false (nst_own_presets_parse_pairs (&options, "seed=5 preset=nosuch", &error));
  g_assert_error (error, NST_ERROR, NST_ERROR_SETTINGS);
  g_assert_nonnull (strstr (error->message, "bold one"));
  g_clear_error (&error);
  g_assert_false (nst_own_presets_parse_pairs (&options, "preset='bold one' size=-1", &error));
  assert_pairs (&options, "preset=gram strength=20 quality=best keep='face' seed=4");
}

static void
test_looked_up (void)
{
  g_autofree char   *path  = nst_own_preset_path ("bold one");
  g_autoptr (GError) error = NULL;

  for (int i = 0; i < 2; i++)
    {
      g_autoptr (NstRecord) record = nst_settings_look_up (i ? path : "bold one", NULL);

      g_assert_nonnull (record);
      assert_pairs (&record->options, "preset=gram strength=90 quality=best");
    }

  g_assert_null (nst_settings_look_up ("nosuch", &error));
  g_assert_error (error, NST_ERROR, NST_ERROR_SETTINGS);
}

/* The dialogs show one beside each preset that comes with the program. */
static void
test_pictures (void)
{
  const NstChoice *shipped = nst_settings_find ("preset")->choices;

  for (int i = 0; shipped[i].name; i++)
    {
      g_autofree char *path    = g_strconcat ("samples/presets/", shipped[i].name, ".jpg", NULL);
      g_autofree char *picture = NULL;
      gsize            length  = 0;

      g_assert_true (g_file_get_contents (path, &picture, &length, NULL));
      g_assert_cmpuint (length, >, 1000);
      g_assert_cmpint (memcmp (picture, "\xff\xd8\xff", 3), ==, 0);
    }
}

int
main (int    argc,
      char **argv)
{
  folder = g_dir_make_tmp ("check-presets-XXXXXX", NULL);
  g_assert_nonnull (folder);
  g_assert_true (g_setenv ("XDG_CONFIG_HOME", folder, TRUE));
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/settings-file/written-and-read", test_written_and_read);
  g_test_add_func ("/settings-file/lines", test_lines);
  g_test_add_func ("/settings-file/refused", test_refused);
  g_test_add_func ("/presets/pictures", test_pictures);
  g_test_add_func ("/own-presets/kept", test_kept);
  g_test_add_func ("/own-presets/names", test_names);
  g_test_add_func ("/own-presets/in-pairs", test_in_pairs);
  g_test_add_func ("/own-presets/looked-up", test_looked_up);

  const int status = g_test_run ();

  remove_all (folder);
  g_free (folder);

  return status;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The shelf of styles on folders made here: what is listed and in which order, and
 * what a name leads to; and the shelf that comes with the program. */

#include "plugin/shared/shelf.h"
#include "core/nst.h"

#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <gio/gio.h>
#include <glib/gstdio.h>

#define PNG "\x89PNG\r\n\x1a\n\0\0\0\rIHDR"

static char *scratch;

/* A new folder of that name in the scratch folder. */
static char *
make_folder (const char *name)
{
  char *folder = g_build_filename (scratch, name, NULL);

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);

  return folder;
}

static void
add_file (const char *folder,
          const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);

  g_assert_true (g_file_set_contents (path, PNG, sizeof PNG - 1, NULL));
}

static void
remove_all (const char *path)
{
  g_autoptr (GDir) folder = g_dir_open (path, 0, NULL);
  const char      *name;

  while (folder && (name = g_dir_read_name (folder)))
    {
      g_autofree char *inside = g_build_filename (path, name, NULL);

      if (g_file_test (inside, G_FILE_TEST_IS_DIR) &&
          !g_file_test (inside, G_FILE_TEST_IS_SYMLINK))
        remove_all (inside);
      else
        g_unlink (inside);
    }

  g_rmdir (path);
}

/* Whatever a test puts on the shelf is gone after it. */
static char *
start_shelf (const char *name)
{
  g_autofree char *own     = nst_shelf_own_folder ();
  char            *shipped = make_folder (name);

  remove_all (own);
  g_setenv ("NEURAL_ART_STYLES", shipped, TRUE);

  return shipped;
}

static char *
make_own_folder (void)
{
  char *own = nst_shelf_own_folder ();

  g_assert_cmpint (g_mkdir_with_parents (own, 0700), ==, 0);

  return own;
}

/* The names on the shelf, with bars between them. */
static char *
list_names (void)
{
  g_autoptr (GPtrArray) shelf = nst_shelf_list ("/nowhere");
  g_autoptr (GString)   names = g_string_new (NULL);

  for (guint i = 0; i < shelf->len; i++)
    g_string_append_printf (names, "%s%s", i ? "|" : "",
                            ((NstShelfStyle *) shelf->pdata[i])->name);

  return g_string_free (g_steal_pointer (&names), FALSE);
}

static void
assert_names (const char *expected)
{
  g_autofree char *names = list_names ();

  g_assert_cmpstr (names, ==, expected);
}

static void
test_order (void)
{
  g_autofree char *shipped = start_shelf ("order");
  g_autofree char *own     = NULL;

  add_file (shipped, "plate 10.png");
  add_file (shipped, "plate 2.png");
  add_file (shipped, "Poppies.png");
  add_file (shipped, "great-wave.png");
  assert_names ("great-wave|plate 2|plate 10|Poppies");

  own = make_own_folder ();
  add_file (own, "zebra.png");
  add_file (own, "garden.png");
  assert_names ("garden|zebra|great-wave|plate 2|plate 10|Poppies");
}

static void
test_what_is_no_picture (void)
{
  g_autofree char *shipped = start_shelf ("odd");
  g_autofree char *text    = g_build_filename (shipped, "notes.txt", NULL);
  g_autofree char *empty   = g_build_filename (shipped, "empty.txt", NULL);
  g_autofree char *folder  = make_folder ("odd/folder.png");
  g_autofree char *pipe    = g_build_filename (shipped, "pipe.png", NULL);
  g_autofree char *nowhere = g_build_filename (shipped, "nowhere.png", NULL);
  g_autofree char *loop    = g_build_filename (shipped, "loop.png", NULL);
  g_autofree char *link    = g_build_filename (shipped, "linked.png", NULL);
  g_autofree char *linked  = g_build_filename (scratch, "elsewhere.png", NULL);

  add_file (folder, "inside.png");
  add_file (scratch, "elsewhere.png");
  add_file (shipped, ".hidden.png");
  add_file (shipped, "no ending");
  add_file (shipped, "two\nlines.png");
  add_file (shipped, "tab\t.png");
  add_file (shipped, "latin-\xe9.png");
  add_file (shipped, "copy.png~");
  add_file (shipped, "manual.pdf");
  add_file (shipped, "PHOTO.JPG");
  add_file (shipped, "phone.heic");
  g_file_set_contents (text, "words", -1, NULL);
  g_file_set_contents (empty, "", 0, NULL);
  g_assert_cmpint (mkfifo (pipe, 0600), ==, 0);
  g_assert_cmpint (symlink ("/nowhere/at all.png", nowhere), ==, 0);
  g_assert_cmpint (symlink (loop, loop), ==, 0);
  g_assert_cmpint (symlink (linked, link), ==, 0);

  assert_names ("linked|no ending|phone|PHOTO");
}

/* The shelf does not look into pictures: a damaged one is listed, and whoever opens
 * it says so. */
static void
test_damaged (void)
{
  g_autofree char *shipped = start_shelf ("damaged");
  g_autofree char *broken  = g_build_filename (shipped, "broken.jpg", NULL);

  g_file_set_contents (broken, "\xff\xd8\xff\xe0 and nothing more", -1, NULL);
  assert_names ("broken");
}

static void
test_missing_folders (void)
{
  g_autofree char *shipped = start_shelf ("missing");
  g_autofree char *file    = g_build_filename (shipped, "file.png", NULL);
  g_autofree char *own     = NULL;

  add_file (shipped, "file.png");
  assert_names ("file");

  g_setenv ("NEURAL_ART_STYLES", file, TRUE);
  assert_names ("");

  g_setenv ("NEURAL_ART_STYLES", "/nowhere/at all", TRUE);
  assert_names ("");

  own = make_own_folder ();
  add_file (own, "mine.png");
  assert_names ("mine");
}

static void
test_names_and_titles (void)
{
  static const struct
  {
    const char *file, *name, *title;
  } cases[] = {
    { "great-wave.png", "great-wave", "Great wave" },
    { "a_b.c d.png", "a_b.c d", "A b.c d" },
    { "-o.png", "-o", "O" },
    { "\xc3\xa9t\xc3\xa9.png", "\xc3\xa9t\xc3\xa9", "\xc3\x89t\xc3\xa9" },
    { "it's <b>\"&\" 100%.png", "it's <b>\"&\" 100%", "It's <b>\"&\" 100%" },
    { "no ending", "no ending", "No ending" },
    { "$(x) `y`;.png", "$(x) `y`;", "$(x) `y`;" },
  };
  g_autofree char *shipped = start_shelf ("names");

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    add_file (shipped, cases[i].file);

  g_autoptr (GPtrArray) shelf = nst_shelf_list ("/nowhere");

  g_assert_cmpuint (shelf->len, ==, G_N_ELEMENTS (cases));

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const NstShelfStyle *style = nst_shelf_find (shelf, cases[i].name);
      g_autofree char     *path  = g_build_filename (shipped, cases[i].file, NULL);

      g_assert_nonnull (style);
      g_assert_cmpstr (style->name, ==, cases[i].name);
      g_assert_cmpstr (style->title, ==, cases[i].title);
      g_assert_cmpstr (style->path, ==, path);
      g_assert_true (nst_shelf_find (shelf, cases[i].file) == style);
    }

  g_assert_null (nst_shelf_find (shelf, "great"));
  g_assert_null (nst_shelf_find (shelf, ""));
}

static void
assert_leads_to (const char *file,
                 const char *expected)
{
  GError          *error = NULL;
  g_autofree char *path  = nst_shelf_look_up ("/nowhere", file, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (path, ==, expected);
}

/* Not found, in one sentence that has the words. */
static void
assert_unknown (const char *file,
                const char *words)
{
  GError          *error = NULL;
  g_autofree char *path  = nst_shelf_look_up ("/nowhere", file, &error);

  g_assert_null (path);
  g_assert_error (error, NST_ERROR, NST_ERROR_PICTURE);
  g_assert_true (g_str_has_suffix (error->message, "."));
  if (!strstr (error->message, words))
    g_error ("\"%s\" has no \"%s\"", error->message, words);

  g_clear_error (&error);
}

static void
test_look_up (void)
{
  g_autofree char *shipped = start_shelf ("look-up");
  g_autofree char *own     = make_own_folder ();
  g_autofree char *wave    = g_build_filename (shipped, "great-wave.png", NULL);
  g_autofree char *theirs  = g_build_filename (shipped, "garden.png", NULL);
  g_autofree char *mine    = g_build_filename (own, "garden.jpeg", NULL);

  add_file (shipped, "great-wave.png");
  add_file (shipped, "garden.png");
  add_file (own, "garden.jpeg");

  assert_leads_to ("great-wave", wave);
  assert_leads_to ("great-wave.png", wave);
  assert_leads_to ("garden", mine);
  assert_leads_to ("garden.png", theirs);

  /* What is there, or has a folder, is left alone. */
  assert_leads_to ("README.md", "README.md");
  assert_leads_to (wave, wave);
  assert_leads_to ("/nowhere/great-wave", "/nowhere/great-wave");
  assert_leads_to ("./great-wave", "./great-wave");

  assert_unknown ("grand-wave", "\"grand-wave\"");
  assert_unknown ("grand-wave", " garden, garden, great-wave.");
  assert_unknown ("", "garden");
  assert_unknown ("\xff", "garden");
}

static void
test_look_up_on_few_or_many (void)
{
  g_autofree char *shipped = start_shelf ("many");

  assert_unknown ("wave", "no styles");

  for (int i = 0; i < 60; i++)
    {
      g_autofree char *name = g_strdup_printf ("plate %d.png", i);

      add_file (shipped, name);
    }

  assert_unknown ("wave", "plate 18, plate 19, ...");
}

/* Without NEURAL_ART_STYLES: beside the program or its folder. */
static void
test_places (void)
{
  g_autofree char *other  = start_shelf ("other");
  g_autofree char *folder = make_folder ("top/samples/styles");
  g_autofree char *build  = make_folder ("top/build");
  g_autofree char *bin    = make_folder ("prefix/bin");
  g_autofree char *share  = make_folder ("prefix/share/neural-art/samples/styles");
  g_autofree char *top    = g_build_filename (scratch, "top", NULL);
  const char      *dirs[] = { top, build, bin };

  add_file (folder, "here.png");
  add_file (share, "here.png");
  g_unsetenv ("NEURAL_ART_STYLES");

  for (size_t i = 0; i < G_N_ELEMENTS (dirs); i++)
    {
      g_autoptr (GPtrArray) shelf = nst_shelf_list (dirs[i]);

      g_assert_cmpuint (shelf->len, ==, 1);
      g_assert_cmpstr (((NstShelfStyle *) shelf->pdata[0])->name, ==, "here");
    }
}

/* What a notice says of its folder's pictures; one without a notice is silent. */
static void
test_notice (void)
{
  static const char     text[]  = "[great-wave.png]\nPainter=Katsushika Hokusai\n"
                                  "Title=The Great Wave\n"
                                  "Title[de]=Die Welle\nYear=about 1831\nMedium=woodblock print\n"
                                  "[plain.png]\nTitle= \n";
  g_autofree char      *shipped = start_shelf ("notice");
  g_autofree char      *path    = g_build_filename (shipped, NST_SHELF_NOTICE, NULL);
  g_autofree char      *told    = NULL;
  g_autoptr (GPtrArray) shelf   = NULL;
  const NstShelfStyle  *wave;

  add_file (shipped, "great-wave.png");
  add_file (shipped, "plain.png");
  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  assert_names ("great-wave|plain");

  shelf = nst_shelf_list ("/nowhere");
  wave  = nst_shelf_find (shelf, "great-wave");
  told  = nst_shelf_tell (wave);
  g_assert_cmpstr (wave->painter, ==, "Katsushika Hokusai");
  g_assert_cmpstr (told, ==, "Katsushika Hokusai: The Great Wave, about 1831\nwoodblock print");
  g_assert_null (nst_shelf_tell (nst_shelf_find (shelf, "plain")));

  g_assert_true (g_file_set_contents (path, "no notice", -1, NULL));
  assert_names ("great-wave|plain");
}

/* Adds what lies at the path; the copy's path, or NULL and a sentence with the words. */
static char *
add_picture (const char *path,
             const char *words)
{
  g_autoptr (GFile)  file  = g_file_new_for_path (path);
  g_autoptr (GError) error = NULL;
  char              *copy  = nst_shelf_add (file, &error);

  if (!words)
    g_assert_no_error (error);
  else
    {
      g_assert_null (copy);
      g_assert_error (error, NST_ERROR, NST_ERROR_PICTURE);
      if (!strstr (error->message, words))
        g_error ("\"%s\" has no \"%s\"", error->message, words);
    }

  return copy;
}

static void
assert_added (const char *path,
              const char *name)
{
  g_autofree char *own      = nst_shelf_own_folder ();
  g_autofree char *expected = g_build_filename (own, name, NULL);
  g_autofree char *copy     = add_picture (path, NULL);
  g_autofree char *before   = NULL;
  g_autofree char *after    = NULL;

  g_assert_cmpstr (copy, ==, expected);
  g_assert_true (g_file_get_contents (path, &before, NULL, NULL));
  g_assert_true (g_file_get_contents (copy, &after, NULL, NULL));
  g_assert_cmpstr (before, ==, after);
}

static void
test_add (void)
{
  g_autofree char *shipped = start_shelf ("add");
  g_autofree char *folder  = make_folder ("pictures");
  g_autofree char *wave    = g_build_filename (folder, "wave.png", NULL);
  g_autofree char *comma   = g_build_filename (folder, "a, b.png", NULL);
  g_autofree char *text    = g_build_filename (folder, "notes.txt", NULL);
  g_autofree char *nowhere = g_build_filename (folder, "nowhere.png", NULL);
  g_autofree char *own     = nst_shelf_own_folder ();
  g_autofree char *there   = g_build_filename (own, "wave.png", NULL);

  add_file (folder, "wave.png");
  add_file (folder, "a, b.png");
  g_assert_true (g_file_set_contents (text, "words", -1, NULL));

  assert_added (wave, "wave.png");
  assert_added (wave, "wave.png");  /* the same again */
  assert_added (there, "wave.png"); /* and where it is already */
  assert_added (comma, "a  b.png");
  g_assert_true (g_file_set_contents (wave, PNG "another", -1, NULL));
  assert_added (wave, "wave 2.png");
  assert_names ("a  b|wave|wave 2");

  add_picture (text, "no picture");
  add_picture (nowhere, "no such file");
  add_picture (folder, "no picture");
  assert_names ("a  b|wave|wave 2");

  remove_all (own);
  g_assert_true (g_file_set_contents (own, "in the way", -1, NULL));
  add_picture (wave, "can't be put on the shelf");
  g_unlink (own);
}

/* The pictures in the repository: all are on the shelf, and told of. */
static void
test_shipped (void)
{
  static const char *const told[] = { "Painter", "Title", "Year", "Medium", "Source", "Licence" };
  g_autofree char         *other  = start_shelf ("shipped");
  g_autoptr (GKeyFile)     notice = g_key_file_new ();
  g_autoptr (GPtrArray)    shelf  = NULL;
  g_autoptr (GDir)         folder = g_dir_open ("samples/styles", 0, NULL);
  guint                    n      = 0;

  g_unsetenv ("NEURAL_ART_STYLES");
  shelf = nst_shelf_list ("build");
  g_assert_true (g_key_file_load_from_file (notice, "samples/styles/" NST_SHELF_NOTICE,
                                            G_KEY_FILE_NONE, NULL));

  g_assert_nonnull (folder);
  while (g_dir_read_name (folder))
    n++;

  g_assert_cmpuint (n, >=, 20 + 1);
  g_assert_cmpuint (shelf->len, ==, n - 1); /* but for the notice */
  g_assert_nonnull (nst_shelf_find (shelf, "great-wave"));

  for (guint i = 0; i < shelf->len; i++)
    for (size_t j = 0; j < G_N_ELEMENTS (told); j++)
      {
        const NstShelfStyle *style = shelf->pdata[i];
        g_autofree char     *file  = g_path_get_basename (style->path);
        g_autofree char     *text  = g_key_file_get_string (notice, file, told[j], NULL);

        if (!text || !*text)
          g_error ("the notice of the styles has no %s for %s", told[j], file);
      }
}

int
main (int    argc,
      char **argv)
{
  int status;

  scratch = g_dir_make_tmp ("check-shelf-XXXXXX", NULL);
  g_assert_nonnull (scratch);
  g_setenv ("XDG_DATA_HOME", scratch, TRUE);
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/shelf/order", test_order);
  g_test_add_func ("/shelf/what-is-no-picture", test_what_is_no_picture);
  g_test_add_func ("/shelf/damaged", test_damaged);
  g_test_add_func ("/shelf/missing-folders", test_missing_folders);
  g_test_add_func ("/shelf/names-and-titles", test_names_and_titles);
  g_test_add_func ("/shelf/look-up", test_look_up);
  g_test_add_func ("/shelf/look-up-on-few-or-many", test_look_up_on_few_or_many);
  g_test_add_func ("/shelf/places", test_places);
  g_test_add_func ("/shelf/notice", test_notice);
  g_test_add_func ("/shelf/add", test_add);
  g_test_add_func ("/shelf/shipped", test_shipped);
  status = g_test_run ();

  remove_all (scratch);
  g_free (scratch);

  return status;
}

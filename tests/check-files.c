/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Many files: what is asked for in text, which pictures and styles that means, what their
 * paintings are called and which are left out, how that is told, and how long it will take; and
 * files that have their name only when they are whole. */

#define _GNU_SOURCE /* nftw */

#include "plugin/shared/files-clock.h"
#include "plugin/shared/files-find.h"
#include "plugin/shared/files-plan.h"
#include "plugin/shared/files-report.h"
#include "plugin/shared/name-pattern.h"
#include "plugin/shared/whole-file.h"

#include <ftw.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <glib/gstdio.h>

static const char *const endings[] = { "png", "jpg", NULL };
static char             *scratch;

/* Each test has a folder of its own, which it works in. */
static void
enter (const char *name)
{
  g_autofree char *folder = g_build_filename (scratch, name, NULL);

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_assert_cmpint (g_chdir (folder), ==, 0);
}

static void
add_file (const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_assert_true (g_file_set_contents (path, "x", 1, NULL));
}

static NstFilesPlan *
make_plan (const char *text,
           GError    **error)
{
  g_auto (NstFilesWish) wish = { 0 };

  nst_files_wish_init (&wish);
  g_assert_true (nst_files_wish_parse (&wish, text, NULL));

  return nst_files_plan_new (&wish, endings, "/nowhere", error);
}

/* "name+state" of each job, W(aits), T(here) or F(ailed), with bars between. */
static char *
tell_jobs (const NstFilesPlan *plan)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < plan->jobs->len; i++)
    {
      const NstFilesJob *job  = plan->jobs->pdata[i];
      g_autofree char   *name = g_path_get_basename (job->target);

      g_string_append_printf (text, "%s%s %c", i ? "|" : "", name, "WTPF"[job->state]);
    }

  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
assert_jobs (const char *text,
             const char *expected)
{
  g_autoptr (GError)       error = NULL;
  g_autoptr (NstFilesPlan) plan  = make_plan (text, &error);
  g_autofree char         *jobs  = NULL;

  g_assert_no_error (error);
  jobs = tell_jobs (plan);
  g_assert_cmpstr (jobs, ==, expected);
}

static void
assert_refused (const char *text,
                const char *words)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (make_plan (text, &error));
  g_assert_nonnull (error);
  if (!strstr (error->message, words))
    g_error ("not \"%s\": %s", words, error->message);
}

static void
test_wish (void)
{
  g_auto (NstFilesWish) wish  = { 0 };
  g_auto (NstFilesWish) again = { 0 };
  g_autoptr (GError)    error = NULL;
  g_autofree char      *text  = NULL;
  g_autofree char      *same  = NULL;

  enter ("wish");
  add_file ("one, two.jpg");

  nst_files_wish_init (&wish);
  g_assert_true (nst_files_wish_parse (&wish,
                                       "pictures='one, two.jpg' styles=a,b\\ c folder='the out' "
                                       "names={name} format=.jpg combine=mixed existing=replace "
                                       "strength=60 style-scale=1.5",
                                       &error));
  g_assert_cmpuint (g_strv_length (wish.pictures), ==, 1);
  g_assert_cmpstr (wish.pictures[0], ==, "one, two.jpg");
  g_assert_cmpuint (g_strv_length (wish.styles), ==, 2);
  g_assert_cmpstr (wish.styles[1], ==, "b c");
  g_assert_cmpstr (wish.format, ==, "jpg");
  g_assert_true (wish.mixed && wish.replace);

  text = nst_files_wish_write (&wish);
  nst_files_wish_init (&again);
  g_assert_true (nst_files_wish_parse (&again, text, NULL));
  same = nst_files_wish_write (&again);
  g_assert_cmpstr (text, ==, same);
  g_assert_cmpstr (again.pictures[0], ==, "one, two.jpg");
  g_assert_cmpfloat (again.options.strength, ==, 60);

  g_assert_false (nst_files_wish_parse (&wish, "combine=both", &error));
  g_assert_nonnull (strstr (error->message, "each or mixed"));
}

static void
test_settings_file (void)
{
  g_auto (NstFilesWish) wish  = { 0 };
  g_autoptr (GError)    error = NULL;

  enter ("settings");
  g_assert_true (g_file_set_contents ("mine.txt", "strength=70 # bold\npreset=gram\n", -1, NULL));
  nst_files_wish_init (&wish);
  g_assert_true (nst_files_wish_parse (&wish, "seed=4 settings-file=mine.txt strength=20", NULL));
  g_assert_cmpfloat (wish.options.strength, ==, 20);
  g_assert_cmpint (wish.options.preset, ==, 1);
  g_assert_cmpint ((int) wish.options.core.seed, ==, 0);

  g_assert_false (nst_files_wish_parse (&wish, "settings-file=none.txt", &error));
  g_assert_nonnull (strstr (error->message, "none.txt"));
}

static void
test_names (void)
{
  NstOptions       options;
  g_autofree char *plain = NULL;
  g_autofree char *more  = NULL;

  nst_options_init (&options);
  plain = nst_name_pattern_fill ("{style}/{name} {strength}", "a.b", "the/wave", &options);
  g_assert_cmpstr (plain, ==, "the-wave/a.b 50");
  more = nst_name_pattern_fill ("{name}{preset}{size}", "x", "y", &options);
  g_assert_cmpstr (more, ==, "xlook0");

  g_assert_true (nst_name_pattern_check ("{style}/{name}", NULL));
  g_assert_false (nst_name_pattern_check ("{nmae}", NULL));
  g_assert_false (nst_name_pattern_check ("{name", NULL));
  g_assert_false (nst_name_pattern_check ("../{name}", NULL));
  g_assert_false (nst_name_pattern_check ("/{name}", NULL));
  g_assert_false (nst_name_pattern_check ("", NULL));
}

static void
test_pairs (void)
{
  enter ("pairs");
  add_file ("in/b10.png");
  add_file ("in/b2.jpg");
  add_file ("in/.hidden.png");
  add_file ("in/notes.txt");
  add_file ("in/sub/deep.png");
  add_file ("wave.jpg");
  add_file ("pop.jpg");

  assert_jobs ("pictures=in styles=./wave.jpg folder=out", "b2-wave.png W|b10-wave.png W");
  assert_jobs ("pictures=in/*.png,in/b2.jpg,in/b10.png styles=./wave.jpg,./pop.jpg folder=out",
               "b10-wave.png W|b10-pop.png W|b2-wave.png W|b2-pop.png W");
  assert_jobs ("pictures=in styles=./wave.jpg,./pop.jpg folder=out combine=mixed format=",
               "b2-wave+pop.jpg W|b10-wave+pop.png W");
  assert_jobs ("pictures=in/none.tif styles=./wave.jpg folder=out format=", "none-wave.png W");

  assert_refused ("pictures=in/none*.tif styles=./wave.jpg folder=out", "no pictures");
  assert_refused ("pictures=in folder=out", "Choose a style");
  assert_refused ("pictures=in styles=./wave.jpg", "folder");
  assert_refused ("pictures=in styles=nowhere folder=out", "nowhere");
  assert_refused ("pictures=in styles=./wave.jpg,./pop.jpg folder=out names={name}", "{style}");
}

/* Begun again, after some were made. */
static void
test_resumed (void)
{
  g_autoptr (NstFilesPlan) plan = NULL;
  g_autofree char         *aim  = NULL;

  enter ("resumed");
  add_file ("in/a.png");
  add_file ("in/b.png");
  add_file ("in/c.png");
  add_file ("out/a-wave.png");
  g_assert_true (g_file_set_contents ("out/b-wave.png", "", 0, NULL));

  assert_jobs ("pictures=in styles=./wave.jpg folder=out",
               "a-wave.png T|b-wave.png W|c-wave.png W");
  assert_jobs ("pictures=in styles=./wave.jpg folder=out existing=replace",
               "a-wave.png W|b-wave.png W|c-wave.png W");

  plan = make_plan ("pictures=in styles=./wave.jpg folder=out", NULL);
  aim  = nst_files_report_aim (plan);
  g_assert_cmpstr (aim, ==, "3 pictures: 3 paintings, 1 of which is there already. The first to be made is "
                            "\"b-wave.png\".");
}

/* No picture is ever lost: not by a painting, and not by another's. */
static void
test_clashes (void)
{
  enter ("clashes");
  add_file ("in/a.png");
  add_file ("in/a.jpg");
  add_file ("other/a.png");
  assert_jobs ("pictures=in styles=./wave.jpg folder=out", "a-jpg-wave.png W|a-png-wave.png W");
  assert_jobs ("pictures=in/a.png,other/a.png styles=./wave.jpg folder=out",
               "a-png-wave.png W|a-png-wave.png F");

  /* Saved beside the pictures, under their own names or as new ones. */
  assert_jobs ("pictures=in/a.png styles=./wave.jpg folder=in names={name} existing=replace",
               "a.png F");
  add_file ("same/a.png");
  add_file ("same/a-wave.png");
  assert_jobs ("pictures=same styles=./wave.jpg folder=same", "a-wave.png T");
  assert_jobs ("pictures=same styles=./wave.jpg folder=same existing=replace", "a-wave.png F");
}

static void
test_report (void)
{
  g_autoptr (NstFilesPlan) plan   = NULL;
  g_autofree char         *end    = NULL;
  g_autofree char         *failed = NULL;
  NstFilesJob             *job;

  enter ("report");
  add_file ("in/a.png");
  add_file ("in/b.png");
  add_file ("in/c.png");
  plan       = make_plan ("pictures=in styles=./wave.jpg folder=out", NULL);
  job        = plan->jobs->pdata[0];
  job->state = NST_FILE_PAINTED;
  nst_files_job_fail (plan->jobs->pdata[1],
                      g_error_new_literal (NST_ERROR, NST_ERROR_PICTURE, "It is no picture."));

  end    = nst_files_report_end (plan);
  failed = nst_files_report_failed (plan);
  g_assert_cmpstr (end, ==,
                   "1 painting was made. 1 could not be made. 1 painting is left: begin again "
                   "with the same choices to go on.");
  g_assert_cmpstr (failed, ==, "b.png in the style of wave: It is no picture.");
  g_free (failed);
  nst_files_plan_free (plan);

  /* What is wrong with the picture itself is told once. */
  plan = make_plan ("pictures=in/a.png styles=./wave.jpg,./pop.jpg folder=out", NULL);
  for (int i = 0; i < 2; i++)
    nst_files_job_fail (plan->jobs->pdata[i],
                        g_error_new_literal (NST_ERROR, NST_ERROR_PICTURE, "It is no picture."));
  failed = nst_files_report_failed (plan);
  g_assert_cmpstr (failed, ==, "a.png: It is no picture.");
}

/* Ten paintings reckoned at 10 s each, which take twice as long; one is dropped. */
static void
test_clock (void)
{
  NstFilesClock clock = { .all = 100 };

  nst_files_clock_begin (&clock, 10);
  g_assert_cmpfloat (nst_files_clock_left (&clock, 0, 0), ==, 100);
  for (int i = 0; i < 5; i++)
    {
      nst_files_clock_begin (&clock, 10);
      nst_files_clock_end (&clock, 20, TRUE);
    }
  nst_files_clock_begin (&clock, 10);
  nst_files_clock_end (&clock, 1, FALSE);
  g_assert_cmpfloat (clock.all, ==, 90);

  nst_files_clock_begin (&clock, 10);
  g_assert_cmpfloat_with_epsilon (nst_files_clock_fraction (&clock, 0.5), 55.0 / 90, 1e-9);
  /* 35 reckoned seconds at nearly twice their length. */
  g_assert_cmpfloat_with_epsilon (nst_files_clock_left (&clock, 0.5, 10), 35 * 130.0 / 75, 1e-9);
}

static void
test_whole_file (void)
{
  g_autoptr (GDir) listing = NULL;
  g_autofree char *name    = NULL;
  int              status;
  pid_t            child;

  enter ("whole");
  name = nst_whole_file_name ("a.png");
  g_assert_true (g_str_has_suffix (name, ".png"));
  g_assert_false (nst_whole_file_is_on_disk (name));
  g_assert_true (g_file_set_contents (name, "x", 1, NULL));
  g_assert_true (nst_whole_file_is_on_disk (name));

  /* What this process is writing stays; what another one has left does not. */
  nst_whole_file_sweep (".");
  g_assert_true (g_file_test (name, G_FILE_TEST_EXISTS));
  g_assert_true (nst_whole_file_take_name (name, "a.png"));
  g_assert_false (g_file_test (name, G_FILE_TEST_EXISTS));

  child = fork ();
  if (child == 0)
    {
      g_autofree char *left = nst_whole_file_name ("b.png");

      _exit (g_file_set_contents (left, "half", -1, NULL) ? 0 : 1);
    }
  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  g_assert_cmpint (status, ==, 0);

  nst_whole_file_sweep (".");
  listing = g_dir_open (".", 0, NULL);
  g_assert_cmpstr (g_dir_read_name (listing), ==, "a.png");
  g_assert_null (g_dir_read_name (listing));
}

static int
remove_one (const char        *path,
            const struct stat *status,
            int                kind,
            struct FTW        *place)
{
  (void) status;
  (void) kind;
  (void) place;

  return g_remove (path);
}

int
main (int    argc,
      char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  scratch = g_dir_make_tmp ("neural-art-files-XXXXXX", NULL);
  g_setenv ("XDG_DATA_HOME", scratch, TRUE);
  g_setenv ("NEURAL_ART_STYLES", scratch, TRUE);

  g_test_add_func ("/files/wish", test_wish);
  g_test_add_func ("/files/settings-file", test_settings_file);
  g_test_add_func ("/files/names", test_names);
  g_test_add_func ("/files/pairs", test_pairs);
  g_test_add_func ("/files/resumed", test_resumed);
  g_test_add_func ("/files/clashes", test_clashes);
  g_test_add_func ("/files/report", test_report);
  g_test_add_func ("/files/clock", test_clock);
  g_test_add_func ("/files/whole-file", test_whole_file);

  status = g_test_run ();

  if (g_chdir ("/") != 0 || nftw (scratch, remove_one, 8, FTW_DEPTH | FTW_PHYS) != 0)
    status = 1;
  g_free (scratch);

  return status;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The engine in a thread of its own, as the plug-in runs it; with the network's first layers,
 * so that it is quick. */

#include "plugin/shared/job.h"
#include "plugin/shared/worker.h"
#include "plugin/settings/settings.h"
#include "tests/no-threads.h"
#include "tests/resolve-pairs.h"
#include "tests/with-network.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define WIDTH   48
#define HEIGHT  36
#define FOREVER 10000 /* evaluations: a run that must be ended */


static NstImage *
new_picture (int red)
{
  NstImage *image = nst_image_new (WIDTH, HEIGHT, 3, NULL);

  for (int i = 0; i < WIDTH * HEIGHT; i++)
    {
      image->data[3 * i]     = (float) (red ? 1 : i % 7 / 7.0);
      image->data[3 * i + 1] = (float) (i % 13 / 13.0);
      image->data[3 * i + 2] = (float) (red ? 0 : i % WIDTH) / WIDTH;
    }

  return image;
}

static NstSettings
settings_for (int size,
              int evaluations)
{
  g_autofree char *pairs =
    g_strdup_printf ("schedule=24:2,%d:%d content-layers=conv1_1 "
                     "style-layers=conv1_1 style-weights=1 threads=1 size=%d",
                     size, evaluations, size);

  return test_resolve (pairs);
}

static NstJob *
start_job (const NstImage    *content,
           const NstImage    *style,
           const NstSettings *settings)
{
  return nst_job_start (&(NstSubject){ network, content, &style, style != NULL ? 1 : 0, NULL,
                                       settings });
}

static void
check_result_has_the_contents_size (gconstpointer data)
{
  const NstSettings    settings = settings_for (GPOINTER_TO_INT (data), 3);
  g_autoptr (NstImage) content  = new_picture (0);
  g_autoptr (NstImage) style    = new_picture (1);
  g_autoptr (NstJob)   job      = start_job (content, style, &settings);
  g_autoptr (NstImage) painting = NULL;
  GError              *error    = NULL;
  NstProgress          progress;

  g_assert_true (nst_job_wait (job, 60));
  g_assert_true (nst_job_progress (job, &progress));
  painting = nst_job_result (job, &error);
  g_assert_no_error (error);
  g_assert_cmpint (painting->width, ==, WIDTH);
  g_assert_cmpint (painting->height, ==, HEIGHT);
}

/* A texture painted smaller is enlarged to its own size, not the content's. */
static void
check_texture (void)
{
  NstSettings          settings = settings_for (30, 3);
  g_autoptr (NstImage) content  = new_picture (0);
  g_autoptr (NstImage) style    = new_picture (1);
  g_autoptr (NstJob)   job      = NULL;
  g_autoptr (NstImage) texture  = NULL;
  GError              *error    = NULL;

  settings.content_layers[0] = '\0';
  settings.width             = 60;
  settings.height            = 20;
  settings.init              = NST_INIT_NOISE;
  job                        = start_job (content, style, &settings);
  texture                    = nst_job_result (job, &error);
  g_assert_no_error (error);
  g_assert_cmpint (texture->width, ==, 60);
  g_assert_cmpint (texture->height, ==, 20);
}

/* Waits until the run has got somewhere, its progress never going down. */
static void
wait_for_steps (NstJob *job,
                int     steps)
{
  NstProgress progress = { 0 };
  double      fraction = 0;

  for (int i = 0; i < 3000 && progress.step < steps; i++)
    {
      g_assert_false (nst_job_wait (job, 0.01));
      if (nst_job_progress (job, &progress))
        {
          g_assert_cmpfloat (progress.fraction, >=, fraction);
          fraction = progress.fraction;
        }
    }

  g_assert_cmpint (progress.step, >=, steps);
}

static void
check_frames (void)
{
  const NstSettings    settings = settings_for (WIDTH, FOREVER);
  g_autoptr (NstImage) content  = new_picture (0);
  g_autoptr (NstImage) style    = new_picture (1);
  g_autoptr (NstJob)   job      = start_job (content, style, &settings);
  g_autoptr (NstImage) frame    = NULL;

  wait_for_steps (job, 2);
  g_assert_null (nst_job_take_frame (job));

  nst_job_ask_frame (job);
  for (int i = 0; i < 1000 && !frame; i++)
    {
      nst_job_wait (job, 0.01);
      frame = nst_job_take_frame (job);
    }

  g_assert_nonnull (frame);
  g_assert_cmpint (frame->channels, ==, 3);
  g_assert_null (nst_job_take_frame (job));
}

static void
check_stop_keeps (void)
{
  const NstSettings    settings = settings_for (WIDTH, FOREVER);
  g_autoptr (NstImage) content  = new_picture (0);
  g_autoptr (NstImage) style    = new_picture (1);
  g_autoptr (NstJob)   job      = start_job (content, style, &settings);
  g_autoptr (NstImage) painting = NULL;
  GError              *error    = NULL;

  wait_for_steps (job, 3);
  nst_job_stop (job);
  g_assert_true (nst_job_wait (job, 30));
  painting = nst_job_result (job, &error);
  g_assert_no_error (error);
  g_assert_cmpint (painting->width, ==, WIDTH);
  g_assert_true (memcmp (painting->data, content->data,
                         sizeof (float) * 3 * WIDTH * HEIGHT) != 0);
}

/* However early: while the first size is prepared, too. */
static void
check_stop_at_any_moment (void)
{
  const NstSettings    settings = settings_for (WIDTH, FOREVER);
  g_autoptr (NstImage) content  = new_picture (0);
  g_autoptr (NstImage) style    = new_picture (1);

  for (int i = 0; i < 30; i++)
    {
      g_autoptr (NstJob)   job      = start_job (content, style, &settings);
      g_autoptr (NstImage) painting = NULL;
      GError              *error    = NULL;

      g_usleep (500 * i);
      nst_job_stop (job);
      painting = nst_job_result (job, &error);
      g_assert_no_error (error);
      g_assert_nonnull (painting);
    }
}

static void
check_cancel (void)
{
  const NstSettings    settings = settings_for (WIDTH, FOREVER);
  g_autoptr (NstImage) content  = new_picture (0);
  g_autoptr (NstImage) style    = new_picture (1);
  g_autoptr (NstJob)   job      = start_job (content, style, &settings);
  g_autoptr (GError)   error    = NULL;

  wait_for_steps (job, 1);
  nst_job_cancel (job);
  g_assert_true (nst_job_wait (job, 10));
  g_assert_null (nst_job_result (job, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
check_free_ends_the_run (void)
{
  const NstSettings    settings = settings_for (WIDTH, FOREVER);
  g_autoptr (NstImage) content  = new_picture (0);
  g_autoptr (NstImage) style    = new_picture (1);
  const gint64         start    = g_get_monotonic_time ();

  nst_job_free (start_job (content, style, &settings));
  g_assert_cmpint (g_get_monotonic_time () - start, <, 10 * G_USEC_PER_SEC);
}

/* Without a style for the style's layers. */
static void
check_error (void)
{
  const NstSettings    settings = settings_for (WIDTH, 2);
  g_autoptr (NstImage) content  = new_picture (0);
  g_autoptr (NstJob)   job      = start_job (content, NULL, &settings);
  g_autoptr (GError)   error    = NULL;

  g_assert_true (nst_job_wait (job, 30));
  g_assert_null (nst_job_result (job, &error));
  g_assert_nonnull (error);
  g_assert_true (error->domain == NST_ERROR);
}


/* ---- the end of the program, and no thread --------------------------- */

static NstJob *unended;

static void
look_at_the_end (void)
{
  if (unended && !nst_job_wait (unended, 0))
    abort ();
}

/* libgimp and GTK call exit() from wherever they are: what was loaded before the job
 * may be taken down only when its thread is no more. */
static void
check_exit_while_painting (void)
{
  if (g_test_subprocess ())
    {
      const NstSettings    settings = settings_for (WIDTH, FOREVER);
      g_autoptr (NstImage) content  = new_picture (0);
      g_autoptr (NstImage) style    = new_picture (1);

      atexit (look_at_the_end);
      unended = start_job (content, style, &settings);
      wait_for_steps (unended, 1);
      exit (EXIT_SUCCESS);
    }

  g_test_trap_subprocess (NULL, 60 * G_USEC_PER_SEC, 0);
  g_test_trap_assert_passed ();
}

static void
fail_at_exit (void)
{
  _exit (3);
}

/* The same where the front-end itself is in the middle of something, and only there. */
static void
check_exit_within_guards (gconstpointer data)
{
  const gboolean guarded = GPOINTER_TO_INT (data);

  if (g_test_subprocess ())
    {
      atexit (fail_at_exit);
      nst_worker_guard_begin ();
      nst_worker_guard_begin ();
      nst_worker_guard_end ();
      if (!guarded)
        nst_worker_guard_end ();
      exit (EXIT_SUCCESS);
    }

  g_test_trap_subprocess (NULL, 60 * G_USEC_PER_SEC, 0);
  if (guarded)
    g_test_trap_assert_passed ();
  else
    g_test_trap_assert_failed ();
}

static void
check_no_thread (void)
{
#ifdef __SANITIZE_ADDRESS__
  g_test_skip ("the sanitizer needs its address space");
#else
  if (g_test_subprocess ())
    {
      const NstSettings    settings = settings_for (WIDTH, 2);
      g_autoptr (NstImage) content  = new_picture (0);
      g_autoptr (NstImage) style    = new_picture (1);
      g_autoptr (GError)   error    = NULL;
      g_autoptr (NstJob)   job      = NULL;

      test_forbid_threads ();
      job = start_job (content, style, &settings);
      g_assert_true (nst_job_wait (job, 0));
      g_assert_null (nst_job_result (job, &error));
      g_assert_error (error, NST_ERROR, NST_ERROR_MEMORY);
      g_assert_nonnull (strstr (error->message, "no thread to spare"));
      _exit (EXIT_SUCCESS);
    }

  g_test_trap_subprocess (NULL, 60 * G_USEC_PER_SEC, 0);
  g_test_trap_assert_passed ();
#endif
}


int
main (int    argc,
      char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);

  test_open_network ();

  g_test_add_data_func ("/job/result-at-the-contents-size",
                        GINT_TO_POINTER (WIDTH),
                        check_result_has_the_contents_size);
  g_test_add_data_func ("/job/painted-smaller-and-enlarged",
                        GINT_TO_POINTER (30),
                        check_result_has_the_contents_size);
  g_test_add_data_func ("/job/painted-larger-and-reduced",
                        GINT_TO_POINTER (64),
                        check_result_has_the_contents_size);
  g_test_add_func ("/job/texture-of-its-own-size", check_texture);
  g_test_add_func ("/job/frames-when-asked-for", check_frames);
  g_test_add_func ("/job/stop-keeps-the-painting", check_stop_keeps);
  g_test_add_func ("/job/stop-at-any-moment", check_stop_at_any_moment);
  g_test_add_func ("/job/cancel-gives-nothing", check_cancel);
  g_test_add_func ("/job/free-ends-the-run", check_free_ends_the_run);
  g_test_add_func ("/job/error-comes-through", check_error);
  g_test_add_func ("/job/exit-while-it-paints", check_exit_while_painting);
  g_test_add_data_func ("/job/exit-within-guards", GINT_TO_POINTER (TRUE),
                        check_exit_within_guards);
  g_test_add_data_func ("/job/exit-after-guards", GINT_TO_POINTER (FALSE),
                        check_exit_within_guards);
  g_test_add_func ("/job/no-thread-to-be-had", check_no_thread);

  status = g_test_run ();
  test_close_network ();

  return status;
}

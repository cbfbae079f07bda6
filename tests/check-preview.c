/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The preview of a dialog, without a dialog: frames that come while the main loop runs, and
 * follow what is asked; with the network's first layers, so that it is quick. */

#include "plugin/shared/preview.h"
#include "plugin/settings/settings.h"
#include "tests/resolve-pairs.h"
#include "tests/with-network.h"

#include <math.h>
#include <string.h>

#define WIDTH    64
#define HEIGHT   48
#define FOREVER  10000 /* evaluations */
#define PAIRS    "content-layers=conv1_1 style-layers=conv1_1 style-weights=1 threads=1 scales=1 "
#define FOLLOWED 24 /* evaluations after which a run that goes on is done */

/* What the preview has said. */
typedef struct
{
  NstPreview     *preview;
  const NstImage *style;  /* that was asked for last */
  NstImage       *first;  /* the first frame since it was asked */
  NstImage       *before; /* the last one */
  NstImage       *last;
  NstProgress     progress;
  int             n_steps_before; /* of the run that the one before the last was of */
  int             n_frames;
  int             n_ends; /* that were the last of a painting */
  char           *fault;
  int             n_freed; /* pictures that were given back */
} Seen;

static void
take (const NstImage    *frame,
      const NstProgress *progress,
      const char        *fault,
      gpointer           user_data)
{
  Seen *seen = user_data;

  g_free (seen->fault);
  seen->fault = g_strdup (fault);
  if (!frame)
    return;

  /* What a stage begins with is no painting yet. */
  g_assert_cmpint (progress->step, >, 0);
  seen->n_frames++;
  seen->n_ends += progress->fraction >= 1.0;
  seen->n_steps_before = seen->progress.n_steps;
  seen->progress       = *progress;
  g_clear_pointer (&seen->before, nst_image_free);
  seen->before = seen->last;
  seen->last   = nst_image_copy (frame, NULL);
  if (!seen->first)
    seen->first = nst_image_copy (frame, NULL);
}

static void
given_back (gpointer data)
{
  ((Seen *) data)->n_freed++;
}

static NstImage *
new_picture (double slant)
{
  NstImage *image = nst_image_new (WIDTH, HEIGHT, 3, NULL);

  for (int i = 0; i < WIDTH * HEIGHT; i++)
    for (int c = 0; c < 3; c++)
      image->data[3 * i + c] =
        (float) (0.5 + 0.5 * sin (0.3 * (i % WIDTH) + slant * (i / WIDTH) + c)); // NOLINT

  return image;
}

/* A run of so many evaluations. */
static void
ask (Seen           *seen,
     const NstImage *content,
     const NstImage *style,
     int             evaluations,
     gboolean        going_on)
{
  g_autofree char  *pairs    = g_strdup_printf (PAIRS "schedule=32:2,0:%d", evaluations);
  const NstSettings settings = test_resolve (pairs);
  const NstSubject  subject  = { .network  = network,
                                 .content  = content,
                                 .styles   = &seen->style,
                                 .n_styles = style ? 1 : 0,
                                 .settings = &settings };

  seen->style = style;
  g_clear_pointer (&seen->first, nst_image_free);
  nst_preview_paint (seen->preview, &subject, going_on, seen, given_back);
}

/* Lets the main loop run until there is nothing to do any more. */
static void
wait_for_end (Seen *seen)
{
  for (int i = 0; i < 6000 && !nst_preview_is_idle (seen->preview); i++)
    {
      while (g_main_context_iteration (NULL, FALSE))
        ;
      g_usleep (10000);
    }

  g_assert_true (nst_preview_is_idle (seen->preview));
}

static void
wait_for_frames (Seen *seen,
                 int   n)
{
  for (int i = 0; i < 6000 && seen->n_frames < n; i++)
    {
      while (g_main_context_iteration (NULL, FALSE))
        ;
      g_usleep (10000);
    }

  g_assert_cmpint (seen->n_frames, >=, n);
}

static void
seen_begin (Seen *seen)
{
  *seen         = (Seen){ 0 };
  seen->preview = nst_preview_new (take, seen);
}

static void
seen_end (Seen *seen)
{
  nst_preview_free (seen->preview);
  g_clear_pointer (&seen->first, nst_image_free);
  g_clear_pointer (&seen->before, nst_image_free);
  g_clear_pointer (&seen->last, nst_image_free);
  g_clear_pointer (&seen->fault, g_free);
}

static double
find_distance (const NstImage *a,
               const NstImage *b)
{
  double sum = 0;

  g_assert_cmpint (a->width, ==, b->width);
  for (int i = 0; i < 3 * a->width * a->height; i++)
    sum += fabs ((double) a->data[i] - b->data[i]);

  return sum / (3.0 * a->width * a->height);
}

static void
check_grows (void)
{
  g_autoptr (NstImage) content = new_picture (0.1);
  g_autoptr (NstImage) style   = new_picture (0.7);
  Seen                 seen;

  seen_begin (&seen);
  g_assert_true (nst_preview_is_idle (seen.preview));
  ask (&seen, content, style, 300, FALSE);
  wait_for_end (&seen);

  g_assert_cmpstr (seen.fault, ==, NULL);
  g_assert_cmpint (seen.n_frames, >=, 2);
  g_assert_cmpint (seen.n_ends, ==, 1);
  g_assert_cmpint (seen.first->width, <=, seen.last->width);
  g_assert_cmpint (seen.last->width, ==, WIDTH);
  g_assert_cmpfloat (seen.progress.fraction, ==, 1.0);
  g_assert_cmpint (seen.n_freed, ==, 1);
  seen_end (&seen);
}

/* What is asked next begins soon, whatever is under way; what was asked in between never does,
 * and all pictures are given back. */
static void
check_changes_its_mind (void)
{
  g_autoptr (NstImage) content = new_picture (0.1);
  g_autoptr (NstImage) style   = new_picture (0.7);
  Seen                 seen;

  seen_begin (&seen);
  ask (&seen, content, style, FOREVER, FALSE);
  wait_for_frames (&seen, 3);
  ask (&seen, content, NULL, FOREVER, FALSE);
  ask (&seen, content, style, 2, FALSE);
  g_assert_cmpint (seen.n_freed, ==, 1);
  wait_for_end (&seen);

  g_assert_cmpstr (seen.fault, ==, NULL);
  g_assert_cmpint (seen.progress.n_steps, ==, 2);
  g_assert_cmpint (seen.n_freed, ==, 3);
  seen_end (&seen);
}

/* A run that goes on begins with the painting, one that begins anew with the photo. */
static void
check_goes_on (void)
{
  g_autoptr (NstImage) content = new_picture (0.1);
  g_autoptr (NstImage) style   = new_picture (0.7);
  g_autoptr (NstImage) painted = NULL;
  double               on, anew;
  Seen                 seen;

  seen_begin (&seen);
  ask (&seen, content, style, 40, FALSE);
  wait_for_end (&seen);
  painted = nst_image_copy (seen.last, NULL);

  ask (&seen, content, style, 40, TRUE);
  wait_for_end (&seen);
  g_assert_cmpint (seen.n_steps_before, <, FOLLOWED);
  g_assert_cmpint (seen.n_ends, ==, 2);
  g_assert_cmpint (seen.first->width, <=, WIDTH);
  on = find_distance (seen.before, painted);
  g_assert_cmpfloat (on, >, 0.0);
  g_assert_cmpfloat (on, <, 0.5 * find_distance (content, painted));

  /* In the end it is what it would have been without. */
  anew = find_distance (seen.last, painted);
  g_assert_cmpfloat (anew, ==, 0.0);

  /* So does it where nothing was painted yet. */
  nst_preview_free (seen.preview);
  seen.preview = nst_preview_new (take, &seen);
  ask (&seen, content, style, 40, TRUE);
  wait_for_end (&seen);
  anew = find_distance (seen.last, painted);
  g_assert_cmpfloat (anew, ==, 0.0);
  seen_end (&seen);
}

/* One turn of the main loop in which a run begins, too short for it to show something. */
static void
let_begin (void)
{
  g_main_context_iteration (NULL, TRUE);
}

/* Whoever moves a slider faster than frames come still goes on from the painting; but not from
 * that of what was chosen before. */
static void
check_is_overtaken (void)
{
  g_autoptr (NstImage) content = new_picture (0.1);
  g_autoptr (NstImage) style   = new_picture (0.7);
  g_autoptr (NstImage) other   = new_picture (-0.7);
  Seen                 seen;

  seen_begin (&seen);
  ask (&seen, content, style, 40, FALSE);
  wait_for_end (&seen);
  ask (&seen, content, style, 40, TRUE);
  let_begin ();
  ask (&seen, content, style, 40, TRUE);
  wait_for_end (&seen);
  g_assert_cmpint (seen.n_steps_before, <, FOLLOWED);

  ask (&seen, content, other, 40, FALSE);
  let_begin ();
  ask (&seen, content, other, 40, TRUE);
  wait_for_end (&seen);
  g_assert_cmpint (seen.progress.n_steps, ==, 40);

  ask (&seen, content, style, 40, FALSE);
  ask (&seen, content, style, 40, TRUE);
  wait_for_end (&seen);
  g_assert_cmpint (seen.progress.n_steps, ==, 40);
  seen_end (&seen);
}

static void
check_faults_are_told (void)
{
  g_autoptr (NstImage) content = new_picture (0.1);
  Seen                 seen;

  seen_begin (&seen);
  ask (&seen, content, NULL, 2, FALSE);
  wait_for_end (&seen);
  g_assert_nonnull (seen.fault);
  g_assert_cmpint (seen.n_freed, ==, 1);
  seen_end (&seen);
}

static void
check_stops (void)
{
  g_autoptr (NstImage) content = new_picture (0.1);
  g_autoptr (NstImage) style   = new_picture (0.7);
  int                  n_frames;
  Seen                 seen;

  seen_begin (&seen);
  ask (&seen, content, style, FOREVER, FALSE);
  wait_for_frames (&seen, 2);
  nst_preview_stop (seen.preview);
  n_frames = seen.n_frames;
  wait_for_end (&seen);
  g_assert_cmpint (seen.n_frames, ==, n_frames);
  g_assert_cmpstr (seen.fault, ==, NULL);

  /* In the middle of one. */
  ask (&seen, content, style, FOREVER, FALSE);
  wait_for_frames (&seen, n_frames + 1);
  seen_end (&seen);
  g_assert_cmpint (seen.n_freed, ==, 2);
}

int
main (int    argc,
      char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  test_open_network ();

  g_test_add_func ("/preview/grows", check_grows);
  g_test_add_func ("/preview/changes-its-mind", check_changes_its_mind);
  g_test_add_func ("/preview/goes-on", check_goes_on);
  g_test_add_func ("/preview/is-overtaken", check_is_overtaken);
  g_test_add_func ("/preview/faults", check_faults_are_told);
  g_test_add_func ("/preview/stops", check_stops);

  status = g_test_run ();
  test_close_network ();

  return status;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a dialog says of a run before it begins: the estimate, and the reckoner that answers
 * the newest question. */

#include "plugin/shared/estimator.h"
#include "plugin/shared/reckoner.h"
#include "tests/no-threads.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

typedef struct
{
  GMainLoop *loop;
  char      *text;
  gboolean   possible;
  int        n;
  gboolean   timed; /* these are told */
  double     times[3];

  /* What is asked. */
  NstEstimator *estimator;
  NstOptions    options;
  guint         timeout;
} Answer;

static void
take_answer (const char *text,
             gboolean    possible,
             gpointer    user_data)
{
  Answer *answer = user_data;

  g_free (answer->text);
  answer->text     = g_strdup (text);
  answer->possible = possible;
  answer->n++;
  g_main_loop_quit (answer->loop);
}

static void
take_times (const double *seconds,
            gpointer      user_data)
{
  Answer *answer = user_data;

  answer->timed = seconds != NULL;
  if (seconds)
    memcpy (answer->times, seconds, sizeof answer->times);
}

static gboolean
too_late (gpointer data)
{
  g_error ("no answer");

  return data != NULL;
}

/* times: whether they are told. */
static void
set_up (Answer       *answer,
        gconstpointer times)
{
  answer->loop      = g_main_loop_new (NULL, FALSE);
  answer->timeout   = g_timeout_add_seconds (60, too_late, NULL);
  answer->estimator = nst_estimator_new ("weights", take_answer, times ? take_times : NULL, answer);
  nst_options_init (&answer->options);
}

static void
tear_down (Answer       *answer,
           gconstpointer times)
{
  (void) times;

  nst_estimator_free (answer->estimator);
  g_source_remove (answer->timeout);
  g_main_loop_unref (answer->loop);
  g_free (answer->text);
}

static void
check_estimate (Answer       *answer,
                gconstpointer times)
{
  (void) times;
  nst_estimator_ask (answer->estimator, 100, 100, TRUE, &answer->options);
  nst_estimator_ask (answer->estimator, 640, 480, TRUE, &answer->options);
  g_main_loop_run (answer->loop);
  g_assert_nonnull (strstr (answer->text, " of memory."));
  g_assert_true (answer->possible);
  g_assert_cmpint (answer->n, ==, 1);

  answer->options.memory_mb = 1;
  nst_estimator_ask (answer->estimator, 640, 480, TRUE, &answer->options);
  g_main_loop_run (answer->loop);
  g_assert_null (strstr (answer->text, " of memory."));
  g_assert_false (answer->possible);

  /* A question that is still open is dropped. */
  nst_estimator_ask (answer->estimator, 640, 480, TRUE, &answer->options);
}

/* No more exactly than it is known. */
static void
check_memory (void)
{
  static const struct
  {
    guint64     bytes;
    const char *wanted;
  } known[] = {
    { 576100000, "580\u00a0MB" },
    { 94500000, "95\u00a0MB" },
    { 1, "0.1\u00a0MB" },
    { 9960000, "10\u00a0MB" },
    { 1240000000, "1.2\u00a0GB" },
    { 994000000, "990\u00a0MB" },
    { 996000000, "1.0\u00a0GB" },
    { 21600000000, "22\u00a0GB" },
    { 123456789012, "120\u00a0GB" },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (known); i++)
    {
      const NstEstimate estimate = { .seconds = 180, .bytes = known[i].bytes, .parts = 1 };
      g_autofree char  *text     = nst_estimator_tell (&estimate);
      g_autofree char  *wanted   = g_strdup_printf ("About 3 minutes and %s of memory.",
                                                    known[i].wanted);

      g_assert_cmpstr (text, ==, wanted);
    }
}

/* The network's layer is not taken for one of GIMP's, and it is said what to do. */
static void
check_small (Answer       *answer,
             gconstpointer times)
{
  (void) times;
  nst_estimator_ask (answer->estimator, 8, 8, TRUE, &answer->options);
  g_main_loop_run (answer->loop);
  g_assert_false (answer->possible);
  g_assert_cmpstr (answer->text, ==,
                   "A picture of 8 x 8 pixels is too small: the network's layer conv5_1 needs 16 "
                   "pixels or more on each side. Take a larger picture or selection, work at a "
                   "larger size, or choose earlier layers.");
}

/* What each quality takes, as long as that holds. */
static void
check_times (Answer       *answer,
             gconstpointer times)
{
  double before;

  (void) times;
  nst_estimator_ask (answer->estimator, 640, 480, TRUE, &answer->options);
  g_assert_false (answer->timed);
  g_main_loop_run (answer->loop);
  g_assert_true (answer->timed);
  g_assert_cmpfloat (answer->times[0], >, 0);
  g_assert_cmpfloat (answer->times[1], >, answer->times[0]);
  g_assert_cmpfloat (answer->times[2], >, answer->times[1]);
  before = answer->times[1];

  /* Another strength or quality takes as long as that. */
  answer->options.strength     = 70;
  answer->options.core.quality = NST_QUALITY_DRAFT;
  nst_estimator_ask (answer->estimator, 640, 480, TRUE, &answer->options);
  g_assert_true (answer->timed);
  g_assert_false (nst_estimator_is_busy (answer->estimator));
  g_main_loop_run (answer->loop);
  g_assert_cmpfloat (answer->times[1], ==, before);

  /* Another size, layer or preset does not. */
  answer->options.core.size = 320;
  nst_estimator_ask (answer->estimator, 640, 480, TRUE, &answer->options);
  g_assert_false (answer->timed);
  g_assert_true (nst_estimator_is_busy (answer->estimator));
  g_main_loop_run (answer->loop);
  g_assert_cmpfloat (answer->times[1], <, before);
  nst_estimator_ask (answer->estimator, 200, 100, TRUE, &answer->options);
  g_assert_false (answer->timed);
  g_main_loop_run (answer->loop);
  g_assert_true (answer->timed);
  nst_estimator_ask (answer->estimator, 200, 100, FALSE, &answer->options);
  g_assert_false (answer->timed);
}

/* What is wrong for certain is said at once, and nothing else after it. */
static void
check_refusals (Answer       *answer,
                gconstpointer times)
{
  const NstSetting *layers = nst_settings_find ("content-layers");

  (void) times;
  nst_estimator_ask (answer->estimator, 640, 480, TRUE, &answer->options);
  g_assert_cmpint (answer->n, ==, 0);

  nst_estimator_ask (answer->estimator, 640, 480, FALSE, &answer->options);
  g_assert_cmpint (answer->n, ==, 1);
  g_assert_nonnull (strstr (answer->text, "Choose a style"));
  g_assert_false (answer->possible);

  nst_options_set_text (&answer->options, layers, "conv9_9");
  nst_estimator_ask (answer->estimator, 640, 480, TRUE, &answer->options);
  g_assert_nonnull (strstr (answer->text, "\"Content layers\""));
  g_assert_nonnull (strstr (answer->text, "conv9_9"));
  g_assert_false (answer->possible);

  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_usleep (G_USEC_PER_SEC / 2);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_cmpint (answer->n, ==, 2);

  /* Put right, it may be tried at once; the time is told later. */
  nst_options_set_text (&answer->options, layers, "none");
  nst_options_parse (&answer->options, "style-layers", "conv1_1", NULL);
  nst_estimator_ask (answer->estimator, 640, 480, TRUE, &answer->options);
  g_assert_cmpint (answer->n, ==, 3);
  g_assert_true (answer->possible);
  g_main_loop_run (answer->loop);
  g_assert_nonnull (strstr (answer->text, " of memory."));

  /* Where no style is looked at, none is asked for. */
  nst_options_parse_pairs (&answer->options, "content-layers=conv1_1 style-layers=none",
                           NULL);
  nst_estimator_ask (answer->estimator, 640, 480, FALSE, &answer->options);
  g_main_loop_run (answer->loop);
  g_assert_true (answer->possible);
}

/* The dialog says so, and a run may be tried. */
static void
check_estimate_without_thread (void)
{
#ifdef __SANITIZE_ADDRESS__
  g_test_skip ("the sanitizer needs its address space");
#else
  if (g_test_subprocess ())
    {
      Answer        answer = { g_main_loop_new (NULL, FALSE) };
      NstEstimator *estimator;
      NstOptions    options;

      nst_options_init (&options);
      test_forbid_threads ();
      estimator = nst_estimator_new ("weights", take_answer, NULL, &answer);
      nst_estimator_ask (estimator, 640, 480, TRUE, &options);
      g_main_loop_run (answer.loop);
      g_assert_nonnull (strstr (answer.text, "no thread to spare"));
      g_assert_true (answer.possible);
      _exit (EXIT_SUCCESS);
    }

  g_test_trap_subprocess (NULL, 60 * G_USEC_PER_SEC, 0);
  g_test_trap_assert_passed ();
#endif
}


/* ---- the reckoner ---------------------------------------------------- */

typedef struct
{
  GMainLoop *loop;
  GString   *heard; /* all answers, each in brackets */
} Talk;

static int n_freed; /* questions of the test that runs */

/* The question, after its aim; one that is longer than a letter only when it is cancelled. */
static char *
repeat (NstReckoner  *reckoner,
        gconstpointer question,
        GCancellable *cancel,
        gboolean     *possible,
        gpointer      user_data)
{
  (void) user_data;

  nst_reckoner_say (reckoner, g_strdup ("..."));
  g_usleep (G_USEC_PER_SEC / 5);
  while (strlen (question) > 1 && !g_cancellable_is_cancelled (cancel))
    g_usleep (1000);

  *possible = strcmp (question, "?") != 0;

  return g_strdup (question);
}

static void
hear (const char *text,
      gboolean    possible,
      gpointer    user_data)
{
  Talk *own = user_data;

  g_string_append_printf (own->heard, "(%s%s)", text, possible ? "" : " no");
  if (strcmp (text, "...") != 0)
    g_main_loop_quit (own->loop);
}

static void
free_question (gpointer data)
{
  n_freed++;
  g_free (data);
}

static const NstReckonerKind patient = { repeat, hear, free_question };
static const NstReckonerKind hasty   = { repeat, hear, free_question, TRUE };

static gboolean
ask_again (gpointer data)
{
  nst_reckoner_ask (data, g_strdup ("c"));

  return G_SOURCE_REMOVE;
}

/* What was asked meanwhile comes next, and what was said of an older one is not heard. */
static void
check_newest_question (void)
{
  Talk         own      = { g_main_loop_new (NULL, FALSE), g_string_new (NULL) };
  NstReckoner *reckoner = nst_reckoner_new (&patient, &own);
  const guint  timeout  = g_timeout_add_seconds (60, too_late, NULL);

  n_freed = 0;
  g_assert_false (nst_reckoner_is_busy (reckoner));
  nst_reckoner_warm_up (reckoner, g_strdup ("w"));
  nst_reckoner_ask (reckoner, g_strdup ("a"));
  nst_reckoner_ask (reckoner, g_strdup ("b"));
  g_assert_true (nst_reckoner_is_busy (reckoner));
  g_main_loop_run (own.loop);
  g_assert_cmpstr (own.heard->str, ==, "(...)(b)");

  nst_reckoner_ask (reckoner, g_strdup ("?"));
  g_main_loop_run (own.loop);
  g_assert_cmpstr (own.heard->str, ==, "(...)(b)(...)(? no)");

  nst_reckoner_ask (reckoner, g_strdup ("d"));
  nst_reckoner_drop (reckoner);
  while (nst_reckoner_is_busy (reckoner))
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpstr (own.heard->str, ==, "(...)(b)(...)(? no)");

  nst_reckoner_free (reckoner);
  g_assert_cmpint (n_freed, ==, 5);
  g_source_remove (timeout);
  g_main_loop_unref (own.loop);
  g_string_free (own.heard, TRUE);
}

/* A question that would never be answered is ended by the next one, and by the end. */
static void
check_hasty (void)
{
  Talk         own      = { g_main_loop_new (NULL, FALSE), g_string_new (NULL) };
  NstReckoner *reckoner = nst_reckoner_new (&hasty, &own);
  const guint  timeout  = g_timeout_add_seconds (60, too_late, NULL);

  n_freed = 0;
  nst_reckoner_ask (reckoner, g_strdup ("for ever"));
  g_timeout_add (600, ask_again, reckoner);
  g_main_loop_run (own.loop);
  g_assert_cmpstr (own.heard->str, ==, "(...)(...)(c)");

  nst_reckoner_ask (reckoner, g_strdup ("for ever"));
  while (own.heard->len < strlen ("(...)(...)(c)(...)"))
    g_main_context_iteration (NULL, TRUE);
  nst_reckoner_free (reckoner);
  g_assert_cmpint (n_freed, ==, 3);

  g_source_remove (timeout);
  g_main_loop_unref (own.loop);
  g_string_free (own.heard, TRUE);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/estimate/one-answer-to-the-last-question", Answer, NULL, set_up, check_estimate, tear_down);
  g_test_add_func ("/estimate/memory-in-two-digits", check_memory);
  g_test_add ("/estimate/picture-too-small", Answer, NULL, set_up, check_small, tear_down);
  g_test_add ("/estimate/time-of-each-quality", Answer, GINT_TO_POINTER (TRUE), set_up, check_times, tear_down);
  g_test_add_func ("/estimate/no-thread-to-be-had", check_estimate_without_thread);
  g_test_add ("/estimate/what-cannot-be-is-said-at-once", Answer, NULL, set_up, check_refusals, tear_down);
  g_test_add_func ("/reckoner/newest-question", check_newest_question);
  g_test_add_func ("/reckoner/hasty", check_hasty);

  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The memory that is planned is the memory that is used, where pictures take most of it; and
 * what a plan itself takes.  Each in a process of its own.  Run from the repository's root,
 * where the network is. */

#include "core/nst.h"
#include "core/run/memory-plan.h"
#include "tests/wave-picture.h"
#include "tests/with-network.h"

#include <string.h>

#define MB (1u << 20)

/* Shares of the plan, which counts the libraries of a whole front-end. */
#define LEAST_SHARE 0.8
#define MOST_SHARE  1.05

/* The first layer alone, small: what is left is the pictures. */
static const NstSettings small = { .size           = 100,
                                   .style_scale    = 1.0,
                                   .content_layers = "conv1_1",
                                   .style_layers   = "conv1_1",
                                   .style_weights  = "1",
                                   .schedule       = "100:1",
                                   .alpha          = 1.0,
                                   .beta           = 1.0,
                                   .statistic      = NST_STATISTIC_MOMENTS,
                                   .history        = 1,
                                   .threads        = 1 };

/* What this process has had in memory at most. */
static guint64
get_peak (void)
{
  g_autofree char *text = NULL;

  g_assert_true (g_file_get_contents ("/proc/self/status", &text, NULL, NULL));

  return 1024 * g_ascii_strtoull (strstr (text, "VmHWM:") + strlen ("VmHWM:"), NULL, 10);
}

static NstMemoryPlan
make_plan (const NstSubject *subject)
{
  NstSize               style;
  const NstPictureSizes sizes   = nst_subject_get_sizes (subject, &style);
  const NstThreads      threads = { 1 };
  NstMemoryPlan         plan;
  NstLayerSet           layers;
  NstSchedule           schedule;

  g_assert_true (nst_layer_set_init (&layers, subject->settings, NULL));
  g_assert_true (nst_schedule_init (&schedule, &layers, subject->settings, sizes.content.width,
                                    sizes.content.height, NULL));
  g_assert_true (nst_memory_plan (&plan, &schedule, network, &layers, subject->settings, &sizes,
                                  &threads, NULL));

  return plan;
}

static void
check_used (const NstSubject *subject)
{
  const NstMemoryPlan  plan     = make_plan (subject);
  g_autoptr (NstImage) painting = nst_stylise (subject, NULL, NULL);
  double               share;

  g_assert_nonnull (painting);
  if (subject->is_fitted)
    painting = nst_fit_painting (subject, g_steal_pointer (&painting), NULL, NULL);
  g_assert_nonnull (painting);

  share = (double) get_peak () / (double) plan.bytes;
  g_test_message ("%.0f MB planned, of which %.3f were used", (double) plan.bytes / MB, share);
  g_assert_cmpfloat (share, >, LEAST_SHARE);
  g_assert_cmpfloat (share, <, MOST_SHARE);
}

static void
in_process (void (*check) (void))
{
#ifdef __SANITIZE_ADDRESS__
  (void) check;
  g_test_skip ("the sanitizers take their own");
#else
  if (g_test_subprocess ())
    {
      check ();
      return;
    }
  g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_INHERIT_STDOUT | G_TEST_SUBPROCESS_INHERIT_STDERR);
  g_test_trap_assert_passed ();
#endif
}

/* Painted small, and brought to the size of a photo whose edges are joined, in a copy. */
static void
check_fitted (void)
{
  g_autoptr (NstImage) photo    = test_wave_picture (2000, 1500, 1);
  g_autoptr (NstImage) style    = test_wave_picture (90, 70, 2);
  NstSettings          settings = small;
  NstSubject           subject  = { network, photo, (const NstImage *const *) &style, 1, NULL, &settings };

  settings.wrap     = NST_WRAP_BOTH;
  subject.is_fitted = TRUE;
  check_used (&subject);
}

/* The same within the run, from a start with joined edges too. */
static void
check_step (void)
{
  g_autoptr (NstImage) photo    = test_wave_picture (2000, 1500, 1);
  g_autoptr (NstImage) start    = test_wave_picture (2000, 1500, 3);
  g_autoptr (NstImage) style    = test_wave_picture (90, 70, 2);
  NstSettings          settings = small;
  const NstSubject     subject  = { network, photo, (const NstImage *const *) &style, 1, start, &settings };

  settings.size = 0;
  settings.wrap = NST_WRAP_BOTH;
  settings.init = NST_INIT_FILE;
  check_used (&subject);
}

static void
test_fitted (void)
{
  in_process (check_fitted);
}

static void
test_step (void)
{
  in_process (check_step);
}

/* A run that is refused is not timed, nor one with less room than that takes. */
static void
check_tiny_budget (void)
{
  const NstPictureSizes sizes    = { { 64, 48 }, &(NstSize){ 50, 40 }, 1 };
  NstSettings           settings = small;
  const guint64         before   = get_peak ();
  NstEstimate           plan;

  settings.memory_bytes = 10 * MB;
  g_assert_false (nst_estimate (network, &sizes, &settings, NULL, &plan, NULL));
  g_assert_cmpfloat (plan.seconds, ==, 0.0);
  g_assert_cmpuint (get_peak (), <, before + MB);

  /* No more than the run has: a smaller picture is timed, in less than the usual one takes. */
  settings.memory_bytes = plan.bytes + MB;
  g_assert_true (nst_estimate (network, &sizes, &settings, NULL, &plan, NULL));
  g_assert_cmpfloat (plan.seconds, >, 0.0);
  g_assert_cmpuint (get_peak (), <, settings.memory_bytes);
  g_assert_cmpuint (get_peak (), <, before + nst_time_count_bytes (network, 224, &settings));
}

static void
test_tiny_budget (void)
{
  in_process (check_tiny_budget);
}

int
main (int    argc,
      char **argv)
{
  int result;

  g_test_init (&argc, &argv, NULL);
  test_open_network ();

  g_test_add_func ("/plan/fitted", test_fitted);
  g_test_add_func ("/plan/step", test_step);
  g_test_add_func ("/plan/tiny-budget", test_tiny_budget);

  result = g_test_run ();
  test_close_network ();

  return result;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What is told of a run while it goes on: the line on a terminal, and the time left, which
 * is held against the time that it took.  The engine is given another clock: one that goes as
 * on processors of several kinds, where what is told has to be within a quarter; and this
 * processor's, which others beside it make slower, within a factor of two.
 *
 * check-progress --print SIZE [preset] prints both for a run of that size. */

#include "core/nst.h"
#include "core/run/schedule.h"
#include "plugin/cli/progress-line.h"
#include "plugin/settings/settings.h"
#include "tests/wave-picture.h"
#include "tests/with-network.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

/* How long a processor takes. */
typedef struct
{
  const char *name;
  double      pixel_us; /* for an evaluation of one pixel */
  double      fixed;    /* for the rest of one, in pixels */
  double      ready_s;  /* before the first evaluation */
  double      sway;     /* by this part some evaluations take longer, and others less */
} Processor;

/* Where there is one, time goes as it has it. */
static const Processor *processor;
static double           simulated_us;

/* In GLib's place: all runs here have one thread. */
gint64
g_get_monotonic_time (void)
{
  struct timespec now;

  if (processor != NULL)
    return (gint64) simulated_us;

  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &now);

  return now.tv_sec * G_USEC_PER_SEC + now.tv_nsec / 1000;
}


/* ---- the line ---------------------------------------------------------- */

static const NstProgress halfway = { .fraction = 0.435, .size = 512, .step = 40, .n_steps = 100 };

static void
test_line (void)
{
  static const struct
  {
    double      left_s;
    int         columns;
    const char *line;
  } cases[] = {
    { 64.2, 79, "512 px, step 40 of 100 [================>                    ]  43 %, 1:05 left" },
    { 64.2, 50, "512 px, step 40 of 100 [===>    ]  43 %, 1:05 left" },
    { 64.2, 30, "512 px 40/100  43 % 1:05" },
    { 64.2, 20, "512 px 40/100" },
    { 64.2, 5, "512 px 40/100" },
    { -1, 60, "512 px, step 40 of 100 [============>                ]  43 %" },
    { 0, 40, "512 px 40/100 [=====>       ]  43 % 0:00" },
    { 59.5, 40, "512 px 40/100 [=====>       ]  43 % 1:00" },
    { 3600, 40, "512 px 40/100 [====>     ]  43 % 1:00:00" },
    { 1e6, 40, "512 px 40/100 [=====>      ]  43 % 277 h" },
    { 1e300, 20, "512 px 40/100" },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *line = nst_progress_line_make (&halfway, cases[i].left_s,
                                                      cases[i].columns);

      g_assert_cmpstr (line, ==, cases[i].line);
    }
}

/* At any width and any time it fits or is the least there is, and a bar fills it. */
static void
test_widths (void)
{
  for (int columns = 0; columns < 300; columns++)
    for (int percent = 0; percent <= 100; percent++)
      {
        NstProgress      progress = halfway;
        g_autofree char *line     = NULL;
        const char      *bar;

        progress.fraction = percent / 100.0;
        line              = nst_progress_line_make (&progress, percent, columns);
        bar               = strchr (line, '[');

        if (bar)
          g_assert_cmpint (strlen (line), ==, columns);
        else if ((int) strlen (line) > columns)
          g_assert_cmpstr (line, ==, "512 px 40/100");
        if (columns >= 60)
          g_assert_nonnull (bar);
      }
}


/* ---- the time left ----------------------------------------------------- */

typedef struct
{
  double at_s;
  double left_s;
  int    size;
  int    step;
} Told;

typedef struct
{
  double      start_s;
  NstSchedule schedule;
  GArray     *told; /* of Told */
} Run;

static double
get_seconds (void)
{
  return (double) g_get_monotonic_time () / G_USEC_PER_SEC;
}

/* Lets the time pass that what follows takes: with a stage's first evaluation the pictures are
 * looked at too. */
static void
pass_time (const Run         *run,
           const NstProgress *progress)
{
  const NstStage *stage = run->schedule.stages;
  const double    sway  = run->told->len % 2 == 0 ? processor->sway : -processor->sway;
  double          cost  = 0.0;
  int             width;
  int             height;

  if (progress->step == progress->n_steps)
    return;

  while (stage->width != progress->size)
    stage++;
  for (int i = 0; i < stage->n_levels; i++)
    {
      nst_stage_get_level_size (stage, i, &width, &height);
      cost += width * height + processor->fixed;
    }

  if (run->told->len == 1)
    simulated_us += processor->ready_s * 1e6;
  simulated_us += cost * processor->pixel_us * (progress->step > 0 ? 1.0 + sway : 2.5);
}

static void
note (const NstProgress *progress,
      const NstImage    *frame,
      gpointer           data)
{
  Run *run = data;

  (void) frame;

  g_array_append_vals (run->told,
                       &(Told){ get_seconds () - run->start_s, progress->seconds_left,
                                progress->size, progress->step },
                       1);
  if (processor != NULL)
    pass_time (run, progress);
}

/* A photo of size x 3/4 size painted as a preset and a quality have it: how long that takes;
 * run->told is filled. */
static double
paint (Run        *run,
       const char *preset,
       const char *quality,
       int         size)
{
  g_autoptr (NstImage) photo    = test_wave_picture (size, size * 3 / 4, 1);
  g_autoptr (NstImage) style    = test_wave_picture (size, size, 2);
  const NstImage      *styles[] = { style };
  NstOptions           options;
  NstSettings          settings;
  NstLayerSet          layers;
  g_autoptr (GError)   error    = NULL;
  NstObserver          observer = { .progress = note, .user_data = run };
  NstSubject           subject  = { .network  = network,
                                    .content  = photo,
                                    .styles   = styles,
                                    .n_styles = 1,
                                    .settings = &settings };
  g_autoptr (NstImage) painting = NULL;

  nst_options_init (&options);
  g_assert_true (nst_options_parse (&options, "preset", preset, NULL));
  g_assert_true (nst_options_parse (&options, "quality", quality, NULL));
  g_assert_true (nst_options_parse (&options, "threads", "1", NULL));
  g_assert_true (nst_options_resolve (&options, &settings, NULL));
  g_assert_true (nst_layer_set_init (&layers, &settings, NULL));
  g_assert_true (nst_schedule_init (&run->schedule, &layers, &settings, photo->width,
                                    photo->height, NULL));

  run->start_s = get_seconds ();
  painting     = nst_stylise (&subject, &observer, &error);
  g_assert_no_error (error);
  g_assert_nonnull (painting);

  return get_seconds () - run->start_s;
}

static void
print_times (const char *preset,
             int         size)
{
  Run          run = { .told = g_array_new (FALSE, FALSE, sizeof (Told)) };
  const double all = paint (&run, preset, "good", size);

  for (guint i = 0; i < run.told->len; i++)
    {
      const Told *told = &g_array_index (run.told, Told, i);

      g_print ("%4d px %3d  %5.1f %%  %6.2f s left, %6.2f s told, %5.2f\n", told->size, told->step,
               100 * told->at_s / all, all - told->at_s, told->left_s,
               told->left_s / (all - told->at_s));
    }

  g_array_unref (run.told);
}

/* Whether what was told of a run is within a factor of what it took, from its first tenth on; in
 * the end less than a second is no matter.  What is not is told. */
static gboolean
is_told_well (const Run *run,
              double     all,
              double     factor)
{
  const double slack = 0.02 * all;
  int          late  = 0;
  int          wrong = 0;

  for (guint i = 0; i < run->told->len; i++)
    {
      const Told  *told = &g_array_index (run->told, Told, i);
      const double left = all - told->at_s;

      if (told->at_s < 0.1 * all || told->left_s < 0.0)
        continue;

      late++;
      if (told->left_s > left * factor + slack || told->left_s < left / factor - slack)
        {
          wrong++;
          g_test_message ("%d px, %d: %.2f s left, %.2f told", told->size, told->step, left,
                          told->left_s);
        }
    }

  return late >= 10 && wrong == 0;
}

/* A run that met with others is taken again, twice at most. */
static void
test_time_left (gconstpointer preset)
{
  gboolean well = FALSE;

  for (int i = 0; i < 3 && !well; i++)
    {
      Run          run = { .told = g_array_new (FALSE, FALSE, sizeof (Told)) };
      const double all = paint (&run, preset, "draft", 192);

      well = is_told_well (&run, all, 2.0);
      g_array_unref (run.told);
    }

  g_assert_true (well);
}

/* Their fixed parts were measured; the moments' is the larger by a third. */
static void
test_processors (gconstpointer preset)
{
  static const Processor kinds[] = {
    { "AVX2", 20.0, 8192, 0.5, 0.0 },
    { "AVX-512", 12.0, 16384, 0.5, 0.0 },
    { "slow to begin", 20.0, 11000, 4.0, 0.0 },
    { "shared", 20.0, 11000, 0.5, 0.2 },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      Run       run  = { .told = g_array_new (FALSE, FALSE, sizeof (Told)) };
      Processor kind = kinds[i];
      double    all;

      g_test_message ("%s", kind.name);
      if (strcmp (preset, "look") == 0)
        kind.fixed *= 4.0 / 3.0;
      simulated_us = 0.0;
      processor    = &kind;
      all          = paint (&run, preset, "draft", 192);
      processor    = NULL;

      g_assert_true (is_told_well (&run, all, 1.25));
      g_array_unref (run.told);
    }
}

int
main (int    argc,
      char **argv)
{
  int status;

  test_open_network ();

  if (argc > 2 && strcmp (argv[1], "--print") == 0)
    {
      print_times (argc > 3 ? argv[3] : "look", atoi (argv[2]));
      test_close_network ();
      return 0;
    }

  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/progress/line", test_line);
  g_test_add_func ("/progress/line-at-any-width", test_widths);
  g_test_add_data_func ("/progress/time-left-of-the-look", "look", test_time_left);
  g_test_add_data_func ("/progress/time-left-of-gram", "gram", test_time_left);
  g_test_add_data_func ("/progress/look-by-processors", "look", test_processors);
  g_test_add_data_func ("/progress/gram-by-processors", "gram", test_processors);

  status = g_test_run ();
  test_close_network ();

  return status;
}

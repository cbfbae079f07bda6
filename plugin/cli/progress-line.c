/* SPDX-License-Identifier: GPL-3.0-or-later */

/* At large sizes the engine has something to tell only every few seconds: a thread of its
 * own keeps the time meanwhile, and sees when the window has another width.  That is asked
 * for rather than told by a signal, which would interrupt others. */

#include "plugin/cli/progress-line.h"
#include "plugin/cli/terminal.h"
#include "plugin/shared/progress-text.h"

#include <math.h>
#include <string.h>

#include <glib/gi18n.h>

#define TICKS_PER_SECOND 4
#define LEAST_BAR        8  /* columns within its brackets */
#define MOST_HOURS       99 /* that are told to the second */

static GMutex      mutex; /* guards what follows */
static GCond       ended;
static GThread    *thread; /* NULL: there is no line, or nobody keeps its time */
static gboolean    goes_on;
static gboolean    is_told; /* the two below are */
static NstProgress told;
static gint64      told_us;


/* ---- the line --------------------------------------------------------- */

/* As clocks count: "0:09", "12:30", "2:05:00". */
static char *
make_clock (double seconds)
{
  const int all     = (int) fmin (ceil (seconds), 1e9);
  const int hours   = all / 3600;
  const int minutes = all / 60 % 60;

  if (hours > MOST_HOURS)
    return g_strdup_printf (_ ("%d h"), hours);
  if (hours > 0)
    return g_strdup_printf ("%d:%02d:%02d", hours, minutes, all % 60);

  return g_strdup_printf ("%d:%02d", minutes, all % 60);
}

/* "[=====>    ]" */
static char *
make_bar (double fraction,
          int    columns)
{
  const int within = columns - 2;
  const int full   = (int) (fraction * within);
  char     *bar    = g_strnfill (columns, ' ');

  bar[0]           = '[';
  bar[columns - 1] = ']';
  memset (bar + 1, '=', full);
  if (full < within)
    bar[1 + full] = '>';

  return bar;
}

/* words, a bar and figures; NULL where they leave too little for the bar. */
static char *
make_bar_line (const char *words,
               const char *figures,
               double      fraction,
               int         columns)
{
  const int room = columns - nst_terminal_count_columns (words) -
                   nst_terminal_count_columns (figures) - 2;
  g_autofree char *bar = room >= LEAST_BAR + 2 ? make_bar (fraction, room) : NULL;

  return bar ? g_strdup_printf ("%s %s %s", words, bar, figures) : NULL;
}

char *
nst_progress_line_make (const NstProgress *progress,
                        double             left_s,
                        int                columns)
{
  NstProgress      timeless = *progress;
  const int        percent  = (int) (100.0 * progress->fraction);
  g_autofree char *clock    = left_s >= 0.0 ? make_clock (left_s) : NULL;
  g_autofree char *figures  = clock ? g_strdup_printf (_ ("%3d %%, %s left"), percent, clock)
                                    : g_strdup_printf (_ ("%3d %%"), percent);
  g_autofree char *brief    = g_strdup_printf ("%d px %d/%d", progress->size, progress->step,
                                               progress->n_steps);
  g_autofree char *few      = clock ? g_strdup_printf ("%3d %% %s", percent, clock)
                                    : g_strdup_printf ("%3d %%", percent);
  g_autofree char *words    = NULL;
  char            *line;

  timeless.seconds_left = -1.0;
  words                 = nst_progress_text (&timeless);

  line = make_bar_line (words, figures, progress->fraction, columns);
  if (!line)
    line = make_bar_line (brief, few, progress->fraction, columns);
  if (!line && (int) (strlen (brief) + 1 + strlen (few)) <= columns)
    line = g_strdup_printf ("%s %s", brief, few);

  return line ? line : g_steal_pointer (&brief);
}


/* ---- the time --------------------------------------------------------- */

/* Under the mutex. */
static void
show (void)
{
  const double     since_s = (double) (g_get_monotonic_time () - told_us) / G_USEC_PER_SEC;
  const double     left_s  = told.seconds_left >= 0.0 ? fmax (told.seconds_left - since_s, 0.0)
                                                      : -1.0;
  g_autofree char *line    = nst_progress_line_make (&told, left_s, nst_terminal_get_room ());

  nst_terminal_show (line);
}

static gpointer
keep_time (gpointer unused)
{
  g_mutex_lock (&mutex);

  while (goes_on)
    {
      if (is_told)
        show ();
      g_cond_wait_until (&ended, &mutex,
                         g_get_monotonic_time () + G_USEC_PER_SEC / TICKS_PER_SECOND);
    }

  g_mutex_unlock (&mutex);

  return unused;
}

void
nst_progress_line_begin (void)
{
  if (!nst_terminal_is_there ())
    return;

  g_mutex_lock (&mutex);
  goes_on = TRUE;
  is_told = FALSE;
  thread  = g_thread_try_new ("progress", keep_time, NULL, NULL); /* or without it */
  g_mutex_unlock (&mutex);
}

void
nst_progress_line_tell (const NstProgress *progress)
{
  g_mutex_lock (&mutex);

  if (goes_on)
    {
      is_told = TRUE;
      told    = *progress;
      told_us = g_get_monotonic_time ();
      show ();
    }

  g_mutex_unlock (&mutex);
}

void
nst_progress_line_end (void)
{
  GThread *keeper;

  g_mutex_lock (&mutex);
  goes_on = FALSE;
  keeper  = g_steal_pointer (&thread);
  g_cond_signal (&ended);
  g_mutex_unlock (&mutex);

  if (keeper)
    g_thread_join (keeper);
  nst_terminal_clear ();
}

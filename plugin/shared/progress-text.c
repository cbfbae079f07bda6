/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Progress in words.  Times are rounded as people speak of them: a number
 * that changes every second promises more than an estimate knows. */

#include "plugin/shared/progress-text.h"

#include <math.h>

#include <glib/gi18n.h>

#define MINUTE 60.0
#define HOUR   3600.0

char *
nst_progress_time_left (double seconds)
{
  /* No estimate is a promise of more than some days. */
  const double hours   = fmin (round (seconds / HOUR), 999);
  const double minutes = round (seconds / MINUTE);

  if (seconds < 10)
    return g_strdup (_ ("a few seconds left"));

  if (seconds < 0.75 * MINUTE)
    return g_strdup (_ ("less than a minute left"));

  if (seconds < 1.5 * HOUR)
    return g_strdup_printf (ngettext ("about %d minute left", "about %d minutes left",
                                      (gulong) minutes),
                            (int) minutes);

  return g_strdup_printf (ngettext ("about %d hour left", "about %d hours left",
                                    (gulong) hours),
                          (int) hours);
}

char *
nst_progress_text (const NstProgress *progress)
{
  g_autofree char *left = NULL;

  if (!(progress->seconds_left >= 0))
    return g_strdup_printf (_ ("%d px, step %d of %d"), progress->size,
                            progress->step, progress->n_steps);

  left = nst_progress_time_left (progress->seconds_left);

  /* translators: the last is "about 2 minutes left" or the like */
  return g_strdup_printf (_ ("%d px, step %d of %d, %s"), progress->size,
                          progress->step, progress->n_steps, left);
}

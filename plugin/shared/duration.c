/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Seconds in fives, then minutes, then hours. */

#include "plugin/shared/duration.h"

#include <math.h>

#include <glib/gi18n.h>

#define MINUTE 60
#define HOUR   3600

char *
nst_duration_text (double seconds)
{
  int n;

  if (seconds < 0.75 * MINUTE)
    {
      n = MAX (1, (int) lround (seconds / 5) * 5);
      return g_strdup_printf (ngettext ("%d second", "%d seconds",
                                        (gulong) n),
                              n);
    }

  if (seconds < 1.5 * HOUR)
    {
      n = MAX (1, (int) lround (seconds / MINUTE));
      return g_strdup_printf (ngettext ("%d minute", "%d minutes",
                                        (gulong) n),
                              n);
    }

  n = (int) MIN (lround (seconds / HOUR), 9999);
  return g_strdup_printf (ngettext ("%d hour", "%d hours", (gulong) n), n);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "plugin/estimate.h"

#include <math.h>

#include <glib/gi18n.h>

#define MINUTE 60
#define HOUR   3600

static char *
duration_text (double seconds)
{
  int n;

  if (seconds < 0.75 * MINUTE)
    {
      n = MAX (1, (int) lround (seconds / 5) * 5);
      return g_strdup_printf (ngettext ("%d second", "%d seconds",
                                        (gulong) n), n);
    }

  if (seconds < 1.5 * HOUR)
    {
      n = MAX (1, (int) lround (seconds / MINUTE));
      return g_strdup_printf (ngettext ("%d minute", "%d minutes",
                                        (gulong) n), n);
    }

  n = (int) MIN (lround (seconds / HOUR), 9999);
  return g_strdup_printf (ngettext ("%d hour", "%d hours", (gulong) n), n);
}

char *
nst_estimate_text (NstNetwork       *network,
                   int               width,
                   int               height,
                   const NstOptions *options)
{
  g_autoptr (GError) error    = NULL;
  g_autofree char   *duration = NULL;
  g_autofree char   *memory   = NULL;
  NstSettings        settings;
  NstPlan            plan;

  if (! nst_options_resolve (options, &settings, &error) ||
      ! nst_plan (network, width, height, &settings, &plan, &error))
    return g_strdup (error->message);

  duration = duration_text (plan.seconds);
  memory   = g_format_size (plan.bytes);

  /* "About 3 minutes and 1.2 GB of memory." */
  return g_strdup_printf (_("About %s and %s of memory."), duration, memory);
}

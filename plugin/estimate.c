/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "plugin/estimate.h"

#include <math.h>

#include <glib/gi18n.h>

#define MINUTE  60
#define HOUR    3600
#define PAUSE_MS 200            /* typing in a number asks only once */
#define POLL_MS  50

typedef struct
{
  int        width;
  int        height;
  NstOptions options;
} Question;

struct _NstEstimator
{
  char            *program_dir;
  NstEstimateFunc  func;
  gpointer         user_data;
  Question         next;
  gboolean         asked;       /* next is yet to be answered */
  guint            timeout;

  /* The thread's, while there is one. */
  GThread         *thread;
  int              done;        /* atomic */
  Question         question;
  NstNetwork      *network;
  char            *answer;
};


/* ---- words ----------------------------------------------------------- */

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

static char *
answer_text (const NstPlan *plan)
{
  g_autofree char *duration = duration_text (plan->seconds);
  g_autofree char *memory   = g_format_size (plan->bytes);

  /* "About 20 minutes and 2.0 GB of memory, worked on in 24 parts." */
  if (plan->tiles > 1)
    return g_strdup_printf (_("About %s and %s of memory, worked on in %d parts."),
                            duration, memory, plan->tiles);

  /* "About 3 minutes and 1.2 GB of memory." */
  return g_strdup_printf (_("About %s and %s of memory."), duration, memory);
}


/* ---- the thread ------------------------------------------------------ */

static gpointer
reckon (gpointer data)
{
  NstEstimator      *estimator = data;
  const Question    *question  = &estimator->question;
  g_autoptr (GError) error     = NULL;
  g_autofree char   *path      = NULL;
  NstSettings        settings;
  NstPlan            plan;

  if (! estimator->network)
    {
      path = nst_find_network (estimator->program_dir, &error);
      if (path)
        estimator->network = nst_network_open (path, &error);
    }

  if (estimator->network &&
      nst_options_resolve (&question->options, &settings, &error) &&
      nst_plan (estimator->network, question->width, question->height, 0, 0,
                &settings, &plan, &error))
    estimator->answer = answer_text (&plan);
  else
    estimator->answer = g_strdup (error->message);

  g_atomic_int_set (&estimator->done, TRUE);
  return NULL;
}


/* ---- the main loop --------------------------------------------------- */

static gboolean
look_after (gpointer data)
{
  NstEstimator *estimator = data;

  if (estimator->thread && ! g_atomic_int_get (&estimator->done))
    return G_SOURCE_CONTINUE;

  if (estimator->thread)
    {
      g_clear_pointer (&estimator->thread, g_thread_join);
      estimator->func (estimator->answer, estimator->user_data);
      g_clear_pointer (&estimator->answer, g_free);
    }

  if (estimator->asked)
    {
      estimator->asked    = FALSE;
      estimator->question = estimator->next;
      g_atomic_int_set (&estimator->done, FALSE);
      estimator->thread   = g_thread_new ("estimate", reckon, estimator);
      estimator->timeout  = g_timeout_add (POLL_MS, look_after, estimator);
    }
  else
    {
      estimator->timeout = 0;
    }

  return G_SOURCE_REMOVE;
}

NstEstimator *
nst_estimator_new (const char      *program_dir,
                   NstEstimateFunc  func,
                   gpointer         user_data)
{
  NstEstimator *estimator = g_new0 (NstEstimator, 1);

  estimator->program_dir = g_strdup (program_dir);
  estimator->func        = func;
  estimator->user_data   = user_data;

  return estimator;
}

void
nst_estimator_ask (NstEstimator     *estimator,
                   int               width,
                   int               height,
                   const NstOptions *options)
{
  estimator->next.width   = width;
  estimator->next.height  = height;
  estimator->next.options = *options;
  estimator->asked        = TRUE;

  if (! estimator->timeout)
    estimator->timeout = g_timeout_add (PAUSE_MS, look_after, estimator);
}

void
nst_estimator_free (NstEstimator *estimator)
{
  if (estimator->timeout)
    g_source_remove (estimator->timeout);
  if (estimator->thread)
    g_thread_join (estimator->thread);

  g_clear_pointer (&estimator->network, nst_network_free);
  g_free (estimator->answer);
  g_free (estimator->program_dir);
  g_free (estimator);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The estimate for a dialog.  One question is reckoned at a time, in a thread of its
 * own; the main loop looks after it, and asks the newest question next. */

#include "plugin/shared/estimator.h"
#include "plugin/settings/words.h"
#include "plugin/shared/worker.h"

#include <math.h>

#include <glib/gi18n.h>

#define MINUTE   60
#define HOUR     3600
#define PAUSE_MS 200 /* typing in a number asks only once */
#define POLL_MS  50

typedef struct
{
  int        width;
  int        height;
  NstOptions options;
} Question;

struct _NstEstimator
{
  char           *program_dir;
  NstEstimateFunc func;
  gpointer        user_data;
  Question        next;
  gboolean        asked;   /* next is yet to be answered */
  gboolean        dropped; /* the thread's question is of no interest any more */
  guint           timeout;
  GCancellable   *cancel;  /* when nobody waits for an answer any more */
  gboolean        refused; /* the last answer was that it can't be done */

  /* The thread's, while there is one. */
  GThread *thread;
  int      done; /* atomic */
  Question question;
  char    *answer;
  gboolean possible;
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

char *
nst_estimator_tell (const NstEstimate *estimate)
{
  g_autofree char *duration = duration_text (estimate->seconds);
  g_autofree char *memory   = g_format_size (estimate->bytes);

  /* "About 20 minutes and 2.0 GB of memory, worked on in 24 parts." */
  if (estimate->parts > 1)
    return g_strdup_printf (_ ("About %s and %s of memory, worked on in %d parts."),
                            duration, memory, estimate->parts);

  /* "About 3 minutes and 1.2 GB of memory." */
  return g_strdup_printf (_ ("About %s and %s of memory."), duration, memory);
}

static char *
replace (const char *text,
         const char *old,
         const char *new)
{
  g_auto (GStrv) parts = g_strsplit (text, old, -1);

  return g_strjoinv (new, parts);
}

/* A sentence about settings, for people who know them by their labels. */
static char *
with_labels (const char *sentence)
{
  int               n;
  const NstSetting *table = nst_settings_table (&n);
  char             *text  = g_strdup (sentence);

  for (int i = 0; i < n; i++)
    {
      g_autofree char *before = text;
      /* translators: how sentences about settings quote a setting's name */
      const char      *quotes = _ ("\"%s\"");
      g_autofree char *name   = g_strdup_printf (quotes, table[i].name);
      g_autofree char *label  = nst_words_plain (gettext (table[i].label));
      g_autofree char *quoted = g_strdup_printf (quotes, label);

      text = replace (before, name, quoted);
    }

  return text;
}


/* ---- the thread ------------------------------------------------------ */

static gpointer
reckon (gpointer data)
{
  NstEstimator      *estimator = data;
  const Question    *question  = &estimator->question;
  g_autoptr (GError) error     = NULL;
  NstNetwork        *network;
  NstSettings        settings;
  NstEstimate        estimate;

  network = nst_share_network (estimator->program_dir, &error);
  estimator->possible =
    network &&
    nst_options_resolve (&question->options, &settings, &error) &&
    nst_estimate (network,
                  &(NstPictureSizes){ { question->width, question->height },
                                      .n_zones = nst_where_count (question->options.where) },
                  &settings, estimator->cancel, &estimate, &error);
  estimator->answer = estimator->possible ? nst_estimator_tell (&estimate)
                                          : with_labels (error->message);

  g_atomic_int_set (&estimator->done, TRUE);
  return NULL;
}


/* ---- the main loop --------------------------------------------------- */

static void
give_answer (NstEstimator *estimator,
             const char   *text,
             gboolean      possible)
{
  estimator->refused = !possible;
  estimator->func (text, possible, estimator->user_data);
}

static void
start_reckoning (NstEstimator   *estimator,
                 const Question *question,
                 GError        **error)
{
  estimator->question = *question;
  g_atomic_int_set (&estimator->done, FALSE);
  estimator->thread = nst_worker_start ("estimate", reckon, estimator, error);
}

/* Without a thread there is no estimate, but a run may be tried. */
static void
begin_question (NstEstimator *estimator)
{
  g_autoptr (GError) error = NULL;

  estimator->asked = FALSE;
  start_reckoning (estimator, &estimator->next, &error);

  if (!estimator->thread)
    give_answer (estimator, error->message, TRUE);
}

static gboolean
look_after (gpointer data)
{
  NstEstimator *estimator = data;

  if (estimator->thread && !g_atomic_int_get (&estimator->done))
    return G_SOURCE_CONTINUE;

  if (estimator->thread)
    {
      g_clear_pointer (&estimator->thread, nst_worker_join);
      if (!estimator->dropped && !estimator->asked)
        give_answer (estimator, estimator->answer, estimator->possible);
      g_clear_pointer (&estimator->answer, g_free);
    }

  if (estimator->asked)
    begin_question (estimator);

  estimator->timeout = estimator->thread ? g_timeout_add (POLL_MS, look_after, estimator) : 0;

  return G_SOURCE_REMOVE;
}

NstEstimator *
nst_estimator_new (const char     *program_dir,
                   NstEstimateFunc func,
                   gpointer        user_data)
{
  NstEstimator *estimator = g_new0 (NstEstimator, 1);
  Question      any       = { 1024, 1024 };

  estimator->program_dir = g_strdup (program_dir);
  estimator->func        = func;
  estimator->user_data   = user_data;
  estimator->cancel      = g_cancellable_new ();

  /* The network is opened, and the machine is timed, while the user looks around. */
  nst_options_init (&any.options);
  start_reckoning (estimator, &any, NULL);
  estimator->dropped = TRUE;
  estimator->timeout = g_timeout_add (POLL_MS, look_after, estimator);

  return estimator;
}

/* What needs no reckoning: NULL, or what is to be put right first. */
static char *
find_fault (gboolean          styled,
            const NstOptions *options)
{
  g_autoptr (GError) error = NULL;
  NstSettings        settings;

  if (!nst_options_resolve (options, &settings, &error))
    return with_labels (error->message);

  if (!styled && nst_settings_see_style (&settings))
    return g_strdup (_ ("Choose a style: a picture from the shelf, a file, or "
                        "a layer."));

  return NULL;
}

void
nst_estimator_ask (NstEstimator     *estimator,
                   int               width,
                   int               height,
                   gboolean          styled,
                   const NstOptions *options)
{
  g_autofree char *fault = find_fault (styled, options);

  estimator->dropped = fault != NULL;
  if (fault)
    {
      estimator->asked = FALSE;
      give_answer (estimator, fault, FALSE);
      return;
    }

  if (estimator->refused)
    give_answer (estimator, _ ("Estimating the time..."), TRUE);

  estimator->next.width   = width;
  estimator->next.height  = height;
  estimator->next.options = *options;
  estimator->asked        = TRUE;

  if (!estimator->timeout)
    estimator->timeout = g_timeout_add (PAUSE_MS, look_after, estimator);
}

gboolean
nst_estimator_is_busy (const NstEstimator *estimator)
{
  return estimator->timeout != 0;
}

void
nst_estimator_free (NstEstimator *estimator)
{
  if (estimator->timeout)
    g_source_remove (estimator->timeout);
  g_cancellable_cancel (estimator->cancel);
  if (estimator->thread)
    nst_worker_join (estimator->thread);

  g_object_unref (estimator->cancel);
  g_free (estimator->answer);
  g_free (estimator->program_dir);
  g_free (estimator);
}

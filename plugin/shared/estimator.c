/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The estimate for a dialog, by a reckoner. */

#include "plugin/shared/estimator.h"
#include "plugin/settings/words.h"
#include "plugin/shared/reckoner.h"

#include <math.h>

#include <glib/gi18n.h>

#define MINUTE 60
#define HOUR   3600

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
  gboolean        refused; /* the last answer was that it can't be done */
  NstReckoner    *reckoner;
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


/* ---- reckoning ------------------------------------------------------- */

/* For NstReckonerKind. */
static char *
reckon (NstReckoner  *reckoner,
        gconstpointer data,
        GCancellable *cancel,
        gboolean     *possible,
        gpointer      user_data)
{
  const NstEstimator *estimator = user_data;
  const Question     *question  = data;
  g_autoptr (GError)  error     = NULL;
  NstNetwork         *network   = nst_share_network (estimator->program_dir, &error);
  NstSettings         settings;
  NstEstimate         estimate;

  *possible = network &&
              nst_options_resolve (&question->options, &settings, &error) &&
              nst_estimate (network,
                            &(NstPictureSizes){ { question->width, question->height },
                                                .n_zones = nst_where_count (
                                                  question->options.where),
                                                .is_fitted = TRUE },
                            &settings, cancel, &estimate, &error);

  return *possible ? nst_estimator_tell (&estimate) : with_labels (error->message);
}

/* For NstReckonerKind. */
static void
give_answer (const char *text,
             gboolean    possible,
             gpointer    user_data)
{
  NstEstimator *estimator = user_data;

  estimator->refused = !possible;
  estimator->func (text, possible, estimator->user_data);
}

static const NstReckonerKind kind = { reckon, give_answer, g_free };

static Question *
make_question (int               width,
               int               height,
               const NstOptions *options)
{
  Question *question = g_new (Question, 1);

  *question = (Question){ width, height, *options };

  return question;
}

NstEstimator *
nst_estimator_new (const char     *program_dir,
                   NstEstimateFunc func,
                   gpointer        user_data)
{
  NstEstimator *estimator = g_new0 (NstEstimator, 1);
  NstOptions    any;

  estimator->program_dir = g_strdup (program_dir);
  estimator->func        = func;
  estimator->user_data   = user_data;
  estimator->reckoner    = nst_reckoner_new (&kind, estimator);

  /* The network is opened, and the machine is timed, while the user looks around. */
  nst_options_init (&any);
  nst_reckoner_warm_up (estimator->reckoner, make_question (1024, 1024, &any));

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

  if (fault)
    {
      nst_reckoner_drop (estimator->reckoner);
      give_answer (fault, FALSE, estimator);
      return;
    }

  if (estimator->refused)
    give_answer (_ ("Estimating the time..."), TRUE, estimator);

  nst_reckoner_ask (estimator->reckoner, make_question (width, height, options));
}

gboolean
nst_estimator_is_busy (const NstEstimator *estimator)
{
  return nst_reckoner_is_busy (estimator->reckoner);
}

void
nst_estimator_free (NstEstimator *estimator)
{
  nst_reckoner_free (estimator->reckoner);
  g_free (estimator->program_dir);
  g_free (estimator);
}

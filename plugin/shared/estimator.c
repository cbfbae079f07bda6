/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The estimate for a dialog, by a reckoner. */

#include "plugin/shared/estimator.h"
#include "plugin/settings/words.h"
#include "plugin/shared/duration.h"
#include "plugin/shared/reckoner.h"

#include <math.h>

#include <glib/gi18n.h>

#define N_QUALITIES (NST_QUALITY_BEST + 1)
#define KILO        1e3
#define MEGA        1e6

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
  NstTimesFunc    times_func;
  gpointer        user_data;
  gboolean        refused; /* the last answer was that it can't be done */
  NstReckoner    *reckoner;
  Question        asked; /* last */
  Question        timed; /* what the times that were told last are for ... */
  gboolean        told;  /* ... if there are such */

  /* The thread's, while it reckons. */
  Question reckoned;
  double   times[N_QUALITIES]; /* seconds; < 0: not known */
};


/* ---- words ----------------------------------------------------------- */

/* As exactly as it is known, to two digits: "580 MB", "1.2 GB". */
static char *
tell_memory (guint64 bytes)
{
  const double megabytes = MAX ((double) bytes / MEGA, 0.1);
  const double place     = pow (10, floor (log10 (megabytes)) - 1);
  const double rounded   = round (megabytes / place) * place;
  const double value     = rounded < 999.5 ? rounded : rounded / KILO;

  return g_strdup_printf ("%.*f\u00a0%s", value < 9.95 ? 1 : 0, value,
                          rounded < 999.5 ? "MB" : "GB");
}

char *
nst_estimator_tell (const NstEstimate *estimate)
{
  g_autofree char *duration = nst_duration_text (estimate->seconds);
  g_autofree char *memory   = tell_memory (estimate->bytes);

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

static gboolean
estimate_question (const Question *question,
                   NstNetwork     *network,
                   GCancellable   *cancel,
                   NstEstimate    *estimate,
                   GError        **error)
{
  NstSettings settings;

  return nst_options_resolve (&question->options, &settings, error) &&
         nst_estimate (network,
                       &(NstPictureSizes){ { question->width, question->height },
                                           .n_zones   = nst_where_count (question->options.where),
                                           .is_fitted = TRUE },
                       &settings, cancel, estimate, error);
}

/* The same question in each quality; the machine has been timed for it. */
static void
reckon_times (NstEstimator   *estimator,
              const Question *question,
              NstNetwork     *network,
              GCancellable   *cancel)
{
  estimator->reckoned = *question;
  for (int i = 0; i < N_QUALITIES; i++)
    {
      Question    other = *question;
      NstEstimate estimate;

      other.options.core.quality = i;
      estimator->times[i]        = -1;
      if (estimate_question (&other, network, cancel, &estimate, NULL))
        estimator->times[i] = estimate.seconds;
    }
}

/* For NstReckonerKind. */
static char *
reckon (NstReckoner  *reckoner,
        gconstpointer question,
        GCancellable *cancel,
        gboolean     *possible,
        gpointer      user_data)
{
  NstEstimator      *estimator = user_data;
  g_autoptr (GError) error     = NULL;
  NstNetwork        *network   = nst_share_network (estimator->program_dir, &error);
  NstEstimate        estimate;

  (void) reckoner;
  *possible = network && estimate_question (question, network, cancel, &estimate, &error);
  if (!*possible)
    return with_labels (error->message);

  reckon_times (estimator, question, network, cancel);

  return nst_estimator_tell (&estimate);
}

static void
give_answer (NstEstimator *estimator,
             const char   *text,
             gboolean      possible)
{
  estimator->refused = !possible;
  estimator->func (text, possible, estimator->user_data);
}

static void
tell_times (NstEstimator *estimator,
            const double *times)
{
  estimator->told = times != NULL;
  if (times)
    estimator->timed = estimator->reckoned;
  if (estimator->times_func)
    estimator->times_func (times, estimator->user_data);
}

/* Whether what one takes in each quality holds for the other too: how strong the style is, or
 * where random numbers start, takes no time. */
static gboolean
takes_as_long (const Question *one,
               const Question *other)
{
  static const char *const free_of_time[] = { "strength", "quality", "seed", "result", NULL };
  int                      n;
  const NstSetting        *table = nst_settings_table (&n);

  for (int i = 0; i < n; i++)
    if (!g_strv_contains (free_of_time, table[i].name) &&
        !nst_options_is_alike (&one->options, &other->options, &table[i]))
      return FALSE;

  return one->width == other->width && one->height == other->height;
}

/* For NstReckonerKind; there may have been no thread to reckon it. */
static void
answered (const char *text,
          gboolean    possible,
          gpointer    user_data)
{
  NstEstimator  *estimator = user_data;
  const gboolean known     = possible && takes_as_long (&estimator->reckoned, &estimator->asked);

  give_answer (estimator, text, possible);
  tell_times (estimator, known ? estimator->times : NULL);
}

static const NstReckonerKind kind = { reckon, answered, g_free };

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
                   NstTimesFunc    times_func,
                   gpointer        user_data)
{
  NstEstimator *estimator = g_new0 (NstEstimator, 1);
  NstOptions    any;

  estimator->program_dir = g_strdup (program_dir);
  estimator->func        = func;
  estimator->times_func  = times_func;
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
nst_estimator_refuse (NstEstimator *estimator,
                      const char   *fault)
{
  if (estimator->told)
    tell_times (estimator, NULL);
  nst_reckoner_drop (estimator->reckoner);
  give_answer (estimator, fault, FALSE);
}

void
nst_estimator_ask (NstEstimator     *estimator,
                   int               width,
                   int               height,
                   gboolean          styled,
                   const NstOptions *options)
{
  g_autofree char *fault = find_fault (styled, options);

  estimator->asked = (Question){ width, height, *options };
  if (fault)
    {
      nst_estimator_refuse (estimator, fault);
      return;
    }

  if (estimator->told && !takes_as_long (&estimator->timed, &estimator->asked))
    tell_times (estimator, NULL);

  if (estimator->refused)
    give_answer (estimator, _ ("Estimating the time..."), TRUE);

  nst_reckoner_ask (estimator->reckoner, make_question (width, height, options));
}

gboolean
nst_estimator_is_busy (const NstEstimator *estimator)
{
  return !estimator->told && nst_reckoner_is_busy (estimator->reckoner);
}

void
nst_estimator_free (NstEstimator *estimator)
{
  nst_reckoner_free (estimator->reckoner);
  g_free (estimator->program_dir);
  g_free (estimator);
}

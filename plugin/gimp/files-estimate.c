/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What to say, of what the reckoner asks for. */

#include "plugin/gimp/files-estimate.h"
#include "plugin/gimp/file-formats.h"
#include "plugin/gimp/files-reckon.h"
#include "plugin/shared/estimator.h"
#include "plugin/shared/files-report.h"
#include "plugin/shared/reckoner.h"

#include <glib/gi18n.h>

struct _NstFilesEstimate
{
  char                *program_dir;
  const char         **endings; /* GIMP is asked for them before any thread is there */
  NstFilesEstimateFunc func;
  gpointer             user_data;
  NstReckoner         *reckoner;
};

static char *
tell (const char         *aim,
      const NstFilesCost *cost)
{
  g_autofree char *time = cost->known && cost->all.seconds > 0 ? nst_estimator_tell (&cost->all)
                                                               : NULL;

  return time ? g_strdup_printf ("%s %s", aim, time) : g_strdup (aim);
}

/* For NstReckonerKind: the aim is said before the time is known. */
static char *
reckon (NstReckoner  *reckoner,
        gconstpointer question,
        GCancellable *cancel,
        gboolean     *possible,
        gpointer      user_data)
{
  const NstFilesEstimate  *estimate = user_data;
  const NstFilesWish      *wish     = question;
  g_autoptr (GError)       error    = NULL;
  g_auto (NstFilesCost)    cost     = { 0 };
  g_autoptr (NstFilesPlan) plan     = nst_files_plan_new (wish, estimate->endings,
                                                          estimate->program_dir, &error);
  g_autofree char         *aim      = plan ? nst_files_report_aim (plan) : NULL;

  if (aim)
    nst_reckoner_say (reckoner, g_strdup_printf ("%s %s", aim, _ ("Estimating the time...")));

  *possible = plan && nst_files_reckon (plan, &wish->options, estimate->program_dir, cancel, &cost,
                                        &error);

  return *possible ? tell (aim, &cost) : g_strdup (error->message);
}

/* For NstReckonerKind. */
static void
give_answer (const char *text,
             gboolean    possible,
             gpointer    user_data)
{
  const NstFilesEstimate *estimate = user_data;

  estimate->func (text, possible, estimate->user_data);
}

static void
free_wish (gpointer data)
{
  nst_files_wish_clear (data);
  g_free (data);
}

static const NstReckonerKind kind = { reckon, give_answer, free_wish, .is_hasty = TRUE };

NstFilesEstimate *
nst_files_estimate_new (const char          *program_dir,
                        NstFilesEstimateFunc func,
                        gpointer             user_data)
{
  NstFilesEstimate *estimate = g_new0 (NstFilesEstimate, 1);

  estimate->program_dir = g_strdup (program_dir);
  estimate->endings     = nst_file_format_endings ();
  estimate->func        = func;
  estimate->user_data   = user_data;
  estimate->reckoner    = nst_reckoner_new (&kind, estimate);

  return estimate;
}

void
nst_files_estimate_ask (NstFilesEstimate   *estimate,
                        const NstFilesWish *wish)
{
  NstFilesWish *copy = g_new0 (NstFilesWish, 1);

  nst_files_wish_copy (copy, wish);
  nst_reckoner_ask (estimate->reckoner, copy);
}

void
nst_files_estimate_free (NstFilesEstimate *estimate)
{
  nst_reckoner_free (estimate->reckoner);
  g_free (estimate->endings);
  g_free (estimate->program_dir);
  g_free (estimate);
}

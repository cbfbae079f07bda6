/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Pictures of one camera have one size: each size is reckoned once. */

#include "plugin/gimp/files-reckon.h"

#include <gdk-pixbuf/gdk-pixbuf.h>

typedef struct
{
  NstNetwork   *network;
  NstSettings   settings;
  int           n_zones;
  GCancellable *cancel;
  GHashTable   *known;    /* "width height": an NstEstimate, seconds 0 where it can't be painted */
  int           n_failed; /* jobs */
  GError       *error;    /* the first */
} Reckoning;

static const NstEstimate *
reckon_size (Reckoning *reckoning,
             int        width,
             int        height)
{
  g_autofree char *key  = g_strdup_printf ("%d %d", width, height);
  NstEstimate     *cost = g_hash_table_lookup (reckoning->known, key);

  if (cost)
    return cost;

  cost = g_new0 (NstEstimate, 1);
  if (!nst_estimate (reckoning->network,
                     &(NstPictureSizes){ { width, height },
                                         .n_zones   = reckoning->n_zones,
                                         .is_fitted = TRUE },
                     &reckoning->settings, reckoning->cancel, cost,
                     reckoning->error ? NULL : &reckoning->error))
    cost->seconds = 0;
  g_hash_table_insert (reckoning->known, g_steal_pointer (&key), cost);

  return cost;
}

/* 0 where that is not known. */
static double
reckon_job (Reckoning         *reckoning,
            const NstFilesJob *job,
            NstEstimate       *largest)
{
  const NstEstimate *cost;
  int                width;
  int                height;

  if (!gdk_pixbuf_get_file_info (job->picture, &width, &height))
    return 0;

  cost = reckon_size (reckoning, width, height);
  if (cost->bytes > largest->bytes)
    {
      largest->bytes = cost->bytes;
      largest->parts = cost->parts;
    }

  reckoning->n_failed += cost->seconds == 0;
  return cost->seconds;
}

/* What is not known is like what is, on the whole. */
static void
fill_in (const NstFilesPlan *plan,
         int                 n_known,
         NstFilesCost       *cost)
{
  const double mean = n_known ? cost->all.seconds / n_known : 1;

  for (guint i = 0; i < plan->jobs->len; i++)
    {
      const NstFilesJob *job = plan->jobs->pdata[i];

      if (job->state == NST_FILE_WAITS && cost->seconds[i] == 0)
        {
          cost->seconds[i] = mean;
          cost->all.seconds += mean;
        }
    }

  cost->known = n_known > 0;
}

gboolean
nst_files_reckon (const NstFilesPlan *plan,
                  const NstOptions   *options,
                  const char         *program_dir,
                  GCancellable       *cancel,
                  NstFilesCost       *cost,
                  GError            **error)
{
  Reckoning reckoning = { .cancel = cancel, .n_zones = nst_where_count (options->where) };
  int       n_known   = 0;

  *cost             = (NstFilesCost){ 0 };
  reckoning.network = nst_share_network (program_dir, error);
  if (!reckoning.network || !nst_options_resolve (options, &reckoning.settings, error))
    return FALSE;

  cost->seconds   = g_new0 (double, plan->jobs->len);
  reckoning.known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  for (guint i = 0; i < plan->jobs->len && !g_cancellable_is_cancelled (cancel); i++)
    {
      const NstFilesJob *job = plan->jobs->pdata[i];

      if (job->state != NST_FILE_WAITS)
        continue;

      cost->seconds[i] = reckon_job (&reckoning, job, &cost->all);
      cost->all.seconds += cost->seconds[i];
      n_known += cost->seconds[i] > 0;
    }

  fill_in (plan, n_known, cost);
  g_hash_table_unref (reckoning.known);

  if (reckoning.error && reckoning.n_failed == nst_files_plan_count (plan, NST_FILE_WAITS))
    {
      g_propagate_error (error, reckoning.error);
      return FALSE;
    }

  g_clear_error (&reckoning.error);
  return !g_cancellable_set_error_if_cancelled (cancel, error);
}

void
nst_files_cost_clear (NstFilesCost *cost)
{
  g_clear_pointer (&cost->seconds, g_free);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Only what there is something of is told. */

#include "plugin/shared/files-report.h"

#include <string.h>

#include <glib/gi18n.h>

static char *
picture_name (const NstFilesJob *job)
{
  g_autofree char *name = g_path_get_basename (job->picture);

  return g_filename_display_name (name);
}

char *
nst_files_report_job (const NstFilesJob *job)
{
  g_autofree char *shown = picture_name (job);

  return job->style ? g_strdup_printf (_ ("%s in the style of %s"), shown, job->style_name)
                    : g_steal_pointer (&shown);
}

char *
nst_files_report_aim (const NstFilesPlan *plan)
{
  const int           n_there  = nst_files_plan_count (plan, NST_FILE_THERE);
  const int           n_failed = nst_files_plan_count (plan, NST_FILE_FAILED);
  const int           n_all    = (int) plan->jobs->len;
  g_autofree char    *pictures = g_strdup_printf (ngettext ("%d picture", "%d pictures",
                                                            (gulong) plan->n_pictures),
                                                  plan->n_pictures);
  g_autofree char    *paints   = g_strdup_printf (ngettext ("%d painting", "%d paintings",
                                                            (gulong) n_all),
                                                  n_all);
  g_autoptr (GString) text     = g_string_new (NULL);

  const char *in_styles = ngettext ("%s in %d style: %s", "%s in %d styles: %s",
                                    (gulong) plan->n_styles);
  const char *are_there = ngettext (", %d of which is there already",
                                    ", %d of which are there already", (gulong) n_there);
  const char *cannot_be = ngettext (", %d of which can't be made",
                                    ", %d of which can't be made", (gulong) n_failed);

  /* "6 pictures in 2 styles: 12 paintings" or "6 pictures: 6 paintings" */
  if (plan->n_styles > 1)
    g_string_append_printf (text, in_styles,
                            pictures, plan->n_styles, paints);
  else
    g_string_append_printf (text, _ ("%s: %s"), pictures, paints);

  if (n_there)
    g_string_append_printf (text, are_there,
                            n_there);
  if (n_failed)
    g_string_append_printf (text, cannot_be,
                            n_failed);
  g_string_append_c (text, '.');

  for (guint i = 0; i < plan->jobs->len; i++)
    {
      const NstFilesJob *job   = plan->jobs->pdata[i];
      g_autofree char   *name  = g_path_get_basename (job->target);
      g_autofree char   *shown = g_filename_display_name (name);

      if (job->state == NST_FILE_WAITS)
        {
          g_string_append_c (text, ' ');
          g_string_append_printf (text, _ ("The first to be made is \"%s\"."), shown);
          break;
        }
    }

  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* sentence: with %d for n. */
static void
add_sentence (GString    *text,
              int         n,
              const char *sentence)
{
  g_autofree char *number = g_strdup_printf ("%d", n);
  g_auto (GStrv)   parts  = g_strsplit (sentence, "%d", 2);
  g_autofree char *told   = g_strjoinv (number, parts);

  if (n)
    g_string_append_printf (text, "%s%s", text->len ? " " : "", told);
}

char *
nst_files_report_end (const NstFilesPlan *plan)
{
  g_autoptr (GString) text  = g_string_new (NULL);
  const int           made  = nst_files_plan_count (plan, NST_FILE_PAINTED);
  const int           there = nst_files_plan_count (plan, NST_FILE_THERE);
  const int           lost  = nst_files_plan_count (plan, NST_FILE_FAILED);
  const int           left  = nst_files_plan_count (plan, NST_FILE_WAITS);

  add_sentence (text, made,
                ngettext ("%d painting was made.", "%d paintings were made.", (gulong) made));
  add_sentence (text, there,
                ngettext ("%d was there already.", "%d were there already.", (gulong) there));
  add_sentence (text, lost,
                ngettext ("%d could not be made.", "%d could not be made.", (gulong) lost));
  add_sentence (text, left,
                ngettext ("%d painting is left: begin again with the same choices to go on.",
                          "%d paintings are left: begin again with the same choices to go on.",
                          (gulong) left));

  return g_string_free (g_steal_pointer (&text), FALSE);
}

static gboolean
is_alike (const NstFilesJob *one,
          const NstFilesJob *two)
{
  return one->state == two->state && strcmp (one->picture, two->picture) == 0 &&
         strcmp (one->reason, two->reason) == 0;
}

/* What is wrong with a picture is told once, and not for each style. */
char *
nst_files_report_failed (const NstFilesPlan *plan)
{
  g_autoptr (GString) text = g_string_new (NULL);
  guint               next = 0;

  while (next < plan->jobs->len)
    {
      const guint        first = next++;
      const NstFilesJob *job   = plan->jobs->pdata[first];
      g_autofree char   *name  = NULL;

      if (job->state != NST_FILE_FAILED)
        continue;

      while (next < plan->jobs->len && is_alike (job, plan->jobs->pdata[next]))
        next++;

      name = next - first == 1 ? nst_files_report_job (job) : picture_name (job);
      g_string_append_printf (text, "%s%s: %s", text->len ? "\n" : "", name, job->reason);
    }

  return g_string_free (g_steal_pointer (&text), FALSE);
}

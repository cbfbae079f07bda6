/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The plan is made in steps: pictures, styles, a job for each pair, names.  Two paintings of
 * one name are never made: the later would take the place of the earlier. */

#include "plugin/shared/files-plan.h"
#include "plugin/shared/files-find.h"
#include "plugin/shared/name-pattern.h"

#include <string.h>
#include <sys/stat.h>

#include <glib/gi18n.h>

#define LONGEST_NAME 255 /* bytes, of most file systems */
#define FALLBACK     "png"

/* ---- names ----------------------------------------------------------- */

static char *
find_ending (const NstFilesWish *wish,
             const char         *picture,
             const char *const  *endings)
{
  const char      *dot = strrchr (picture, '.');
  g_autofree char *own = dot ? g_ascii_strdown (dot + 1, -1) : NULL;

  if (*wish->format)
    return g_strdup (wish->format);

  return g_strdup (own && g_strv_contains (endings, own) ? own : FALLBACK);
}

/* whole: the picture's ending is part of the name, which tells a.jpg from a.png. */
static char *
name_target (const NstFilesWish *wish,
             const NstFilesJob  *job,
             const char *const  *endings,
             gboolean            whole)
{
  g_autofree char *name   = whole ? g_path_get_basename (job->picture)
                                  : nst_files_cut_ending (job->picture);
  g_autofree char *ending = find_ending (wish, job->picture, endings);
  g_autofree char *base   = nst_name_pattern_fill (wish->names,
                                                 whole ? g_strdelimit (name, ".", '-') : name,
                                                   job->style_name, &wish->options);
  g_autofree char *file   = g_strconcat (base, ".", ending, NULL);
  g_autofree char *path   = g_build_filename (wish->folder, file, NULL);

  return g_canonicalize_filename (path, NULL);
}

/* Of each target how many jobs have it. */
static GHashTable *
count_targets (const NstFilesPlan *plan)
{
  GHashTable *counts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < plan->jobs->len; i++)
    {
      const NstFilesJob *job = plan->jobs->pdata[i];
      const int          n   = GPOINTER_TO_INT (g_hash_table_lookup (counts, job->target));

      g_hash_table_insert (counts, g_strdup (job->target), GINT_TO_POINTER (n + 1));
    }

  return counts;
}

static void
name_all (NstFilesPlan       *plan,
          const NstFilesWish *wish,
          const char *const  *endings)
{
  g_autoptr (GHashTable) counts = NULL;

  for (guint i = 0; i < plan->jobs->len; i++)
    {
      NstFilesJob *job = plan->jobs->pdata[i];

      job->target = name_target (wish, job, endings, FALSE);
    }

  counts = count_targets (plan);
  for (guint i = 0; i < plan->jobs->len; i++)
    {
      NstFilesJob *job = plan->jobs->pdata[i];

      if (GPOINTER_TO_INT (g_hash_table_lookup (counts, job->target)) > 1)
        {
          g_free (job->target);
          job->target = name_target (wish, job, endings, TRUE);
        }
    }
}


/* ---- what can't be, and what need not be ----------------------------- */

/* "device:inode" of a file that is there, however it is named; NULL for another. */
static char *
identify (const char *path)
{
  struct stat status;

  return stat (path, &status) == 0
           ? g_strdup_printf ("%llu:%llu", (unsigned long long) status.st_dev,
                              (unsigned long long) status.st_ino)
           : NULL;
}

/* The set of what identify says of the files. */
static GHashTable *
identify_pictures (GPtrArray *pictures)
{
  GHashTable *known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < pictures->len; i++)
    {
      char *file = identify (pictures->pdata[i]);

      if (file)
        g_hash_table_add (known, file);
    }

  return known;
}

static gboolean
is_complete (const char *path)
{
  struct stat status;

  return stat (path, &status) == 0 && S_ISREG (status.st_mode) && status.st_size > 0;
}

static void
judge_job (NstFilesJob *job,
           GHashTable  *pictures,
           GHashTable  *targets,
           gboolean     replace)
{
  g_autofree char *name  = g_path_get_basename (job->target);
  g_autofree char *shown = g_filename_display_name (name);
  g_autofree char *file  = identify (job->target);
  GError          *error = NULL;

  if (file && g_hash_table_contains (pictures, file))
    nst_refuse (&error, NST_ERROR_PICTURE,
                _ ("Its painting, \"%s\", would take the place of a picture: save in another "
                   "folder, or under another name."),
                shown);
  else if (!g_hash_table_add (targets, g_strdup (job->target)))
    nst_refuse (&error, NST_ERROR_PICTURE,
                _ ("Its painting would be called \"%s\" as that of another is: rename one of the "
                   "two."),
                shown);
  else if (strlen (name) > LONGEST_NAME)
    nst_refuse (&error, NST_ERROR_PICTURE,
                _ ("The name \"%s\" is too long for a file: choose shorter names."), shown);

  if (error)
    nst_files_job_fail (job, error);
  else if (!replace && is_complete (job->target))
    job->state = NST_FILE_THERE;
}

static void
judge_all (NstFilesPlan *plan,
           GHashTable   *pictures,
           gboolean      replace)
{
  g_autoptr (GHashTable) targets = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < plan->jobs->len; i++)
    judge_job (plan->jobs->pdata[i], pictures, targets, replace);
}


/* ---- the plan -------------------------------------------------------- */

static void
free_job (gpointer data)
{
  NstFilesJob *job = data;

  g_free (job->picture);
  g_free (job->style);
  g_free (job->style_name);
  g_free (job->target);
  g_free (job->reason);
  g_free (job);
}

static NstFilesPlan *
pair (GPtrArray *pictures,
      GPtrArray *styles)
{
  NstFilesPlan *plan = g_new0 (NstFilesPlan, 1);

  plan->jobs       = g_ptr_array_new_with_free_func (free_job);
  plan->n_pictures = (int) pictures->len;
  plan->n_styles   = (int) styles->len;

  for (guint i = 0; i < pictures->len; i++)
    for (guint j = 0; j < styles->len; j++)
      {
        const NstFilesStyle *style = styles->pdata[j];
        NstFilesJob         *job   = g_new0 (NstFilesJob, 1);

        job->picture    = g_strdup (pictures->pdata[i]);
        job->style      = g_strdup (style->path);
        job->style_name = g_strdup (style->name);
        g_ptr_array_add (plan->jobs, job);
      }

  return plan;
}

/* Takes out of the pictures those that are paintings of others: whoever saves them beside the
 * pictures and begins again does not want them painted.  TRUE where there was one. */
static gboolean
drop_paintings (GPtrArray          *pictures,
                const NstFilesPlan *plan)
{
  g_autoptr (GHashTable) of     = g_hash_table_new (g_str_hash, g_str_equal);
  const guint            before = pictures->len;

  for (guint i = 0; i < plan->jobs->len; i++)
    {
      const NstFilesJob *job = plan->jobs->pdata[i];

      g_hash_table_insert (of, job->target, job->picture);
    }

  for (guint i = pictures->len; i-- > 0;)
    {
      g_autofree char *path = g_canonicalize_filename (pictures->pdata[i], NULL);
      const char      *made = g_hash_table_lookup (of, path);

      if (made && strcmp (made, pictures->pdata[i]) != 0)
        g_ptr_array_remove_index (pictures, i);
    }

  return pictures->len < before;
}

static gboolean
check_wish (const NstFilesWish *wish,
            const GPtrArray    *pictures,
            const GPtrArray    *styles,
            GError            **error)
{
  NstSettings settings;

  if (pictures->len == 0)
    return nst_refuse (error, NST_ERROR_PICTURE,
                       *wish->pictures ? _ ("There are no pictures there: choose another folder, "
                                            "or files.")
                                       : _ ("Choose the pictures to paint: a folder, or files."));

  if (!*wish->folder)
    return nst_refuse (error, NST_ERROR_SETTINGS,
                       _ ("Choose the folder to save the paintings in."));

  if (!nst_name_pattern_check (wish->names, error) ||
      !nst_options_resolve (&wish->options, &settings, error))
    return FALSE;

  if (!*wish->styles && nst_settings_see_style (&settings))
    return nst_refuse (error, NST_ERROR_PICTURE,
                       _ ("Choose a style or several: pictures from the shelf, or files."));

  if (styles->len > 1 && !nst_name_pattern_has (wish->names, "style"))
    return nst_refuse (error, NST_ERROR_SETTINGS,
                       _ ("All paintings of a picture would have one name: put {style} into the "
                          "names."));

  if (strchr (wish->format, G_DIR_SEPARATOR))
    return nst_refuse (error, NST_ERROR_SETTINGS,
                       _ ("The format is an ending as in png or jpg, not \"%s\"."), wish->format);

  return TRUE;
}

NstFilesPlan *
nst_files_plan_new (const NstFilesWish *wish,
                    const char *const  *endings,
                    const char         *program_dir,
                    GError            **error)
{
  g_autoptr (GPtrArray)  pictures = nst_files_find_pictures (wish->pictures);
  g_autoptr (GPtrArray)  styles   = nst_files_find_styles (wish->styles, wish->mixed, program_dir,
                                                           error);
  g_autoptr (GHashTable) known    = NULL;
  NstFilesPlan          *plan;

  if (!styles || !check_wish (wish, pictures, styles, error))
    return NULL;

  /* What is replaced could be somebody's picture that is only called like a painting. */
  if (wish->replace)
    known = identify_pictures (pictures);

  plan = pair (pictures, styles);
  name_all (plan, wish, endings);
  if (drop_paintings (pictures, plan))
    {
      nst_files_plan_free (plan);
      plan = pair (pictures, styles);
      name_all (plan, wish, endings);
    }

  if (!known)
    known = identify_pictures (pictures);
  judge_all (plan, known, wish->replace);

  return plan;
}

void
nst_files_plan_free (NstFilesPlan *plan)
{
  g_ptr_array_unref (plan->jobs);
  g_free (plan);
}

int
nst_files_plan_count (const NstFilesPlan *plan,
                      NstFileState        state)
{
  int n = 0;

  for (guint i = 0; i < plan->jobs->len; i++)
    n += ((NstFilesJob *) plan->jobs->pdata[i])->state == state;

  return n;
}

void
nst_files_job_fail (NstFilesJob *job,
                    GError      *reason)
{
  g_free (job->reason);
  job->state  = NST_FILE_FAILED;
  job->reason = g_strdup (reason->message);
  g_error_free (reason);
}

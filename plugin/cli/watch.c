/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How often is enough is told by how long it takes: a file is begun no sooner than a fixed
 * multiple of that after the last one, so that what is taken from the run is bounded
 * whatever the picture, the format and the machine. */

#include "plugin/cli/watch.h"
#include "plugin/cli/picture.h"
#include "plugin/cli/terminal.h"

#include <string.h>
#include <sys/stat.h>

#include <glib/gi18n.h>

#define LEAST_INTERVAL_US (2 * G_USEC_PER_SEC)
#define MOST_SHARE        50 /* of the time one part in so many is spent on this, at most */

struct NstWatch
{
  const char *path;
  NstImage    alpha; /* without data: opaque */
  NstPaper    paper;
  GThread    *thread; /* NULL: there is none, any more */
  int         side;   /* the longer one of the frame that was last taken */

  GMutex    mutex; /* guards what follows */
  GCond     changed;
  NstImage *frame; /* to be written; NULL: none */
  gboolean  is_writing;
  gboolean  is_ended;
  gboolean  has_failed; /* and that is said */
  gint64    next_us;    /* before which no frame but one of another size is taken */
};


/* ---- which file --------------------------------------------------------- */

/* Whether both are one file, or would be made at the same place. */
static gboolean
is_same (const char *one,
         const char *two)
{
  g_autofree char *folder1 = g_path_get_dirname (one);
  g_autofree char *folder2 = g_path_get_dirname (two);
  g_autofree char *name1   = g_path_get_basename (one);
  g_autofree char *name2   = g_path_get_basename (two);
  struct stat      status1;
  struct stat      status2;

  if (stat (one, &status1) == 0 && stat (two, &status2) == 0)
    return status1.st_dev == status2.st_dev && status1.st_ino == status2.st_ino;

  return strcmp (name1, name2) == 0 && stat (folder1, &status1) == 0 &&
         stat (folder2, &status2) == 0 && status1.st_dev == status2.st_dev &&
         status1.st_ino == status2.st_ino;
}

gboolean
nst_watch_check (const char        *path,
                 const char *const *others,
                 GError           **error)
{
  g_autofree char *shown = g_filename_display_name (path);

  for (int i = 0; others[i]; i++)
    if (is_same (path, others[i]))
      return nst_refuse (error, NST_ERROR_PICTURE,
                         _ ("The file \"%s\" is to be watched while it is painted and is one of "
                            "the other files too: give --watch a file of its own."),
                         shown);

  return nst_picture_check_format (path, error);
}


/* ---- writing ------------------------------------------------------------ */

/* The first failure is said, and the last thing tried. */
static void
write_picture (NstWatch       *watch,
               const NstImage *picture,
               const NstImage *alpha)
{
  g_autoptr (GError) error = NULL;

  if (nst_picture_save_so_far (watch->path, picture, alpha, watch->paper, &error))
    return;

  nst_terminal_say (error->message);
  g_mutex_lock (&watch->mutex);
  watch->has_failed = TRUE;
  g_mutex_unlock (&watch->mutex);
}

static void
write_frame (NstWatch       *watch,
             const NstImage *frame)
{
  g_autoptr (NstImage) alpha = NULL;

  if (watch->alpha.data)
    alpha = nst_image_resize (&watch->alpha, frame->width, frame->height, NULL, NULL);

  write_picture (watch, frame, alpha);
}

static gpointer
write_frames (gpointer data)
{
  NstWatch *watch = data;

  g_mutex_lock (&watch->mutex);

  while (!watch->is_ended)
    {
      g_autoptr (NstImage) frame = g_steal_pointer (&watch->frame);
      const gint64         start = g_get_monotonic_time ();
      gint64               end;

      if (!frame)
        {
          g_cond_wait (&watch->changed, &watch->mutex);
          continue;
        }

      watch->is_writing = TRUE;
      g_mutex_unlock (&watch->mutex);
      write_frame (watch, frame);
      g_mutex_lock (&watch->mutex);

      end               = g_get_monotonic_time ();
      watch->is_writing = FALSE;
      watch->next_us    = end + MAX (LEAST_INTERVAL_US, MOST_SHARE * (end - start));
    }

  g_mutex_unlock (&watch->mutex);
  vips_thread_shutdown ();

  return NULL;
}


/* ---- a run -------------------------------------------------------------- */

NstWatch *
nst_watch_begin (const char     *path,
                 const NstImage *alpha,
                 NstPaper        paper)
{
  NstWatch *watch = g_new0 (NstWatch, 1);

  watch->path  = path;
  watch->alpha = alpha ? *alpha : (NstImage){ 0 };
  watch->paper = paper;
  g_mutex_init (&watch->mutex);
  g_cond_init (&watch->changed);

  /* Where no thread can be had the painting is not seen before its end. */
  watch->thread = g_thread_try_new ("watch", write_frames, watch, NULL);

  return watch;
}

void
nst_watch_show (NstWatch       *watch,
                const NstImage *frame)
{
  const int side = MAX (frame->width, frame->height);

  g_mutex_lock (&watch->mutex);

  if (watch->thread && !watch->has_failed && !watch->is_writing && !watch->frame &&
      (side != watch->side || g_get_monotonic_time () >= watch->next_us))
    {
      watch->frame = nst_image_copy (frame, NULL); /* or not this time */
      watch->side  = side;
      g_cond_signal (&watch->changed);
    }

  g_mutex_unlock (&watch->mutex);
}

void
nst_watch_stop (NstWatch *watch)
{
  g_mutex_lock (&watch->mutex);
  watch->is_ended = TRUE;
  g_cond_signal (&watch->changed);
  g_mutex_unlock (&watch->mutex);

  if (watch->thread)
    g_thread_join (g_steal_pointer (&watch->thread));
}

void
nst_watch_show_last (NstWatch       *watch,
                     const NstImage *painting,
                     const NstImage *alpha)
{
  if (!watch->has_failed)
    write_picture (watch, painting, alpha);
}

void
nst_watch_free (NstWatch *watch)
{
  nst_watch_stop (watch);
  nst_image_free (watch->frame);
  g_mutex_clear (&watch->mutex);
  g_cond_clear (&watch->changed);
  g_free (watch);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A painting that was painted smaller, at the size that it is wanted in. */

#include "core/run/fit-painting.h"

#include "core/image/join.h"
#include "core/image/resize.h"
#include "core/run/recolour.h"

#include <math.h>

#include <glib/gi18n-lib.h>

/* Whose detail a painting gets that was painted smaller; NULL: there is none. */
static const NstImage *
find_detail (const NstSubject *subject)
{
  if (subject->settings->init == NST_INIT_FILE)
    return subject->start;

  return nst_settings_see_content (subject->settings) ? subject->content : NULL;
}

/* The painting at the size of the canvas; NULL without an error: interrupted. */
static NstImage *
fit (const NstSubject *subject,
     const NstImage   *painting,
     int               width,
     int               height,
     const NstThreads *threads,
     GError          **error)
{
  g_autoptr (NstImage) scaled = NULL;
  const NstImage      *detail = find_detail (subject);

  if (detail == NULL || (painting->width >= width && painting->height >= height))
    return nst_image_resize (painting, width, height, threads, error);

  detail = nst_image_fit_joined (detail, width, height, subject->settings->wrap, &scaled, threads,
                                 error);

  return detail != NULL ? nst_image_enlarge_with_detail (painting, detail, threads, error) : NULL;
}

/* What is no number, as it comes of such in the content, becomes black. */
static void
clean_range (gpointer data,
             size_t   first,
             size_t   end)
{
  float *values = data;

  for (size_t i = first; i < end; i++)
    if (!isfinite (values[i]))
      values[i] = 0.0f;
}

NstImage *
nst_fit_painting (const NstSubject *subject,
                  NstImage         *painting,
                  GCancellable     *cancel,
                  GError          **error)
{
  g_autoptr (NstImage) taken   = painting;
  g_autoptr (NstImage) fitted  = NULL;
  GError              *failure = NULL;
  NstThreads           threads;
  int                  width;
  int                  height;

  nst_fit_canvas (subject->settings, subject->content->width, subject->content->height,
                  &width, &height);

  if (painting->width == width && painting->height == height)
    fitted = g_steal_pointer (&taken);
  else if (nst_threads_begin (&threads, subject->settings->threads, cancel, NULL, &failure))
    {
      fitted = fit (subject, painting, width, height, &threads, &failure);
      if (fitted != NULL)
        nst_threads_run_ranges (&threads, (size_t) width * height * 3, clean_range, fitted->data);
      if (fitted != NULL && !nst_subject_keep_colours (subject, fitted, &threads, &failure))
        g_clear_pointer (&fitted, nst_image_free);
      nst_threads_end (&threads);
    }

  if (g_cancellable_is_cancelled (cancel))
    {
      g_clear_error (&failure);
      g_clear_pointer (&fitted, nst_image_free);
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, _ ("The painting was cancelled."));
    }
  else if (failure != NULL)
    g_propagate_error (error, failure);

  return g_steal_pointer (&fitted);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

/* One run, from what is asked for to the new layer: the inputs are read, the
 * engine works in a thread (job.h) while its window, or GIMP's progress bar,
 * shows how far it is, and the result's layer develops.  Asks nobody anything:
 * that is done before, by the dialogs.  Keeps nothing for the next run either.
 */

#include "plugin/gimp/paint.h"
#include "plugin/gimp/inputs.h"
#include "plugin/gimp/kept-selection.h"
#include "plugin/gimp/layer-record.h"
#include "plugin/gimp/paint-subject.h"
#include "plugin/gimp/result-place.h"
#include "plugin/gimp/run-window.h"
#include "plugin/gimp/style-name.h"
#include "plugin/shared/progress-text.h"
#include "plugin/shared/worker.h"

#include <glib/gi18n.h>

#define POLL_S     0.1
#define AT_ONCE_S  0.15
#define MOST_CHARS 36 /* of a name */


/* ---- before a run ---------------------------------------------------- */

gboolean
nst_paint_check (const NstPaint *paint,
                 GError        **error)
{
  const char *reason = NULL;
  int         x, y, width, height;

  if (!nst_inputs_have_content (paint))
    reason = _ ("There is nothing to paint any more: the picture was closed, or its "
                "layer deleted.");
  else if (!nst_gimp_item_is_layer (paint->content))
    reason = _ ("Neural Art paints layers, not masks or channels: click on a "
                "layer in the Layers dialog first.");
  else if (nst_gimp_image_base_type (paint->image) == GIMP_INDEXED)
    reason = _ ("Neural Art can't paint in the few colours of an indexed "
                "picture: choose Image > Mode > RGB first.");
  else if (nst_gimp_floating_sel (paint->image) != NST_GIMP_NONE)
    reason = _ ("The picture has a floating selection: anchor it or make it a "
                "layer first.");
  else if (paint->like == NST_GIMP_NONE &&
           !gimp_drawable_mask_intersect (NST_DRAWABLE (paint->content), &x,
                                          &y, &width, &height))
    reason = _ ("The selection does not touch the layer: select a part of the "
                "layer, or nothing.");
  else if (paint->run_mode == GIMP_RUN_INTERACTIVE &&
           !nst_run_window_possible ())
    reason = _ ("There is no display to show the dialog on: call Neural Art "
                "with RUN-NONINTERACTIVE.");

  if (reason)
    g_set_error_literal (error, NST_ERROR, NST_ERROR_PICTURE, reason);

  return !reason;
}

/* The network that belongs to the program, as the dialog left it. */
static NstNetwork *
get_network (GError **error)
{
  g_autofree char *folder = g_path_get_dirname (gimp_get_progname ());

  return nst_share_network (folder, error);
}


/* ---- the run --------------------------------------------------------- */

typedef struct
{
  NstResult *result;
  NstJob    *job;
} Show;

static gboolean
tick (gpointer user_data)
{
  Show *show = user_data;

  return nst_result_develop (show->result, show->job);
}

/* GIMP's own progress bar, for scripts. */
static void
wait_quietly (NstJob     *job,
              const char *what)
{
  gimp_progress_init (what);

  while (!nst_job_wait (job, POLL_S))
    {
      NstProgress progress;

      if (nst_job_progress (job, &progress))
        {
          g_autofree char *text = nst_progress_text (&progress);

          gimp_progress_set_text (text);
          gimp_progress_update (CLAMP (progress.fraction, 0.0, 1.0));
        }
    }

  gimp_progress_end ();
}

/* Names may be of any length: a long one is cut in its middle. */
static char *
shorten (const char *name)
{
  const glong      n     = g_utf8_strlen (name, -1);
  g_autofree char *begin = g_utf8_substring (name, 0, MIN (n, MOST_CHARS / 2));
  g_autofree char *end   = g_utf8_substring (name, MAX (n - MOST_CHARS / 2, 0), n);

  return n > MOST_CHARS ? g_strconcat (begin, "\342\200\246", end, NULL) : g_strdup (name);
}

/* What is painted, in a sentence. */
static char *
tell_run (const NstPaint *paint,
          const char     *style_name)
{
  g_autofree char *file        = nst_gimp_image_file_name (paint->image);
  g_autofree char *image_name  = file ? NULL : nst_gimp_image_name (paint->image);
  g_autofree char *layer_name  = gimp_item_get_name (NST_ITEM (paint->content));
  g_autofree char *layer       = shorten (layer_name);
  g_autofree char *image       = shorten (file ? file : image_name);
  g_autofree char *short_style = shorten (style_name);

  /* translators: a layer, its picture, and a style, by their names */
  return g_strdup_printf (_ ("Painting %s of %s in the style of %s"), layer, image, short_style);
}

/* Runs the engine; NULL with G_IO_ERROR_CANCELLED where the run was dropped. */
static NstImage *
run_engine (const NstPaint   *paint,
            const NstSubject *subject,
            const char       *style_name,
            NstResult        *result,
            GError          **error)
{
  g_autoptr (NstJob) job  = nst_job_start (subject);
  g_autofree char   *what = tell_run (paint, style_name);
  gboolean           kept = TRUE;
  Show               show = { result, job };

  /* What can't be done is known at once, and needs no window. */
  if (nst_job_wait (job, AT_ONCE_S))
    kept = TRUE;
  else if (paint->wait)
    kept = paint->wait (job, paint->wait_data);
  else if (paint->run_mode != GIMP_RUN_NONINTERACTIVE &&
           nst_run_window_possible ())
    kept = nst_run_window (job, what, tick, &show);
  else
    wait_quietly (job, what);

  if (kept)
    return nst_job_result (job, error);

  /* Before the engine's thread has ended, which may take it a moment. */
  nst_result_clear (result);
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED,
                       _ ("The painting was cancelled."));
  return NULL;
}

/* After the style, and what one tries until it is right, where that is not as it comes. */
static char *
name_layer (const NstPaint *paint,
            const char     *style_name)
{
  const NstOptions *options = &paint->options;
  GString          *name    = g_string_new (NULL);

  g_string_printf (name, _ ("Neural Art: %s"), style_name);
  if (!nst_options_is_default (options, nst_settings_find ("strength")))
    g_string_append_printf (name, _ (", strength %g"), options->strength);
  if (!nst_options_is_default (options, nst_settings_find ("seed")))
    g_string_append_printf (name, _ (", seed %d"), options->core.seed);

  return g_string_free (name, FALSE);
}

/* Whether the painting is to be two layers, of which the upper has the photo's colours. */
static gboolean
is_split (const NstPaint    *paint,
          const NstSettings *settings)
{
  return paint->options.result == NST_RESULT_SPLIT && nst_settings_see_content (settings) &&
         nst_gimp_image_base_type (paint->image) == GIMP_RGB;
}

/* With everything read: the layer, the run, the painting. */
static gint32
paint_layer (const NstPaint        *paint,
             const GeglRectangle   *box,
             const NstPaintSubject *subject,
             GError               **error)
{
  g_autofree char *style_name  = nst_style_name (paint);
  g_autofree char *name        = name_layer (paint, style_name);
  g_autofree char *description = nst_layer_record_describe (paint, box);
  NstResult        result;
  gint32           layer = NST_GIMP_NONE;

  nst_result_place (&result, paint, box, &subject->settings, &subject->inputs.content);
  if (is_split (paint, &subject->settings))
    result.split = (NstSplit){ subject->inputs.content.image, result.alpha, result.paper,
                               result.space, paint->options.core.colours == NST_COLOURS_PHOTO };

  if (nst_result_make (&result, name, description, error))
    {
      NstImage *painting;

      if (subject->where.selection)
        nst_kept_selection_attach (result.layer, subject->where.selection);
      painting = run_engine (paint, &subject->subject, style_name, &result, error);
      if (painting)
        layer = nst_result_finish (&result, painting, error);
      g_clear_pointer (&painting, nst_image_free);
    }

  nst_result_clear (&result);
  return layer;
}

/* With everything that can be refused before a long run refused. */
static gint32
read_and_paint (const NstPaint *paint,
                GError        **error)
{
  g_autoptr (NstPaintSubject) subject = NULL;
  NstNetwork                 *network;
  GeglRectangle               box;
  NstSettings                 settings;

  if (!nst_paint_check (paint, error) || !nst_paint_resolve (paint, &settings, error))
    return NST_GIMP_NONE;

  /* Then the engine leaves the painting its own colours. */
  if (is_split (paint, &settings) && settings.colours == NST_COLOURS_PHOTO)
    settings.colours = NST_COLOURS_STYLE;

  network = get_network (error);
  if (!network)
    return NST_GIMP_NONE;

  nst_paint_get_box (paint, &box);
  subject = nst_paint_subject_new (paint, &box, &settings, network, error);

  return subject ? paint_layer (paint, &box, subject, error) : NST_GIMP_NONE;
}

GimpPDBStatusType
nst_paint (const NstPaint *paint,
           gint32         *layer,
           GError        **error)
{
  GError *reason = NULL;

  nst_worker_guard_begin ();
  *layer = read_and_paint (paint, &reason);
  nst_worker_guard_end ();
  if (*layer != NST_GIMP_NONE)
    return GIMP_PDB_SUCCESS;

  /* A script would take a cancelled run for one that went well. */
  if (paint->run_mode != GIMP_RUN_NONINTERACTIVE &&
      g_error_matches (reason, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_error_free (reason);
      return GIMP_PDB_CANCEL;
    }

  g_propagate_error (error, reason);
  return GIMP_PDB_EXECUTION_ERROR;
}

void
nst_paint_tell (const GError *error)
{
  if (error)
    gimp_message (error->message);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What was asked last is begun after a pause, in which a slider moves on, and when nothing is
 * being measured.  Layers are read in the main loop, which is the only one that may ask GIMP;
 * what is read of the content is kept. */

#include "plugin/gimp/preview-pane.h"
#include "plugin/gimp/canvas-preview.h"
#include "plugin/gimp/folding-row.h"
#include "plugin/gimp/items.h"
#include "plugin/gimp/kept-switch.h"
#include "plugin/gimp/paint-subject.h"
#include "plugin/gimp/picture-keys.h"
#include "plugin/gimp/picture-view.h"
#include "plugin/gimp/preview-layer.h"
#include "plugin/gimp/preview-photo.h"
#include "plugin/gimp/proof-sheet.h"
#include "plugin/gimp/question.h"
#include "plugin/shared/preview.h"
#include "plugin/shared/progress-text.h"
#include "plugin/shared/reduced.h"

#include <glib/gi18n.h>

#define PANE_KEY    "neural-art-preview-pane"
#define LABEL_CHARS 26  /* whatever it says, the widget is as wide */
#define LEAST_SIDE  240 /* of the widget */
#define MOST_WIDTH  500 /* of the row below the picture, in large text; pixels */
#define PRESS_IT    N_ ("Press the picture to see the photo.")
#define PAUSE_MS    150
#define POLL_MS     40

typedef struct
{
  char             *program_dir;
  NstPreviewCalls   calls;
  NstPreview       *preview;
  NstCanvasPreview *canvas;
  GtkWidget        *title; /* what is painted */
  GtkWidget        *picture;
  GtkWidget        *label;
  GtkWidget        *wanted; /* these three: check buttons */
  GtkWidget        *split;
  GtkWidget        *on_canvas;
  NstQuestion       asked;
  NstQuestion       begun; /* what is shown */
  guint             timeout;
  NstPreviewPhoto   photo;
} Pane;

static Pane *
get_pane (GtkWidget *widget)
{
  return g_object_get_data (G_OBJECT (widget), PANE_KEY);
}


/* ---- a painting ------------------------------------------------------ */

/* Long texts are cut off; a tooltip has all. */
static void
say (Pane       *pane,
     const char *text)
{
  gtk_label_set_text (GTK_LABEL (pane->label), text);
  gtk_widget_set_tooltip_text (pane->label, *text ? text : NULL);
}

static void
show_frame (const NstImage    *frame,
            const NstProgress *progress,
            const char        *fault,
            gpointer           user_data)
{
  Pane                *pane = user_data;
  g_autofree char     *text = NULL;
  g_autoptr (NstImage) grey = frame ? nst_preview_photo_make_grey (&pane->photo, frame) : NULL;

  if (!frame)
    {
      say (pane, fault);
      return;
    }

  nst_picture_view_set_picture (pane->picture, grey ? grey : frame);
  nst_canvas_preview_show (pane->canvas, frame);
  if (progress->fraction < 1.0)
    text = nst_progress_text (progress);
  say (pane, text ? text : _ (PRESS_IT));
}

static void
look_at_content (Pane           *pane,
                 const NstPaint *paint)
{
  g_autofree char *name = NULL;

  if (!nst_inputs_have_content (paint))
    return;

  name = nst_item_tell (paint->content);
  gtk_label_set_text (GTK_LABEL (pane->title), name);
  if (nst_preview_photo_read (&pane->photo, paint, NST_PREVIEW_SIDE))
    nst_picture_view_set_before (pane->picture, pane->photo.pixels.image);
}

static gboolean
can_begin (Pane              *pane,
           const NstQuestion *question,
           NstPaint          *paint,
           NstSettings       *settings)
{
  if (!nst_inputs_have_content (paint))
    return FALSE;

  paint->read = nst_preview_photo_get (&pane->photo);

  return nst_paint_resolve (paint, settings, NULL) &&
         (question->styled || !nst_settings_see_style (settings)) &&
         (paint->read || !nst_settings_see_content (settings));
}

static void
show_nothing (Pane *pane)
{
  nst_preview_stop (pane->preview);
  nst_canvas_preview_end (pane->canvas);
  nst_picture_view_set_picture (pane->picture, NULL);
  say (pane, "");
}

/* What is asked now; what can't be painted the dialog says elsewhere. */
static void
begin (Pane *pane)
{
  NstQuestion         *question = &pane->asked;
  const GeglRectangle *box      = &pane->photo.box;
  NstPaint             paint    = question->paint;
  const gboolean       going_on = nst_question_is_like (question, &pane->begun, TRUE);
  g_autoptr (GError)   error    = NULL;
  NstNetwork          *network;
  NstSettings          settings, whole;
  NstPaintSubject     *subject;

  if (nst_question_is_like (question, &pane->begun, FALSE))
    return;

  network         = nst_share_network (pane->program_dir, NULL);
  paint.most_side = pane->photo.side;
  nst_question_clear (&pane->begun);
  if (!network || !can_begin (pane, question, &paint, &settings))
    {
      show_nothing (pane);
      return;
    }

  if (!going_on)
    nst_preview_stop (pane->preview); /* the processor is the loader's meanwhile */

  whole = settings;
  nst_settings_reduce (&settings, box->width, box->height, NST_PREVIEW_SIDE);
  subject = nst_paint_subject_new (&paint, box, &settings, network, &error);
  if (!subject)
    {
      nst_preview_stop (pane->preview);
      say (pane, error->message);
      return;
    }

  nst_question_set (&pane->begun, &question->paint, question->styled);
  nst_canvas_preview_begin (pane->canvas, &paint, box, &whole, &pane->photo.pixels);
  nst_preview_paint (pane->preview, &subject->subject, going_on, subject,
                     (GDestroyNotify) nst_paint_subject_free);
}

static gboolean
begin_when_free (gpointer data)
{
  Pane *pane = data;

  if (!pane->calls.may_begin (pane->calls.user_data))
    return G_SOURCE_CONTINUE;

  pane->timeout = 0;
  begin (pane);

  return G_SOURCE_REMOVE;
}

/* The photo is seen before its painting, and without one. */
static gboolean
look (gpointer data)
{
  Pane *pane = data;

  look_at_content (pane, &pane->asked.paint);
  pane->timeout = nst_kept_switch_get (pane->wanted)
                    ? g_timeout_add (POLL_MS, begin_when_free, pane)
                    : 0;

  return G_SOURCE_REMOVE;
}

static void
begin_soon (Pane *pane)
{
  g_clear_handle_id (&pane->timeout, g_source_remove);
  pane->timeout = g_timeout_add (PAUSE_MS, look, pane);
}

static gboolean
is_at_work (const Pane *pane)
{
  return !nst_preview_is_idle (pane->preview) || pane->timeout;
}

/* What this interrupts begins anew. */
static void
stop (Pane *pane)
{
  if (is_at_work (pane))
    nst_question_clear (&pane->begun);
  g_clear_handle_id (&pane->timeout, g_source_remove);
  nst_preview_stop (pane->preview);
}

static void
wanted_toggled (Pane *pane)
{
  if (nst_kept_switch_get (pane->wanted))
    {
      begin_soon (pane);
      return;
    }

  stop (pane);
  nst_question_clear (&pane->begun);
  show_nothing (pane);
}

static void
split_toggled (Pane *pane)
{
  nst_picture_view_set_split (pane->picture, nst_kept_switch_get (pane->split));
}

/* The processor is the sheet's meanwhile. */
static void
proof_clicked (Pane *pane)
{
  const gboolean   at_work    = is_at_work (pane);
  GtkWidget       *window     = gtk_widget_get_toplevel (pane->picture);
  g_autofree char *style_file = NULL;
  NstQuestion      asked      = { 0 };
  NstOptions       options;
  gboolean         taken;

  if (!pane->asked.any || !nst_inputs_have_content (&pane->asked.paint))
    return;

  nst_question_set (&asked, &pane->asked.paint, pane->asked.styled);
  stop (pane);
  taken = nst_proof_sheet (GTK_WINDOW (window), pane->program_dir, &asked.paint, asked.styled,
                           &options, &style_file);
  nst_question_clear (&asked);

  if (taken)
    pane->calls.taken (&options, style_file, pane->calls.user_data);
  else if (at_work)
    begin_soon (pane);
}


/* ---- the widget ------------------------------------------------------ */

static void
free_pane (gpointer data)
{
  Pane *pane = data;

  stop (pane);
  nst_preview_free (pane->preview);
  nst_canvas_preview_free (pane->canvas);
  nst_question_clear (&pane->asked);
  nst_question_clear (&pane->begun);
  nst_preview_photo_clear (&pane->photo);
  g_free (pane->program_dir);
  g_free (pane);
}

static void
end_pane (GtkWidget *widget)
{
  g_object_set_data (G_OBJECT (widget), PANE_KEY, NULL);
}

static void
make_switches (Pane *pane)
{
  pane->wanted = nst_kept_switch_new (
    "neural-art-preview", _ ("Pre_view"),
    _ ("Paint the picture small while you choose. Press it to see the photo, turn the wheel to "
       "look closer."),
    TRUE);
  pane->split = nst_kept_switch_new (
    "neural-art-split", _ ("Split view"),
    _ ("See the photo to the left of a line that you can drag, and the painting to the right."),
    FALSE);
  pane->on_canvas = nst_canvas_preview_new_switch (pane->canvas);

  g_signal_connect_swapped (pane->wanted, "toggled", G_CALLBACK (wanted_toggled), pane);
  g_signal_connect_swapped (pane->split, "toggled", G_CALLBACK (split_toggled), pane);
  g_object_bind_property (pane->wanted, "active", pane->split, "sensitive",
                          G_BINDING_SYNC_CREATE);
  g_object_bind_property (pane->wanted, "active", pane->on_canvas, "sensitive",
                          G_BINDING_SYNC_CREATE);
  split_toggled (pane);
}

static GtkWidget *
make_proof (Pane *pane)
{
  GtkWidget *proof = gtk_button_new_with_mnemonic (_ ("Proof shee_t..."));

  gtk_widget_set_tooltip_text (proof, _ ("Nine small paintings side by side, to choose from."));
  g_signal_connect_swapped (proof, "clicked", G_CALLBACK (proof_clicked), pane);

  return proof;
}

static void
add_foot (Pane   *pane,
          GtkBox *box)
{
  GtkWidget *upper = nst_gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *views = nst_gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);

  make_switches (pane);
  pane->label = g_object_new (GTK_TYPE_LABEL, "ellipsize", PANGO_ELLIPSIZE_END, "width-chars",
                              LABEL_CHARS, "max-width-chars", LABEL_CHARS, "xalign", 1.0f, NULL);
  gtk_box_pack_start (GTK_BOX (upper), pane->wanted, FALSE, FALSE, 0);
  gtk_box_pack_start (GTK_BOX (upper), pane->label, TRUE, TRUE, 0);
  gtk_box_pack_start (GTK_BOX (views), pane->split, FALSE, FALSE, 0);
  gtk_box_pack_start (GTK_BOX (views), pane->on_canvas, FALSE, FALSE, 0);
  gtk_box_pack_start (box, upper, FALSE, FALSE, 0);
  gtk_box_pack_start (box, nst_folding_row_new (views, make_proof (pane), 12, MOST_WIDTH), FALSE,
                      FALSE, 0);
}

GtkWidget *
nst_preview_pane_new (const char            *program_dir,
                      const NstPreviewCalls *calls)
{
  Pane      *pane = g_new0 (Pane, 1);
  GtkWidget *box  = nst_gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  nst_preview_layers_sweep ();
  pane->program_dir = g_strdup (program_dir);
  pane->calls       = *calls;
  pane->preview     = nst_preview_new (show_frame, pane);
  pane->canvas      = nst_canvas_preview_new ();
  pane->picture     = nst_picture_view_new (LEAST_SIDE);
  nst_picture_keys_add (pane->picture);

  pane->title = g_object_new (GTK_TYPE_LABEL, "ellipsize", PANGO_ELLIPSIZE_MIDDLE, "xalign",
                              0.0f, NULL);
  gtk_box_pack_start (GTK_BOX (box), pane->title, FALSE, FALSE, 0);
  gtk_box_pack_start (GTK_BOX (box), pane->picture, TRUE, TRUE, 0);
  add_foot (pane, GTK_BOX (box));

  g_object_set_data_full (G_OBJECT (box), PANE_KEY, pane, free_pane);
  g_signal_connect (box, "destroy", G_CALLBACK (end_pane), NULL);
  gtk_widget_show_all (box);

  return box;
}

void
nst_preview_pane_ask (GtkWidget      *widget,
                      const NstPaint *paint,
                      gboolean        styled)
{
  Pane *pane = get_pane (widget);

  nst_question_set (&pane->asked, paint, styled);
  begin_soon (pane);
}

void
nst_preview_pane_stop (GtkWidget *widget)
{
  Pane *pane = get_pane (widget);

  stop (pane);
  if (nst_kept_switch_get (pane->on_canvas))
    nst_question_clear (&pane->begun);
  nst_canvas_preview_end (pane->canvas);
  if (pane->begun.any)
    say (pane, _ (PRESS_IT));
}

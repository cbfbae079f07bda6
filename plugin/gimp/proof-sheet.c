/* SPDX-License-Identifier: GPL-3.0-or-later */

/* One preview (shared/preview.h) paints all of them, each when the one before is done. */

#include "plugin/gimp/proof-sheet.h"
#include "plugin/gimp/paint-subject.h"
#include "plugin/gimp/picture-view.h"
#include "plugin/gimp/variations.h"
#include "plugin/shared/preview.h"
#include "plugin/shared/reduced.h"

#include <glib/gi18n.h>

#define SIDE    192 /* of a painting, pixels, or about that */
#define COLUMNS 3

typedef struct
{
  const char     *program_dir;
  const NstPaint *paint;
  gboolean        styled;
  NstPixels       content;
  GeglRectangle   box;
  int             side; /* that it was read with */
  NstPreview     *preview;
  GPtrArray      *variations;
  guint           at;    /* which of them is painted */
  guint           timer; /* until the next begins */
  GtkWidget      *window;
  GtkWidget      *buttons[NST_MOST_VARIATIONS];
  GtkWidget      *pictures[NST_MOST_VARIATIONS];
  GtkWidget      *labels[NST_MOST_VARIATIONS];
} Sheet;


/* ---- painting -------------------------------------------------------- */

static gboolean begin_next (gpointer data);

static void
begin_soon (Sheet *sheet)
{
  if (!sheet->timer)
    sheet->timer = g_timeout_add (1, begin_next, sheet);
}

static void
say (Sheet      *sheet,
     guint       i,
     const char *text)
{
  gtk_label_set_text (GTK_LABEL (sheet->labels[i]), text);
}

static void
show_frame (const NstImage    *frame,
            const NstProgress *progress,
            const char        *fault,
            gpointer           user_data)
{
  Sheet *sheet = user_data;

  if (frame)
    nst_picture_view_set_picture (sheet->pictures[sheet->at], frame);
  else
    say (sheet, sheet->at, fault);
  if (frame && progress->fraction < 1.0)
    return;

  sheet->at++;
  begin_soon (sheet);
}

/* The pictures of a variation; NULL where it can't be painted. */
static NstPaintSubject *
read_subject (Sheet              *sheet,
              const NstVariation *variation,
              GError            **error)
{
  NstPaint    paint = *sheet->paint;
  NstNetwork *network;
  NstSettings settings;

  paint.options   = variation->options;
  paint.most_side = sheet->side;
  paint.read      = sheet->content.image ? &sheet->content : NULL;
  if (variation->style_file)
    paint.style_file = variation->style_file;
  else if (!sheet->styled)
    paint.style = NST_GIMP_NONE;

  network = nst_share_network (sheet->program_dir, error);
  if (!network || !nst_paint_resolve (&paint, &settings, error))
    return NULL;

  nst_settings_reduce (&settings, sheet->box.width, sheet->box.height, SIDE);
  settings.quality = NST_QUALITY_DRAFT;

  return nst_paint_subject_new (&paint, &sheet->box, &settings, network, error);
}

static gboolean
begin_next (gpointer data)
{
  Sheet              *sheet = data;
  g_autoptr (GError)  error = NULL;
  const NstVariation *variation;
  NstPaintSubject    *subject;

  sheet->timer = 0;
  if (sheet->at >= sheet->variations->len)
    return G_SOURCE_REMOVE;

  variation = sheet->variations->pdata[sheet->at];
  subject   = read_subject (sheet, variation, &error);
  if (subject)
    {
      nst_preview_paint (sheet->preview, &subject->subject, FALSE, subject,
                         (GDestroyNotify) nst_paint_subject_free);
      return G_SOURCE_REMOVE;
    }

  say (sheet, sheet->at++, error->message);
  begin_soon (sheet);
  return G_SOURCE_REMOVE;
}

/* What is painted until now is forgotten. */
static void
begin_all (Sheet  *sheet,
           NstVary vary)
{
  nst_preview_stop (sheet->preview);
  g_clear_pointer (&sheet->variations, g_ptr_array_unref);
  sheet->variations = nst_variations_list (vary, &sheet->paint->options, sheet->program_dir);
  sheet->at         = 0;

  for (guint i = 0; i < NST_MOST_VARIATIONS; i++)
    {
      const gboolean used = i < sheet->variations->len;

      nst_picture_view_set_picture (sheet->pictures[i], NULL);
      gtk_widget_set_visible (sheet->buttons[i], used);
      if (used)
        say (sheet, i, ((const NstVariation *) sheet->variations->pdata[i])->label);
    }
  begin_soon (sheet);
}


/* ---- the window ------------------------------------------------------ */

static void
vary_changed (GtkComboBox *combo,
              Sheet       *sheet)
{
  begin_all (sheet, (NstVary) gtk_combo_box_get_active (combo));
}

/* The response of a picture is its number, from 1 on. */
static void
picture_clicked (GtkWidget *button,
                 Sheet     *sheet)
{
  for (int i = 0; i < NST_MOST_VARIATIONS; i++)
    if (sheet->buttons[i] == button)
      gtk_dialog_response (GTK_DIALOG (sheet->window), i + 1);
}

static GtkWidget *
make_cell (Sheet *sheet,
           int    i)
{
  GtkWidget *box = nst_gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);

  sheet->pictures[i] = nst_picture_view_new_still (SIDE);
  sheet->labels[i]   = gtk_label_new ("");
  sheet->buttons[i]  = gtk_button_new ();
  gtk_label_set_ellipsize (GTK_LABEL (sheet->labels[i]), PANGO_ELLIPSIZE_END);
  gtk_box_pack_start (GTK_BOX (box), sheet->pictures[i], TRUE, TRUE, 0);
  gtk_box_pack_start (GTK_BOX (box), sheet->labels[i], FALSE, FALSE, 0);
  gtk_container_add (GTK_CONTAINER (sheet->buttons[i]), box);
  gtk_widget_show_all (sheet->buttons[i]);
  g_signal_connect (sheet->buttons[i], "clicked", G_CALLBACK (picture_clicked), sheet);

  return sheet->buttons[i];
}

static GtkWidget *
make_rows (Sheet *sheet)
{
  GtkWidget *rows = nst_gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *row  = NULL;

  for (int i = 0; i < NST_MOST_VARIATIONS; i++)
    {
      if (i % COLUMNS == 0)
        {
          row = nst_gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
          gtk_box_set_homogeneous (GTK_BOX (row), TRUE);
          gtk_box_pack_start (GTK_BOX (rows), row, TRUE, TRUE, 0);
        }
      gtk_box_pack_start (GTK_BOX (row), make_cell (sheet, i), TRUE, TRUE, 0);
    }

  return rows;
}

static void
build (Sheet     *sheet,
       GtkWindow *parent)
{
  GtkWidget *box   = nst_gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *combo = gtk_combo_box_text_new ();
  GtkWidget *content;

  sheet->window = gtk_dialog_new_with_buttons (_ ("Proof Sheet"), parent,
                                               GTK_DIALOG_MODAL | GTK_DIALOG_DESTROY_WITH_PARENT,
                                               _ ("_Close"), GTK_RESPONSE_CLOSE, NULL);
  content       = gtk_dialog_get_content_area (GTK_DIALOG (sheet->window));
  gtk_container_set_border_width (GTK_CONTAINER (box), 12);
  gtk_box_pack_start (GTK_BOX (content), box, TRUE, TRUE, 0);

  for (int i = 0; i < NST_N_VARIES; i++)
    gtk_combo_box_text_append_text (GTK_COMBO_BOX_TEXT (combo), gettext (nst_vary_names[i]));
  gtk_widget_set_tooltip_text (combo, _ ("What differs from picture to picture. Click on the "
                                         "picture whose settings you want."));
  gtk_box_pack_start (GTK_BOX (box), combo, FALSE, FALSE, 0);
  gtk_box_pack_start (GTK_BOX (box), make_rows (sheet), TRUE, TRUE, 0);

  gtk_widget_show_all (box);
  g_signal_connect (combo, "changed", G_CALLBACK (vary_changed), sheet);
  gtk_combo_box_set_active (GTK_COMBO_BOX (combo),
                            sheet->styled ? NST_VARY_STROKES : NST_VARY_STYLES);
}

gboolean
nst_proof_sheet (GtkWindow      *parent,
                 const char     *program_dir,
                 const NstPaint *paint,
                 gboolean        styled,
                 NstOptions     *options,
                 char          **style_file)
{
  Sheet    sheet   = { .program_dir = program_dir, .paint = paint, .styled = styled };
  NstPaint reduced = *paint;
  int      response;
  gboolean taken;

  nst_paint_get_box (paint, &sheet.box);
  sheet.side        = nst_reduced_side (MAX (sheet.box.width, sheet.box.height), SIDE);
  reduced.most_side = sheet.side;
  nst_inputs_read_content (&reduced, &sheet.box, &sheet.content, NULL);
  sheet.preview = nst_preview_new (show_frame, &sheet);
  build (&sheet, parent);

  response = gtk_dialog_run (GTK_DIALOG (sheet.window));
  taken    = response >= 1 && response <= (int) sheet.variations->len;
  if (taken)
    {
      const NstVariation *variation = sheet.variations->pdata[response - 1];

      *options    = variation->options;
      *style_file = g_strdup (variation->style_file);
    }

  if (sheet.timer)
    g_source_remove (sheet.timer);
  nst_preview_free (sheet.preview);
  gtk_widget_destroy (sheet.window);
  g_ptr_array_unref (sheet.variations);
  nst_pixels_clear (&sheet.content);

  return taken;
}

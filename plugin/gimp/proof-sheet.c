/* SPDX-License-Identifier: GPL-3.0-or-later */

/* One preview (shared/preview.h) paints all of them, each when the one before is done. */

#include "plugin/gimp/proof-sheet.h"
#include "plugin/gimp/picture-view.h"
#include "plugin/gimp/proof-pictures.h"

#include <glib/gi18n.h>

#define SIDE    192 /* of a painting, pixels */
#define COLUMNS 3
#define CELLS   9
#define LEAST   0.6 /* of its size a picture may be shown at, where the screen is small */

/* What a cell has besides its picture, and a window besides its cells, about, pixels. */
#define CELL_EDGE   16
#define CELL_FOOT   40
#define WINDOW_EDGE 24
#define WINDOW_FOOT 140

typedef struct
{
  const char       *program_dir;
  const NstPaint   *paint;
  gboolean          styled;
  NstProofPictures *read;
  NstPreview       *preview;
  GPtrArray        *variations;
  guint             first; /* of them that is shown */
  guint             at;    /* which of them is painted */
  guint             timer; /* until the next begins */
  int               taken; /* which of them the user wants, -1: none */
  GtkWidget        *window;
  GtkWidget        *told;
  GtkWidget        *more;
  GtkWidget        *buttons[CELLS];
  GtkWidget        *pictures[CELLS];
  GtkWidget        *labels[CELLS];
} Sheet;


/* ---- painting -------------------------------------------------------- */

static gboolean begin_next (gpointer data);

static void
begin_soon (Sheet *sheet)
{
  if (!sheet->timer)
    sheet->timer = g_timeout_add (1, begin_next, sheet);
}

static guint
get_end (const Sheet *sheet)
{
  return MIN (sheet->first + CELLS, sheet->variations->len);
}

static void
tell (Sheet *sheet)
{
  const guint      n    = get_end (sheet) - sheet->first;
  g_autofree char *text = NULL;

  if (n == 0)
    text = g_strdup (_ ("There is nothing to choose from."));
  else if (sheet->at < get_end (sheet))
    text = g_strdup_printf (_ ("Painting %u of %u... Click on the picture whose settings you "
                               "want."),
                            sheet->at - sheet->first + 1, n);
  else
    text = g_strdup (_ ("Click on the picture whose settings you want."));

  gtk_label_set_text (GTK_LABEL (sheet->told), text);
}

static void
end_cell (Sheet *sheet)
{
  sheet->at++;
  tell (sheet);
  begin_soon (sheet);
}

/* In place of its label. */
static void
show_fault (Sheet      *sheet,
            const char *fault)
{
  const guint cell = sheet->at - sheet->first;

  gtk_label_set_text (GTK_LABEL (sheet->labels[cell]), fault);
  gtk_widget_set_tooltip_text (sheet->buttons[cell], fault);
  end_cell (sheet);
}

static void
show_frame (const NstImage    *frame,
            const NstProgress *progress,
            const char        *fault,
            gpointer           user_data)
{
  Sheet *sheet = user_data;

  if (!frame)
    {
      show_fault (sheet, fault);
      return;
    }

  nst_picture_view_set_picture (sheet->pictures[sheet->at - sheet->first], frame);
  if (progress->fraction >= 1.0)
    end_cell (sheet);
}

static gboolean
begin_next (gpointer data)
{
  Sheet             *sheet = data;
  g_autoptr (GError) error = NULL;

  sheet->timer = 0;
  if (sheet->at < get_end (sheet) &&
      !nst_proof_pictures_paint (sheet->read, sheet->variations->pdata[sheet->at], sheet->preview,
                                 &error))
    show_fault (sheet, error->message);

  return G_SOURCE_REMOVE;
}

/* With its name, bold where that is how it is already. */
static void
empty_cell (Sheet              *sheet,
            int                 cell,
            const NstVariation *variation)
{
  g_autofree char *markup  = NULL;
  g_autofree char *tooltip = NULL;

  nst_picture_view_set_picture (sheet->pictures[cell], NULL);
  gtk_widget_set_visible (sheet->buttons[cell], variation != NULL);
  if (!variation)
    return;

  markup  = g_markup_printf_escaped (variation->present ? "<b>%s</b>" : "%s", variation->label);
  tooltip = g_strjoin ("\n", variation->label,
                       variation->present ? _ ("As it is now") : variation->tell,
                       variation->present ? variation->tell : NULL, NULL);
  gtk_label_set_markup (GTK_LABEL (sheet->labels[cell]), markup);
  gtk_widget_set_tooltip_text (sheet->buttons[cell], tooltip);
}

/* The cells are those of the variations from first on; what is painted until now is forgotten. */
static void
begin_page (Sheet *sheet,
            guint  first)
{
  nst_preview_stop (sheet->preview);
  sheet->first = first < sheet->variations->len ? first : 0;
  sheet->at    = sheet->first;

  for (guint i = 0; i < CELLS; i++)
    {
      const guint there = sheet->first + i;

      empty_cell (sheet, (int) i,
                  there < get_end (sheet) ? sheet->variations->pdata[there] : NULL);
    }
  gtk_widget_set_visible (sheet->more, sheet->variations->len > CELLS);
  tell (sheet);
  begin_soon (sheet);
}


/* ---- the window ------------------------------------------------------ */

/* Without a style there are only those of the shelf to choose from. */
static void
vary_changed (GtkComboBox *combo,
              Sheet       *sheet)
{
  const NstVary vary = sheet->styled ? (NstVary) gtk_combo_box_get_active (combo)
                                     : NST_VARY_STYLES;

  g_clear_pointer (&sheet->variations, g_ptr_array_unref);
  sheet->variations = nst_variations_list (vary, &sheet->paint->options, sheet->paint->style_file,
                                           sheet->program_dir);
  begin_page (sheet, 0);
}

static void
more_clicked (Sheet *sheet)
{
  begin_page (sheet, sheet->first + CELLS);
}

static void
picture_clicked (GtkWidget *button,
                 Sheet     *sheet)
{
  for (int i = 0; i < CELLS; i++)
    if (sheet->buttons[i] == button)
      sheet->taken = (int) sheet->first + i;

  gtk_dialog_response (GTK_DIALOG (sheet->window), GTK_RESPONSE_ACCEPT);
}

/* A picture's size, of the content's shape. */
static void
find_size (const Sheet *sheet,
           int         *width,
           int         *height)
{
  const NstImage *content = nst_proof_pictures_get_content (sheet->read);

  *width = *height = SIDE;
  if (content && content->width > content->height)
    *height = MAX (SIDE / 3, SIDE * content->height / content->width);
  else if (content)
    *width = MAX (SIDE / 3, SIDE * content->width / content->height);
}

static GtkWidget *
make_cell (Sheet *sheet,
           int    i)
{
  GtkWidget *box = nst_gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  int        width;
  int        height;

  find_size (sheet, &width, &height);
  sheet->pictures[i] = nst_picture_view_new_still (SIDE);
  sheet->labels[i]   = gtk_label_new ("");
  sheet->buttons[i]  = gtk_button_new ();
  gtk_widget_set_size_request (sheet->pictures[i], (int) (LEAST * width), (int) (LEAST * height));
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

  for (int i = 0; i < CELLS; i++)
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

/* What differs from picture to picture, and a button for more of them. */
static GtkWidget *
make_head (Sheet      *sheet,
           GtkWidget **combo)
{
  GtkWidget *head  = nst_gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *label = gtk_label_new_with_mnemonic (_ ("_Vary:"));

  *combo = gtk_combo_box_text_new ();
  for (int i = sheet->styled ? 0 : NST_VARY_STYLES; i < NST_N_VARIES; i++)
    gtk_combo_box_text_append_text (GTK_COMBO_BOX_TEXT (*combo), gettext (nst_vary_names[i]));
  gtk_widget_set_tooltip_text (*combo, _ ("What differs from picture to picture"));
  gtk_label_set_mnemonic_widget (GTK_LABEL (label), *combo);
  g_signal_connect (*combo, "changed", G_CALLBACK (vary_changed), sheet);

  sheet->more = gtk_button_new_with_mnemonic (_ ("_More"));
  gtk_widget_set_tooltip_text (sheet->more, _ ("The next ones; after the last the first again"));
  g_signal_connect_swapped (sheet->more, "clicked", G_CALLBACK (more_clicked), sheet);

  gtk_box_pack_start (GTK_BOX (head), label, FALSE, FALSE, 0);
  gtk_box_pack_start (GTK_BOX (head), *combo, TRUE, TRUE, 0);
  gtk_box_pack_start (GTK_BOX (head), sheet->more, FALSE, FALSE, 0);

  return head;
}

static void
build (Sheet     *sheet,
       GtkWindow *parent)
{
  GtkWidget *box = nst_gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *combo;
  GtkWidget *content;
  int        width;
  int        height;

  sheet->window = gtk_dialog_new_with_buttons (_ ("Proof Sheet"), parent,
                                               GTK_DIALOG_MODAL | GTK_DIALOG_DESTROY_WITH_PARENT,
                                               _ ("_Close"), GTK_RESPONSE_CLOSE, NULL);
  content       = gtk_dialog_get_content_area (GTK_DIALOG (sheet->window));
  gtk_container_set_border_width (GTK_CONTAINER (box), WINDOW_EDGE / 2);
  gtk_box_pack_start (GTK_BOX (content), box, TRUE, TRUE, 0);

  sheet->told = gtk_label_new ("");
  gtk_label_set_ellipsize (GTK_LABEL (sheet->told), PANGO_ELLIPSIZE_END);
  g_object_set (sheet->told, "xalign", 0.0f, NULL);
  gtk_box_pack_start (GTK_BOX (box), make_head (sheet, &combo), FALSE, FALSE, 0);
  gtk_box_pack_start (GTK_BOX (box), make_rows (sheet), TRUE, TRUE, 0);
  gtk_box_pack_start (GTK_BOX (box), sheet->told, FALSE, FALSE, 0);

  find_size (sheet, &width, &height);
  gtk_window_set_default_size (GTK_WINDOW (sheet->window),
                               COLUMNS * (width + CELL_EDGE) + WINDOW_EDGE,
                               COLUMNS * (height + CELL_FOOT) + WINDOW_FOOT);
  gtk_widget_show_all (box);
  gtk_combo_box_set_active (GTK_COMBO_BOX (combo), 0);
}

static void
take (const Sheet *sheet,
      NstOptions  *options,
      char       **style_file)
{
  const NstVariation *variation = sheet->variations->pdata[sheet->taken];

  *options    = variation->options;
  *style_file = g_strdup (variation->style_file);
}

gboolean
nst_proof_sheet (GtkWindow      *parent,
                 const char     *program_dir,
                 const NstPaint *paint,
                 gboolean        styled,
                 NstOptions     *options,
                 char          **style_file)
{
  Sheet sheet = { .program_dir = program_dir, .paint = paint, .styled = styled, .taken = -1 };

  sheet.read    = nst_proof_pictures_new (program_dir, paint, styled, SIDE);
  sheet.preview = nst_preview_new (show_frame, &sheet);
  build (&sheet, parent);

  gtk_dialog_run (GTK_DIALOG (sheet.window));
  if (sheet.taken >= 0)
    {
      take (&sheet, options, style_file);
      gtk_window_set_focus (parent, NULL); /* Return is OK then, not another sheet */
    }

  if (sheet.timer)
    g_source_remove (sheet.timer);
  gtk_widget_destroy (sheet.window);
  gdk_display_flush (gdk_display_get_default ()); /* before the wait for a run's end */
  nst_preview_free (sheet.preview);
  nst_proof_pictures_free (sheet.read);
  g_ptr_array_unref (sheet.variations);

  return sheet.taken >= 0;
}

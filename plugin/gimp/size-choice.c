/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What is typed counts when it is complete: with Return, or when another control is used. */

#include "plugin/gimp/size-choice.h"
#include "plugin/gimp/gimp-compat.h"

#include <string.h>

#include <glib/gi18n.h>

#define CHOICE_KEY "neural-art-size-choice"
#define CHARS      10 /* of the entry */
#define TOLD_CHARS 16 /* of what is told, at least; a tooltip has all */

typedef struct
{
  void (*changed) (gpointer user_data);
  gpointer   user_data;
  GtkWidget *combo;
  GtkWidget *told;
  int        size;
  int        full; /* the longer side that sizes are listed for; 0: not known, -1: none are yet */
  gboolean   showing;
} Choice;

static const int sizes[] = { 4096, 3072, 2048, 1536, 1024, 768, 512, 384 };

static GtkWidget *
get_entry (const Choice *choice)
{
  return gtk_bin_get_child (GTK_BIN (choice->combo));
}

static char *
size_text (int size)
{
  return size > 0 ? g_strdup_printf (_ ("%d px"), size) : g_strdup (_ ("Full size"));
}

static void
append (Choice *choice,
        int     size)
{
  g_autofree char *text = size_text (size);

  gtk_combo_box_text_append_text (GTK_COMBO_BOX_TEXT (choice->combo), text);
}

/* The picture's own, and those that are smaller. */
static void
list_sizes (Choice *choice,
            int     full)
{
  if (choice->full == full)
    return;

  choice->full = full;
  gtk_list_store_clear (GTK_LIST_STORE (gtk_combo_box_get_model (GTK_COMBO_BOX (choice->combo))));
  append (choice, 0);
  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    if (full == 0 || sizes[i] < full)
      append (choice, sizes[i]);
}

/* The size that a text names: its first number; the picture's own where there is none. */
static int
read_size (const char *text)
{
  const char *digits = strpbrk (text, "0123456789");

  return digits ? (int) MIN (g_ascii_strtoull (digits, NULL, 10), NST_MAX_SIDE) : 0;
}

static void
show_size (Choice *choice)
{
  g_autofree char *text = size_text (choice->size);

  choice->showing = TRUE;
  gtk_entry_set_text (GTK_ENTRY (get_entry (choice)), text);
  choice->showing = FALSE;
}

static void
take_text (Choice *choice)
{
  const int size = read_size (gtk_entry_get_text (GTK_ENTRY (get_entry (choice))));

  if (size != choice->size)
    {
      choice->size = size;
      choice->changed (choice->user_data);
    }
  show_size (choice);
}

static void
picked (Choice *choice)
{
  if (!choice->showing && gtk_combo_box_get_active (GTK_COMBO_BOX (choice->combo)) >= 0)
    take_text (choice);
}

static gboolean
left (Choice *choice)
{
  take_text (choice);

  return FALSE;
}

GtkWidget *
nst_size_choice_new (void (*changed) (gpointer user_data),
                     gpointer user_data)
{
  Choice    *choice = g_new0 (Choice, 1);
  GtkWidget *box    = nst_gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);

  choice->changed   = changed;
  choice->user_data = user_data;
  choice->full      = -1;
  choice->combo     = gtk_combo_box_text_new_with_entry ();
  choice->told      = gtk_label_new ("");
  g_object_set_data_full (G_OBJECT (box), CHOICE_KEY, choice, g_free);

  gtk_entry_set_width_chars (GTK_ENTRY (get_entry (choice)), CHARS);
  gtk_entry_set_activates_default (GTK_ENTRY (get_entry (choice)), TRUE);
  g_signal_connect_swapped (choice->combo, "changed", G_CALLBACK (picked), choice);
  g_signal_connect_swapped (get_entry (choice), "activate", G_CALLBACK (take_text), choice);
  g_signal_connect_swapped (get_entry (choice), "focus-out-event", G_CALLBACK (left), choice);

  g_object_set (choice->told, "xalign", 0.0f, "ellipsize", PANGO_ELLIPSIZE_END, "width-chars",
                TOLD_CHARS, NULL);
  gtk_box_pack_start (GTK_BOX (box), choice->combo, FALSE, FALSE, 0);
  gtk_box_pack_start (GTK_BOX (box), choice->told, TRUE, TRUE, 0);

  return box;
}

int
nst_size_choice_get (GtkWidget *widget)
{
  const Choice *choice = g_object_get_data (G_OBJECT (widget), CHOICE_KEY);

  return choice->size;
}

/* "1024 × 683 px", and where the painting is larger than that in the end, how large. */
static char *
tell (const NstOptions *options,
      int               width,
      int               height)
{
  NstSettings settings;
  int         work_width;
  int         work_height;

  if (width <= 0 || height <= 0 || !nst_options_resolve (options, &settings, NULL))
    return g_strdup ("");

  nst_fit_canvas (&settings, width, height, &width, &height);
  nst_fit_size (width, height, settings.size, &work_width, &work_height);

  if (work_width == width && work_height == height)
    return g_strdup_printf (_ ("%d × %d px"), width, height);

  /* translators: the size while it is painted, and that of the result */
  return g_strdup_printf (_ ("%d × %d px, result %d × %d"), work_width, work_height, width,
                          height);
}

void
nst_size_choice_show (GtkWidget        *widget,
                      const NstOptions *options,
                      int               width,
                      int               height)
{
  Choice          *choice = g_object_get_data (G_OBJECT (widget), CHOICE_KEY);
  g_autofree char *text   = tell (options, width, height);

  choice->showing = TRUE;
  list_sizes (choice, MAX (width, height));
  choice->showing = FALSE;

  choice->size = options->core.size;
  show_size (choice);
  gtk_label_set_text (GTK_LABEL (choice->told), text);
  gtk_widget_set_tooltip_text (choice->told, *text ? text : NULL);
}

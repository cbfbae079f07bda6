/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The small dialog, for both GTKs. */

#include "plugin/gimp/again-dialog.h"
#include "plugin/gimp/estimate-label.h"
#include "plugin/gimp/help.h"
#include "plugin/gimp/paint-subject.h"
#include "plugin/gimp/paint.h"
#include "plugin/gimp/style-name.h"
#include "plugin/settings/settings-words.h"
#include "plugin/settings/words.h"

#include <string.h>

#include <glib/gi18n.h>

#define RESPONSE_CHANGE 1
#define SIDE            128 /* of the painting's small picture */
#define WIDTH           300 /* of a line */
#define MOST_STEPS      9999

/* Those that have a line of their own; what else is not as usual has one together. */
static const char *const shown[] = { "preset", "strength", "seed" };

typedef struct
{
  const NstAgainQuestion *question;
  NstPaint               *paint;
  NstScheduleEntry        usual;    /* the last stage as it is without the user's changes ... */
  char                   *schedule; /* ... and the text that says so */
  GtkWidget              *window;
  GtkWidget              *box;
  GtkWidget              *estimate;
  GtkWidget              *steps;
} Dialog;


/* ---- what it was painted with ---------------------------------------- */

static void
add_fact (GtkWidget    *box,
          GtkSizeGroup *names,
          const char   *name,
          const char   *value)
{
  GtkWidget       *row   = nst_gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  g_autofree char *colon = g_strconcat (name, ":", NULL);
  GtkWidget       *left  = gtk_label_new (colon);
  GtkWidget       *right = gtk_label_new (value);

  g_object_set (left, "xalign", 0.0f, "yalign", 0.0f, NULL);
  g_object_set (right, "xalign", 0.0f, "wrap", TRUE, "wrap-mode", PANGO_WRAP_WORD_CHAR, NULL);
  gtk_widget_set_size_request (right, WIDTH, -1);
#if GTK_CHECK_VERSION(3, 0, 0)
  gtk_label_set_max_width_chars (GTK_LABEL (right), 1);
#endif

  gtk_size_group_add_widget (names, left);
  gtk_box_pack_start (GTK_BOX (row), left, FALSE, FALSE, 0);
  gtk_box_pack_start (GTK_BOX (row), right, TRUE, TRUE, 0);
  gtk_box_pack_start (GTK_BOX (box), row, FALSE, FALSE, 0);
}

static gboolean
has_own_line (const NstSetting *setting)
{
  for (size_t i = 0; i < G_N_ELEMENTS (shown); i++)
    if (strcmp (setting->name, shown[i]) == 0)
      return TRUE;

  return FALSE;
}

static GtkWidget *
make_facts (const Dialog *dialog)
{
  const NstOptions *options = dialog->question->made_with;
  GtkWidget        *box     = nst_gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkSizeGroup     *names   = gtk_size_group_new (GTK_SIZE_GROUP_HORIZONTAL);
  g_autofree char  *name    = gimp_item_get_name (NST_ITEM (dialog->question->painting));
  g_autofree char  *content = gimp_item_get_name (NST_ITEM (dialog->paint->content));
  g_autofree char  *style   = nst_style_name (dialog->paint);
  g_autofree char  *rest    = nst_settings_tell_unusual (options, has_own_line, "; ");

  add_fact (box, names, _ ("Painting"), name);
  add_fact (box, names, _ ("Painted from"), content);
  add_fact (box, names, _ ("Style"), style);

  for (size_t i = 0; i < G_N_ELEMENTS (shown); i++)
    {
      const NstSetting *setting = nst_settings_find (shown[i]);
      g_autofree char  *label   = nst_words_plain (gettext (setting->label));
      g_autofree char  *value   = nst_settings_tell (options, setting);

      add_fact (box, names, label, value);
    }

  if (*rest)
    add_fact (box, names, _ ("Besides"), rest);
  g_object_unref (names);

  return box;
}

static GtkWidget *
make_picture (gint32 painting)
{
  GdkPixbuf *pixbuf = gimp_drawable_get_thumbnail (NST_DRAWABLE (painting), SIDE, SIDE,
                                                   GIMP_PIXBUF_SMALL_CHECKS);
  GtkWidget *image  = gtk_image_new_from_pixbuf (pixbuf);

  g_clear_object (&pixbuf);
  g_object_set (image, "yalign", 0.0f, NULL);

  return image;
}


/* ---- what is to be painted ------------------------------------------- */

static void
steps_changed (GtkSpinButton *spin,
               Dialog        *dialog)
{
  const NstSetting *setting = nst_settings_find ("schedule");
  const int         steps   = gtk_spin_button_get_value_as_int (spin);
  g_autofree char  *text    = steps == dialog->usual.evaluations
                                ? g_strdup (dialog->schedule)
                                : g_strdup_printf ("%d:%d", dialog->usual.size, steps);

  nst_options_set_text (&dialog->paint->options, setting, text);
  nst_estimate_label_ask (dialog->estimate, dialog->paint, TRUE);
}

static void
add_steps (Dialog *dialog)
{
  GtkWidget *row   = nst_gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *label = gtk_label_new_with_mnemonic (_ ("_Further steps:"));

  dialog->steps = gtk_spin_button_new_with_range (1, MOST_STEPS, 1);
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (dialog->steps), dialog->usual.evaluations);
  gtk_entry_set_activates_default (GTK_ENTRY (dialog->steps), TRUE);
  gtk_widget_set_tooltip_text (dialog->steps,
                               _ ("How often the painting is changed once more, each time a "
                                  "little closer to the style."));
  gtk_label_set_mnemonic_widget (GTK_LABEL (label), dialog->steps);
  gtk_box_pack_start (GTK_BOX (row), label, FALSE, FALSE, 0);
  gtk_box_pack_start (GTK_BOX (row), dialog->steps, FALSE, FALSE, 0);
  gtk_box_pack_start (GTK_BOX (dialog->box), row, FALSE, FALSE, 0);

  g_signal_connect (dialog->steps, "value-changed", G_CALLBACK (steps_changed), dialog);
}


/* ---- the window ------------------------------------------------------ */

/* GTK 3 would make all buttons as wide as the widest, and the window with them. */
static void
free_width (GtkWidget *button)
{
#if GTK_CHECK_VERSION(3, 0, 0)
  gtk_button_box_set_child_non_homogeneous (GTK_BUTTON_BOX (gtk_widget_get_parent (button)),
                                            button, TRUE);
#else
  (void) button;
#endif
}

static void
build (Dialog *dialog)
{
  g_autofree char *folder = g_path_get_dirname (gimp_get_progname ());
  GtkWidget       *row    = nst_gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 18);
  GtkWidget       *content;

  dialog->window = gimp_dialog_new (dialog->question->title, "neural-art-again", NULL, 0,
                                    nst_help_func, NST_PROCEDURE, _ ("Change _Settings..."),
                                    RESPONSE_CHANGE, _ ("_Cancel"), GTK_RESPONSE_CANCEL,
                                    dialog->question->verb, GTK_RESPONSE_OK, NULL);
  free_width (
    gtk_dialog_get_widget_for_response (GTK_DIALOG (dialog->window), RESPONSE_CHANGE));
  gtk_dialog_set_default_response (GTK_DIALOG (dialog->window), GTK_RESPONSE_OK);
  gtk_window_set_resizable (GTK_WINDOW (dialog->window), FALSE);
  gimp_window_set_transient (GTK_WINDOW (dialog->window));

  dialog->box = nst_gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  content     = gtk_dialog_get_content_area (GTK_DIALOG (dialog->window));
  gtk_container_set_border_width (GTK_CONTAINER (dialog->box), 12);
  gtk_box_pack_start (GTK_BOX (content), dialog->box, TRUE, TRUE, 0);

  gtk_box_pack_start (GTK_BOX (row), make_picture (dialog->question->painting), FALSE, FALSE, 0);
  gtk_box_pack_start (GTK_BOX (row), make_facts (dialog), TRUE, TRUE, 0);
  gtk_box_pack_start (GTK_BOX (dialog->box), row, FALSE, FALSE, 0);

  if (dialog->usual.evaluations)
    add_steps (dialog);

  dialog->estimate = nst_estimate_label_new (folder, NULL, NULL);
  gtk_box_pack_start (GTK_BOX (dialog->box), dialog->estimate, FALSE, FALSE, 0);
  nst_estimate_label_ask (dialog->estimate, dialog->paint, TRUE);

  gtk_widget_show_all (dialog->window);
}

/* The last stage of what is to be painted; no steps where that can't be known, as what is wrong
 * with the settings is the estimate's to say. */
static NstScheduleEntry
find_usual (const NstPaint *paint)
{
  NstScheduleEntry usual = { 0 };
  NstSettings      settings;

  if (nst_paint_resolve (paint, &settings, NULL))
    nst_estimate_last_stage (&settings, paint->box.width, paint->box.height, &usual, NULL);

  return usual;
}

NstAgainAnswer
nst_again_dialog (const NstAgainQuestion *question,
                  NstPaint               *paint)
{
  const NstSetting *schedule = nst_settings_find ("schedule");
  Dialog            dialog   = { .question = question, .paint = paint };
  int               response;

  if (question->goes_on)
    dialog.usual = find_usual (paint);
  dialog.schedule = g_strdup (nst_options_get_text (&paint->options, schedule));

  nst_gimp_ui_init ();
  build (&dialog);
  response = gimp_dialog_run (GIMP_DIALOG (dialog.window));
  gtk_widget_destroy (dialog.window);
  g_free (dialog.schedule);

  return response == GTK_RESPONSE_OK   ? NST_AGAIN_PAINT
         : response == RESPONSE_CHANGE ? NST_AGAIN_CHANGE
                                       : NST_AGAIN_CANCEL;
}

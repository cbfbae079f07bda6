/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The pages of settings as GIMP's dialog has them, without GIMP, on a display: in each GTK, in
 * the language that is spoken and the text size that NEURAL_ART_TEXT_SIZE names (percent). */

#include "plugin/gimp/folding-row.h"
#include "plugin/gimp/mnemonics.h"
#include "plugin/gimp/settings-pages.h"
#include "plugin/gimp/shelf-cells.h"
#include "plugin/settings/words.h"

#include <stdlib.h>
#include <string.h>

#include <gdk/gdkkeysyms.h>

#define DPI 96

typedef struct
{
  NstOptions options;
  NstOptions preset;
  gboolean   started;
  int        n_changed;
  GtkWidget *window;
  GtkWidget *pages;
} Dialog;

static void
changed (gpointer data)
{
  ((Dialog *) data)->n_changed++;
}

static void
get_preset (NstOptions *options,
            gpointer    data)
{
  *options = ((Dialog *) data)->preset;
}

static gboolean
has_start (gpointer data)
{
  return ((Dialog *) data)->started;
}

static void
drop_start (gpointer data)
{
  ((Dialog *) data)->started = FALSE;
}

/* Until nothing has happened for a while. */
static void
settle (void)
{
  for (int quiet = 0; quiet < 15; quiet++)
    {
      while (gtk_events_pending ())
        {
          gtk_main_iteration ();
          quiet = 0;
        }
      g_usleep (5000);
    }
}

/* With the buttons that GIMP's dialogs have. */
static void
set_up (Dialog       *dialog,
        gconstpointer unused)
{
  GtkWidget *box     = gtk_button_new_with_mnemonic ("_Add a Picture...");
  GtkWidget *presets = gtk_combo_box_text_new ();

  (void) unused;
  memset (dialog, 0, sizeof *dialog);
  nst_options_init (&dialog->options);
  nst_options_init (&dialog->preset);
  gtk_widget_set_tooltip_text (presets, "What the preset does");
  dialog->window = gtk_dialog_new_with_buttons ("Neural Art", NULL, 0, "_Help", GTK_RESPONSE_HELP,
                                                "_Reset", 1, "_Cancel", GTK_RESPONSE_CANCEL,
                                                "App_ly", GTK_RESPONSE_APPLY, "_OK",
                                                GTK_RESPONSE_OK, NULL);
  dialog->pages  = nst_settings_pages_new (&(NstSettingsHost){
     &dialog->options, box, presets, gtk_combo_box_text_new (), changed, get_preset,
     has_start, drop_start, dialog });
  gtk_box_pack_start (GTK_BOX (gtk_dialog_get_content_area (GTK_DIALOG (dialog->window))),
                      dialog->pages, TRUE, TRUE, 0);
  nst_mnemonics_share (dialog->window);
  nst_settings_pages_fit (dialog->pages, GTK_WINDOW (dialog->window));
  gtk_widget_show_all (dialog->window);
  settle ();
}

static void
tear_down (Dialog       *dialog,
           gconstpointer unused)
{
  (void) unused;
  gtk_widget_destroy (dialog->window);
  settle ();
}


/* ---- widgets --------------------------------------------------------- */

static void
add_widget (GtkWidget *widget,
            gpointer   list)
{
  g_ptr_array_add (list, widget);
  if (GTK_IS_CONTAINER (widget) && !GTK_IS_MENU (widget))
    gtk_container_forall (GTK_CONTAINER (widget), add_widget, list);
}

/* GTK 2 leaves it mapped within what is not. */
static gboolean
is_seen (GtkWidget *widget)
{
  GdkWindow *window = gtk_widget_get_window (widget);

  return gtk_widget_get_mapped (widget) && window && gdk_window_is_viewable (window);
}

/* All widgets that are seen, parents first. */
static GPtrArray *
list_seen (GtkWidget *top)
{
  GPtrArray *list = g_ptr_array_new ();

  add_widget (top, list);
  for (guint i = list->len; i-- > 0;)
    if (!is_seen (list->pdata[i]))
      g_ptr_array_remove_index (list, i);

  return list;
}

static gboolean
is_control (GtkWidget *widget)
{
  return GTK_IS_COMBO_BOX (widget) || GTK_IS_ENTRY (widget) || GTK_IS_SCALE (widget);
}

/* The first of a kind that is seen on the page. */
static GtkWidget *
find_kind (Dialog *dialog,
           GType   type)
{
  g_autoptr (GPtrArray) seen = list_seen (dialog->pages);

  for (guint i = 0; i < seen->len; i++)
    if (G_TYPE_CHECK_INSTANCE_TYPE (seen->pdata[i], type))
      return seen->pdata[i];

  g_assert_not_reached ();
}

/* Whether a label that is seen says that. */
static gboolean
says (Dialog     *dialog,
      const char *text)
{
  g_autoptr (GPtrArray) seen = list_seen (dialog->pages);

  for (guint i = 0; i < seen->len; i++)
    if (GTK_IS_LABEL (seen->pdata[i]) &&
        strcmp (gtk_label_get_text (seen->pdata[i]), text) == 0)
      return TRUE;

  return FALSE;
}

static gboolean
press_alt (Dialog *dialog,
           guint   letter)
{
  const gboolean heard = gtk_window_mnemonic_activate (GTK_WINDOW (dialog->window), letter,
                                                       GDK_MOD1_MASK);

  settle ();

  return heard;
}

/* Alt and the letter of the page, which depends on the language. */
static void
open_advanced (Dialog *dialog)
{
  GtkNotebook *notebook = GTK_NOTEBOOK (dialog->pages);
  GtkWidget   *page     = gtk_notebook_get_nth_page (notebook, 1);
  GtkWidget   *label    = gtk_notebook_get_tab_label (notebook, page);

  g_assert_true (press_alt (dialog, gtk_label_get_mnemonic_keyval (GTK_LABEL (label))));
  g_assert_cmpint (gtk_notebook_get_current_page (notebook), ==, 1);
}

static void
open_group (Dialog         *dialog,
            NstSettingGroup group)
{
  if (group != NST_GROUP_BASIC + 1)
    g_assert_true (press_alt (dialog, GDK_KEY_0 + group));
}


/* ---- what is on every page ------------------------------------------- */

/* Each label that is tied to a control, each button and heading has a letter that no other has. */
static void
assert_letters (Dialog *dialog)
{
  g_autoptr (GPtrArray) seen  = list_seen (dialog->window);
  g_autoptr (GString)   taken = g_string_new (NULL);

  for (guint i = 0; i < seen->len; i++)
    {
      GtkWidget *label = seen->pdata[i];
      guint      letter;

      if (!GTK_IS_LABEL (label) || gtk_widget_get_ancestor (label, GTK_TYPE_COMBO_BOX) ||
          *gtk_label_get_text (GTK_LABEL (label)) == '\0')
        continue;

      letter = gtk_label_get_mnemonic_keyval (GTK_LABEL (label));
      if (letter == GDK_KEY_VoidSymbol && !gtk_label_get_mnemonic_widget (GTK_LABEL (label)) &&
          !gtk_widget_get_ancestor (label, GTK_TYPE_BUTTON))
        continue;

      if (letter == GDK_KEY_VoidSymbol || g_utf8_strchr (taken->str, -1,
                                                         gdk_keyval_to_unicode (letter)))
        g_error ("the letter of \"%s\" is another's, of %s",
                 gtk_label_get_label (GTK_LABEL (label)),
                 taken->str);
      g_string_append_unichar (taken, gdk_keyval_to_unicode (letter));
    }
}

/* What a control does is told at it, or at its row. */
static void
assert_told (Dialog *dialog)
{
  g_autoptr (GPtrArray) seen = list_seen (dialog->pages);

  for (guint i = 0; i < seen->len; i++)
    if (is_control (seen->pdata[i]))
      {
        GtkWidget *widget = seen->pdata[i];

        while (widget && !gtk_widget_get_has_tooltip (widget))
          widget = gtk_widget_get_parent (widget);
        if (!widget)
          g_error ("a %s does not tell what it does", G_OBJECT_TYPE_NAME (seen->pdata[i]));
      }
}

/* The window is on its screen, and no text in it is cut. */
static void
assert_whole (Dialog *dialog)
{
  GdkWindow            *screen = gdk_get_default_root_window ();
  g_autoptr (GPtrArray) seen   = list_seen (dialog->window);
  int                   width, height;

  gtk_window_get_size (GTK_WINDOW (dialog->window), &width, &height);
  g_assert_cmpint (width, <=, gdk_window_get_width (screen));
  g_assert_cmpint (height, <=, gdk_window_get_height (screen));

  for (guint i = 0; i < seen->len; i++)
    if (GTK_IS_LABEL (seen->pdata[i]))
      {
        GtkLabel      *label = seen->pdata[i];
        PangoLayout   *lines = gtk_label_get_layout (label);
        GtkAllocation  place;
        PangoRectangle text;

        gtk_widget_get_allocation (GTK_WIDGET (label), &place);
        pango_layout_get_pixel_extents (lines, NULL, &text);
        if (pango_layout_is_ellipsized (lines) || text.width > place.width ||
            text.height > place.height)
          g_error ("\"%s\" is cut: %d x %d in %d x %d", gtk_label_get_text (label), text.width,
                   text.height, place.width, place.height);
      }
}

static void (*const checks[]) (Dialog *dialog) = { assert_letters, assert_told, assert_whole };

static void
test_pages (Dialog       *dialog,
            gconstpointer check)
{
  void (*assert_page) (Dialog *) = checks[GPOINTER_TO_INT (check)];

  assert_page (dialog);
  open_advanced (dialog);
  for (int i = NST_GROUP_BASIC + 1; i < NST_N_GROUPS; i++)
    {
      open_group (dialog, i);
      assert_page (dialog);
    }
}


/* ---- what they do ---------------------------------------------------- */

static int
count_open (Dialog *dialog)
{
  g_autoptr (GPtrArray) seen = list_seen (dialog->pages);
  int                   n    = 0;

  for (guint i = 0; i < seen->len; i++)
    n += GTK_IS_EXPANDER (seen->pdata[i]) && gtk_expander_get_expanded (seen->pdata[i]);

  return n;
}

static void
test_groups (Dialog       *dialog,
             gconstpointer unused)
{
  (void) unused;
  open_advanced (dialog);
  g_assert_cmpint (count_open (dialog), ==, 1);
  open_group (dialog, NST_GROUP_START);
  g_assert_cmpint (count_open (dialog), ==, 1);
  g_assert_true (press_alt (dialog, GDK_KEY_0 + NST_GROUP_START));
  g_assert_cmpint (count_open (dialog), ==, 0);
}

static GtkWidget *
find_reset (Dialog *dialog)
{
  g_autoptr (GPtrArray) seen = list_seen (dialog->pages);

  for (guint i = 0; i < seen->len; i++)
    if (GTK_IS_BUTTON (seen->pdata[i]) && gtk_button_get_label (seen->pdata[i]))
      return seen->pdata[i];

  g_assert_not_reached ();
}

/* Back to the preset's, which may be one of the user's own, and no other group's. */
static void
test_reset (Dialog       *dialog,
            gconstpointer unused)
{
  (void) unused;
  dialog->preset.core.style_scale  = 2.5;
  dialog->options.core.style_scale = 4;
  dialog->options.core.turned      = 1;
  dialog->options.core.seed        = 7;
  dialog->started                  = TRUE;
  nst_settings_pages_show (dialog->pages);
  g_assert_cmpint (dialog->n_changed, ==, 0);

  open_advanced (dialog);
  g_assert_true (gtk_widget_get_sensitive (find_reset (dialog)));
  gtk_button_clicked (GTK_BUTTON (find_reset (dialog)));
  g_assert_cmpint (dialog->n_changed, ==, 1);
  g_assert_cmpfloat (dialog->options.core.style_scale, ==, 2.5);
  g_assert_cmpint (dialog->options.core.turned, ==, 0);
  g_assert_cmpint (dialog->options.core.seed, ==, 7);
  g_assert_false (dialog->started);
  g_assert_cmpfloat (gtk_range_get_value (GTK_RANGE (find_kind (dialog, GTK_TYPE_SCALE))), ==,
                     2.5);
  g_assert_false (gtk_widget_get_sensitive (find_reset (dialog)));
}

/* A turn of the wheel over the widget, as it comes from the display. */
static void
turn_wheel (GtkWidget         *widget,
            GdkScrollDirection direction)
{
  GdkEvent *event = gdk_event_new (GDK_SCROLL);

  event->scroll.window    = g_object_ref (gtk_widget_get_window (widget));
  event->scroll.direction = direction;
#if GTK_CHECK_VERSION(3, 0, 0)
  gdk_event_set_device (event, gdk_seat_get_pointer (gdk_display_get_default_seat (
                                 gtk_widget_get_display (widget))));
#endif
  gtk_propagate_event (widget, event);
  gdk_event_free (event);
}

static double
get_scrolled (GtkWidget *widget)
{
  GtkWidget *scroller = gtk_widget_get_ancestor (widget, GTK_TYPE_SCROLLED_WINDOW);

  return scroller ? gtk_adjustment_get_value (
                      gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scroller)))
                  : 0;
}

/* The pages are so low that they have to be scrolled. */
static void
make_low (Dialog *dialog)
{
  g_autoptr (GPtrArray) all = g_ptr_array_new ();

  add_widget (dialog->pages, all);
  for (guint i = 0; i < all->len; i++)
    if (GTK_IS_SCROLLED_WINDOW (all->pdata[i]))
      gtk_widget_set_size_request (all->pdata[i], -1, 60);
  gtk_window_resize (GTK_WINDOW (dialog->window), 1, 1);
  settle ();
}

static void
test_wheel (Dialog       *dialog,
            gconstpointer unused)
{
  (void) unused;
  make_low (dialog);
  open_advanced (dialog);

  for (int group = NST_GROUP_BASIC + 1; group < NST_N_GROUPS; group++)
    {
      g_autoptr (GPtrArray) seen = NULL;

      open_group (dialog, group);
      gtk_window_set_focus (GTK_WINDOW (dialog->window), NULL);
      seen = list_seen (gtk_notebook_get_nth_page (GTK_NOTEBOOK (dialog->pages), 1));
      for (guint i = 0; i < seen->len; i++)
        if (is_control (seen->pdata[i]))
          {
            turn_wheel (seen->pdata[i], GDK_SCROLL_UP);
            turn_wheel (seen->pdata[i], GDK_SCROLL_DOWN);
            turn_wheel (seen->pdata[i], GDK_SCROLL_DOWN);
          }
    }
  g_assert_cmpint (dialog->n_changed, ==, 0);
}

/* What has the focus is turned; what has it not scrolls its page. */
static void
test_wheel_with_focus (Dialog       *dialog,
                       gconstpointer unused)
{
  GtkWidget *scale;

  (void) unused;
  make_low (dialog);
  open_advanced (dialog);
  scale = find_kind (dialog, GTK_TYPE_SCALE);
  gtk_window_set_focus (GTK_WINDOW (dialog->window), NULL);
  turn_wheel (scale, GDK_SCROLL_DOWN);
  settle ();
  g_assert_cmpint (dialog->n_changed, ==, 0);
  g_assert_cmpfloat (get_scrolled (scale), >, 0);

  gtk_widget_grab_focus (scale);
  turn_wheel (scale, GDK_SCROLL_UP);
  g_assert_cmpint (dialog->n_changed, ==, 1);
}

/* What is seen in the list of qualities. */
static char *
get_quality (Dialog *dialog,
             int     quality)
{
  g_autoptr (GPtrArray) seen = list_seen (dialog->pages);
  GtkTreeIter           row;
  char                 *text = NULL;

  for (guint i = 0; i < seen->len && !text; i++)
    if (GTK_IS_COMBO_BOX (seen->pdata[i]) &&
        gtk_combo_box_get_active (seen->pdata[i]) == (int) dialog->options.core.quality)
      {
        GtkTreeModel *model = gtk_combo_box_get_model (seen->pdata[i]);

        gtk_tree_model_iter_nth_child (model, &row, NULL, quality);
        gtk_tree_model_get (model, &row, 0, &text, -1);
      }

  return text;
}

static void
assert_quality (Dialog     *dialog,
                int         quality,
                const char *wanted)
{
  g_autofree char *text = get_quality (dialog, quality);

  g_assert_cmpstr (text, ==, wanted);
}

static void
test_times (Dialog       *dialog,
            gconstpointer unused)
{
  const double seconds[] = { 9.0, 21.0, -1.0 };

  (void) unused;
  assert_quality (dialog, 1, "Good");
  nst_settings_pages_set_times (dialog->pages, seconds);
  assert_quality (dialog, 0, "Draft – about 10 seconds");
  assert_quality (dialog, 1, "Good – about 20 seconds");
  assert_quality (dialog, 2, "Best");
  nst_settings_pages_set_times (dialog->pages, NULL);
  assert_quality (dialog, 1, "Good");
  g_assert_cmpint (dialog->n_changed, ==, 0);
}

static void
type_size (Dialog     *dialog,
           const char *text)
{
  g_autoptr (GPtrArray) seen = list_seen (dialog->pages);

  for (guint i = 0; i < seen->len; i++)
    if (GTK_IS_COMBO_BOX (seen->pdata[i]) && gtk_combo_box_get_has_entry (seen->pdata[i]))
      {
        GtkWidget *entry = gtk_bin_get_child (seen->pdata[i]);

        gtk_entry_set_text (GTK_ENTRY (entry), text);
        gtk_widget_activate (entry);
        settle ();
        return;
      }

  g_assert_not_reached ();
}

static void
test_size (Dialog       *dialog,
           gconstpointer unused)
{
  (void) unused;
  nst_settings_pages_set_size (dialog->pages, 3000, 2000);
  g_assert_true (says (dialog, "3000 × 2000 px"));
  type_size (dialog, "1024 px");
  g_assert_cmpint (dialog->options.core.size, ==, 1024);
  g_assert_true (says (dialog, "1024 × 683 px, result 3000 × 2000"));
  type_size (dialog, "600");
  g_assert_cmpint (dialog->options.core.size, ==, 600);
  nst_settings_pages_set_size (dialog->pages, 300, 600);
  g_assert_true (says (dialog, "300 × 600 px"));
  type_size (dialog, "Full size");
  g_assert_cmpint (dialog->options.core.size, ==, 0);
  g_assert_true (says (dialog, "300 × 600 px"));
}

static void
test_words (Dialog       *dialog,
            gconstpointer unused)
{
  (void) unused;
  g_assert_true (says (dialog, "photo"));
  g_assert_true (says (dialog, "painting"));
}

/* The control of the row with that label, which is seen. */
static GtkWidget *
find_control (Dialog     *dialog,
              const char *text)
{
  g_autoptr (GPtrArray) seen = list_seen (dialog->pages);

  for (guint i = 0; i < seen->len; i++)
    if (GTK_IS_LABEL (seen->pdata[i]) &&
        strcmp (gtk_label_get_text (seen->pdata[i]), text) == 0)
      return gtk_label_get_mnemonic_widget (seen->pdata[i]);

  g_error ("no row \"%s\" is seen", text);
}

/* Types a text into a field; what is then shown there. */
static const char *
type_number (GtkWidget  *field,
             const char *text)
{
  gtk_widget_grab_focus (field);
  gtk_editable_delete_text (GTK_EDITABLE (field), 0, -1);
  gtk_editable_insert_text (GTK_EDITABLE (field), text, -1, &(int){ 0 });
  gtk_widget_activate (field);
  settle ();

  return gtk_entry_get_text (GTK_ENTRY (field));
}

static const char *
spin (GtkWidget  *field,
      GtkSpinType direction)
{
  gtk_spin_button_spin (GTK_SPIN_BUTTON (field), direction, 0);
  settle ();

  return gtk_entry_get_text (GTK_ENTRY (field));
}

/* A word for what the default stands for, which numbers may be typed over. */
static void
test_stand_in (Dialog       *dialog,
               gconstpointer unused)
{
  GtkWidget *field;

  (void) unused;
  open_advanced (dialog);
  open_group (dialog, NST_GROUP_BALANCE);
  field = find_control (dialog, "Alpha:");
  g_assert_cmpstr (gtk_entry_get_text (GTK_ENTRY (field)), ==, "Automatic");
  g_assert_cmpstr (type_number (field, "3"), ==, "3.0000");
  g_assert_cmpfloat (dialog->options.core.alpha, ==, 3);
  g_assert_cmpint (dialog->n_changed, ==, 1);
  g_assert_cmpstr (type_number (field, "much"), ==, "3.0000");
  g_assert_cmpstr (type_number (field, "automatic"), ==, "Automatic");
  g_assert_cmpfloat (dialog->options.core.alpha, ==, -1);
  g_assert_cmpstr (type_number (field, "Auto0.25matic"), ==, "0.2500");
  g_assert_cmpstr (type_number (field, ""), ==, "Automatic");
  g_assert_cmpstr (type_number (field, "0"), ==, "0.0000");
  g_assert_cmpstr (type_number (field, "-1"), ==, "Automatic");
  g_assert_cmpfloat (dialog->options.core.alpha, ==, -1);
  g_assert_cmpint (dialog->n_changed, ==, 6);

  dialog->options.core.alpha = 7;
  nst_settings_pages_show (dialog->pages);
  g_assert_cmpstr (gtk_entry_get_text (GTK_ENTRY (field)), ==, "7.0000");
  dialog->options.core.alpha = -1;
  nst_settings_pages_show (dialog->pages);
  g_assert_cmpstr (gtk_entry_get_text (GTK_ENTRY (field)), ==, "Automatic");
  g_assert_cmpint (dialog->n_changed, ==, 6);
}

/* Between the word and 0 nothing is allowed. */
static void
test_stand_in_steps (Dialog       *dialog,
                     gconstpointer unused)
{
  GtkWidget *field;

  (void) unused;
  open_advanced (dialog);
  open_group (dialog, NST_GROUP_START);
  field = find_control (dialog, "Share of noise:");
  g_assert_cmpstr (spin (field, GTK_SPIN_STEP_FORWARD), ==, "0.00");
  g_assert_cmpfloat (dialog->options.core.noise, ==, 0);
  g_assert_cmpint (dialog->n_changed, ==, 1);
  g_assert_cmpstr (spin (field, GTK_SPIN_STEP_FORWARD), ==, "0.05");
  g_assert_cmpstr (spin (field, GTK_SPIN_STEP_BACKWARD), ==, "0.00");
  g_assert_cmpstr (spin (field, GTK_SPIN_STEP_BACKWARD), ==, "Automatic");
  g_assert_cmpfloat (dialog->options.core.noise, ==, -1);
  g_assert_cmpint (dialog->n_changed, ==, 4);
}

/* In every setting whose default is no number to people. */
static void
test_stand_ins (Dialog       *dialog,
                gconstpointer unused)
{
  int               n;
  const NstSetting *table = nst_settings_table (&n);

  (void) unused;
  open_advanced (dialog);
  for (int i = 0; i < n; i++)
    if (table[i].automatic && table[i].type != NST_SETTING_CHOICE)
      g_assert_true (table[i].stand_in || table[i].type == NST_SETTING_TEXT);

  for (int group = NST_GROUP_BASIC + 1; group < NST_N_GROUPS; group++)
    {
      open_group (dialog, group);
      for (int i = 0; i < n; i++)
        if (table[i].group == (NstSettingGroup) group && table[i].stand_in)
          {
            g_autofree char *label = nst_words_plain (table[i].label);
            g_autofree char *text  = g_strconcat (label, ":", NULL);
            GtkWidget       *field = find_control (dialog, text);

            g_assert_cmpfloat (table[i].default_number, ==, table[i].min);
            g_assert_cmpstr (gtk_entry_get_text (GTK_ENTRY (field)), ==, table[i].stand_in);
          }
    }
}

/* With Tab from control to control, downwards. */
static void
test_tab (Dialog       *dialog,
          gconstpointer unused)
{
  int before = -1;

  (void) unused;
  open_advanced (dialog);
  gtk_window_set_focus (GTK_WINDOW (dialog->window), NULL);
  for (int i = 0; i < 6; i++)
    {
      GtkWidget    *focus;
      GtkAllocation place;
      int           x, y;

      gtk_widget_child_focus (dialog->pages, GTK_DIR_TAB_FORWARD);
      settle ();
      focus = gtk_window_get_focus (GTK_WINDOW (dialog->window));
      if (focus == dialog->pages)
        continue;

      gtk_widget_get_allocation (focus, &place);
      gtk_widget_translate_coordinates (focus, dialog->pages, 0, place.height / 2, &x, &y);
      y += (int) get_scrolled (focus);
      g_assert_cmpint (y, >=, before);
      before = y - place.height / 2;
    }
}

/* The names of paintings begin and end as others of their picture do. */
static void
test_names (Dialog       *dialog,
            gconstpointer unused)
{
  const char      *name  = "Neural Art: great-wave, harvesters, strength 60, seed 12 - [beach.jpg]";
  g_autofree char *brief = nst_shelf_cells_fit_name (dialog->window, "Great wave");
  g_autofree char *fits  = nst_shelf_cells_fit_name (dialog->window, name);
  g_autofree char *word  = nst_shelf_cells_fit_name (dialog->window, "浪花與漁船以及遠方的雪山浪花與漁船以及遠方的雪山");
  g_autofree char *many  = g_strnfill (1000000, 'i');
  g_autofree char *some  = nst_shelf_cells_fit_name (dialog->window, many);
  g_autofree char *none  = nst_shelf_cells_fit_name (dialog->window, "");

  (void) unused;
  g_assert_cmpstr (brief, ==, "Great wave");
  g_assert_cmpstr (none, ==, "");
  g_assert_true (g_str_has_prefix (fits, "Neural Art"));
  g_assert_true (g_str_has_suffix (fits, "[beach.jpg]"));
  g_assert_nonnull (strstr (fits, "…"));
  g_assert_cmpuint (strlen (some), <, 110);
  g_assert_true (g_utf8_validate (word, -1, NULL));
  g_assert_nonnull (strstr (word, "…"));
}

static void
assert_row (int            most,
            GtkOrientation wanted)
{
  GtkWidget *first  = gtk_button_new ();
  GtkWidget *second = gtk_button_new ();
  GtkWidget *row;

  gtk_widget_set_size_request (first, 200, 30);
  gtk_widget_set_size_request (second, 100, 30);
  row = g_object_ref_sink (nst_folding_row_new (first, second, 6, most));
  g_assert_cmpint (gtk_orientable_get_orientation (GTK_ORIENTABLE (row)), ==, wanted);
  gtk_widget_destroy (row);
  g_object_unref (row);
}

/* What is too wide side by side is one below the other. */
static void
test_folding (Dialog       *dialog,
              gconstpointer unused)
{
  (void) dialog;
  (void) unused;
  assert_row (306, GTK_ORIENTATION_HORIZONTAL);
  assert_row (305, GTK_ORIENTATION_VERTICAL);
}

/* A text is as large as the display says. */
static void
set_text_size (void)
{
  const char *percent = g_getenv ("NEURAL_ART_TEXT_SIZE");

  if (percent)
    g_object_set (gtk_settings_get_default (), "gtk-xft-dpi", DPI * 1024 * atoi (percent) / 100,
                  NULL);
}

#define ADD(name, data, function) \
  g_test_add (name, Dialog, data, set_up, function, tear_down)

int
main (int    argc,
      char **argv)
{
  const char *locale = g_getenv ("NEURAL_ART_LOCALE");

  g_test_init (&argc, &argv, NULL);
  gtk_init (&argc, &argv);
  if (locale)
    nst_words_bind (locale);
  set_text_size ();

  ADD ("/pages/letters", GINT_TO_POINTER (0), test_pages);
  ADD ("/pages/told", GINT_TO_POINTER (1), test_pages);
  ADD ("/pages/whole", GINT_TO_POINTER (2), test_pages);
  if (locale)
    return g_test_run ();

  ADD ("/pages/groups", NULL, test_groups);
  ADD ("/pages/reset", NULL, test_reset);
  ADD ("/pages/wheel", NULL, test_wheel);
  ADD ("/pages/wheel-with-focus", NULL, test_wheel_with_focus);
  ADD ("/pages/times", NULL, test_times);
  ADD ("/pages/size", NULL, test_size);
  ADD ("/pages/words", NULL, test_words);
  ADD ("/pages/stand-in", NULL, test_stand_in);
  ADD ("/pages/stand-in-steps", NULL, test_stand_in_steps);
  ADD ("/pages/stand-ins", NULL, test_stand_ins);
  ADD ("/pages/tab", NULL, test_tab);
  ADD ("/pages/names", NULL, test_names);
  ADD ("/pages/folding", NULL, test_folding);

  return g_test_run ();
}

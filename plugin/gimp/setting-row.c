/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A choice is a list, a number with few steps a slider with its number beside it, another number
 * a field, also where a word stands for one; the size to work at has a control of its own. */

#include "plugin/gimp/setting-row.h"
#include "plugin/gimp/dim.h"
#include "plugin/gimp/gimp-compat.h"
#include "plugin/gimp/number-field.h"
#include "plugin/gimp/size-choice.h"
#include "plugin/gimp/wheel.h"

#include <glib/gi18n.h>

#define ROW_KEY      "neural-art-setting-row"
#define SLIDER_STEPS 100 /* more steps than that: no slider */
#define SLIDER_WIDTH 100 /* at least, pixels */
#define NUMBER_CHARS 8   /* of a field, but for a slider's; at least */
#define LABEL_DOWN   7   /* of a control of several lines, pixels */

typedef struct
{
  const NstSetting *setting;
  NstOptions       *options;
  void (*changed) (gpointer user_data);
  gpointer       user_data;
  GtkWidget     *control;
  GtkAdjustment *adjustment; /* of a number; else NULL */
  gboolean       showing;    /* it is not the user who sets it */
} Row;

static Row *
get_row (GtkWidget *widget)
{
  return g_object_get_data (G_OBJECT (widget), ROW_KEY);
}

static gboolean
is_size (const Row *row)
{
  return row->setting == nst_settings_find ("size");
}

static void
control_changed (gpointer data)
{
  Row              *row     = data;
  const NstSetting *setting = row->setting;

  if (row->showing)
    return;

  if (is_size (row))
    nst_options_set_number (row->options, setting, nst_size_choice_get (row->control));
  else if (setting->type == NST_SETTING_CHOICE)
    nst_options_set_number (row->options, setting,
                            gtk_combo_box_get_active (GTK_COMBO_BOX (row->control)));
  else if (setting->type == NST_SETTING_TEXT)
    nst_options_set_text (row->options, setting, gtk_entry_get_text (GTK_ENTRY (row->control)));
  else
    nst_options_set_number (row->options, setting, gtk_adjustment_get_value (row->adjustment));

  row->changed (row->user_data);
}

void
nst_setting_row_show (GtkWidget *widget,
                      int        width,
                      int        height)
{
  Row              *row     = get_row (widget);
  const NstSetting *setting = row->setting;

  row->showing = TRUE;
  if (is_size (row))
    nst_size_choice_show (row->control, row->options, width, height);
  else if (setting->type == NST_SETTING_CHOICE)
    gtk_combo_box_set_active (GTK_COMBO_BOX (row->control),
                              (int) nst_options_get_number (row->options, setting));
  else if (setting->type == NST_SETTING_TEXT)
    gtk_entry_set_text (GTK_ENTRY (row->control), nst_options_get_text (row->options, setting));
  else
    gtk_adjustment_set_value (row->adjustment, nst_options_get_number (row->options, setting));
  row->showing = FALSE;
}


/* ---- controls -------------------------------------------------------- */

static GtkWidget *
new_combo (Row *row)
{
  GtkWidget *combo = gtk_combo_box_text_new ();

  for (int i = 0; row->setting->choices[i].name; i++)
    gtk_combo_box_text_append_text (GTK_COMBO_BOX_TEXT (combo),
                                    gettext (row->setting->choices[i].label));
  g_signal_connect_swapped (combo, "changed", G_CALLBACK (control_changed), row);

  return combo;
}

static GtkWidget *
new_entry (Row *row)
{
  GtkWidget *entry = gtk_entry_new ();

  gtk_entry_set_activates_default (GTK_ENTRY (entry), TRUE);
  g_signal_connect_swapped (entry, "changed", G_CALLBACK (control_changed), row);

  return entry;
}

/* One of the words at a slider's ends. */
static void
add_word (GtkWidget  *box,
          const char *word)
{
  GtkWidget *label;

  if (!word)
    return;

  label = gtk_label_new (gettext (word));
  g_signal_connect (label, "realize", G_CALLBACK (nst_dim), NULL);
  gtk_box_pack_start (GTK_BOX (box), label, FALSE, FALSE, 0);
}

static GtkWidget *
new_slider (Row *row)
{
  GtkWidget *box   = nst_gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *field = nst_number_field_new (row->setting, row->adjustment);
#if GTK_CHECK_VERSION(3, 0, 0)
  GtkWidget *scale = gtk_scale_new (GTK_ORIENTATION_HORIZONTAL, row->adjustment);
#else
  GtkWidget *scale = gtk_hscale_new (row->adjustment);
#endif

  gtk_scale_set_draw_value (GTK_SCALE (scale), FALSE);
  gtk_widget_set_size_request (scale, SLIDER_WIDTH, -1);
  add_word (box, row->setting->low);
  gtk_box_pack_start (GTK_BOX (box), scale, TRUE, TRUE, 0);
  add_word (box, row->setting->high);
  gtk_box_pack_start (GTK_BOX (box), field, FALSE, FALSE, 0);

  return box;
}

/* A slider has no place for what is no number. */
static gboolean
has_slider (const NstSetting *setting)
{
  return setting->type == NST_SETTING_DOUBLE && !setting->stand_in &&
         (setting->max - setting->min) / setting->step <= SLIDER_STEPS;
}

static GtkWidget *
new_number (Row *row)
{
  const NstSetting *setting = row->setting;
  const double      page    = MIN (setting->step * 5, setting->max - setting->min);
  GtkWidget        *control;

  row->adjustment = GTK_ADJUSTMENT (gtk_adjustment_new (
    setting->default_number, setting->min, setting->max, setting->step, page, 0));
  if (has_slider (setting))
    control = new_slider (row);
  else
    {
      control = nst_number_field_new (setting, row->adjustment);
      gtk_entry_set_width_chars (GTK_ENTRY (control),
                                 MAX (NUMBER_CHARS,
                                      gtk_entry_get_width_chars (GTK_ENTRY (control))));
    }
  g_signal_connect_swapped (row->adjustment, "value-changed", G_CALLBACK (control_changed), row);

  return control;
}

static GtkWidget *
new_control (Row *row)
{
  if (is_size (row))
    return nst_size_choice_new (control_changed, row);

  switch (row->setting->type)
    {
    case NST_SETTING_CHOICE:
      return new_combo (row);

    case NST_SETTING_TEXT:
      return new_entry (row);

    case NST_SETTING_INT:
    case NST_SETTING_DOUBLE:
      return new_number (row);
    }

  g_return_val_if_reached (NULL);
}

/* What the setting does to the picture, and each of its choices. */
static char *
tell (const NstSetting *setting)
{
  GString *text = g_string_new (gettext (setting->help));

  for (int i = 0; setting->choices && setting->choices[i].name; i++)
    g_string_append_printf (text, "%s\n%s: %s", i ? "" : "\n",
                            gettext (setting->choices[i].label),
                            gettext (setting->choices[i].blurb));

  return g_string_free (text, FALSE);
}


/* ---- the row --------------------------------------------------------- */

/* What a mnemonic leads to in a control of several parts: the first that takes the focus. */
static GtkWidget *
find_focusable (GtkWidget *widget)
{
  GtkWidget *found    = NULL;
  GList     *children = NULL;

  if (!GTK_IS_CONTAINER (widget) || GTK_IS_COMBO_BOX (widget) || gtk_widget_get_can_focus (widget))
    return GTK_IS_LABEL (widget) ? NULL : widget;

  children = gtk_container_get_children (GTK_CONTAINER (widget));
  for (GList *child = children; child && !found; child = child->next)
    found = find_focusable (child->data);
  g_list_free (children);

  return found;
}

/* A control of several lines, whose label stands at the first. */
static gboolean
is_tall (GtkWidget *control)
{
  return GTK_IS_BOX (control) && GTK_IS_ORIENTABLE (control) &&
         gtk_orientable_get_orientation (GTK_ORIENTABLE (control)) == GTK_ORIENTATION_VERTICAL;
}

GtkWidget *
nst_setting_row_pair (GtkSizeGroup *labels,
                      const char   *label,
                      GtkWidget    *control)
{
  GtkWidget       *row   = nst_gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  g_autofree char *text  = g_strdup_printf ("%s:", label);
  GtkWidget       *shown = gtk_label_new_with_mnemonic (text);

  g_object_set (shown, "xalign", 0.0f, NULL);
  if (is_tall (control))
    g_object_set (shown, "yalign", 0.0f, "ypad", LABEL_DOWN, NULL);
  gtk_label_set_mnemonic_widget (GTK_LABEL (shown), find_focusable (control));
  gtk_size_group_add_widget (labels, shown);
  gtk_box_pack_start (GTK_BOX (row), shown, FALSE, FALSE, 0);
  gtk_box_pack_start (GTK_BOX (row), control, !GTK_IS_SPIN_BUTTON (control), TRUE, 0);
  nst_wheel_pass (control);

  return row;
}

GtkWidget *
nst_setting_row_new (const NstSetting *setting,
                     NstOptions       *options,
                     GtkSizeGroup     *labels,
                     void (*changed) (gpointer user_data),
                     gpointer user_data)
{
  Row             *row  = g_new0 (Row, 1);
  g_autofree char *help = tell (setting);
  GtkWidget       *widget;

  *row         = (Row){ setting, options, changed, user_data, .showing = TRUE };
  row->control = new_control (row);
  widget       = nst_setting_row_pair (labels, gettext (setting->label), row->control);
  gtk_widget_set_tooltip_text (widget, help);
  g_object_set_data_full (G_OBJECT (widget), ROW_KEY, row, g_free);
  nst_setting_row_show (widget, 0, 0);

  return widget;
}

void
nst_setting_row_note (GtkWidget         *widget,
                      const char *const *notes)
{
  Row          *row   = get_row (widget);
  GtkTreeModel *model = gtk_combo_box_get_model (GTK_COMBO_BOX (row->control));
  const int     n     = nst_setting_count_choices (row->setting);
  GtkTreeIter   place;

  for (int i = 0; i < n && gtk_tree_model_iter_nth_child (model, &place, NULL, i); i++)
    {
      const char      *label = gettext (row->setting->choices[i].label);
      g_autofree char *noted = notes && notes[i] ? g_strdup_printf ("%s – %s", label, notes[i])
                                                 : g_strdup (label);

      gtk_list_store_set (GTK_LIST_STORE (model), &place, 0, noted, -1);
    }
}

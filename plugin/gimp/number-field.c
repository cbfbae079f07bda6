/* SPDX-License-Identifier: GPL-3.0-or-later */

/* GTK's own ways from number to text and back are left where there is no word. */

#include "plugin/gimp/number-field.h"

#include <string.h>

#include <glib/gi18n.h>

#define LAST_KEY  "neural-art-last-number"
#define LEAST_GAP 1e-9 /* what steps may miss 0 by */

static gboolean
stands_in (const NstSetting *setting,
           double            value)
{
  return value < setting->default_number + LEAST_GAP;
}

/* Of a text of any kind: the number in it, or the default for the word or nothing. */
static double
read_number (const NstSetting *setting,
             const char       *text,
             double            now)
{
  g_autofree char *typed  = g_utf8_casefold (text, -1);
  g_autofree char *word   = g_utf8_casefold (gettext (setting->stand_in), -1);
  const char      *number = text + strcspn (text, "+-.,0123456789");
  char            *end;
  const double     value = g_strtod (number, &end);

  if (end != number)
    return value;

  return strcmp (g_strstrip (typed), "") == 0 || strcmp (typed, word) == 0
           ? setting->default_number
           : now;
}

static int
read_text (GtkSpinButton    *field,
           double           *value,
           const NstSetting *setting)
{
  *value = read_number (setting, gtk_entry_get_text (GTK_ENTRY (field)),
                        gtk_spin_button_get_value (field));

  return TRUE;
}

static gboolean
show_word (GtkSpinButton    *field,
           const NstSetting *setting)
{
  const char *word = gettext (setting->stand_in);

  if (!stands_in (setting, gtk_spin_button_get_value (field)))
    return FALSE;

  if (strcmp (gtk_entry_get_text (GTK_ENTRY (field)), word) != 0)
    gtk_entry_set_text (GTK_ENTRY (field), word);

  return TRUE;
}

/* From the stand-in up to 0, and from there down to it. */
static void
step_over (GtkAdjustment    *adjustment,
           const NstSetting *setting)
{
  double        *last  = g_object_get_data (G_OBJECT (adjustment), LAST_KEY);
  const double   value = gtk_adjustment_get_value (adjustment);
  const gboolean was   = stands_in (setting, *last);

  *last = value;
  if (value < 0 && !stands_in (setting, value))
    gtk_adjustment_set_value (adjustment,
                              was || value > -LEAST_GAP ? 0 : setting->default_number);
}

/* About as wide as so many of a number's. */
static int
count_chars (const char *word)
{
  int n = 0;

  for (; *word; word = g_utf8_next_char (word))
    n += g_unichar_iswide (g_utf8_get_char (word)) ? 2 : 1;

  return n;
}

static void
give_word (GtkWidget        *field,
           const NstSetting *setting,
           GtkAdjustment    *adjustment)
{
  double *last = g_new (double, 1);

  *last = gtk_adjustment_get_value (adjustment);
  g_object_set_data_full (G_OBJECT (adjustment), LAST_KEY, last, g_free);
  g_signal_connect (adjustment, "value-changed", G_CALLBACK (step_over), (gpointer) setting);
  g_signal_connect (field, "input", G_CALLBACK (read_text), (gpointer) setting);
  g_signal_connect (field, "output", G_CALLBACK (show_word), (gpointer) setting);
  gtk_entry_set_width_chars (GTK_ENTRY (field), count_chars (gettext (setting->stand_in)));
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (field), *last);
}

GtkWidget *
nst_number_field_new (const NstSetting *setting,
                      GtkAdjustment    *adjustment)
{
  GtkWidget *field = gtk_spin_button_new (adjustment, setting->step, (guint) setting->digits);

  gtk_entry_set_activates_default (GTK_ENTRY (field), TRUE);
  if (setting->stand_in)
    give_word (field, setting, adjustment);
  else
    gtk_spin_button_set_numeric (GTK_SPIN_BUTTON (field), TRUE);

  return field;
}

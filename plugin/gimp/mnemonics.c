/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Goes through the widgets: first what is always seen, then page by page.  What is always seen and
 * asks for no letter leaves the pages those that they ask for. */

#include "plugin/gimp/mnemonics.h"
#include "plugin/settings/letters.h"

#include <string.h>

typedef struct
{
  GPtrArray *labels; /* GtkLabel */
  GPtrArray *pages;  /* widgets that are seen at times */
} Found;

static void collect (GtkWidget *widget,
                     gpointer   data);

/* The text that a label or its button was given. */
static const char *
get_text (GtkWidget *label)
{
  return gtk_label_get_label (GTK_LABEL (label));
}

static GtkWidget *
get_button (GtkWidget *label)
{
  return gtk_widget_get_ancestor (label, GTK_TYPE_BUTTON);
}

static gboolean
has_words (const char *text)
{
  while (*text && !g_unichar_isalpha (g_utf8_get_char (text)))
    text = g_utf8_next_char (text);

  return *text != '\0';
}

/* A label that leads to a control.  Dots alone, and what has an underscore of its own, are left
 * alone. */
static gboolean
leads_somewhere (GtkWidget *label)
{
  const gboolean marked = gtk_label_get_use_underline (GTK_LABEL (label));
  GtkWidget     *button = get_button (label);

  if (!has_words (get_text (label)) || (!marked && strchr (get_text (label), '_')))
    return FALSE;

  return marked || (button && gtk_button_get_label (GTK_BUTTON (button)));
}

static void
collect_pages (GtkNotebook *notebook,
               Found       *found)
{
  for (int i = 0; i < gtk_notebook_get_n_pages (notebook); i++)
    {
      GtkWidget *page = gtk_notebook_get_nth_page (notebook, i);

      collect (gtk_notebook_get_tab_label (notebook, page), found);
      g_ptr_array_add (found->pages, page);
    }
}

static void
collect_expander (GtkExpander *expander,
                  Found       *found)
{
  GtkWidget *child = gtk_bin_get_child (GTK_BIN (expander));

  collect (gtk_expander_get_label_widget (expander), found);
  if (child)
    g_ptr_array_add (found->pages, child);
}

/* The label in a list or a menu is of what is chosen. */
static void
collect (GtkWidget *widget,
         gpointer   data)
{
  Found *found = data;

  if (GTK_IS_LABEL (widget))
    {
      if (leads_somewhere (widget))
        g_ptr_array_add (found->labels, widget);
    }
  else if (GTK_IS_NOTEBOOK (widget))
    collect_pages (GTK_NOTEBOOK (widget), found);
  else if (GTK_IS_EXPANDER (widget))
    collect_expander (GTK_EXPANDER (widget), found);
  else if (GTK_IS_CONTAINER (widget) && !GTK_IS_COMBO_BOX (widget) && !GTK_IS_MENU_SHELL (widget))
    gtk_container_forall (GTK_CONTAINER (widget), collect, found);
}

static void
set_text (GtkWidget  *label,
          const char *text)
{
  GtkWidget *button = get_button (label);

  if (button && gtk_button_get_label (GTK_BUTTON (button)))
    {
      gtk_button_set_use_underline (GTK_BUTTON (button), TRUE);
      gtk_button_set_label (GTK_BUTTON (button), text);
    }
  else
    gtk_label_set_text_with_mnemonic (GTK_LABEL (label), text);
}

/* A digit, as headings have, is kept, and so are the letters of a dialog's own buttons. */
static gboolean
is_kept (GtkWidget *label)
{
  GtkWidget     *button = get_button (label);
  GtkWidget     *window = gtk_widget_get_toplevel (label);
  const gunichar letter = nst_letters_get (get_text (label));

  return g_unichar_isdigit (letter) ||
         (letter && button && GTK_IS_DIALOG (window) &&
          gtk_dialog_get_response_for_widget (GTK_DIALOG (window), button) != GTK_RESPONSE_NONE);
}

/* Adds the letters that the labels in a widget ask for, whenever they are seen. */
static void
add_asked (GtkWidget *widget,
           GString   *asked)
{
  Found found = { g_ptr_array_new (), g_ptr_array_new () };

  collect (widget, &found);

  for (guint i = 0; i < found.labels->len; i++)
    {
      const gunichar letter = nst_letters_get (get_text (found.labels->pdata[i]));

      if (letter)
        g_string_append_unichar (asked, letter);
    }
  for (guint i = 0; i < found.pages->len; i++)
    add_asked (found.pages->pdata[i], asked);

  g_ptr_array_unref (found.labels);
  g_ptr_array_unref (found.pages);
}

/* Gives the labels letters that are neither taken nor reserved, as many as there are for. */
static void
share_among (const GPtrArray *labels,
             const char      *reserved,
             GString         *taken)
{
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GString)   all   = g_string_new (taken->str);

  for (guint i = 0; i < labels->len; i++)
    g_ptr_array_add (texts, g_strdup (get_text (labels->pdata[i])));

  g_string_append (all, reserved);
  nst_letters_share (texts, all);

  for (guint i = 0; i < labels->len; i++)
    {
      const gunichar letter = nst_letters_get (texts->pdata[i]);

      if (letter)
        g_string_append_unichar (taken, letter);
      set_text (labels->pdata[i], texts->pdata[i]);
    }
}

/* Whether a label asks for a letter that it can have. */
static gboolean
asks (GtkWidget  *label,
      const char *taken)
{
  const gunichar letter = nst_letters_get (get_text (label));

  return letter && !g_utf8_strchr (taken, -1, letter);
}

static void
share_in (GtkWidget  *widget,
          const char *taken_above)
{
  Found                 found  = { g_ptr_array_new (), g_ptr_array_new () };
  g_autoptr (GString)   taken  = g_string_new (taken_above);
  g_autoptr (GString)   below  = g_string_new (NULL);
  g_autoptr (GPtrArray) asking = g_ptr_array_new ();
  g_autoptr (GPtrArray) others = g_ptr_array_new ();

  collect (widget, &found);

  for (guint i = 0; i < found.pages->len; i++)
    add_asked (found.pages->pdata[i], below);
  for (guint i = 0; i < found.labels->len; i++)
    if (is_kept (found.labels->pdata[i]))
      g_string_append_unichar (taken, nst_letters_get (get_text (found.labels->pdata[i])));
  for (guint i = 0; i < found.labels->len; i++)
    if (!is_kept (found.labels->pdata[i]))
      g_ptr_array_add (asks (found.labels->pdata[i], taken->str) ? asking : others,
                       found.labels->pdata[i]);

  share_among (asking, "", taken);
  share_among (others, below->str, taken);
  for (guint i = 0; i < found.pages->len; i++)
    share_in (found.pages->pdata[i], taken->str);

  g_ptr_array_unref (found.labels);
  g_ptr_array_unref (found.pages);
}

void
nst_mnemonics_share (GtkWidget *window)
{
  share_in (window, "");
}

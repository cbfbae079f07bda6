/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The groups are expanders; their heading has a number, by which it is opened with Alt. */

#include "plugin/gimp/settings-pages.h"
#include "plugin/gimp/arguments.h"
#include "plugin/gimp/gimp-compat.h"
#include "plugin/gimp/scroller.h"
#include "plugin/gimp/setting-row.h"
#include "plugin/shared/duration.h"

#include <glib/gi18n.h>

#define PAGES_KEY    "neural-art-settings-pages"
#define LEAST_HEIGHT 110 /* of what is seen of a page's settings, pixels */
#define INDENT       18  /* of a group below its heading */

typedef struct
{
  NstSettingsHost host;
  GtkWidget     **rows; /* [n_settings]; NULL: the setting has none */
  GtkWidget      *scrollers[2];
  GtkWidget      *expanders[NST_N_GROUPS];
  GtkWidget      *resets[NST_N_GROUPS]; /* buttons */
  GtkSizeGroup   *labels[2];            /* of a page */
  int             width;
  int             height;
  gboolean        opening; /* it is not the user who opens and shuts groups */
} Pages;

static Pages *
get_pages (GtkWidget *widget)
{
  return g_object_get_data (G_OBJECT (widget), PAGES_KEY);
}

static void
free_pages (gpointer data)
{
  Pages *pages = data;

  g_object_unref (pages->labels[0]);
  g_object_unref (pages->labels[1]);
  g_free (pages->rows);
  g_free (pages);
}


/* ---- what they show -------------------------------------------------- */

/* Whether it is one of the settings that a group shows: those of the styles' rows are not. */
static gboolean
is_shown (const Pages    *pages,
          int             setting,
          NstSettingGroup group)
{
  int n;

  return pages->rows[setting] && nst_settings_table (&n)[setting].group == group;
}

/* Gives options what the preset has of a group; whether there was anything else. */
static gboolean
put_back (const Pages      *pages,
          NstOptions       *options,
          const NstOptions *preset,
          NstSettingGroup   group)
{
  int               n;
  const NstSetting *table = nst_settings_table (&n);
  gboolean          other = FALSE;

  for (int i = 0; i < n; i++)
    if (is_shown (pages, i, group) && !nst_options_is_alike (options, preset, &table[i]))
      {
        nst_options_copy (options, preset, &table[i]);
        other = TRUE;
      }

  return other;
}

/* A group can be put back where it is not as the preset has it. */
static void
show_resets (Pages *pages)
{
  NstOptions options = *pages->host.options;
  NstOptions preset;

  pages->host.get_preset (&preset, pages->host.user_data);
  for (int i = NST_GROUP_BASIC + 1; i < NST_N_GROUPS; i++)
    {
      const gboolean other   = put_back (pages, &options, &preset, i);
      const gboolean started = i == NST_GROUP_STROKES &&
                               pages->host.has_start (pages->host.user_data);

      gtk_widget_set_sensitive (pages->resets[i], other || started);
    }
}

static void
show (Pages *pages)
{
  int n;

  nst_settings_table (&n);
  for (int i = 0; i < n; i++)
    if (pages->rows[i])
      nst_setting_row_show (pages->rows[i], pages->width, pages->height);

  show_resets (pages);
}

static GtkWidget *
find_row (const Pages *pages,
          const char  *name)
{
  int n;

  return pages->rows[nst_settings_find (name) - nst_settings_table (&n)];
}

/* Sizes of a texture are of the size's concern. */
static void
row_changed (gpointer data)
{
  Pages *pages = data;

  nst_setting_row_show (find_row (pages, "size"), pages->width, pages->height);
  show_resets (pages);
  pages->host.changed (pages->host.user_data);
}

static void
reset_clicked (GtkWidget *button,
               Pages     *pages)
{
  NstOptions preset;

  pages->host.get_preset (&preset, pages->host.user_data);
  for (int i = NST_GROUP_BASIC + 1; i < NST_N_GROUPS; i++)
    if (pages->resets[i] == button)
      {
        put_back (pages, pages->host.options, &preset, i);
        if (i == NST_GROUP_STROKES)
          pages->host.drop_start (pages->host.user_data);
      }

  show (pages);
  pages->host.changed (pages->host.user_data);
}

/* One group is open at a time.  GTK 3 takes what is in the others for seen, and for what letters
 * may lead to, where it is not hidden. */
static void
expanded (GtkExpander *expander,
          GParamSpec  *unused,
          Pages       *pages)
{
  const gboolean open = gtk_expander_get_expanded (expander);

  (void) unused;

  gtk_widget_set_visible (gtk_bin_get_child (GTK_BIN (expander)), open);
  if (pages->opening || !open)
    return;

  pages->opening = TRUE;
  for (int i = NST_GROUP_BASIC + 1; i < NST_N_GROUPS; i++)
    if (pages->expanders[i] != GTK_WIDGET (expander))
      gtk_expander_set_expanded (GTK_EXPANDER (pages->expanders[i]), FALSE);
  pages->opening = FALSE;
}


/* ---- making them ----------------------------------------------------- */

static GtkWidget *
new_box (int spacing)
{
  return nst_gtk_box_new (GTK_ORIENTATION_VERTICAL, spacing);
}

static void
add (GtkWidget *box,
     GtkWidget *widget)
{
  gtk_box_pack_start (GTK_BOX (box), widget, FALSE, FALSE, 0);
}

static void
add_start (Pages     *pages,
           GtkWidget *box)
{
  const NstArgument *start = &nst_arguments[NST_ARG_START];
  GtkWidget         *row   = nst_setting_row_pair (pages->labels[1], gettext (start->label),
                                                   pages->host.start);

  gtk_widget_set_tooltip_text (row, gettext (start->help));
  add (box, row);
}

/* The rows of a group, but for what the rows of styles say; the layer to start from is the second
 * of the strokes'. */
static void
add_rows (Pages          *pages,
          GtkWidget      *box,
          NstSettingGroup group)
{
  int               n;
  const NstSetting *table  = nst_settings_table (&n);
  GtkSizeGroup     *labels = pages->labels[group != NST_GROUP_BASIC];

  for (int i = 0; i < n; i++)
    if (table[i].group == group && &table[i] != nst_settings_find ("preset") &&
        !nst_parts_have_setting (&table[i]))
      {
        pages->rows[i] = nst_setting_row_new (&table[i], pages->host.options, labels, row_changed,
                                              pages);
        add (box, pages->rows[i]);
        if (&table[i] == nst_settings_find ("style-scale"))
          add_start (pages, box);
      }
}

static GtkWidget *
new_reset (Pages          *pages,
           NstSettingGroup group)
{
  GtkWidget *line  = nst_gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *reset = gtk_button_new_with_mnemonic (_ ("Reset this _group"));

  gtk_widget_set_tooltip_text (reset, _ ("Puts the settings of this group back to the preset's."));
  g_signal_connect (reset, "clicked", G_CALLBACK (reset_clicked), pages);
  gtk_box_pack_end (GTK_BOX (line), reset, FALSE, FALSE, 0);
  pages->resets[group] = reset;

  return line;
}

static GtkWidget *
new_group (Pages          *pages,
           NstSettingGroup group)
{
  g_autofree char *heading  = g_strdup_printf ("_%d  %s", group,
                                               gettext (nst_setting_groups[group]));
  GtkWidget       *expander = gtk_expander_new_with_mnemonic (heading);
  GtkWidget       *indented = nst_gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget       *box      = new_box (6);

  add_rows (pages, box, group);
  add (box, new_reset (pages, group));
  gtk_box_pack_start (GTK_BOX (indented), box, TRUE, TRUE, INDENT);
  gtk_widget_show_all (box);
  gtk_widget_set_no_show_all (indented, TRUE);
  gtk_container_add (GTK_CONTAINER (expander), indented);
  gtk_expander_set_spacing (GTK_EXPANDER (expander), 6);
  g_signal_connect (expander, "notify::expanded", G_CALLBACK (expanded), pages);
  pages->expanders[group] = expander;

  return expander;
}

static GtkWidget *
new_basic (Pages *pages)
{
  GtkWidget  *page    = new_box (6);
  GtkWidget  *rows    = new_box (4);
  const char *presets = gettext (nst_settings_find ("preset")->label);

  add (rows, nst_setting_row_pair (pages->labels[0], presets, pages->host.presets));
  add_rows (pages, rows, NST_GROUP_BASIC);
  pages->scrollers[0] = nst_scroller_new (rows, LEAST_HEIGHT);

  gtk_container_set_border_width (GTK_CONTAINER (page), 6);
  gtk_box_pack_start (GTK_BOX (page), pages->host.style, TRUE, TRUE, 0);
  gtk_box_pack_start (GTK_BOX (page), pages->scrollers[0], FALSE, TRUE, 0);

  return page;
}

static GtkWidget *
new_advanced (Pages *pages)
{
  GtkWidget *groups = new_box (6);

  gtk_container_set_border_width (GTK_CONTAINER (groups), 6);
  for (int i = NST_GROUP_BASIC + 1; i < NST_N_GROUPS; i++)
    add (groups, new_group (pages, i));
  gtk_expander_set_expanded (GTK_EXPANDER (pages->expanders[NST_GROUP_BASIC + 1]), TRUE);
  pages->scrollers[1] = nst_scroller_new (groups, LEAST_HEIGHT);

  return pages->scrollers[1];
}

static void
add_page (GtkWidget  *notebook,
          GtkWidget  *page,
          const char *name)
{
  GtkWidget *label = gtk_label_new_with_mnemonic (name);

  g_object_set (label, "xpad", 6, NULL);
  gtk_notebook_append_page (GTK_NOTEBOOK (notebook), page, label);
}

GtkWidget *
nst_settings_pages_new (const NstSettingsHost *host)
{
  Pages     *pages    = g_new0 (Pages, 1);
  GtkWidget *notebook = gtk_notebook_new ();
  int        n;

  nst_settings_table (&n);
  pages->host = *host;
  pages->rows = g_new0 (GtkWidget *, n);
  for (int i = 0; i < 2; i++)
    pages->labels[i] = gtk_size_group_new (GTK_SIZE_GROUP_HORIZONTAL);
  g_object_set_data_full (G_OBJECT (notebook), PAGES_KEY, pages, free_pages);

  add_page (notebook, new_basic (pages), _ ("_Basic"));
  add_page (notebook, new_advanced (pages), _ ("A_dvanced"));
  gtk_widget_show_all (notebook);
  show (pages);

  return notebook;
}

void
nst_settings_pages_show (GtkWidget *widget)
{
  show (get_pages (widget));
}

void
nst_settings_pages_set_size (GtkWidget *widget,
                             int        width,
                             int        height)
{
  Pages *pages = get_pages (widget);

  if (width == pages->width && height == pages->height)
    return;

  pages->width  = width;
  pages->height = height;
  nst_setting_row_show (find_row (pages, "size"), width, height);
}

void
nst_settings_pages_set_times (GtkWidget    *widget,
                              const double *seconds)
{
  const NstSetting     *quality = nst_settings_find ("quality");
  const int             n       = nst_setting_count_choices (quality);
  g_autoptr (GPtrArray) notes   = g_ptr_array_new_with_free_func (g_free);

  for (int i = 0; i < n; i++)
    {
      g_autofree char *time = seconds && seconds[i] >= 0 ? nst_duration_text (seconds[i]) : NULL;

      /* translators: a time, as in "about 20 seconds" */
      g_ptr_array_add (notes, time ? g_strdup_printf (_ ("about %s"), time) : NULL);
    }

  nst_setting_row_note (find_row (get_pages (widget), "quality"),
                        (const char *const *) notes->pdata);
}

void
nst_settings_pages_fit (GtkWidget *widget,
                        GtkWindow *window)
{
  Pages *pages = get_pages (widget);

  nst_scrollers_fit (window, pages->scrollers, G_N_ELEMENTS (pages->scrollers));
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What each row of the list stands for: a choice of the setting "preset", or the name of a
 * file. */

#include "plugin/gimp/preset-list.h"
#include "plugin/gimp/style-picture.h"
#include "plugin/settings/own-presets.h"
#include "plugin/settings/settings-words.h"
#include "plugin/settings/settings.h"

#include <glib/gi18n.h>

#define LIST_KEY     "neural-art-preset-list"
#define PICTURES     "samples/presets" /* a folder of what comes with the program */
#define PICTURE_SIZE 64                /* either way, pixels */
#define LETTERS      42                /* of a line of explanation, about */
#define MOST_WIDTH   320               /* of such a line, pixels */
#define MOST_LETTERS 100               /* of an explanation of the user's own */
#define BETWEEN_THEM 6                 /* picture and text, pixels */

enum
{
  COLUMN_MARKUP,  /* NULL: a line between */
  COLUMN_PICTURE, /* GdkPixbuf, or NULL */
  COLUMN_CHOICE,  /* -1: the user's own ... */
  COLUMN_NAME,    /* ... of this name */
  N_COLUMNS
};

typedef struct
{
  char         *program_dir;
  GtkListStore *store;
} List;

static void
free_list (gpointer data)
{
  List *list = data;

  g_object_unref (list->store);
  g_free (list->program_dir);
  g_free (list);
}


/* ---- rows ------------------------------------------------------------ */

/* Text is a name, and below it what it does. */
static char *
make_markup (const char *name,
             const char *explanation)
{
  return g_markup_printf_escaped ("%s\n<small>%s</small>", name, explanation);
}

static GdkPixbuf *
read_picture (const List *list,
              const char *name)
{
  g_autofree char *file = g_strconcat (PICTURES G_DIR_SEPARATOR_S, name, ".jpg", NULL);
  g_autofree char *path = nst_find_data (list->program_dir, "", file, NULL);

  return path ? nst_style_picture_of_file (path, PICTURE_SIZE) : NULL;
}

static void
append_shipped (List *list)
{
  const NstChoice *shipped = nst_settings_find ("preset")->choices;

  for (int i = 0; shipped[i].name; i++)
    {
      g_autofree char      *markup  = make_markup (gettext (shipped[i].label),
                                                   gettext (shipped[i].blurb));
      g_autoptr (GdkPixbuf) picture = read_picture (list, shipped[i].name);

      gtk_list_store_insert_with_values (list->store, NULL, G_MAXINT, COLUMN_MARKUP, markup,
                                         COLUMN_PICTURE, picture, COLUMN_CHOICE, i, -1);
    }
}

/* What is not as it is usually; of much no more than its beginning. */
static char *
tell_options (const NstOptions *options)
{
  g_autofree char *text  = nst_settings_tell_unusual (options, nst_setting_is_of_picture, ", ");
  g_autofree char *begin = NULL;

  if (!*text)
    return g_strdup (_ ("All settings as they are usually"));

  if (g_utf8_strlen (text, -1) <= MOST_LETTERS)
    return g_steal_pointer (&text);

  begin = g_utf8_substring (text, 0, MOST_LETTERS);
  return g_strconcat (begin, "…", NULL);
}

/* A file that can't be read is in the list too: the sentence that says so comes when it is
 * chosen. */
static void
append_own (List *list)
{
  g_autoptr (GPtrArray) own = nst_own_presets_list ();

  if (own->len)
    gtk_list_store_insert_with_values (list->store, NULL, G_MAXINT, COLUMN_CHOICE, -1, -1);

  for (guint i = 0; i < own->len; i++)
    {
      g_autoptr (GError)    error  = NULL;
      g_autoptr (NstRecord) record = nst_own_preset_read (own->pdata[i], &error);
      g_autofree char      *told   = record ? tell_options (&record->options)
                                            : g_strdup (error->message);
      g_autofree char      *markup = make_markup (own->pdata[i], told);

      gtk_list_store_insert_with_values (list->store, NULL, G_MAXINT, COLUMN_MARKUP, markup,
                                         COLUMN_CHOICE, -1, COLUMN_NAME, own->pdata[i], -1);
    }
}


/* ---- the widget ------------------------------------------------------ */

static List *
get_list (GtkWidget *combo)
{
  return g_object_get_data (G_OBJECT (combo), LIST_KEY);
}

static gboolean
is_line (GtkTreeModel *model,
         GtkTreeIter  *place,
         gpointer      unused)
{
  g_autofree char *markup = NULL;

  (void) unused;
  gtk_tree_model_get (model, place, COLUMN_MARKUP, &markup, -1);

  return !markup;
}

/* Explanations are lines of about as many letters, but in large text. */
static int
find_width (GtkWidget *widget)
{
  PangoFontMetrics *metrics = pango_context_get_metrics (gtk_widget_get_pango_context (widget),
                                                         NULL, NULL);
  const int         width   = pango_font_metrics_get_approximate_char_width (metrics);

  pango_font_metrics_unref (metrics);

  return MIN (PANGO_PIXELS (LETTERS * width), MOST_WIDTH);
}

static void
add_cells (GtkWidget *combo)
{
  GtkCellLayout   *layout  = GTK_CELL_LAYOUT (combo);
  GtkCellRenderer *picture = gtk_cell_renderer_pixbuf_new ();
  GtkCellRenderer *text    = gtk_cell_renderer_text_new ();

  gtk_cell_renderer_set_fixed_size (picture, PICTURE_SIZE, -1);
#if GTK_CHECK_VERSION(3, 0, 0)
  g_object_set (text, "max-width-chars", LETTERS, NULL);
#endif
  g_object_set (text, "wrap-mode", PANGO_WRAP_WORD_CHAR, "wrap-width", find_width (combo), "xpad",
                BETWEEN_THEM, NULL);
  gtk_cell_layout_pack_start (layout, picture, FALSE);
  gtk_cell_layout_pack_start (layout, text, TRUE);
  gtk_cell_layout_set_attributes (layout, picture, "pixbuf", COLUMN_PICTURE, NULL);
  gtk_cell_layout_set_attributes (layout, text, "markup", COLUMN_MARKUP, NULL);
}

GtkWidget *
nst_preset_list_new (const char *program_dir)
{
  List      *list = g_new0 (List, 1);
  GtkWidget *combo;

  list->program_dir = g_strdup (program_dir);
  list->store       = gtk_list_store_new (N_COLUMNS, G_TYPE_STRING, GDK_TYPE_PIXBUF, G_TYPE_INT,
                                          G_TYPE_STRING);
  combo             = gtk_combo_box_new_with_model (GTK_TREE_MODEL (list->store));
  add_cells (combo);
  gtk_combo_box_set_row_separator_func (GTK_COMBO_BOX (combo), is_line, NULL, NULL);
  g_object_set_data_full (G_OBJECT (combo), LIST_KEY, list, free_list);
  nst_preset_list_refresh (combo);

  return combo;
}

void
nst_preset_list_refresh (GtkWidget *combo)
{
  List *list = get_list (combo);

  gtk_list_store_clear (list->store);
  append_shipped (list);
  append_own (list);
}

void
nst_preset_list_choose (GtkWidget  *combo,
                        int         choice,
                        const char *name)
{
  GtkTreeModel *model = GTK_TREE_MODEL (get_list (combo)->store);
  GtkTreeIter   place;
  gboolean      more = gtk_tree_model_get_iter_first (model, &place);

  while (more)
    {
      g_autofree char *its_name = NULL;
      int              its_choice;

      gtk_tree_model_get (model, &place, COLUMN_CHOICE, &its_choice, COLUMN_NAME, &its_name, -1);
      if (name ? g_strcmp0 (its_name, name) == 0 : its_choice == choice)
        {
          gtk_combo_box_set_active_iter (GTK_COMBO_BOX (combo), &place);
          return;
        }

      more = gtk_tree_model_iter_next (model, &place);
    }
}

void
nst_preset_list_get (GtkWidget *combo,
                     int       *choice,
                     char     **name)
{
  GtkTreeIter place;

  *choice = -1;
  *name   = NULL;
  if (gtk_combo_box_get_active_iter (GTK_COMBO_BOX (combo), &place))
    gtk_tree_model_get (GTK_TREE_MODEL (get_list (combo)->store), &place, COLUMN_CHOICE, choice,
                        COLUMN_NAME, name, -1);
}

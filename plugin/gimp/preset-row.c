/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A list, and what each of its rows stands for: a choice of the setting "preset", or the name
 * of a file. */

#include "plugin/gimp/preset-row.h"
#include "plugin/gimp/dim.h"
#include "plugin/gimp/settings-source.h"

#include <glib/gi18n.h>

#define ROW_KEY   "neural-art-preset-row"
#define MIN_CHARS 45 /* of a line of the explanation */

enum
{
  COLUMN_LABEL,  /* empty: a line between */
  COLUMN_CHOICE, /* -1: the user's own ... */
  COLUMN_NAME,   /* ... of this name */
  N_COLUMNS
};

typedef struct
{
  NstPresetHost host;
  GtkListStore *store;
  GtkWidget    *combo;
  GtkWidget    *menu;
  GtkWidget    *explanation;
  NstRecord    *own;     /* of the user's preset that is chosen; NULL: none is */
  gboolean      showing; /* it is not the user who chooses */
} Row;

static void
free_row (gpointer data)
{
  Row *row = data;

  g_object_unref (row->store);
  g_clear_pointer (&row->own, nst_record_free);
  g_free (row);
}


/* ---- the list -------------------------------------------------------- */

static void
append (Row        *row,
        const char *label,
        int         choice,
        const char *name)
{
  GtkTreeIter place;

  gtk_list_store_append (row->store, &place);
  gtk_list_store_set (row->store, &place, COLUMN_LABEL, label, COLUMN_CHOICE, choice, COLUMN_NAME,
                      name, -1);
}

static void
fill (Row *row)
{
  const NstChoice      *shipped = nst_settings_find ("preset")->choices;
  g_autoptr (GPtrArray) own     = nst_own_presets_list ();

  gtk_list_store_clear (row->store);
  for (int i = 0; shipped[i].name; i++)
    append (row, gettext (shipped[i].label), i, NULL);
  if (own->len)
    append (row, "", -1, NULL);
  for (guint i = 0; i < own->len; i++)
    append (row, own->pdata[i], -1, own->pdata[i]);
}

static gboolean
is_line (GtkTreeModel *model,
         GtkTreeIter  *place,
         gpointer      unused)
{
  g_autofree char *label = NULL;

  (void) unused;
  gtk_tree_model_get (model, place, COLUMN_LABEL, &label, -1);

  return !label || !*label;
}

/* Chooses a row of the list, by the name of the user's preset or, where that is NULL, by the
 * choice. */
static void
point_to (Row        *row,
          int         choice,
          const char *name)
{
  GtkTreeModel *model = GTK_TREE_MODEL (row->store);
  GtkTreeIter   place;
  gboolean      more = gtk_tree_model_get_iter_first (model, &place);

  row->showing = TRUE;
  while (more)
    {
      g_autofree char *its_name = NULL;
      int              its_choice;

      gtk_tree_model_get (model, &place, COLUMN_CHOICE, &its_choice, COLUMN_NAME, &its_name, -1);
      if (name ? g_strcmp0 (its_name, name) == 0 : its_choice == choice)
        {
          gtk_combo_box_set_active_iter (GTK_COMBO_BOX (row->combo), &place);
          break;
        }

      more = gtk_tree_model_iter_next (model, &place);
    }
  row->showing = FALSE;
}

/* What is chosen. */
static void
get_chosen (const Row *row,
            int       *choice,
            char     **name)
{
  GtkTreeIter place;

  *choice = -1;
  *name   = NULL;
  if (gtk_combo_box_get_active_iter (GTK_COMBO_BOX (row->combo), &place))
    gtk_tree_model_get (GTK_TREE_MODEL (row->store), &place, COLUMN_CHOICE, choice, COLUMN_NAME,
                        name, -1);
}

/* Says of the one chosen what it does; of the user's own what its settings are. */
static void
explain (Row *row)
{
  g_autofree char *name  = NULL;
  g_autofree char *pairs = NULL;
  const char      *text  = "";
  int              choice;

  get_chosen (row, &choice, &name);
  if (choice >= 0)
    text = gettext (nst_settings_find ("preset")->choices[choice].blurb);
  else if (row->own)
    {
      pairs = nst_options_to_pairs (&row->own->options);
      text  = *pairs ? pairs : _ ("All settings as they are usually");
    }

  gtk_label_set_text (GTK_LABEL (row->explanation), text);
  gtk_widget_set_tooltip_text (row->combo, text);
  nst_preset_menu_set_chosen (row->menu, name);
}


/* ---- choosing -------------------------------------------------------- */

/* Puts back what the user's preset, which is not chosen any more, had brought. */
static void
drop_own (Row        *row,
          NstOptions *options)
{
  NstOptions        initial;
  int               n;
  const NstSetting *table = nst_settings_table (&n);

  nst_options_init (&initial);
  for (int i = 0; row->own && i < n; i++)
    if (nst_options_is_alike (options, &row->own->options, &table[i]))
      nst_options_copy (options, &initial, &table[i]);

  g_clear_pointer (&row->own, nst_record_free);
}

static void
set_host (Row              *row,
          const NstOptions *options,
          const char       *styles)
{
  row->showing = TRUE;
  row->host.set (options, styles, row->host.user_data);
  row->showing = FALSE;
}

/* Whether the settings are a preset's, but for those of one picture. */
static gboolean
fits (const NstOptions *options,
      const NstRecord  *record)
{
  int               n;
  const NstSetting *table = nst_settings_table (&n);

  for (int i = 0; i < n; i++)
    if (!nst_setting_is_of_picture (&table[i]) &&
        !nst_options_is_alike (options, &record->options, &table[i]))
      return FALSE;

  return TRUE;
}

/* The name of the user's preset whose settings these are, which becomes the row's own. */
static char *
find_own (Row              *row,
          const NstOptions *options)
{
  g_autoptr (GPtrArray) names = nst_own_presets_list ();

  g_clear_pointer (&row->own, nst_record_free);
  for (guint i = 0; i < names->len; i++)
    {
      g_autoptr (NstRecord) record = nst_own_preset_read (names->pdata[i], NULL);

      if (record && fits (options, record))
        {
          row->own = g_steal_pointer (&record);
          return g_strdup (names->pdata[i]);
        }
    }

  return NULL;
}

static void
show_host (Row *row)
{
  g_autofree char *style = NULL;
  g_autofree char *name  = NULL;
  NstOptions       options;

  row->host.get (&options, &style, row->host.user_data);
  name = find_own (row, &options);
  point_to (row, options.preset, name);
  explain (row);
}

static void
chosen (Row *row)
{
  g_autofree char   *name   = NULL;
  g_autofree char   *style  = NULL;
  g_autofree char   *styles = NULL;
  g_autoptr (GError) error  = NULL;
  NstRecord         *record = NULL;
  NstOptions         options;
  int                choice;

  get_chosen (row, &choice, &name);
  if (row->showing || (choice < 0 && !name))
    return;

  if (name && !(record = nst_own_preset_read (name, &error)))
    {
      nst_preset_menu_say (row->combo, error->message);
      show_host (row);
      return;
    }

  row->host.get (&options, &style, row->host.user_data);
  drop_own (row, &options);
  if (record)
    styles = nst_settings_source_unpack (record, &options);
  else
    options.preset = choice;
  row->own = record;

  set_host (row, &options, styles);
  explain (row);
}

void
nst_preset_row_update (GtkWidget *widget)
{
  Row                  *row     = g_object_get_data (G_OBJECT (widget), ROW_KEY);
  g_autofree char      *name    = NULL;
  g_autofree char      *style   = NULL;
  g_autoptr (NstRecord) initial = NULL;
  NstOptions            options;
  int                   choice;

  if (row->showing)
    return;

  nst_options_init (&options);
  initial = nst_record_new (&options);
  row->host.get (&options, &style, row->host.user_data);
  get_chosen (row, &choice, &name);

  if (row->own ? options.preset != row->own->options.preset || fits (&options, initial)
               : options.preset != choice)
    show_host (row);
}

void
nst_preset_row_get_values (GtkWidget  *widget,
                           NstOptions *options)
{
  const Row *row = g_object_get_data (G_OBJECT (widget), ROW_KEY);

  nst_options_init (options);
  if (row->own)
    *options = row->own->options;
}

static void
kept (const char *name,
      gpointer    data)
{
  Row *row = data;

  row->showing = TRUE;
  fill (row);
  row->showing = FALSE;
  show_host (row);
}


/* ---- the row --------------------------------------------------------- */

static void
make_combo (Row *row)
{
  GtkCellRenderer *text = gtk_cell_renderer_text_new ();

  row->store = gtk_list_store_new (N_COLUMNS, G_TYPE_STRING, G_TYPE_INT, G_TYPE_STRING);
  row->combo = gtk_combo_box_new_with_model (GTK_TREE_MODEL (row->store));
  gtk_cell_layout_pack_start (GTK_CELL_LAYOUT (row->combo), text, TRUE);
  gtk_cell_layout_set_attributes (GTK_CELL_LAYOUT (row->combo), text, "text", COLUMN_LABEL, NULL);
  gtk_combo_box_set_row_separator_func (GTK_COMBO_BOX (row->combo), is_line, NULL, NULL);
  g_signal_connect_swapped (row->combo, "changed", G_CALLBACK (chosen), row);
}

/* Pale, and of two lines whatever it says, so that nothing below it moves. */
static void
settle_explanation (GtkWidget *explanation)
{
  g_autofree char        *line  = g_strnfill (MIN_CHARS, 'e');
  g_autofree char        *text  = g_strconcat (line, "\n", NULL);
  g_autoptr (PangoLayout) lines = gtk_widget_create_pango_layout (explanation, text);
  int                     width;
  int                     height;

  pango_layout_get_pixel_size (lines, &width, &height);
  gtk_widget_set_size_request (explanation, width, height);
  nst_dim (explanation, TRUE);
}

static void
make_explanation (Row *row)
{
  GtkLabel *label;

  row->explanation = gtk_label_new ("");
  label            = GTK_LABEL (row->explanation);
  gtk_label_set_line_wrap (label, TRUE);
#if GTK_CHECK_VERSION(3, 0, 0)
  gtk_label_set_xalign (label, 0);
  gtk_label_set_yalign (label, 0);
  gtk_label_set_max_width_chars (label, 40);
#else
  gtk_misc_set_alignment (GTK_MISC (label), 0, 0);
#endif
  g_signal_connect (row->explanation, "realize", G_CALLBACK (settle_explanation), NULL);
}

GtkWidget *
nst_preset_row_new (const char          *program_dir,
                    const NstPresetHost *host)
{
  Row       *row   = g_new0 (Row, 1);
  GtkWidget *box   = nst_gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *first = nst_gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  row->host = *host;
  make_combo (row);
  make_explanation (row);
  row->menu = nst_preset_menu_new (program_dir, host, kept, row);

  gtk_box_pack_start (GTK_BOX (first), row->combo, TRUE, TRUE, 0);
  gtk_box_pack_start (GTK_BOX (first), row->menu, FALSE, FALSE, 0);
  gtk_box_pack_start (GTK_BOX (box), first, FALSE, FALSE, 0);
  gtk_box_pack_start (GTK_BOX (box), row->explanation, FALSE, FALSE, 0);

  g_object_set_data_full (G_OBJECT (box), ROW_KEY, row, free_row);
  row->showing = TRUE;
  fill (row);
  row->showing = FALSE;
  show_host (row);
  gtk_widget_show_all (box);

  return box;
}

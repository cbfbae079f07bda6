/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The list and the menu beside it; what the user chooses goes to the dialog. */

#include "plugin/gimp/preset-row.h"
#include "plugin/gimp/folding-row.h"
#include "plugin/gimp/preset-list.h"
#include "plugin/gimp/settings-source.h"

#include <glib/gi18n.h>

#define ROW_KEY    "neural-art-preset-row"
#define MOST_WIDTH 600 /* in large text, pixels */

typedef struct
{
  NstPresetHost host;
  GtkWidget    *combo;
  GtkWidget    *menu;
  NstRecord    *own;     /* of the user's preset that is chosen; NULL: none is */
  gboolean      showing; /* it is not the user who chooses */
} Row;

static void
free_row (gpointer data)
{
  Row *row = data;

  g_clear_pointer (&row->own, nst_record_free);
  g_free (row);
}

/* Has the list show what is chosen. */
static void
point_to (Row        *row,
          int         choice,
          const char *name)
{
  row->showing = TRUE;
  nst_preset_list_choose (row->combo, choice, name);
  row->showing = FALSE;
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

  nst_preset_list_get (row->combo, &choice, &name);
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

  nst_preset_menu_set_chosen (row->menu, name);
  set_host (row, &options, styles);
}

void
nst_preset_row_show (GtkWidget *widget)
{
  Row *row = g_object_get_data (G_OBJECT (widget), ROW_KEY);

  if (!row->showing)
    show_host (row);
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
  nst_preset_list_get (row->combo, &choice, &name);

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
  nst_preset_list_refresh (row->combo);
  row->showing = FALSE;
  show_host (row);
}


/* ---- the row --------------------------------------------------------- */

GtkWidget *
nst_preset_row_new (const char          *program_dir,
                    const NstPresetHost *host)
{
  Row       *row   = g_new0 (Row, 1);
  GtkWidget *right = nst_gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *box;

  row->host  = *host;
  row->combo = nst_preset_list_new (program_dir);
  row->menu  = nst_preset_menu_new (program_dir, host, kept, row);
  gtk_widget_set_tooltip_text (row->combo, gettext (nst_settings_find ("preset")->help));

  gtk_box_pack_start (GTK_BOX (right), row->menu, TRUE, FALSE, 0);
  box = nst_folding_row_new (row->combo, right, 6, MOST_WIDTH);

  g_object_set_data_full (G_OBJECT (box), ROW_KEY, row, free_row);
  show_host (row);
  g_signal_connect_swapped (row->combo, "changed", G_CALLBACK (chosen), row);
  gtk_widget_show_all (box);

  return box;
}

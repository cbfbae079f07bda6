/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The menu and its four questions. */

#include "plugin/gimp/preset-menu.h"
#include "plugin/gimp/settings-source.h"
#include "plugin/shared/shelf.h"

#include <string.h>

#include <glib/gi18n.h>
#include <glib/gstdio.h>

#define MENU_KEY "neural-art-preset-menu"
#define ANY_NAME "*" NST_SETTINGS_ENDING

typedef struct
{
  GtkWidget    *button;
  GtkWidget    *menu;
  GtkWidget    *delete_item;
  char         *program_dir;
  char         *chosen; /* NULL: none */
  NstPresetHost host;
  NstPresetKept kept;
  gpointer      user_data;
} Menu;

static void
free_menu (gpointer data)
{
  Menu *menu = data;

  g_object_unref (menu->menu);
  g_free (menu->program_dir);
  g_free (menu->chosen);
  g_free (menu);
}


/* ---- windows --------------------------------------------------------- */

static GtkWindow *
window_of (GtkWidget *widget)
{
  return GTK_WINDOW (gtk_widget_get_toplevel (widget));
}

void
nst_preset_menu_say (GtkWidget  *widget,
                     const char *sentence)
{
  GtkWidget *message = gtk_message_dialog_new (window_of (widget), GTK_DIALOG_MODAL,
                                               GTK_MESSAGE_ERROR, GTK_BUTTONS_CLOSE, "%s",
                                               sentence);

  gtk_dialog_run (GTK_DIALOG (message));
  gtk_widget_destroy (message);
}

static gboolean
ask (Menu       *menu,
     const char *question,
     const char *yes)
{
  GtkWidget *message = gtk_message_dialog_new (window_of (menu->button), GTK_DIALOG_MODAL,
                                               GTK_MESSAGE_QUESTION, GTK_BUTTONS_NONE, "%s",
                                               question);
  int        answer;

  gtk_dialog_add_buttons (GTK_DIALOG (message), _ ("_Cancel"), GTK_RESPONSE_CANCEL, yes,
                          GTK_RESPONSE_ACCEPT, NULL);
  gtk_dialog_set_default_response (GTK_DIALOG (message), GTK_RESPONSE_ACCEPT);
  answer = gtk_dialog_run (GTK_DIALOG (message));
  gtk_widget_destroy (message);

  return answer == GTK_RESPONSE_ACCEPT;
}

static gboolean
ask_to_replace (Menu       *menu,
                const char *name)
{
  g_autofree char *question = g_strdup_printf (_ ("There is a preset \"%s\" already. Replace it?"),
                                               name);

  return !nst_own_preset_exists (name) || ask (menu, question, _ ("_Replace"));
}

/* The name that the user gives the preset; NULL: none.  Free with g_free. */
static char *
ask_name (Menu *menu)
{
  GtkWidget *window = gtk_dialog_new_with_buttons (_ ("Save Preset"), window_of (menu->button),
                                                   GTK_DIALOG_MODAL, _ ("_Cancel"),
                                                   GTK_RESPONSE_CANCEL, _ ("_Save"),
                                                   GTK_RESPONSE_ACCEPT, NULL);
  GtkWidget *row    = nst_gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *label  = gtk_label_new_with_mnemonic (_ ("_Name:"));
  GtkWidget *entry  = gtk_entry_new ();
  char      *name   = NULL;

  gtk_label_set_mnemonic_widget (GTK_LABEL (label), entry);
  gtk_entry_set_activates_default (GTK_ENTRY (entry), TRUE);
  gtk_entry_set_width_chars (GTK_ENTRY (entry), 30);
  gtk_entry_set_text (GTK_ENTRY (entry), menu->chosen ? menu->chosen : "");
  gtk_dialog_set_default_response (GTK_DIALOG (window), GTK_RESPONSE_ACCEPT);
  gtk_container_set_border_width (GTK_CONTAINER (row), 12);
  gtk_box_pack_start (GTK_BOX (row), label, FALSE, FALSE, 0);
  gtk_box_pack_start (GTK_BOX (row), entry, TRUE, TRUE, 0);
  gtk_box_pack_start (GTK_BOX (gtk_dialog_get_content_area (GTK_DIALOG (window))), row, TRUE, TRUE,
                      0);
  gtk_widget_show_all (row);
  gtk_widget_grab_focus (entry);

  if (gtk_dialog_run (GTK_DIALOG (window)) == GTK_RESPONSE_ACCEPT)
    name = g_strstrip (g_strdup (gtk_entry_get_text (GTK_ENTRY (entry))));
  gtk_widget_destroy (window);

  return name;
}

/* A path that the user chooses; NULL: none.  suggested: for a file that is to be made. */
static char *
ask_file (Menu       *menu,
          const char *title,
          const char *yes,
          const char *suggested)
{
  const gboolean is_new = suggested != NULL;
  GtkWidget     *window = gtk_file_chooser_dialog_new (
        title, window_of (menu->button),
    is_new ? GTK_FILE_CHOOSER_ACTION_SAVE : GTK_FILE_CHOOSER_ACTION_OPEN, _ ("_Cancel"),
        GTK_RESPONSE_CANCEL, yes, GTK_RESPONSE_ACCEPT, NULL);
  GtkFileChooser *chooser = GTK_FILE_CHOOSER (window);
  GtkFileFilter  *filter  = gtk_file_filter_new ();
  char           *path    = NULL;

  gtk_file_filter_set_name (filter, _ ("Settings of Neural Art"));
  gtk_file_filter_add_pattern (filter, is_new ? ANY_NAME : "*");
  if (!is_new)
    gtk_file_filter_set_name (filter, _ ("All files"));
  gtk_dialog_set_default_response (GTK_DIALOG (window), GTK_RESPONSE_ACCEPT);
  gtk_file_chooser_set_do_overwrite_confirmation (chooser, TRUE);
  gtk_file_chooser_add_filter (chooser, filter);
  if (is_new)
    gtk_file_chooser_set_current_name (chooser, suggested);

  if (gtk_dialog_run (GTK_DIALOG (window)) == GTK_RESPONSE_ACCEPT)
    path = gtk_file_chooser_get_filename (chooser);
  gtk_widget_destroy (window);

  return path;
}


/* ---- what the entries do --------------------------------------------- */

static void
keep (Menu            *menu,
      const char      *name,
      const NstRecord *record)
{
  g_autoptr (GError) error = NULL;

  if (nst_own_preset_check_name (name, &error) && nst_own_preset_save (name, record, &error))
    menu->kept (name, menu->user_data);
  else if (error)
    nst_preset_menu_say (menu->button, error->message);
}

static void
save (Menu *menu)
{
  g_autofree char      *name   = ask_name (menu);
  g_autofree char      *style  = NULL;
  g_autoptr (NstRecord) record = NULL;
  NstOptions            options;

  if (!name || !ask_to_replace (menu, name))
    return;

  menu->host.get (&options, &style, menu->host.user_data);
  record = nst_record_new (&options);
  keep (menu, name, record);
}

static void delete (Menu *menu)
{
  g_autofree char *path     = nst_own_preset_path (menu->chosen);
  g_autofree char *question = g_strdup_printf (_ ("Delete the preset \"%s\"? The settings stay as "
                                                  "they are."),
                                               menu->chosen);

  if (ask (menu, question, _ ("_Delete")) && g_unlink (path) == 0)
    menu->kept (NULL, menu->user_data);
}

static void
import (Menu *menu)
{
  g_autofree char      *path   = ask_file (menu, _ ("Import Preset"), _ ("_Import"), NULL);
  g_autofree char      *name   = path ? g_path_get_basename (path) : NULL;
  g_autoptr (GError)    error  = NULL;
  g_autoptr (NstRecord) record = path ? nst_settings_file_read (path, &error) : NULL;
  g_autofree char      *before = NULL;
  g_autofree char      *styles = NULL;
  NstOptions            options;

  if (error)
    nst_preset_menu_say (menu->button, error->message);
  if (!record)
    return;

  if (g_str_has_suffix (name, NST_SETTINGS_ENDING))
    name[strlen (name) - strlen (NST_SETTINGS_ENDING)] = '\0';
  if (!ask_to_replace (menu, name))
    return;

  menu->host.get (&options, &before, menu->host.user_data);
  styles = nst_settings_source_unpack (record, &options);
  menu->host.set (&options, styles, menu->host.user_data);
  keep (menu, name, record);
}

/* A style of the shelf goes by its name, which other machines have too. */
static void
add_style (const Menu *menu,
           NstRecord  *record,
           const char *style_file)
{
  g_autoptr (GPtrArray) shelf = nst_shelf_list (menu->program_dir);
  const char           *named = style_file;

  for (guint i = 0; style_file && i < shelf->len; i++)
    {
      const NstShelfStyle *style = shelf->pdata[i];

      if (strcmp (style->path, style_file) == 0)
        named = style->name;
    }

  nst_record_add (record, NST_FACT_STYLE, named);
}

static void export(Menu *menu)
{
  g_autofree char *name = g_strconcat (menu->chosen ? menu->chosen : _ ("settings"),
                                       NST_SETTINGS_ENDING, NULL);
  g_autofree char      *path   = ask_file (menu, _ ("Export Settings"), _ ("_Export"), name);
  g_autofree char      *style  = NULL;
  g_autoptr (NstRecord) record = NULL;
  g_autoptr (GError)    error  = NULL;
  NstOptions            options;

  if (!path)
    return;

  menu->host.get (&options, &style, menu->host.user_data);
  record = nst_record_new (&options);
  add_style (menu, record, style);
  if (!nst_settings_file_write (path, record, &error))
    nst_preset_menu_say (menu->button, error->message);
}


/* ---- the button ------------------------------------------------------ */

#if !GTK_CHECK_VERSION(3, 0, 0)

/* Below the button. */
static void
find_place (GtkMenu  *unused,
            int      *x,
            int      *y,
            gboolean *push_in,
            gpointer  data)
{
  GtkWidget    *button = data;
  GtkAllocation place;

  (void) unused;
  gtk_widget_get_allocation (button, &place);
  gdk_window_get_origin (gtk_widget_get_window (button), x, y);
  *x += place.x;
  *y += place.y + place.height;
  *push_in = TRUE;
}

#endif

static void
pop_up (Menu *menu)
{
#if GTK_CHECK_VERSION(3, 0, 0)
  gtk_menu_popup_at_widget (GTK_MENU (menu->menu), menu->button, GDK_GRAVITY_SOUTH_EAST,
                            GDK_GRAVITY_NORTH_EAST, NULL);
#else
  gtk_menu_popup (GTK_MENU (menu->menu), NULL, NULL, find_place, menu->button, 0,
                  gtk_get_current_event_time ());
#endif
}

static GtkWidget *
add_item (Menu       *menu,
          const char *label,
          GCallback   does)
{
  GtkWidget *item = gtk_menu_item_new_with_mnemonic (label);

  gtk_menu_shell_append (GTK_MENU_SHELL (menu->menu), item);
  g_signal_connect_swapped (item, "activate", does, menu);

  return item;
}

GtkWidget *
nst_preset_menu_new (const char          *program_dir,
                     const NstPresetHost *host,
                     NstPresetKept        kept,
                     gpointer             user_data)
{
  Menu *menu = g_new0 (Menu, 1);

  menu->button      = gtk_button_new_with_label (_ ("Presets..."));
  menu->menu        = g_object_ref_sink (gtk_menu_new ());
  menu->program_dir = g_strdup (program_dir);
  menu->host        = *host;
  menu->kept        = kept;
  menu->user_data   = user_data;

  add_item (menu, _ ("_Save Preset..."), G_CALLBACK (save));
  menu->delete_item = add_item (menu, _ ("_Delete Preset..."), G_CALLBACK (delete));
  add_item (menu, _ ("_Import Preset..."), G_CALLBACK (import));
  add_item (menu, _ ("_Export Settings..."), G_CALLBACK (export));
  gtk_widget_show_all (menu->menu);

  gtk_widget_set_tooltip_text (menu->button,
                               _ ("Keeps these settings as a preset of your own, or as a file that "
                                  "others, scripts and the command line can use"));
  g_signal_connect_swapped (menu->button, "clicked", G_CALLBACK (pop_up), menu);
  g_object_set_data_full (G_OBJECT (menu->button), MENU_KEY, menu, free_menu);

  return menu->button;
}

void
nst_preset_menu_set_chosen (GtkWidget  *button,
                            const char *name)
{
  Menu *menu = g_object_get_data (G_OBJECT (button), MENU_KEY);

  g_free (menu->chosen);
  menu->chosen = g_strdup (name);
  gtk_widget_set_sensitive (menu->delete_item, name != NULL);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The button beside the presets whose menu keeps, deletes, brings and gives away presets of
 * the user's own (plugin/settings/own-presets.h).  Asks for names and files; knows no rows. */

#pragma once

#include "plugin/gimp/gimp-compat.h"
#include "plugin/settings/settings.h"

/* The dialog that has the settings. */
typedef struct
{
  /* What it says now.  style_file: the file of the style, the caller's to free, or NULL. */
  void (*get) (NstOptions *options,
               char      **style_file,
               gpointer    user_data);

  /* Shows other settings in all its rows, and another style where style_file, a path or a name
   * on the shelf, is not NULL. */
  void (*set) (const NstOptions *options,
               const char       *style_file,
               gpointer          user_data);

  gpointer user_data;
} NstPresetHost;

/* A preset of that name is there, new or another, and the dialog shows it; NULL: the one that
 * was chosen is deleted. */
typedef void (*NstPresetKept) (const char *name,
                               gpointer    user_data);

/* The button; it belongs to whatever it is put into.  program_dir: where to look for the shelf. */
GtkWidget *nst_preset_menu_new (const char          *program_dir,
                                const NstPresetHost *host,
                                NstPresetKept        kept,
                                gpointer             user_data);

/* Which of the user's presets is chosen; NULL: none. */
void nst_preset_menu_set_chosen (GtkWidget  *button,
                                 const char *name);

/* A sentence in a window of its own, above that of the widget. */
void nst_preset_menu_say (GtkWidget  *widget,
                          const char *sentence);

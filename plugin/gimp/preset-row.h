/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The dialogs' row of presets: the list of preset-list.h, and beside it the menu of
 * preset-menu.h. */

#pragma once

#include "plugin/gimp/preset-menu.h"

/* The row; it belongs to whatever it is put into.  It shows what the host says when it is put
 * together, and changes the host's settings when one is chosen: a preset of the user's own is
 * all settings, another the setting "preset" alone, and what a preset of the user's own had
 * brought before and is still so goes with that. */
GtkWidget *nst_preset_row_new (const char          *program_dir,
                               const NstPresetHost *host);

/* The host's settings are others by now, not by the row itself.  A preset of the user's own stays
 * chosen while single settings are changed, until "preset" is another or all are as usual. */
void nst_preset_row_update (GtkWidget *widget);

/* The values that settings have under the chosen preset while they are left alone: those that a
 * preset of the user's own brings, else each setting's usual one. */
void nst_preset_row_get_values (GtkWidget  *widget,
                                NstOptions *options);

/* The host's settings are all others by now, perhaps those of another preset. */
void nst_preset_row_show (GtkWidget *widget);

/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The list of presets, as a combo box: those that come with the program, each with a small
 * picture that it painted and a line that explains it, then the user's own, with what they set. */

#pragma once

#include "plugin/gimp/gimp-compat.h"

/* The widget, filled.  program_dir: where to look for the small pictures. */
GtkWidget *nst_preset_list_new (const char *program_dir);

/* The user's own are others by now; none is chosen then. */
void nst_preset_list_refresh (GtkWidget *combo);

/* Chooses the user's preset of that name or, where it is NULL, a choice of the setting
 * "preset". */
void nst_preset_list_choose (GtkWidget  *combo,
                             int         choice,
                             const char *name);

/* What is chosen: *name, free with g_free, of the user's own, and *choice is -1; else *name is
 * NULL. */
void nst_preset_list_get (GtkWidget *combo,
                          int       *choice,
                          char     **name);

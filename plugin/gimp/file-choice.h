/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A window of GTK's to choose files or a folder. */

#pragma once

#include <gtk/gtk.h>

/* The paths chosen, ended by NULL, to be freed with g_strfreev; NULL where none was.  over: any
 * widget of the window that asks; begin: a path to begin with, NULL or not there for none; of
 * files several may be chosen. */
char **nst_file_choice_run (GtkWidget           *over,
                            const char          *title,
                            GtkFileChooserAction action,
                            const char          *begin);

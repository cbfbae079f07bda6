/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A list of styles of which several can be ticked: the shelf's, and files that are added. */

#pragma once

#include <gtk/gtk.h>

typedef void (*NstFilesStylesChanged) (gpointer user_data);

/* The widget, which belongs to whatever it is put into.  program_dir: where to look for the
 * shelf; chosen: paths and names on the shelf that are ticked to begin with, ended by NULL;
 * changed is called for what the user does. */
GtkWidget *nst_files_styles_new (const char           *program_dir,
                                 char                **chosen,
                                 NstFilesStylesChanged changed,
                                 gpointer              user_data);

/* The paths of those that are ticked, ended by NULL; free with g_strfreev. */
char **nst_files_styles_get (GtkWidget *box);

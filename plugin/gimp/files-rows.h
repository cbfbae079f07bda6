/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The part of the dialog for many files that says how they are painted, for both GTKs: the basic
 * settings as rows of widgets, by the table of settings, and all others as a text, or all from a
 * file. */

#pragma once

#include "plugin/shared/files-wish.h"

#include <gtk/gtk.h>

/* The widget, which belongs to whatever it is put into; it shows and changes the wish, which has to
 * last as long.  changed is called for what the user does; fault is what is wrong with the text,
 * to be told in place of all else, or NULL. */
GtkWidget *nst_files_rows_new (NstFilesWish *wish,
                               void (*changed) (const char *fault,
                                                gpointer    user_data),
                               gpointer user_data);

/* Shows what the wish is now, without calling changed. */
void nst_files_rows_show (GtkWidget *box);

/* A label and its widget, in a row whose label is as wide as others of the group.  help may be
 * NULL. */
GtkWidget *nst_files_rows_pair (GtkSizeGroup *labels,
                                const char   *label,
                                GtkWidget    *widget,
                                const char   *help);

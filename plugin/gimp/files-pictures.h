/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The part of the dialog for many files that says which pictures are painted. */

#pragma once

#include "plugin/shared/files-wish.h"

#include <gtk/gtk.h>

/* The widget, which belongs to whatever it is put into; it shows and changes the wish, which has to
 * last as long.  changed is called for what the user does. */
GtkWidget *nst_files_pictures_new (NstFilesWish *wish,
                                   void (*changed) (gpointer user_data),
                                   gpointer user_data);

/* Shows what the wish is now. */
void nst_files_pictures_show (GtkWidget *box);

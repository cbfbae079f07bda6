/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A setting in a dialog: its label, tied to its control, which shows the options' value and
 * changes it.  Everything about the setting comes from its table. */

#pragma once

#include <gtk/gtk.h>

#include "plugin/settings/settings.h"

/* The row.  The options are borrowed, and changed is called when the user has changed them.
 * labels: makes the labels of all rows equally wide.  It belongs to whatever it is put into. */
GtkWidget *nst_setting_row_new (const NstSetting *setting,
                                NstOptions       *options,
                                GtkSizeGroup     *labels,
                                void (*changed) (gpointer user_data),
                                gpointer user_data);

/* Shows what the options say, of a picture of width x height pixels (0: not known).  Does not
 * call changed. */
void nst_setting_row_show (GtkWidget *widget,
                           int        width,
                           int        height);

/* Shows a choice's labels with a note behind each, [n choices]; NULL: none, for all or for one. */
void nst_setting_row_note (GtkWidget         *widget,
                           const char *const *notes);

/* A row of any control, with its label, which may have a mnemonic. */
GtkWidget *nst_setting_row_pair (GtkSizeGroup *labels,
                                 const char   *label,
                                 GtkWidget    *control);

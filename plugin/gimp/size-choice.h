/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The control of the setting "size": a list of sizes to work at, into which another may be
 * typed, and beside it the size in pixels that comes of it. */

#pragma once

#include <gtk/gtk.h>

#include "plugin/settings/settings.h"

/* The control; changed is called for what the user does.  It belongs to whatever it is put
 * into. */
GtkWidget *nst_size_choice_new (void (*changed) (gpointer user_data),
                                gpointer user_data);

/* The size that is chosen; 0: the picture's own. */
int nst_size_choice_get (GtkWidget *widget);

/* Shows the options' size, of a picture of width x height pixels (0: not known).  Does not call
 * changed. */
void nst_size_choice_show (GtkWidget        *widget,
                           const NstOptions *options,
                           int               width,
                           int               height);

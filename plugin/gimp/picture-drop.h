/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Files that are dropped on a widget, from a file manager or the desktop. */

#pragma once

#include <gtk/gtk.h>

/* A file that was dropped, one after the other; borrowed. */
typedef void (*NstPictureDropped) (GFile   *file,
                                   gpointer user_data);

/* Has the widget accept files; dropped is called from the main loop while it is shown. */
void nst_picture_drop_accept (GtkWidget        *widget,
                              NstPictureDropped dropped,
                              gpointer          user_data);

/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The window in which a picture file is chosen, with a small picture of it. */

#pragma once

#include "plugin/gimp/gimp-compat.h"

/* Runs the window above parent's; the file, or NULL where it is cancelled.  *keep, which is as the
 * user has left it before, says whether a copy is to come to the shelf.  Unref the file. */
GFile *nst_picture_dialog_run (GtkWidget *parent,
                               gboolean  *keep);

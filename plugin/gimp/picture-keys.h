/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Ctrl++ and Ctrl+- look closer at a picture-view.h, and Ctrl+0 sees all of it again, wherever in
 * its window the focus is. */

#pragma once

#include <gtk/gtk.h>

/* From when it is first seen. */
void nst_picture_keys_add (GtkWidget *area);

/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The letters by which the controls of a window are reached with Alt. */

#pragma once

#include <gtk/gtk.h>

/* Gives each labelled control of the window a letter of its own, where there are any left, as
 * letters.h shares them out; the buttons of a dialog keep theirs.  What is on different pages of
 * a notebook, or below different expanders, is not seen together and may have the same.  To be
 * called when all controls are there. */
void nst_mnemonics_share (GtkWidget *window);

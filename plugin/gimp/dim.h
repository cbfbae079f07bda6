/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Makes a label paler, as what is beside the matter.  To be called when it is in its window, whose
 * colours count. */

#pragma once

#include <gtk/gtk.h>

void nst_dim (GtkWidget *label);

/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The button "Reset" of GIMP 3's dialog, with the two entries that it has everywhere.  GIMP's own
 * leave layers and files as they are. */

#pragma once

#include "plugin/gimp/gimp-compat.h"

/* Puts all back to what it was when the dialog came, or, factory, to what it is in the very first
 * one. */
typedef void (*NstGimp3Reset) (gboolean factory,
                               gpointer user_data);

/* Has the button of a dialog that is not being run yet do so by func. */
void nst_gimp3_reset_take (GtkDialog    *dialog,
                           NstGimp3Reset func,
                           gpointer      user_data);

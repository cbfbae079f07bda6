/* SPDX-License-Identifier: GPL-3.0-or-later */

/* GIMP 3's dialog of a procedure, with a help and a reset of our own.  The button "Reset" has the
 * two entries that it has everywhere; GIMP's own leave layers and files as they are. */

#pragma once

#include "plugin/gimp/gimp-compat.h"

/* Puts all back to what it was when the dialog came, or, factory, to what it is in the very first
 * one. */
typedef void (*NstGimp3Reset) (gboolean factory,
                               gpointer user_data);

/* The dialog, whose button calls func. */
GtkWidget *nst_gimp3_window_new (GimpProcedure       *procedure,
                                 GimpProcedureConfig *config,
                                 NstGimp3Reset        func,
                                 gpointer             user_data);

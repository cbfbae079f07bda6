/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The help of the dialogs: a page that is installed with the plug-in, in the user's browser. */

#pragma once

#include "plugin/gimp/gimp-compat.h"

/* A GimpHelpFunc, for a dialog's Help button and F1, in the place of GIMP's own, which knows
 * its manual alone.  Where no browser can be started, a message says where the page is. */
void nst_help_func (const char *help_id,
                    gpointer    help_data);

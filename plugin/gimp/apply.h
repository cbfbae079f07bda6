/* SPDX-License-Identifier: GPL-3.0-or-later */

/* "Apply" beside a dialog's OK: what it does is done while the dialog stays, so that one can
 * try until it is right. */

#pragma once

#include "plugin/gimp/gimp-compat.h"

/* Paints what is chosen; it may run the main loop. */
typedef void (*NstApplyFunc) (gpointer user_data);

/* Adds the button, with GTK_RESPONSE_APPLY, before the OK of a dialog that is not being run
 * yet; the dialog answers nothing while func works. */
void nst_apply_add (GtkDialog   *dialog,
                    NstApplyFunc func,
                    gpointer     user_data);

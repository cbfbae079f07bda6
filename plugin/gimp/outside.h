/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What happens to a picture outside of its dialog: another selection, a layer that is moved,
 * deleted, or closed with its picture. */

#pragma once

#include "plugin/gimp/inputs.h"

/* Looks once a second, as long as widget is there and can be used, whether the content's part
 * that would be painted is still the same, and calls changed where it is not.  Of paint only the
 * image and the content are looked at, now. */
void nst_outside_watch (GtkWidget      *widget,
                        const NstPaint *paint,
                        void (*changed) (gpointer user_data),
                        gpointer user_data);

/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A setting's number in a field of its own, which shows the word for its default where that is no
 * number to people (stand_in in the table), and takes the word, a number, or nothing. */

#pragma once

#include <gtk/gtk.h>

#include "plugin/settings/settings.h"

/* The adjustment is the setting's, at its default.  What the table does not allow between a
 * stand-in below 0 and 0 is stepped over: whoever hears of the adjustment's changes from then on
 * hears of none there. */
GtkWidget *nst_number_field_new (const NstSetting *setting,
                                 GtkAdjustment    *adjustment);

/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A check button that the next dialog has as it was left. */

#pragma once

#include "plugin/gimp/gimp-compat.h"

/* name: under which it is remembered, a constant; first: how it is to begin with. */
GtkWidget *nst_kept_switch_new (const char *name,
                                const char *label,
                                const char *tooltip,
                                gboolean    first);

/* Whether it is on. */
gboolean nst_kept_switch_get (GtkWidget *widget);

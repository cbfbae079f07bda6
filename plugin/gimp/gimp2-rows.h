/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The rows of GIMP 2.10's dialog, one for each setting but for the preset; what is changed in a
 * row changes the options at once. */

#pragma once

#include <gtk/gtk.h>

#include "plugin/settings/settings.h"

typedef struct _NstRows NstRows;

/* The user has changed an option. */
typedef void (*NstRowsChanged) (gpointer user_data);

/* Rows for options, which are borrowed; widgets are made when they are added. */
NstRows *nst_rows_new (NstOptions    *options,
                       NstRowsChanged changed,
                       gpointer       user_data);

/* Not before the widgets are gone. */
void nst_rows_free (NstRows *rows);

/* Puts the rows of a group into table, which has 3 columns, from position on; where the next
 * row goes. */
int nst_rows_add (NstRows        *rows,
                  NstSettingGroup group,
                  GtkTable       *table,
                  int             position);

/* Shows what the options say; all rows must be there. */
void nst_rows_show (NstRows *rows);

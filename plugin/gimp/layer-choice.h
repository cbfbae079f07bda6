/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A widget to choose one layer of any open picture: a list in GIMP 2.10, in GIMP 3
 * a button that opens GIMP's own window of layers.  Knows nothing of what the
 * layer is for. */

#pragma once

#include "plugin/gimp/gimp-compat.h"

/* The user has chosen a layer: perhaps the same again, or none. */
typedef void (*NstLayerChosen) (gpointer user_data);

/* The widget, with layer (NST_GIMP_NONE: none) chosen where it can be.  chosen may
 * be NULL.  The widget belongs to whatever it is put into. */
GtkWidget *nst_layer_choice_new (gint32         layer,
                                 const char    *help,
                                 NstLayerChosen chosen,
                                 gpointer       user_data);

/* The layer, or NST_GIMP_NONE, also where it is not there any more; set does not call
 * chosen. */
gint32 nst_layer_choice_get (GtkWidget *widget);
void   nst_layer_choice_set (GtkWidget *widget,
                             gint32     layer);

/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A list to choose one layer of any open picture, by its small picture and its name.  Knows
 * nothing of what the layer is for. */

#pragma once

#include "plugin/gimp/gimp-compat.h"

/* The user has chosen another layer, or none. */
typedef void (*NstLayerChosen) (gpointer user_data);

/* The widget, with layer (NST_GIMP_NONE: none) chosen, whatever drawable it is.  The list has
 * neither content, nor groups that it is in, nor previews on the canvas.  chosen may be NULL.  The
 * widget belongs to whatever it is put into. */
GtkWidget *nst_layer_choice_new (gint32         layer,
                                 gint32         content,
                                 const char    *help,
                                 NstLayerChosen chosen,
                                 gpointer       user_data);

/* The layer, or NST_GIMP_NONE, also where it is not there any more; set does not call
 * chosen. */
gint32 nst_layer_choice_get (GtkWidget *widget);
void   nst_layer_choice_set (GtkWidget *widget,
                             gint32     layer);

/* Has the list show the layers that are there now; does not call chosen. */
void nst_layer_choice_refresh (GtkWidget *widget);

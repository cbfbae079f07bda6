/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a dialog chooses the style with: one grid of the pictures on the shelf and of the layers
 * of all open images, into which a picture file comes by a button, or dropped from a file
 * manager.  What was chosen last is the style; several files or layers together (Ctrl+click),
 * or a layer group, are several styles.
 *
 * Knows nothing of settings and of GIMP's arguments; remembers nothing.
 */

#pragma once

#include "plugin/gimp/style-choice.h"

/* The style is another, or there is none any more. */
typedef void (*NstStyleChanged) (gpointer user_data);

/* The widget; it belongs to whatever it is put into, and likes to grow.  program_dir: where to
 * look for the shelf.  content is not shown: it is no style of its own.  Of what begin says that is
 * chosen which is still there.  changed is called for what the user does. */
GtkWidget *nst_style_chooser_new (const char           *program_dir,
                                  gint32                content,
                                  const NstStyleChoice *begin,
                                  NstStyleChanged       changed,
                                  gpointer              user_data);

/* The grid, and what is in it, for who shows what is chosen: shelf-view.h's and style-items.h's. */
GtkWidget    *nst_style_chooser_get_view (GtkWidget *box);
GtkListStore *nst_style_chooser_get_items (GtkWidget *box);

/* Makes file, as above, the style; nothing happens where it is not there.  Does not call
 * changed. */
void nst_style_chooser_set_file (GtkWidget  *box,
                                 const char *file);

/* Makes layer the style; there is none where it is NST_GIMP_NONE, or no choice.  Does not call
 * changed. */
void nst_style_chooser_set_layer (GtkWidget *box,
                                  gint32     layer);

/* Whether there is a style, which *choice then is; its lists are the chooser's, until the next
 * call.  Where it is no layer, *choice has the one that was chosen before. */
gboolean nst_style_chooser_get (GtkWidget      *box,
                                NstStyleChoice *choice);

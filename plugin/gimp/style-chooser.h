/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a dialog chooses the style with: one grid of the pictures on the shelf and of the layers
 * of all open images, into which a picture file comes by a button, or dropped from a file
 * manager.  What was chosen last is the style; several files together (Ctrl+click), or a layer
 * group, are several styles.
 *
 * Knows nothing of settings and of GIMP's arguments; remembers nothing.
 */

#pragma once

#include "plugin/gimp/gimp-compat.h"

/* The style is another, or there is none any more. */
typedef void (*NstStyleChanged) (gpointer user_data);

/* The widget; it belongs to whatever it is put into, and likes to grow.  program_dir: where to
 * look for the shelf.  content is not shown: it is no style of its own.  To begin with file, a
 * path or a name on the shelf, or several with commas between them, is the style; layer is
 * where file is NULL, "" or not there any more.  changed is called for what the user does. */
GtkWidget *nst_style_chooser_new (const char     *program_dir,
                                  gint32          content,
                                  gint32          layer,
                                  const char     *file,
                                  NstStyleChanged changed,
                                  gpointer        user_data);

/* Makes file, as above, the style; nothing happens where it is not there.  Does not call
 * changed. */
void nst_style_chooser_set_file (GtkWidget  *box,
                                 const char *file);

/* Makes layer the style; there is none where it is NST_GIMP_NONE, or no choice.  Does not call
 * changed. */
void nst_style_chooser_set_layer (GtkWidget *box,
                                  gint32     layer);

/* Whether there is a style.  *file, a path or paths as above that the chooser owns until the next
 * call, is the style where it is not NULL, and *layer is then the layer that was chosen before;
 * else *layer is the style.  NST_GIMP_NONE and NULL: none. */
gboolean nst_style_chooser_get (GtkWidget   *box,
                                gint32      *layer,
                                const char **file);

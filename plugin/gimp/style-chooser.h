/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a dialog chooses the style with: a row for a layer, a row for a file, and
 * the shelf of styles, whose pictures are files.
 *
 * Layer or file: the one chosen last is the style.  The other stays at hand, dimmed,
 * and is the style again when its radio button is clicked, or when something is
 * chosen in its row.  What is dropped ("No file", Ctrl+click on the shelf's picture,
 * the layer "None") gives way to the other, if there is one.
 *
 * Knows nothing of settings and of GIMP's arguments; remembers nothing.
 */

#pragma once

#include "plugin/gimp/gimp-compat.h"

/* The style is another, or there is none any more. */
typedef void (*NstStyleChanged) (gpointer user_data);

/* The widget; it belongs to whatever it is put into.  program_dir: where to look for
 * the shelf.  To begin with file, a path or a name on the shelf, is the style; layer
 * is where file is NULL, "" or not there any more.  changed is called for what the
 * user does. */
GtkWidget *nst_style_chooser_new (const char     *program_dir,
                                  gint32          layer,
                                  const char     *file,
                                  NstStyleChanged changed,
                                  gpointer        user_data);

/* Makes file, a path or a name on the shelf, the style; nothing happens where it is
 * not there.  Does not call changed. */
void nst_style_chooser_set_file (GtkWidget  *box,
                                 const char *file);

/* Whether there is a style.  *file, a path that the chooser owns until its next
 * change, is the style where it is not NULL, and *layer is then at hand; else
 * *layer is the style.  NST_GIMP_NONE and NULL: none. */
gboolean nst_style_chooser_get (GtkWidget   *box,
                                gint32      *layer,
                                const char **file);

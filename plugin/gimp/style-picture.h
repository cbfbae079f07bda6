/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The small picture of a file or a layer, made while the main loop runs. */

#pragma once

#include "plugin/gimp/gimp-compat.h"

/* picture is borrowed; NULL where there is none, as of a damaged file. */
typedef void (*NstStylePictureRead) (GtkListStore *items,
                                     const char   *key,
                                     GdkPixbuf    *picture);

/* Makes the picture of the layer, or of the file whose path is key where layer is
 * NST_GIMP_NONE: no larger than size either way, upright.  read is called for it from the main
 * loop, but never once gone is cancelled, as it must be before items is no more. */
void nst_style_picture_read (GtkListStore       *items,
                             const char         *key,
                             gint32              layer,
                             int                 size,
                             GCancellable       *gone,
                             NstStylePictureRead read);

/* A file's, at once, by GdkPixbuf; NULL where that can't read it.  May be called from any
 * thread.  Free with g_object_unref. */
GdkPixbuf *nst_style_picture_of_file (const char *path,
                                      int         size);

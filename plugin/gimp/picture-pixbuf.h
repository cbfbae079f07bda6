/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The engine's pictures as GTK draws them. */

#pragma once

#include <gtk/gtk.h>

#include "core/nst.h"

/* The picture at 8 bits a channel, a new one; NULL where there is no memory. */
GdkPixbuf *nst_picture_pixbuf_new (const NstImage *picture);

/* Draws it into that rectangle, all of it. */
void nst_picture_pixbuf_draw (GdkPixbuf *pixbuf,
                              cairo_t   *cairo,
                              double     x,
                              double     y,
                              double     width,
                              double     height);

/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How much room there is on the screen. */

#pragma once

#include <gtk/gtk.h>

/* The side of a square that a window goes by, in pixels: the screen's width, but no more than
 * one and a half times its height; 0 where there is no screen. */
int nst_screen_side (void);

/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The dialog in GIMP 2.10, its rows made from the table of settings. */

#pragma once

#include "plugin/gimp/paint.h"

/* Paints while the dialog stays; style_file as in the paint. */
typedef void (*NstGimp2Apply) (NstPaint   *paint,
                               const char *style_file);

/* Lets the user change style, style file and settings, which are the start
 * values too; what is owned is replaced, by NULL where there is none of it.  FALSE:
 * cancelled. */
gboolean nst_gimp2_dialog (NstPaint      *paint,
                           NstPaintOwned *owned,
                           NstGimp2Apply  when_applied);

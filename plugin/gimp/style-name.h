/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a style is called, for layers' names and for people. */

#pragma once

#include "plugin/gimp/inputs.h"

/* What the style is called: the layer's or the file's name, without the ending of
 * a file's; of several all their names.  Free with g_free. */
char *nst_style_name (const NstPaint *paint);

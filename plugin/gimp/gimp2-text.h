/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The text "settings" of GIMP 2.10's procedure: name=value pairs of the settings, and of the
 * arguments of arguments.h that 2.10's procedure has no parameters for. */

#pragma once

#include "plugin/gimp/arguments.h"
#include "plugin/gimp/inputs.h"

/* What may be named and what that takes, a line each, for the procedure browser; free with
 * g_free. */
char *nst_gimp2_list_settings (void);

/* Puts what the text says into paint, quoted as in a shell where there are spaces, and what
 * paint borrows then into owned.  A file of settings, or a preset of the user's own, comes
 * before all else that the text says, wherever it is named.  FALSE and NST_ERROR_SETTINGS where
 * a word is refused. */
gboolean nst_gimp2_parse_text (const char    *text,
                               NstPaint      *paint,
                               NstPaintOwned *owned,
                               GError       **error);

/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The dialog in GIMP 3, made by GIMP from the procedure's arguments. */

#pragma once

#include "plugin/gimp/paint.h"

#define NST_ARG_STYLE      "style"
#define NST_ARG_STYLE_FILE "style-file"
#define NST_ARG_START      "start"

/* What the config says of the settings. */
void         nst_gimp3_options   (GimpProcedureConfig *config,
                                  NstOptions          *options);

/* Lets the user change the config, to paint from content; FALSE: cancelled. */
gboolean     nst_gimp3_dialog    (GimpProcedure       *procedure,
                                  GimpProcedureConfig *config,
                                  gint32               content);

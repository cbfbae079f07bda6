/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The dialog in GIMP 3, made by GIMP from the procedure's arguments. */

#pragma once

#include "plugin/gimp/inputs.h"

/* Paints what the config says while the dialog stays. */
typedef void (*NstGimp3Apply) (GimpProcedureConfig *config,
                               const NstPaint      *paint);

/* Lets the user change the config, to paint paint's content; FALSE: cancelled.  After OK
 * the config's style-file is "" where its layer is the style. */
gboolean nst_gimp3_dialog (GimpProcedure       *procedure,
                           GimpProcedureConfig *config,
                           const NstPaint      *paint,
                           NstGimp3Apply        when_applied);

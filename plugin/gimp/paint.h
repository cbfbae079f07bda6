/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What both GIMPs do once it is known what to paint: check, read the layers,
 * run the engine, make the new layer. */

#pragma once

#include "plugin/gimp/inputs.h"

#define NST_PROCEDURE "plug-in-neural-art"

/* Whether this can be painted from at all: an error that tells what to do
 * where it can't. */
gboolean nst_paint_check (const NstPaint *paint,
                          GError        **error);

/* Paints.  GIMP_PDB_SUCCESS and the new layer's number; GIMP_PDB_CANCEL, without
 * an error, where the user has ended it; else GIMP_PDB_EXECUTION_ERROR and an error
 * that tells what to do.  A script gets G_IO_ERROR_CANCELLED for an error. */
GimpPDBStatusType nst_paint (const NstPaint *paint,
                             gint32         *layer,
                             GError        **error);

/* What came of it, for a dialog that stays: the user is shown what went wrong, if anything did. */
void nst_paint_tell (const GError *error);

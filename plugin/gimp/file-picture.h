/* SPDX-License-Identifier: GPL-3.0-or-later */

/* One picture of many, from its file to its painting's: GIMP's own procedures load and save it,
 * as it is set up to treat profiles, metadata and the camera's orientation, and paint.h paints it.
 * Nobody sees the image in between, and it is gone afterwards. */

#pragma once

#include "plugin/gimp/inputs.h"
#include "plugin/shared/files-plan.h"

/* Whether a file like that can be saved at all: a tiny one is tried, of which nothing is left.
 * The folder is made where there is none.  FALSE and a sentence where not. */
gboolean nst_file_picture_can_save (const char *target,
                                    GError    **error);

/* Paints the job's picture and saves it as its target, which is whole then, or as it was.
 * FALSE and an error: G_IO_ERROR_CANCELLED where wait has dropped it, G_IO_ERROR_FAILED where
 * it is painted but could not be saved. */
gboolean nst_file_picture_paint (const NstFilesJob *job,
                                 const NstOptions  *options,
                                 NstPaintWait       wait,
                                 gpointer           user_data,
                                 GError           **error);

/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the paintings of a proof sheet are painted from: layers and files are read once for all
 * variations that look at the same. */

#pragma once

#include "plugin/gimp/inputs.h"
#include "plugin/gimp/variations.h"
#include "plugin/shared/preview.h"

typedef struct _NstProofPictures NstProofPictures;

/* paint and program_dir (where to look for the network) are borrowed; styled: paint has a style.
 * side: of a painting, pixels on its longer side. */
NstProofPictures *nst_proof_pictures_new (const char     *program_dir,
                                          const NstPaint *paint,
                                          gboolean        styled,
                                          int             side);
void              nst_proof_pictures_free (NstProofPictures *pictures);

/* The photo, reduced; it belongs to the pictures.  NULL: it can't be read. */
const NstImage *nst_proof_pictures_get_content (const NstProofPictures *pictures);

/* Has the preview paint the variation from here on.  FALSE and an error that tells what to do
 * where it can't be painted. */
gboolean nst_proof_pictures_paint (NstProofPictures   *pictures,
                                   const NstVariation *variation,
                                   NstPreview         *preview,
                                   GError            **error);

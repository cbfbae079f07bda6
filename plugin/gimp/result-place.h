/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Where a painting goes, and how: for the painting, and for a preview of it on the canvas. */

#pragma once

#include "plugin/gimp/inputs.h"
#include "plugin/gimp/result.h"

/* Fills in a result for what paint asks for, of box, in the content's pixels: all that is set
 * before nst_result_make, but its split.  The content's alpha is borrowed, and left out where
 * the result has another size than box. */
void nst_result_place (NstResult           *result,
                       const NstPaint      *paint,
                       const GeglRectangle *box,
                       const NstSettings   *settings,
                       const NstPixels     *content);

/* SPDX-License-Identifier: GPL-3.0-or-later */

/* After a run: its painting at the size of the canvas. */

#pragma once

#include "core/run/subject.h"

/* A painting of the subject at the size of its canvas: where it was painted smaller, it
 * is enlarged with the fine detail of the start that it was made from, or of the content
 * where that is seen at all.  Takes the painting, and returns it or a new image.  cancel
 * may be NULL.  NULL and G_IO_ERROR_CANCELLED, or NST_ERROR_MEMORY. */
NstImage *nst_fit_painting (const NstSubject *subject,
                            NstImage         *painting,
                            GCancellable     *cancel,
                            GError          **error);

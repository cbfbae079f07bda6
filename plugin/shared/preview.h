/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A small painting that grows while somebody looks at it, and changes his mind: between a
 * dialog, in whose main loop all of this is called and calls back, and the engine, one run
 * after the other in threads of their own (job.h).  Nothing here waits. */

#pragma once

#include "core/nst.h"

/* About the longer side of the dialog's, in pixels (nst_reduced_side). */
#define NST_PREVIEW_SIDE 512

typedef struct _NstPreview NstPreview;

/* Gets the painting so far, the function's during the call only, and where it is, at 1 for the
 * last time; or, where frame is NULL, the sentence that says why there is none. */
typedef void (*NstPreviewFunc) (const NstImage    *frame,
                                const NstProgress *progress,
                                const char        *fault,
                                gpointer           user_data);

NstPreview *nst_preview_new (NstPreviewFunc func,
                             gpointer       user_data);

/* Paints subject from here on, in place of what is being painted; its run begins as soon as
 * the one before has ended.  What the subject borrows, its settings and lists too, stays until
 * free_pictures (pictures) is called.  going_on: from the painting that was shown last, if
 * there is one, coarsely first, where the subject has other settings alone; then from the
 * beginning, as it would have been without, which is seen when it is done. */
void nst_preview_paint (NstPreview       *preview,
                        const NstSubject *subject,
                        gboolean          going_on,
                        gpointer          pictures,
                        GDestroyNotify    free_pictures);

/* Paints nothing, from within a fraction of a second on. */
void nst_preview_stop (NstPreview *preview);

/* Whether nothing is painted any more. */
gboolean nst_preview_is_idle (const NstPreview *preview);

/* Waits until nothing is painted any more, a fraction of a second. */
void nst_preview_free (NstPreview *preview);
